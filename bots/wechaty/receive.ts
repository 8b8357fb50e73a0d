import type { Message, Wechaty } from "wechaty"
import { imageOf } from "#bots/wechat/picture.ts"
import { cleanText } from "#domain/text.ts"
import { type Content, type Inbound, MAX_FILE_BYTES, MAX_PICTURE_BYTES } from "#src/channel.ts"

export const CHANNEL = "wechaty"

/** At login the messages missed meanwhile come in one burst; what is older than this is past answering. */
const OLD_MS = 5 * 60_000
/** WeChat's own accounts, which some puppets show as people. */
const SYSTEM = new Set([
  "weixin",
  "fmessage",
  "filehelper",
  "newsapp",
  "notifymessage",
  "medianote",
  "floatbottle",
  "qqmail",
])
const PICTURE_MS = 20_000
const FILE_MS = 60_000

/**
 * One message as an Inbound, or undefined when it is not for us: the bot's own, an official account's, recalled, from before the login,
 * or (in a room) neither said to the bot nor text. Text in a room that is not said to the bot is handed in with `addressed: false`:
 * whether it is a trainer's announcement is not for the channel to know.
 */
export async function receive(bot: Wechaty, message: Message, loginAt: Date): Promise<Inbound | undefined> {
  const talker = message.talker()
  const at = message.date()
  if (message.self() || SYSTEM.has(talker.id) || talker.type() === bot.Contact.Type.Official) return undefined
  if (message.type() === bot.Message.Type.Recalled || at.getTime() < loginAt.getTime() - OLD_MS) return undefined

  const room = message.room()
  const name = talker.name()
  const inbound = { channel: CHANNEL, id: message.id, from: talker.id, at, ...(name && { name }) }
  if (!room) return { ...inbound, addressed: true, content: await contentOf(bot, message, message.text()) }

  if (message.type() !== bot.Message.Type.Text) return undefined
  const names = [await room.alias(bot.currentUser), bot.currentUser.name()].filter((it): it is string => Boolean(it))
  const { text, first } = withoutMentions(message.text(), names)
  const addressed = first || (await message.mentionSelf())
  return {
    ...inbound,
    room: room.id,
    addressed,
    content: { kind: "text", text: cleanText(addressed ? text : message.text()) },
  }
}

async function contentOf(bot: Wechaty, message: Message, text: string): Promise<Content> {
  const { Type } = bot.Message
  switch (message.type()) {
    case Type.Text:
      return { kind: "text", text: cleanText(text) }
    case Type.Audio:
      return { kind: "voice" }
    case Type.Image:
      return await imageIn(message)
    case Type.Video:
      return { kind: "unsupported", what: "video" }
    case Type.Location:
      return { kind: "unsupported", what: "location" }
    case Type.Url:
    case Type.MiniProgram:
    case Type.ChatHistory:
    case Type.Post:
      return { kind: "unsupported", what: "link" }
    case Type.Attachment:
      return await fileIn(message)
    case Type.Emoticon:
      return { kind: "unsupported", what: "sticker" }
    default:
      return { kind: "unsupported", what: "other" }
  }
}

/**
 * Takes "@name" before a U+2005 (what WeChat inserts), a space or the end out of a text. `first`: the text began with one, which is
 * how people type it by hand; puppets then report no mention.
 */
function withoutMentions(text: string, names: readonly string[]): { text: string; first: boolean } {
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length)
  if (escaped.length === 0) return { text, first: false }
  const mention = new RegExp(`@(?:${escaped.join("|")})(?:[\u2005 ]|$)`, "g")
  const trimmed = text.trimStart()
  const first = trimmed.search(mention) === 0
  return { text: trimmed.replace(mention, "").trim(), first }
}

async function imageIn(message: Message): Promise<Content> {
  try {
    return imageOf((await fetched(message, MAX_PICTURE_BYTES, PICTURE_MS)).bytes)
  } catch {
    return { kind: "image", why: "unavailable" }
  }
}

async function fileIn(message: Message): Promise<Content> {
  const named = cleanText(message.payload?.filename ?? "")
  try {
    const { name, bytes } = await fetched(message, MAX_FILE_BYTES, FILE_MS)
    const file = { kind: "file", name: named || cleanText(name) } as const
    return bytes ? { ...file, file: bytes } : { ...file, why: "too-large" }
  } catch {
    return { kind: "file", name: named, why: "unavailable" }
  }
}

/**
 * What a message carries, never more of it than `most`: `bytes` are missing where it is larger. Rejects when it cannot be had within `ms`;
 * a puppet may keep one waiting for ever.
 */
async function fetched(message: Message, most: number, ms: number): Promise<{ name: string; bytes?: Buffer }> {
  const signal = AbortSignal.timeout(ms)
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("not fetched in time")), { once: true })
  })
  const box = await Promise.race([message.toFileBox(), late])
  if (box.size > most) return { name: box.name }
  const stream = await Promise.race([box.toStream(), late])
  signal.addEventListener("abort", () => stream.destroy(new Error("not fetched in time")), { once: true })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > most) return { name: box.name }
    chunks.push(chunk)
  }
  return { name: box.name, bytes: Buffer.concat(chunks) }
}
