import type { Channel } from "#src/channel.ts"
import { simulator } from "./simulator/simulator.ts"
import { terminal } from "./terminal.ts"
import { wechatOfficial } from "./wechat-official.ts"
import { wechaty } from "./wechaty.ts"

/** Every channel there is. Which are on is decided by their settings; the simulator, which asks nobody who they are, by SIMULATOR. */
export const channels: readonly Channel[] = [wechatOfficial, wechaty, terminal, simulator]
