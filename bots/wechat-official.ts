import { channel, type Hands, type OpenChannel } from "#src/channel.ts"
import { openAccount, Settings } from "./wechat-official/account.ts"
import { CHANNEL } from "./wechat-official/receive.ts"
import { openRoutes } from "./wechat-official/routes.ts"
import { MAX_TEXT_BYTES, openSend } from "./wechat-official/send.ts"
import { unreachable } from "./wechat-official/verdict.ts"

/** WeChat drops the connection after 5 s; half a second is left for keeping the message and for the way back. */
const TIMES = { budgetMs: 4500, apiTimeoutMs: 10_000 }

/**
 * Opens the routes and the pushes of one Official Account; `settings` must have passed `Settings`. Without WECHAT_APP_SECRET it answers
 * and never pushes. `times` in milliseconds, for tests.
 */
export function openWechatOfficial(settings: Settings, hands: Hands, times: Partial<typeof TIMES> = {}): OpenChannel {
  const { budgetMs, apiTimeoutMs } = { ...TIMES, ...times }
  const account = openAccount(settings, hands, apiTimeoutMs)
  return {
    webhook: true,
    routes: openRoutes(settings, account, hands, budgetMs),
    send: account
      ? openSend(account, settings.WECHAT_TEMPLATE_ID, hands)
      : async () => unreachable("WECHAT_APP_SECRET is not set: this account can answer but not push"),
  }
}

/** 微信公众号: one text in answer to each message, within five seconds, and pushes while the 48-hour window is open. */
export const wechatOfficial = channel({
  id: CHANNEL,
  name: "微信公众号",
  settings: Settings,
  needs: ["WECHAT_TOKEN", "WECHAT_APP_ID"],
  secrets: ["WECHAT_APP_SECRET", "WECHAT_TOKEN", "WECHAT_AES_KEY"],
  maxTextBytes: MAX_TEXT_BYTES,
  maxTexts: 1,
  quietHours: true,
  open: (settings, hands) => openWechatOfficial(settings, hands),
})
