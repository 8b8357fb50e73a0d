import { openParts } from "#bots/wechat/parts.ts"
import type { Hands, Push, Verdict } from "#src/channel.ts"
import type { Account } from "./account.ts"
import { ANNOUNCED, templateOf } from "./template.ts"
import { type Meaning, meaningOf, refused, throttled, unreachable } from "./verdict.ts"

/** Customer-service texts hold as much as passive replies. */
export const MAX_TEXT_BYTES = 2047
/** Below this a text that WeChat calls too long is so for another reason. */
const LEAST_TEXT_BYTES = 200
const HOUR_MS = 3_600_000

/**
 * Pushes by customer-service message (5 within 48 hours of the person's last message), past that by template where there is one. A long
 * text goes in parts, and what went out before a failure is not said again. A verdict is by errcode. Where WeChat refuses the whole
 * account (quota, IP, secret), no push is tried until the time named.
 */
export function openSend(account: Account, templateId: string | undefined, { now, log }: Hands) {
  const parts = openParts(MAX_TEXT_BYTES)
  let pause: { until: Date; reason: string } | undefined
  /** 48001: an account without customer service is not asked for it with every push. */
  let noServiceUntil = 0

  const post = (path: string, body: object) =>
    account.tokens.use((token) => account.api.call(path, { access_token: token }, body))

  const toVerdict = (meaning: Meaning, { message }: Error): Verdict => {
    if (meaning.means === "gone") return refused(message)
    if (meaning.means !== "throttled") return unreachable(message)
    if (meaning.wholeAccount) pause = { until: meaning.until, reason: message }
    if (meaning.alarm) log.error({ reason: message, until: meaning.until }, "WeChat refuses the account: pushes wait")
    else log.warn({ reason: message, until: meaning.until }, "WeChat did not take a push")
    return throttled(message, meaning.until)
  }

  const byTemplate = async (push: Push, reason: string, plain = false): Promise<Verdict> => {
    // A late answer shortened to twenty characters would be no answer: it waits for the person.
    if (!templateId || push.kind === "late") return unreachable(reason)
    try {
      await post("/cgi-bin/message/template/send", templateOf(push, templateId, now(), plain))
      return [...push.text].length > ANNOUNCED ? { verdict: "announced" } : { verdict: "sent" }
    } catch (error) {
      const meaning = meaningOf(error, now())
      const { message } = error as Error
      if (meaning.means === "bad-template")
        log.error({ reason: message, plain }, "WeChat does not take the template's fields")
      return meaning.means === "bad-template" && !plain
        ? byTemplate(push, reason, true)
        : toVerdict(meaning, error as Error)
    }
  }

  return async (push: Push): Promise<Verdict> => {
    if (pause && pause.until > now()) return throttled(pause.reason, pause.until)
    const message = parts.of(push)
    if (!message.begun && noServiceUntil > now().getTime())
      return byTemplate(push, "no customer service for this account")
    while (message.left[0] !== undefined) {
      const content = message.left[0]
      try {
        await post("/cgi-bin/message/custom/send", { touser: push.to, msgtype: "text", text: { content } })
        message.said()
      } catch (error) {
        const meaning = meaningOf(error, now())
        const bytes = Math.floor(Buffer.byteLength(content) / 2)
        if (meaning.means === "too-long" && bytes >= LEAST_TEXT_BYTES) message.cut(bytes)
        else if (meaning.means === "window-shut") {
          if (meaning.feature) noServiceUntil = now().getTime() + HOUR_MS
          // Half of it is with the person already: the other half waits for them, a template would only repeat the beginning.
          return message.begun ? unreachable((error as Error).message) : byTemplate(push, (error as Error).message)
        } else return toVerdict(meaning, error as Error)
      }
    }
    return { verdict: "sent" }
  }
}
