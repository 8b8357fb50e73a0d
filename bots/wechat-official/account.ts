import { z } from "zod"
import { type Api, ApiFault, openApi } from "#bots/wechat/api.ts"
import { AES_KEY_SHAPE } from "#bots/wechat/cipher.ts"
import { openTokens, type Tokens } from "#bots/wechat/tokens.ts"
import type { Hands } from "#src/channel.ts"

const WECHAT = "https://api.weixin.qq.com"
/** Set to nothing is the same as not set. */
const setting = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined)

export const Settings = z
  .object({
    WECHAT_APP_ID: setting,
    WECHAT_APP_SECRET: setting,
    WECHAT_TOKEN: setting,
    WECHAT_AES_KEY: setting.refine((key) => !key || AES_KEY_SHAPE.test(key), {
      error: "WECHAT_AES_KEY must be the EncodingAESKey: exactly 43 letters and digits.",
    }),
    WECHAT_API_URL: setting
      .refine((url) => !url || (/^https?:/i.test(url) && URL.canParse(url)), {
        error: "WECHAT_API_URL must be an http or https address.",
      })
      .transform((url) => url ?? WECHAT),
    WECHAT_TEMPLATE_ID: setting,
  })
  .check(({ value, issues }) => {
    const need = (message: string, path: string) => issues.push({ code: "custom", input: value, path: [path], message })
    if ((value.WECHAT_APP_ID || value.WECHAT_AES_KEY) && !value.WECHAT_TOKEN)
      need("WECHAT_TOKEN is missing: without it no message can be known to come from WeChat.", "WECHAT_TOKEN")
    if (value.WECHAT_AES_KEY && !value.WECHAT_APP_ID)
      need("WECHAT_APP_ID is missing: with WECHAT_AES_KEY every message is sealed for that app id.", "WECHAT_APP_ID")
    if (value.WECHAT_APP_SECRET && !value.WECHAT_APP_ID)
      need("WECHAT_APP_ID is missing: WECHAT_APP_SECRET is of no use without it.", "WECHAT_APP_ID")
  })

export type Settings = z.infer<typeof Settings>

/** The account's side of WeChat's API; absent without WECHAT_APP_ID and WECHAT_APP_SECRET. */
export type Account = { api: Api; tokens: Tokens; standIn: boolean }

/** Tokens come from stable_token (`POST /cgi-bin/stable_token`, 7,200 s), which other programs with the same secret do not disturb. */
export function openAccount(settings: Settings, hands: Hands, timeoutMs: number): Account | undefined {
  const { WECHAT_APP_ID: appid, WECHAT_APP_SECRET: secret, WECHAT_TOKEN, WECHAT_AES_KEY, WECHAT_API_URL } = settings
  if (!appid || !secret) return undefined
  const secrets = [secret, WECHAT_TOKEN, WECHAT_AES_KEY].filter((it) => it !== undefined)
  const api = openApi(WECHAT_API_URL, { timeoutMs, secrets })
  const tokens = openTokens(async (force) => {
    const grant = { grant_type: "client_credential", appid, secret, force_refresh: force }
    const { access_token, expires_in } = await api.call("/cgi-bin/stable_token", {}, grant)
    if (typeof access_token !== "string" || typeof expires_in !== "number")
      throw new ApiFault("/cgi-bin/stable_token: no token in the answer")
    return { token: access_token, seconds: expires_in }
  }, hands.now)
  return { api, tokens, standIn: WECHAT_API_URL !== WECHAT }
}
