import { z } from "zod"
import { type Content, type Inbound, MAX_FILE_BYTES, MAX_PICTURE_BYTES } from "#src/channel.ts"

/** What may be posted to /api/chat, and how it becomes an Inbound. */

const identity = (field: string) =>
  z
    .string(`${field} 要是一个字符串。`)
    .regex(/^[\p{L}\p{N}_.@-]{1,64}$/u, `${field} 要是 1 到 64 个字母、数字、汉字或 _ - . @。`)

const NOT_BASE64 = "file.base64 要是 base64。"
const base64 = z.string(NOT_BASE64).transform((text, context) => {
  const bytes = Buffer.from(text, "base64")
  // Node skips what is not base64.
  if (text.length % 4 !== 0 || bytes.byteLength !== Buffer.byteLength(text, "base64"))
    context.addIssue({ code: "custom", message: NOT_BASE64 })
  return bytes
})

export const postedMessage = z
  .object(
    {
      from: identity("from"),
      name: z.string("name 要是一个字符串。").max(64, "name 最多 64 个字。").optional(),
      room: identity("room").optional(),
      id: identity("id").optional(),
      at: z.iso.datetime({ offset: true, error: "at 要是一个时刻，比如 2026-12-02T15:00:00+08:00。" }).optional(),
      text: z
        .string("text 要是一个字符串。")
        .min(1, "text 不能是空的。")
        .max(40_000, "text 最多 40000 个字。")
        .optional(),
      voice: z.boolean("voice 只能是 true 或 false。").optional(),
      image: z
        .string("image 要是一个 data: 地址。")
        .regex(/^data:image\/(png|jpeg|gif|webp);base64,/, "image 要是 png、jpeg、gif 或 webp 图片的 data: 地址。")
        .optional(),
      file: z
        .object(
          {
            name: z
              .string("file.name 要是一个字符串。")
              .min(1, "file.name 不能是空的。")
              .max(255, "file.name 最多 255 个字。"),
            base64,
          },
          'file 要是 {"name","base64"}。',
        )
        .optional(),
      event: z.enum(["follow", "unfollow"], "event 只能是 follow 或 unfollow。").optional(),
    },
    "请求正文要是一个 JSON 对象。",
  )
  .refine(
    ({ text, voice, image, file, event }) =>
      text !== undefined || voice || [image, file, event].some((one) => one !== undefined),
    "少了 text（或者 voice、image、file、event）。",
  )

export const wanted = z.object({
  to: identity("to"),
  after: z
    .string()
    .regex(/^\d{1,15}$/, "after 要是一个不小于 0 的整数。")
    .default("0")
    .transform(Number),
})

/** The first thing that is wrong, as one sentence. */
export function whatIsWrong(error: z.ZodError): string {
  return error.issues[0]!.message
}

/** `now` is when it was received: the message's own time unless it brings one. */
export function asInbound(posted: z.infer<typeof postedMessage>, now: Date): Inbound {
  const { from, name, room } = posted
  const inbound: Inbound = {
    channel: "simulator",
    id: posted.id ?? crypto.randomUUID(),
    from,
    at: posted.at ? new Date(posted.at) : now,
    addressed: true,
    content: content(posted),
  }
  if (name) inbound.name = name
  if (room === undefined) return inbound
  inbound.room = room
  if (inbound.content.kind === "event") return inbound
  inbound.addressed = posted.text !== undefined && isAddressed(posted.text)
  if (posted.text !== undefined && inbound.addressed && "text" in inbound.content)
    inbound.content = { ...inbound.content, text: withoutMention(posted.text) }
  return inbound
}

function content({ event, image, file, voice, text }: z.infer<typeof postedMessage>): Content {
  if (event) return { kind: "event", event }
  if (image) return picture(image)
  if (file) return document(file.name, file.base64)
  if (voice) return text === undefined ? { kind: "voice" } : { kind: "voice", text }
  return { kind: "text", text: text! }
}

function picture(dataUrl: string): Content {
  const bytes = Buffer.from(dataUrl.slice(dataUrl.indexOf(",") + 1), "base64")
  if (bytes.byteLength > MAX_PICTURE_BYTES) return { kind: "image", why: "too-large" }
  if (bytes.byteLength === 0) return { kind: "image", why: "not-a-picture" }
  return { kind: "image", picture: { mime: dataUrl.slice("data:".length, dataUrl.indexOf(";")), bytes } }
}

function document(name: string, bytes: Uint8Array): Content {
  if (bytes.byteLength > MAX_FILE_BYTES) return { kind: "file", name, why: "too-large" }
  return { kind: "file", name, file: bytes }
}

const BOT = /@(小民助手|建功)/

function isAddressed(text: string): boolean {
  return /^\s*@/.test(text) || BOT.test(text)
}

/** WeChat ends a mention with U+2005, people end it with a space or not at all. A bare mention stays, as there is nothing else. */
function withoutMention(text: string): string {
  const rest = BOT.test(text)
    ? text.replace(/@(小民助手|建功)[\s\u2005,，:：]*/g, "")
    : text.replace(/^\s*@[^\s\u2005]*[\s\u2005]*/, "")
  return rest.trim() === "" ? text : rest
}
