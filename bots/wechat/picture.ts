import { type Content, MAX_PICTURE_BYTES } from "#src/channel.ts"

const starts = (bytes: Buffer, text: string, at = 0) => bytes.toString("latin1", at, at + text.length) === text

/** What a picture is by its first bytes; what a server or a file name says about it counts for nothing. */
function mimeOf(bytes: Buffer): string | undefined {
  if (starts(bytes, "\xff\xd8\xff")) return "image/jpeg"
  if (starts(bytes, "\x89PNG\r\n\x1a\n")) return "image/png"
  if (starts(bytes, "GIF87a") || starts(bytes, "GIF89a")) return "image/gif"
  if (starts(bytes, "RIFF") && starts(bytes, "WEBP", 8)) return "image/webp"
  return undefined
}

/** The bytes of an image message as what is handed in; undefined bytes are those that ran past MAX_PICTURE_BYTES. */
export function imageOf(bytes: Buffer | undefined): Content & { kind: "image" } {
  if (!bytes || bytes.length > MAX_PICTURE_BYTES) return { kind: "image", why: "too-large" }
  const mime = mimeOf(bytes)
  return mime ? { kind: "image", picture: { mime, bytes } } : { kind: "image", why: "not-a-picture" }
}
