import { createHash } from "node:crypto"
import autocannon from "autocannon"

/**
 * People at once, each on a connection of their own, each sending the next message when the last is answered: signed pushes as
 * WeChat sends them.
 */
export type Load = {
  port: number
  token: string
  people: number
  /** What a person says, one after the other; `round` counts how often they began anew. */
  script: (person: number, round: number) => readonly { say: string; expect?: string }[]
  /** Seconds before counting begins, and seconds that are counted. */
  warmUp: number
  time: number
}

export type Result = { perSecond: number; p50: number; p99: number; wrong: string[] }

export async function run(load: Load): Promise<Result> {
  const latencies: number[] = []
  const wrong: string[] = []
  const from = performance.now() + load.warmUp * 1000
  const until = from + load.time * 1000
  let id = Date.now() * 1000
  let people = 0

  const setupClient = (client: autocannon.Client) => {
    const number = people++
    const openid = `bench-${process.pid}-${load.port}-${number}`
    let round = 0
    let script = load.script(number, round)
    let at = 0
    let sent = 0
    client.setRequests([
      {
        method: "POST",
        setupRequest(request) {
          const timestamp = Math.floor(Date.now() / 1000)
          const nonce = String(id)
          const signature = createHash("sha1")
            .update([load.token, String(timestamp), nonce].sort().join(""))
            .digest("hex")
          sent = performance.now()
          return {
            ...request,
            path: `/wechat?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&openid=${openid}`,
            body: `<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${script[at]!.say}]]></Content><MsgId>${id++}</MsgId></xml>`,
          }
        },
        onResponse(status, body) {
          const now = performance.now()
          if (now >= from && now < until) latencies.push(now - sent)
          const { say, expect } = script[at]!
          if ((status !== 200 || (expect !== undefined && !body.includes(expect))) && wrong.length < 5)
            wrong.push(`${say} → ${status} ${body.slice(0, 300)}`)
          at++
          if (at < script.length) return
          at = 0
          script = load.script(number, ++round)
        },
      },
    ])
  }
  await autocannon({
    url: `http://127.0.0.1:${load.port}/wechat`,
    connections: load.people,
    duration: load.warmUp + load.time,
    headers: { "Content-Type": "text/xml" },
    setupClient,
  })
  latencies.sort((a, b) => a - b)
  const share = (part: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0
  return { perSecond: latencies.length / load.time, p50: share(0.5), p99: share(0.99), wrong }
}
