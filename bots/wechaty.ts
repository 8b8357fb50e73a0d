import { channel } from "#src/channel.ts"
import { MAX_TEXT_BYTES, openWechaty, Settings } from "./wechaty/open.ts"
import { CHANNEL } from "./wechaty/receive.ts"

/**
 * 微信机器人: an ordinary WeChat account driven by a wechaty puppet, for groups and private chats. Accounts used like this may be banned
 * at any time (bots/wechaty/pace.ts), so nothing depends on it.
 */
export const wechaty = channel({
  id: CHANNEL,
  name: "微信机器人",
  settings: Settings,
  needs: ["WECHATY_PUPPET"],
  secrets: ["WECHATY_TOKEN"],
  maxTextBytes: MAX_TEXT_BYTES,
  maxTexts: 2,
  quietHours: true,
  open: (settings, hands) => openWechaty(settings, hands),
})
