import type { Rejection } from "#bots/wechat/rejections.ts"
import type { Content, Inbound } from "#src/channel.ts"

export const CHANNEL = "wechat-official"

/** A picture of a message: WeChat keeps it three days under its media id. `url` is WeChat's copy on its picture servers. */
export type Media = { id: string; url: string }

export type Received =
  | { inbound: Inbound; media?: Media }
  /** Authentic, and nothing to do: answer `success`. */
  | { ignored: true }
  | Rejection

/** A message may be a little ahead of this machine's clock; one from the future would turn 明天 into any day its sender likes. */
const AHEAD_MS = 10 * 60_000

type Unsupported = Extract<Content, { kind: "unsupported" }>["what"]
const UNSUPPORTED = new Map<string, Unsupported>([
  ["video", "video"],
  ["shortvideo", "video"],
  ["location", "location"],
  ["link", "link"],
])

/**
 * Reads the flat fields of one push. Ids: MsgId for messages; FromUserName + CreateTime + Event + EventKey for events, which have none
 * (WeChat's rule for telling resends). MsgId stays a string: it is 64-bit. Events that ask for no answer (VIEW, LOCATION,
 * TEMPLATESENDJOBFINISH, what menus scan and photograph) are ignored.
 */
export function receive(fields: Map<string, string>, now: Date): Received {
  const of = (name: string) => fields.get(name) ?? ""
  const from = of("FromUserName")
  const seconds = of("CreateTime")
  const type = of("MsgType")
  if (!/^[\x21-\x7e]{1,128}$/.test(from) || !/^\d{1,11}$/.test(seconds) || !type)
    return { status: 400, why: "a field of the message is missing" }
  const at = new Date(Number(seconds) * 1000)
  if (at.getTime() - now.getTime() > AHEAD_MS) return { status: 403, why: "the message comes from the future" }

  const content = type === "event" ? eventOf(of("Event"), of("EventKey")) : messageOf(type, of)
  if (!content) return { ignored: true }
  const about = type === "event" ? [of("Event"), of("EventKey").slice(0, 128)] : [type]
  const id = of("MsgId").slice(0, 64) || [from, seconds, ...about].join("/")
  const inbound: Inbound = { channel: CHANNEL, id, from, addressed: true, at, content }
  return content.kind === "image" ? { inbound, media: { id: of("MediaId"), url: of("PicUrl") } } : { inbound }
}

function messageOf(type: string, of: (name: string) => string): Content {
  const recognition = of("Recognition")
  if (type === "text") return { kind: "text", text: of("Content") }
  if (type === "voice") return recognition ? { kind: "voice", text: recognition } : { kind: "voice" }
  // Where an account is told of files at all, it gets their name, size and checksum, and no address to fetch them from.
  if (type === "file") return { kind: "file", name: of("Title"), why: "unavailable" }
  if (type === "image") return { kind: "image", why: "unavailable" }
  return { kind: "unsupported", what: UNSUPPORTED.get(type) ?? "other" }
}

function eventOf(event: string, key: string): Content | undefined {
  // A scan by someone who follows already is greeted as a new follower is: the code on the wall leads both to the same place.
  if (event === "subscribe" || event === "SCAN") return { kind: "event", event: "follow" }
  if (event === "unsubscribe") return { kind: "event", event: "unfollow" }
  if (event === "CLICK" && key) return { kind: "text", text: key }
  return undefined
}
