import type { IncomingMessage } from "node:http"
import type { Context } from "hono"
import { readBounded } from "./bounded.ts"

/**
 * The query of a callback. Undefined when a name comes twice (which of the two was signed?) or an escape is broken. A `+` stays a plus:
 * WeCom's `echostr` is base64, and read as a form it would lose them.
 */
export function readQuery(url: string): Map<string, string> | undefined {
  const query = new Map<string, string>()
  const start = url.indexOf("?")
  if (start === -1) return query
  for (const pair of url.slice(start + 1).split("&")) {
    if (pair === "") continue
    const equals = pair.indexOf("=")
    const name = equals === -1 ? pair : pair.slice(0, equals)
    const value = equals === -1 ? "" : pair.slice(equals + 1)
    try {
      const key = name.includes("%") ? decodeURIComponent(name) : name
      if (query.has(key)) return undefined
      query.set(key, value.includes("%") ? decodeURIComponent(value) : value)
    } catch {
      return undefined
    }
  }
  return query
}

/**
 * The body of a request as UTF-8, or undefined as soon as it is longer than `most` bytes, whatever its content-length says. Rejects
 * when the other side goes away.
 */
export async function readBody(c: Context, most: number): Promise<string | undefined> {
  if (Number(c.req.header("content-length") ?? 0) > most) return undefined
  // Behind @hono/node-server the request itself is read: asking it for a web stream costs more than all the rest of the route.
  const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming
  const bytes = await (incoming ? readIncoming(incoming, most) : readBounded(c.req.raw.body, most))
  return bytes?.toString("utf8")
}

function readIncoming(incoming: IncomingMessage, most: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const end = (bytes: Buffer | undefined) => {
      incoming.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone)
      resolve(bytes)
    }
    const onData = (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size > most) {
        incoming.pause()
        end(undefined)
      }
    }
    const onEnd = () => end(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))
    const onGone = () => reject(new Error("the request ended early"))
    if (incoming.destroyed) onGone()
    else incoming.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone)
  })
}
