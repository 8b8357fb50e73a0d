import { createHash, timingSafeEqual } from "node:crypto"
import { createServer } from "node:http"

/** The yardstick: a bare node:http server that verifies WeChat's signature and echoes the text. It keeps nothing. */
const token = process.env.WECHAT_TOKEN ?? ""

const server = createServer((request, response) => {
  const query = new URL(request.url ?? "/", "http://x").searchParams
  const expected = createHash("sha1")
    .update([token, query.get("timestamp") ?? "", query.get("nonce") ?? ""].sort().join(""))
    .digest()
  const given = Buffer.from(query.get("signature") ?? "", "hex")
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    response.writeHead(403).end()
    return
  }
  const chunks: Buffer[] = []
  request.on("data", (chunk: Buffer) => chunks.push(chunk))
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString()
    const field = (name: string) => /<!\[CDATA\[(.*?)\]\]>/s.exec(body.slice(body.indexOf(`<${name}>`)))?.[1] ?? ""
    response.writeHead(200, { "Content-Type": "application/xml" })
    response.end(
      `<xml><ToUserName><![CDATA[${field("FromUserName")}]]></ToUserName><FromUserName><![CDATA[${field("ToUserName")}]]></FromUserName><CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${field("Content")}]]></Content></xml>`,
    )
  })
})
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"))
