import { createHash } from "node:crypto"
import net from "node:net"

/**
 * People at once, each on a connection of their own, each sending the next message when the last is answered: signed pushes as
 * WeChat sends them, over raw sockets, so that the generator costs as little as it can.
 */
export type Load = {
  port: number
  token: string
  people: number
  /** What a person says in their nth message; `round` counts how often they began anew. */
  script: (person: number, round: number) => readonly { say: string; expect?: string }[]
  /** Messages before counting begins, and the time that is counted (ms). */
  warmUp: number
  time: number
}

export type Result = { turns: number; seconds: number; perSecond: number; p50: number; p99: number; wrong: string[] }

export async function run(load: Load): Promise<Result> {
  const latencies: number[] = []
  const wrong: string[] = []
  let answered = 0
  let counting = false
  let stopped = false
  let id = Date.now() * 1000

  const person = (number: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = net.connect(load.port, "127.0.0.1")
      socket.setNoDelay(true)
      const openid = `bench-${process.pid}-${number}`
      let round = 0
      let script = load.script(number, round)
      let at = 0
      let sent = 0
      let buffer = Buffer.alloc(0)
      const send = () => {
        if (stopped) {
          socket.destroy()
          resolve()
          return
        }
        const timestamp = Math.floor(Date.now() / 1000)
        const nonce = String(id)
        const signature = createHash("sha1")
          .update([load.token, String(timestamp), nonce].sort().join(""))
          .digest("hex")
        const body = `<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${script[at]!.say}]]></Content><MsgId>${id++}</MsgId></xml>`
        sent = performance.now()
        socket.write(
          `POST /wechat?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&openid=${openid} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
      }
      socket.on("connect", send)
      socket.on("error", reject)
      socket.on("close", () => resolve())
      socket.on("data", (chunk) => {
        buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk])
        const response = complete(buffer)
        if (!response) return
        buffer = Buffer.alloc(0)
        if (counting) latencies.push(performance.now() - sent)
        answered++
        const { say, expect } = script[at]!
        if ((response.status !== 200 || (expect !== undefined && !response.body.includes(expect))) && wrong.length < 5)
          wrong.push(`${say} → ${response.status} ${response.body.slice(0, 300)}`)
        at++
        if (at === script.length) {
          at = 0
          round++
          script = load.script(number, round)
        }
        send()
      })
    })

  const people = Array.from({ length: load.people }, (_, number) => person(number))
  while (answered < load.warmUp && wrong.length < 5) await new Promise((resolve) => setTimeout(resolve, 20))
  counting = true
  const before = answered
  const start = performance.now()
  await new Promise((resolve) => setTimeout(resolve, load.time))
  const seconds = (performance.now() - start) / 1000
  const turns = answered - before
  counting = false
  stopped = true
  await Promise.race([Promise.all(people), new Promise((resolve) => setTimeout(resolve, 3000))])
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return { turns, seconds, perSecond: turns / seconds, p50: at(0.5), p99: at(0.99), wrong }
}

/** A whole response with a content length or chunks, or nothing yet. */
function complete(buffer: Buffer): { status: number; body: string } | undefined {
  const end = buffer.indexOf("\r\n\r\n")
  if (end < 0) return undefined
  const head = buffer.toString("latin1", 0, end)
  const status = Number(head.slice(9, 12))
  const length = /content-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) {
    const total = end + 4 + Number(length)
    return buffer.length >= total ? { status, body: buffer.toString("utf8", end + 4, total) } : undefined
  }
  return buffer.toString("latin1", Math.max(0, buffer.length - 5)) === "0\r\n\r\n"
    ? { status, body: buffer.toString("utf8", end + 4) }
    : undefined
}
