import { type Context, Hono } from "hono"
import { openCipher } from "#bots/wechat/cipher.ts"
import { findSealed, sealReply } from "#bots/wechat/envelope.ts"
import { answerInTime } from "#bots/wechat/in-time.ts"
import { openRejections, type Rejection } from "#bots/wechat/rejections.ts"
import { readBody, readQuery } from "#bots/wechat/request.ts"
import { isFresh, isSignedBy } from "#bots/wechat/signature.ts"
import { readXml, writeXml } from "#bots/wechat/xml.ts"
import { pages } from "#domain/text.ts"
import type { Answer, Hands, Inbound } from "#src/channel.ts"
import type { Account, Settings } from "./account.ts"
import { fetchImage } from "./media.ts"
import { type Received, receive } from "./receive.ts"
import { MAX_TEXT_BYTES } from "./send.ts"

const MAX_BODY_BYTES = 64 * 1024

/**
 * `GET /wechat` (WeChat's check of the address) and `POST /wechat` (messages and events), in plain, compat and secure mode. With an
 * AES key only sealed messages are taken and replies are sealed: plain mode signs no body. Rejections: 400 malformed, 403 not from WeChat
 * or not now, 405, 413 over 64 KiB; 500 and 503 make WeChat deliver again.
 */
export function openRoutes(settings: Settings, account: Account | undefined, hands: Hands, budgetMs: number): Hono {
  const token = settings.WECHAT_TOKEN ?? ""
  const { WECHAT_AES_KEY: key, WECHAT_APP_ID: appId } = settings
  const cipher = key && appId ? openCipher(key, appId) : undefined
  const inTime = answerInTime(hands, budgetMs)
  const reject = openRejections(hands)

  /** What the query alone says: whose time and nonce, in which mode, whether it was signed by someone who has the token. */
  const verifyQuery = (query: Map<string, string> | undefined, post: boolean): Rejection | Verified => {
    const [timestamp, nonce, signature] = ["timestamp", "nonce", "signature"].map((name) => query?.get(name))
    const sealed = query?.get("encrypt_type") === "aes"
    // Only the signature of a ciphertext, which is checked once there is a body, can stand for that of the query.
    if (!query || !timestamp || !nonce || (!signature && !(post && sealed && cipher))) return INCOMPLETE
    if (!isFresh(timestamp, hands.now()))
      return { status: 403, why: "the timestamp is stale (is this machine's clock right?)" }
    if (signature !== undefined && !isSignedBy(signature, token, timestamp, nonce))
      return { status: 403, why: "wrong signature" }
    return { timestamp, nonce, sealed, query }
  }

  /** The message in the body, in clear. Of a sealed one nothing but the ciphertext is read before its signature is verified. */
  const unseal = (body: string, { timestamp, nonce, sealed, query }: Verified): Rejection | { xml: string } => {
    if (!cipher) return { xml: body }
    if (!sealed) return { status: 403, why: "a message in clear although WECHAT_AES_KEY is set" }
    const signature = query.get("msg_signature")
    if (!signature) return INCOMPLETE
    const ciphertext = findSealed(body)
    if (!ciphertext) return { status: 400, why: "there is no ciphertext in the message" }
    if (!isSignedBy(signature, token, timestamp, nonce, ciphertext)) return { status: 403, why: "wrong signature" }
    const { text, fault } = cipher.decrypt(ciphertext)
    return fault === undefined ? { xml: text } : { status: 403, why: fault }
  }

  const read = (xml: string): Rejection | { received: Exclude<Received, Rejection>; to: string } => {
    const fields = readXml(xml)
    if (!fields) return { status: 400, why: "the message is not well-formed" }
    if (fields.has("Encrypt") && !fields.has("MsgType"))
      return { status: 400, why: "a sealed message, and WECHAT_AES_KEY is not set" }
    const received = receive(fields, hands.now())
    return "why" in received ? received : { received, to: fields.get("ToUserName") ?? "" }
  }

  const reply = (c: Context, inbound: Inbound, answer: Answer, account: string): Response => {
    const text = answer.texts[0]
    if (!text || (inbound.content.kind === "event" && inbound.content.event === "unfollow")) return c.text("success")
    const xml = writeXml({
      ToUserName: inbound.from,
      FromUserName: account,
      CreateTime: Math.floor(hands.now().getTime() / 1000),
      MsgType: "text",
      // One byte too many and the person sees "service out of order" in place of the whole text.
      Content: Buffer.byteLength(text) > MAX_TEXT_BYTES ? pages(text, MAX_TEXT_BYTES)[0]! : text,
    })
    return c.body(cipher ? sealReply(cipher, token, xml, hands.now()) : xml, 200, XML)
  }

  return new Hono()
    .get("/wechat", (c) => {
      const verified = verifyQuery(readQuery(c.req.url), false)
      if ("status" in verified) return reject(c, verified)
      const echo = verified.query.get("echostr")
      return echo === undefined ? reject(c, INCOMPLETE) : c.text(echo)
    })
    .post("/wechat", async (c) => {
      const arrived = performance.now()
      const verified = verifyQuery(readQuery(c.req.url), true)
      if ("status" in verified) return reject(c, verified)
      const body = await readBody(c, MAX_BODY_BYTES).catch(() => "")
      if (body === undefined) return reject(c, { status: 413, why: "the body is over 64 KiB" })
      const opened = unseal(body, verified)
      if ("status" in opened) return reject(c, opened)
      const message = read(opened.xml)
      if ("status" in message) return reject(c, message)
      if ("ignored" in message.received) return c.text("success")
      const { inbound, media } = message.received

      const whole = media
        ? async () => ({ ...inbound, content: await fetchImage(account, media, hands.log) })
        : () => inbound
      try {
        const outcome = await inTime(`${inbound.from}\n${inbound.id}`, whole, { arrived, picture: media !== undefined })
        if (outcome === "busy") return reject(c, { status: 503, why: "too many messages at once" })
        return outcome === "late" ? c.text("success") : reply(c, inbound, outcome.answer, message.to)
      } catch (error) {
        hands.log.error(
          { reason: (error as Error).message },
          "a message could not be handled: WeChat will deliver it again",
        )
        return c.text("", 500)
      }
    })
    .all("/wechat", (c) => c.text("", 405, { allow: "GET, POST" }))
}

const INCOMPLETE: Rejection = { status: 400, why: "the query is incomplete or doubled" }
const XML = { "content-type": "text/xml; charset=UTF-8" }

type Verified = { timestamp: string; nonce: string; sealed: boolean; query: Map<string, string> }
