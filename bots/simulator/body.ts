import { MAX_FILE_BYTES, MAX_PICTURE_BYTES } from "#src/channel.ts"

const MAX_BODY_BYTES = 256 * 1024
const withBase64 = (bytes: number) => Math.ceil(bytes / 3) * 4 + MAX_BODY_BYTES
/** What a body holds that may be larger, and how large it then is at most. */
const LARGER: readonly [holds: RegExp, limit: number][] = [
  [/"image"\s*:\s*"data:/, withBase64(MAX_PICTURE_BYTES)],
  [/"base64"\s*:\s*"/, withBase64(MAX_FILE_BYTES)],
]
const MOST = Math.max(...LARGER.map(([, limit]) => limit))

export type Body = { ok: true; json: unknown } | { ok: false; status: 400 | 413; error: string }

const tooLarge: Body = {
  ok: false,
  status: 413,
  error: "内容太大：一条消息最多 256 KB，图片最多 5 MB，文件最多 10 MB。",
}
const notJson: Body = { ok: false, status: 400, error: "请求正文不是 JSON。" }

/** Reads a JSON body, never more of it than is allowed: 256 KiB, or what a picture or a file needs once it has begun within those. */
export async function readBody(request: Request): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST) return tooLarge
  const chunks: Uint8Array[] = []
  let size = 0
  let limit = MAX_BODY_BYTES
  try {
    for await (const chunk of request.body ?? []) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size > limit && limit === MAX_BODY_BYTES) limit = limitOf(decode(chunks, MAX_BODY_BYTES))
      if (size > limit) return tooLarge
    }
    return { ok: true, json: JSON.parse(decode(chunks)) }
  } catch {
    // Broken off, or no JSON: either way there is no message.
    return notJson
  }
}

function limitOf(beginning: string): number {
  return Math.max(MAX_BODY_BYTES, ...LARGER.filter(([holds]) => holds.test(beginning)).map(([, limit]) => limit))
}

function decode(chunks: Uint8Array[], bytes?: number): string {
  return Buffer.concat(chunks).subarray(0, bytes).toString("utf8")
}
