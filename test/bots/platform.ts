import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** WeChat's side of the callback, written apart from ours so that the two check each other. */
export const APP_ID = "wx1234567890abcdef"
export const TOKEN = "SpikedToken"
export const AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
export const SECRET = "0123456789abcdef0123456789abcdef"
export const NOW = new Date("2026-11-23T09:30:00+08:00")
export const OPENID = "oABCDEFGHIJKLMNOPQRSTUVWXYZ0"

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000))
export const sha1 = (...parts: string[]) => createHash("sha1").update(parts.sort().join("")).digest("hex")

type Sealing = { key?: string; appId?: string; plain?: (text: string) => Buffer }

/** Random, length, message, id, padding to 32; `plain` replaces all of it, to make broken ones. */
function seal(text: string, { key = AES_KEY, appId = APP_ID, plain }: Sealing = {}): string {
  const secret = Buffer.from(`${key}=`, "base64")
  const message = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const body = Buffer.concat([randomBytes(16), length, message, Buffer.from(appId)])
  const padding = 32 - (body.length % 32)
  const whole = plain?.(text) ?? Buffer.concat([body, Buffer.alloc(padding, padding)])
  const cipher = createCipheriv("aes-256-cbc", secret, secret.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(whole), cipher.final()]).toString("base64")
}

export function unseal(sealed: string): string {
  const secret = Buffer.from(`${AES_KEY}=`, "base64")
  const decipher = createDecipheriv("aes-256-cbc", secret, secret.subarray(0, 16)).setAutoPadding(false)
  const plain = Buffer.concat([decipher.update(sealed, "base64"), decipher.final()])
  return plain.toString("utf8", 20, 20 + plain.readUInt32BE(16))
}

/** The value of a field of a reply. */
export const field = (xml: string, name: string) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^]*?)(?:\\]\\]>)?</${name}>`)
    .exec(xml)?.[1]
    ?.replaceAll("]]]]><![CDATA[>", "]]>")

type Query = Record<string, string>

export function plainQuery({ at = NOW, token = TOKEN }: { at?: Date; token?: string } = {}): Query {
  const [timestamp, nonce] = [seconds(at), "1514711492"]
  return { signature: sha1(token, timestamp, nonce), timestamp, nonce, openid: OPENID }
}

export function sealedQuery(sealed: string, at = NOW): Query {
  const query = plainQuery({ at })
  return { ...query, encrypt_type: "aes", msg_signature: sha1(TOKEN, query.timestamp!, query.nonce!, sealed) }
}

export const address = (query: Query) => `/wechat?${new URLSearchParams(query)}`

let lastId = 6349323426230210995n

/** The XML of a push; give fields to add, change or (undefined) leave out. */
export function message(fields: Record<string, string | undefined>): string {
  lastId += 1n
  const own = fields.MsgType === "event" ? {} : { MsgId: String(lastId) }
  const all = {
    ToUserName: "gh_0123456789ab",
    FromUserName: OPENID,
    CreateTime: seconds(NOW),
    MsgType: "text",
    ...own,
    ...fields,
  }
  const inner = Object.entries(all).map(([name, value]) =>
    value === undefined ? "" : `<${name}>${/^\d+$/.test(value) ? value : `<![CDATA[${value}]]>`}</${name}>`,
  )
  return `<xml>${inner.join("\n")}</xml>`
}

export const text = (Content: string) => message({ Content })

/** A POST as WeChat makes it in each mode. */
export const plainPost = (xml: string, at?: Date): Post => ({ url: address(plainQuery(at ? { at } : {})), body: xml })
export const sealedPost = (xml: string, sealing?: Sealing): Post => {
  const sealed = seal(xml, sealing)
  const body = `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`
  return { url: address(sealedQuery(sealed)), body }
}
export const compatPost = (xml: string, sealedXml = xml): Post => {
  const sealed = seal(sealedXml)
  return {
    url: address(sealedQuery(sealed)),
    body: xml.replace("</xml>", `<Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`),
  }
}
export type Post = { url: string; body: string | ReadableStream<Uint8Array>; headers?: Record<string, string> }

/** A stand-in for api.weixin.qq.com on a loopback port. */
export async function standIn() {
  type Reply = object | Buffer | "hang up" | "never" | number
  const state = {
    url: "",
    calls: [] as { path: string; query: URLSearchParams; body: Record<string, unknown> }[],
    /** What it answers next at a path; without one `{errcode: 0}`, and a fresh token at stable_token. */
    script: {} as Record<string, Reply[]>,
    tokens: 0,
    to: (path: string) => state.calls.filter((call) => call.path.endsWith(path)),
    reset() {
      state.calls = []
      state.script = {}
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
  const server = createServer((request, response) => {
    let body = ""
    request.on("data", (chunk) => {
      body += chunk
    })
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://stand-in")
      state.calls.push({ path: url.pathname, query: url.searchParams, body: body ? JSON.parse(body) : {} })
      const token = () => {
        state.tokens += 1
        return { access_token: `TOKEN-${state.tokens}`, expires_in: 7200 }
      }
      const reply =
        state.script[url.pathname]?.shift() ??
        (url.pathname.endsWith("/stable_token") ? token() : { errcode: 0, errmsg: "ok" })
      if (reply === "never") return
      if (reply === "hang up") return void request.socket.destroy()
      if (typeof reply === "number") return void response.writeHead(reply).end("<html>")
      response.setHeader("connection", "close")
      response.end(Buffer.isBuffer(reply) ? reply : JSON.stringify(reply))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return state
}
