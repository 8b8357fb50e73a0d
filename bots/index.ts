import type { Channel } from "#src/channel.ts"
import { wechatOfficial } from "./wechat-official.ts"
import { wechaty } from "./wechaty.ts"

/** Every channel there is; the simulator belongs at the end of the list. Which are on is decided by their settings. */
export const channels: readonly Channel[] = [wechatOfficial, wechaty]
