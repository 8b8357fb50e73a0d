import { readBounded } from "#bots/wechat/bounded.ts"
import { imageOf } from "#bots/wechat/picture.ts"
import type { Content, Log } from "#src/channel.ts"
import { MAX_PICTURE_BYTES } from "#src/channel.ts"
import type { Account } from "./account.ts"
import type { Media } from "./receive.ts"

/** Of the 4.5 seconds that a message has, what its picture may take. */
const PICTURE_MS = 3000

/**
 * Fetches the picture of a message at once, by `GET /cgi-bin/media/get`; where that fails, WeChat's own copy at PicUrl. Never throws:
 * a picture that cannot be had is `unavailable`.
 */
export async function fetchImage(
  account: Account | undefined,
  media: Media,
  log: Log,
): Promise<Content & { kind: "image" }> {
  const signal = AbortSignal.timeout(PICTURE_MS)
  try {
    const bytes = account
      ? await untilAborted(
          account.tokens.use((token) => download(account, token, media, signal)),
          signal,
        )
      : await fromPicUrl(media.url, signal)
    return imageOf(bytes)
  } catch (error) {
    log.warn({ reason: (error as Error).message }, "a picture could not be fetched from WeChat")
    if (!account || account.standIn) return { kind: "image", why: "unavailable" }
    return fromPicUrl(media.url, signal).then(imageOf, () => ({ kind: "image", why: "unavailable" }))
  }
}

function download(account: Account, token: string, media: Media, signal: AbortSignal) {
  return account.api.download(
    "/cgi-bin/media/get",
    { access_token: token, media_id: media.id },
    MAX_PICTURE_BYTES,
    signal,
  )
}

/**
 * PicUrl stands in the message, and in plain mode anyone who has seen one signature can write a message: so only the hosts of WeChat's
 * pictures, only over https (WeChat writes http, the same hosts serve both), and no redirect away from them.
 */
async function fromPicUrl(address: string, signal: AbortSignal): Promise<Buffer | undefined> {
  const url = URL.parse(address)
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    !/^[a-z0-9-]+\.qpic\.cn$/.test(url.hostname) ||
    url.port ||
    url.username
  )
    throw new Error("PicUrl does not lead to WeChat's pictures")
  url.protocol = "https:"
  const response = await fetch(url, { signal, redirect: "error" })
  if (!response.ok) throw new Error(`PicUrl: HTTP ${response.status}`)
  return readBounded(response.body, MAX_PICTURE_BYTES)
}

/** Fetching a token is shared by all that wait for it, so it is not aborted for one of them; that one stops waiting. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("no picture in time")), { once: true })
    work.then(resolve, reject)
  })
}
