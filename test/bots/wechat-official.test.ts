import { request, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { createAdaptorServer } from "@hono/node-server"
import fc from "fast-check"
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { openCipher } from "#bots/wechat/cipher.ts"
import { isSignedBy, sign } from "#bots/wechat/signature.ts"
import { readXml, writeXml } from "#bots/wechat/xml.ts"
import { openWechatOfficial, wechatOfficial } from "#bots/wechat-official.ts"
import { cleanText } from "#domain/text.ts"
import { type Content, MAX_PICTURE_BYTES } from "#src/channel.ts"
import { fakeHands, gate, type House, until } from "./house.ts"
import * as wx from "./platform.ts"

let api: Awaited<ReturnType<typeof wx.standIn>>
beforeAll(async () => {
  api = await wx.standIn()
})
afterAll(() => api.close())

const PLAIN = { WECHAT_TOKEN: wx.TOKEN }
const SEALED = { ...PLAIN, WECHAT_APP_ID: wx.APP_ID, WECHAT_AES_KEY: wx.AES_KEY }

let house: House
beforeEach(() => {
  house = fakeHands(wx.NOW)
  api.reset()
})

function open(settings: Record<string, string>, times = {}) {
  const { routes } = openWechatOfficial(wechatOfficial.settings.parse(settings), house.hands, times)
  return async ({ url, body, headers }: wx.Post) => {
    const response = await routes!.request(url, {
      method: "POST",
      body,
      ...(headers && { headers }),
      duplex: "half",
    } as RequestInit)
    return { status: response.status, body: await response.text() }
  }
}
const withAccount = () => open({ ...SEALED, WECHAT_APP_SECRET: wx.SECRET, WECHAT_API_URL: api.url })

/** The first thing handed in when WeChat posts this. */
async function heard(xml: string) {
  const { status } = await open(PLAIN)(wx.plainPost(xml))
  expect(status).toBe(200)
  return house.heard[0]
}

/** Labelled rows, the expected status last: “verify: wrong signature → 403”. */
function run<Row extends unknown[]>(
  rows: [string, ...Row, number][],
  check: (status: number, ...row: Row) => Promise<void>,
) {
  for (const [label, ...rest] of rows) {
    const status = rest.at(-1) as number
    test(`verify: ${label} → ${status}`, () => check(status, ...(rest.slice(0, -1) as Row)))
  }
}

describe("vectors", () => {
  test("signature: an Official Account's", () => {
    expect(sign("AAAAA", "1714036504", "1514711492")).toBe("f464b24fc39322e44b38aa78f5edd27bd1441696")
  })

  const [key, corp] = ["jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7"]
  const echo = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="

  test("sealing: WeCom's sample", () => {
    expect(isSignedBy("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "QDG6eK", "1409659589", "263014780", echo)).toBe(true)
    expect(openCipher(key, corp).decrypt(echo)).toEqual({ text: "1616140317555161061" })
    expect(openCipher(key, "wx0000000000000000").decrypt(echo)).toEqual({ fault: "it was sealed for another account" })
  })

  test("sealing: what is sealed opens again, whatever its length", () => {
    const cipher = openCipher(wx.AES_KEY, wx.APP_ID)
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(cipher.decrypt(cipher.encrypt(text))).toEqual({ text })
        expect(wx.unseal(cipher.encrypt(text))).toBe(text)
      }),
    )
  })

  test("sealing: no garbage throws or opens", () => {
    const cipher = openCipher(wx.AES_KEY, wx.APP_ID)
    fc.assert(fc.property(fc.base64String({ maxLength: 300 }), (sealed) => cipher.decrypt(sealed).fault !== undefined))
  })
})

describe("XML", () => {
  test("what is written is read again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const written = cleanText(text)
        expect(readXml(writeXml({ Content: written, CreateTime: 1 }))?.get("Content")).toBe(written)
      }),
    )
  })

  test("nothing throws", () => {
    const scrap = fc.constantFrom(
      "<xml>",
      "</xml>",
      "<a>",
      "</a>",
      "<![CDATA[",
      "]]>",
      "&a;",
      "&#0;",
      "<!DOCTYPE a>",
      "<?x?>",
      "\ud800",
      "<",
      "汉",
    )
    fc.assert(fc.property(fc.array(scrap), (scraps) => void readXml(scraps.join(""))))
  })
})

describe("settings", () => {
  const problems = (settings: Record<string, string>) =>
    wechatOfficial.settings.safeParse(settings).error?.issues.map((issue) => issue.message) ?? []

  test.each<[string, Record<string, string>, RegExp | undefined]>([
    ["nothing set: nothing wrong", {}, undefined],
    ["a token is enough", PLAIN, undefined],
    ["secure mode", SEALED, undefined],
    ["blank is as good as unset", { ...PLAIN, WECHAT_AES_KEY: " " }, undefined],
    ["an app id alone", { WECHAT_APP_ID: wx.APP_ID }, /^WECHAT_TOKEN is missing/],
    ["a key without an app id", { ...PLAIN, WECHAT_AES_KEY: wx.AES_KEY }, /^WECHAT_APP_ID is missing/],
    ["a secret without an app id", { ...PLAIN, WECHAT_APP_SECRET: wx.SECRET }, /^WECHAT_APP_ID is missing/],
    ["a key of 42 characters", { ...SEALED, WECHAT_AES_KEY: wx.AES_KEY.slice(1) }, /exactly 43/],
    ["a key with a stranger in it", { ...SEALED, WECHAT_AES_KEY: `${wx.AES_KEY.slice(1)}!` }, /exactly 43/],
    ["an address that is none", { ...PLAIN, WECHAT_API_URL: "api.weixin.qq.com" }, /^WECHAT_API_URL must be/],
    ["an address of a file", { ...PLAIN, WECHAT_API_URL: "file:///etc" }, /^WECHAT_API_URL must be/],
  ])("%s", (_, settings, problem) => {
    const said = problems(settings)
    expect(said).toHaveLength(problem ? 1 : 0)
    if (problem) expect(said[0]).toMatch(problem)
  })

  test("the platform's address has a default", () => {
    expect(wechatOfficial.settings.parse({}).WECHAT_API_URL).toBe("https://api.weixin.qq.com")
  })
})

describe("handshake", () => {
  const { signature, timestamp, nonce } = wx.plainQuery() as { signature: string; timestamp: string; nonce: string }
  const good = { signature, timestamp, nonce, echostr: "5927823623234" }
  const get = async (url: string) => {
    const { routes } = openWechatOfficial(wechatOfficial.settings.parse(PLAIN), house.hands)
    const response = await routes!.request(url)
    return { status: response.status, body: await response.text() }
  }

  test("verify: WeChat's own example → the echo, verbatim", async () => {
    house.now = new Date(1714036504_000)
    const { routes } = openWechatOfficial(wechatOfficial.settings.parse({ WECHAT_TOKEN: "AAAAA" }), house.hands)
    const query =
      "signature=f464b24fc39322e44b38aa78f5edd27bd1441696&timestamp=1714036504&nonce=1514711492&echostr=a%2Fb+c%3D%3D"
    const response = await routes!.request(`/wechat?${query}`)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe("a/b+c==")
  })

  run<[url: string]>(
    [
      ["right", wx.address(good), 200],
      [
        "wrong signature",
        wx.address({ ...good, signature: signature.replace(/./, (c) => (c === "0" ? "1" : "0")) }),
        403,
      ],
      ["short signature", wx.address({ ...good, signature: signature.slice(1) }), 403],
      ["empty signature", wx.address({ ...good, signature: "" }), 400],
      ["no signature", `/wechat?timestamp=${timestamp}&nonce=${nonce}&echostr=1`, 400],
      ["no timestamp", `/wechat?signature=${signature}&nonce=${nonce}&echostr=1`, 400],
      ["no nonce", `/wechat?signature=${signature}&timestamp=${timestamp}&echostr=1`, 400],
      ["no echo", `/wechat?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`, 400],
      ["no query", "/wechat", 400],
      ["signature twice", `${wx.address(good)}&signature=${signature}`, 400],
      ["nonce twice", `${wx.address(good)}&nonce=1`, 400],
      ["a broken escape", `${wx.address(good)}&x=%E4%A`, 400],
      [
        "said to be sealed, to skip the signature",
        `/wechat?encrypt_type=aes&timestamp=${timestamp}&nonce=${nonce}&echostr=1`,
        400,
      ],
    ],
    async (status, url) => {
      expect(await get(url)).toEqual({ status, body: status === 200 ? "5927823623234" : "" })
    },
  )

  test.each([-301, -300, 0, 300, 301])("verify: a timestamp %i s away", async (away) => {
    const query = wx.plainQuery({ at: new Date(wx.NOW.getTime() + away * 1000) })
    expect((await get(wx.address({ ...query, echostr: "1" }))).status).toBe(Math.abs(away) > 300 ? 403 : 200)
  })
})

/** Every refusal: the status, an empty body, nothing handed in, nothing of the message in the log. */
describe("refusals", () => {
  const BOMB = `<!DOCTYPE xml [<!ENTITY a "${"A".repeat(50)}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
  const stream = (bytes: number) => {
    let left = bytes
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left <= 0) return controller.close()
        controller.enqueue(Buffer.alloc(Math.min(left, 65_536), "a"))
        left -= 65_536
      },
    })
  }
  const xml = wx.text("机密内容")
  const raw = (plain: Buffer) => wx.sealedPost(xml, { plain: () => plain })
  const future = String(wx.NOW.getTime() / 1000 + 601)

  run<[settings: Record<string, string>, post: wx.Post]>(
    [
      ["wrong signature", PLAIN, { ...wx.plainPost(xml), url: wx.address(wx.plainQuery({ token: "other" })) }, 403],
      ["no signature", PLAIN, { url: "/wechat", body: xml }, 400],
      ["signature twice", PLAIN, { url: `${wx.plainPost(xml).url}&signature=1`, body: xml }, 400],
      ["stale", PLAIN, wx.plainPost(xml, new Date(wx.NOW.getTime() - 301_000)), 403],
      ["too early", PLAIN, wx.plainPost(xml, new Date(wx.NOW.getTime() + 301_000)), 403],
      [
        "a timestamp that is none",
        PLAIN,
        { url: wx.address({ ...wx.plainQuery(), timestamp: "now" }), body: xml },
        403,
      ],
      ["entity bomb", PLAIN, wx.plainPost(BOMB + xml.replace("机密内容", "&b;")), 400],
      ["an entity of XML's none", PLAIN, wx.plainPost(xml.replace(/<!\[CDATA\[机密内容\]\]>/, "&nbsp;")), 400],
      ["an external DTD", PLAIN, wx.plainPost(`<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/x">${xml}`), 400],
      ["cut off", PLAIN, wx.plainPost(xml.slice(0, -5)), 400],
      ["not XML", PLAIN, wx.plainPost('{"MsgType":"text"}'), 400],
      ["an empty body", PLAIN, wx.plainPost(""), 400],
      ["another root", PLAIN, wx.plainPost(xml.replaceAll("xml>", "html>")), 400],
      ["a field twice", PLAIN, wx.plainPost(xml.replace("</xml>", "<MsgType>event</MsgType></xml>")), 400],
      [
        "nested too deep",
        PLAIN,
        wx.plainPost(xml.replace("</xml>", `${"<a>".repeat(9)}${"</a>".repeat(9)}</xml>`)),
        400,
      ],
      [
        "a hundred fields",
        PLAIN,
        wx.plainPost(xml.replace("</xml>", `${Array.from({ length: 100 }, (_, i) => `<f${i}/>`).join("")}</xml>`)),
        400,
      ],
      ["no sender", PLAIN, wx.plainPost(wx.message({ Content: "机密内容", FromUserName: undefined })), 400],
      ["no time", PLAIN, wx.plainPost(wx.message({ Content: "机密内容", CreateTime: undefined })), 400],
      ["no type", PLAIN, wx.plainPost(wx.message({ Content: "机密内容", MsgType: undefined })), 400],
      ["from the future", PLAIN, wx.plainPost(wx.message({ Content: "机密内容", CreateTime: future })), 403],
      ["six megabytes", PLAIN, { ...wx.plainPost(""), body: "a".repeat(6 << 20) }, 413],
      ["six megabytes, chunked", PLAIN, { ...wx.plainPost(""), body: stream(6 << 20) }, 413],
      [
        "six megabytes that say ten bytes",
        PLAIN,
        { ...wx.plainPost(""), body: stream(6 << 20), headers: { "content-length": "10" } },
        413,
      ],
      ["endless", PLAIN, { ...wx.plainPost(""), body: stream(Number.POSITIVE_INFINITY) }, 413],
      ["six megabytes, unsigned: not read at all", PLAIN, { url: "/wechat", body: stream(6 << 20) }, 400],
      ["sealed, and no key here", PLAIN, wx.sealedPost(xml), 400],
      [
        "said to be sealed, to skip the signature",
        PLAIN,
        { url: wx.plainPost(xml).url.replace(/signature=\w+/, "encrypt_type=aes"), body: xml },
        400,
      ],
      ["in clear, and a key here", SEALED, wx.plainPost(xml), 403],
      ["in clear, said to be sealed", SEALED, { url: wx.address(wx.sealedQuery("x")), body: xml }, 400],
      [
        "no msg_signature",
        SEALED,
        { ...wx.sealedPost(xml), url: wx.address({ ...wx.plainQuery(), encrypt_type: "aes" }) },
        400,
      ],
      ["another ciphertext's signature", SEALED, { ...wx.sealedPost(xml), url: wx.sealedPost(xml).url }, 403],
      [
        "a right msg_signature with a wrong signature",
        SEALED,
        { ...wx.sealedPost(xml), url: wx.sealedPost(xml).url.replace("signature=", "signature=0") },
        403,
      ],
      ["ciphertext not base64", SEALED, wx.plainPost(xml.replace("</xml>", "<Encrypt>§</Encrypt></xml>")), 403],
      ["another app id inside", SEALED, wx.sealedPost(xml, { appId: "wx0000000000000000" }), 403],
      ["another key", SEALED, wx.sealedPost(xml, { key: wx.AES_KEY.replace("a", "b") }), 403],
      ["padding of 0", SEALED, raw(Buffer.alloc(64)), 403],
      ["padding of 33", SEALED, raw(Buffer.alloc(64, 33)), 403],
      ["uneven padding", SEALED, raw(Buffer.concat([Buffer.alloc(60), Buffer.from([1, 4, 4, 4])])), 403],
      ["nothing but padding", SEALED, raw(Buffer.alloc(32, 32)), 403],
      [
        "a length that runs out",
        SEALED,
        raw(
          Buffer.concat([Buffer.alloc(16), Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.alloc(11), Buffer.from([1])]),
        ),
        403,
      ],
      ["half a block", SEALED, raw(Buffer.alloc(48, 16)), 403],
      ["sealed but malformed", SEALED, wx.sealedPost("<xml>"), 400],
    ],
    async (status, settings, post) => {
      expect(await open(settings)(post)).toEqual({ status, body: "" })
      expect(house.heard).toEqual([])
      expect(house.logged.map(({ level }) => level)).toEqual(["warn"])
      expect(JSON.stringify(house.logged)).not.toMatch(/机密|SpikedToken|AAAA|oABCD/)
    },
  )

  test.each(["PUT", "DELETE", "PATCH"])("verify: %s → 405", async (method) => {
    const { routes } = openWechatOfficial(wechatOfficial.settings.parse(PLAIN), house.hands)
    expect((await routes!.request(wx.plainPost(xml).url, { method })).status).toBe(405)
  })

  test("verify: a flood is logged once a minute", async () => {
    const post = open(PLAIN)
    for (let i = 0; i < 50; i += 1) await post({ url: "/wechat", body: "" })
    expect(house.logged).toHaveLength(1)
    house.now = new Date(wx.NOW.getTime() + 60_000)
    await post({ url: "/wechat", body: "" })
    expect(house.logged[1]).toMatchObject({ fields: { since: 49 } })
  })
})

describe("behind a server", () => {
  type Sent = { status: number; body: string; read: number }
  /** Posts `bytes` of body beyond `start`, and says how many of them were still taken when the answer came. */
  async function serve(post: wx.Post, bytes: number, headers: Record<string, string>): Promise<Sent> {
    const { routes } = openWechatOfficial(wechatOfficial.settings.parse(SEALED), house.hands)
    const server = createAdaptorServer({ fetch: routes!.fetch, overrideGlobalObjects: false }) as Server
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    try {
      return await new Promise<Sent>((resolve, reject) => {
        const { port } = server.address() as AddressInfo
        const sent = request({ port, host: "127.0.0.1", path: post.url, method: "POST", headers }, async (response) => {
          const read = left
          let body = ""
          for await (const chunk of response) body += chunk
          resolve({ status: response.statusCode ?? 0, body, read: bytes - read })
        })
        let left = bytes
        // The server hangs up in the middle of the body; that it answered first is what counts.
        sent.on("error", (error) => setTimeout(() => reject(error), 500))
        sent.write(post.body)
        const more = () => {
          if (left <= 0) return sent.end()
          left -= 65_536
          if (sent.write(Buffer.alloc(65_536, "a"))) setImmediate(more)
          else sent.once("drain", more)
        }
        more()
      })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  test("verify: a message → 200", async () => {
    const { status, body } = await serve(wx.sealedPost(wx.text("你好")), 0, {})
    expect(status).toBe(200)
    expect(wx.unseal(wx.field(body, "Encrypt")!)).toContain("<![CDATA[收到]]>")
  })

  run<[bytes: number, headers: Record<string, string>]>(
    [
      ["six megabytes", 96 * 65_536, { "content-length": String(96 * 65_536) }, 413],
      ["six megabytes, chunked", 96 * 65_536, { "transfer-encoding": "chunked" }, 413],
      ["three hundred megabytes, chunked", 4800 * 65_536, { "transfer-encoding": "chunked" }, 413],
    ],
    async (status, bytes, headers) => {
      const { url } = wx.sealedPost(wx.text("你好"))
      const answer = await serve({ url, body: "" }, bytes, headers)
      expect(answer).toMatchObject({ status, body: "" })
      expect(answer.read).toBeLessThan(16 << 20)
    },
  )
})

describe("modes", () => {
  test.each<[string, Record<string, string>, (xml: string) => wx.Post]>([
    ["plain", PLAIN, wx.plainPost],
    ["compat, no key here: the clear half", PLAIN, wx.compatPost],
    ["compat: the sealed half", SEALED, (xml) => wx.compatPost(wx.text("假的"), xml)],
    ["secure", SEALED, wx.sealedPost],
  ])("%s", async (_, settings, post) => {
    const { status, body } = await open(settings)(post(wx.text("你好")))
    expect(status).toBe(200)
    expect(house.heard[0]).toMatchObject({
      channel: "wechat-official",
      from: wx.OPENID,
      at: wx.NOW,
      content: { kind: "text", text: "你好" },
    })
    const reply = settings === SEALED ? wx.unseal(wx.field(body, "Encrypt")!) : body
    expect(reply).toBe(
      `<xml><ToUserName><![CDATA[${wx.OPENID}]]></ToUserName><FromUserName><![CDATA[gh_0123456789ab]]></FromUserName>` +
        "<CreateTime>1795397400</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>",
    )
    if (settings !== SEALED) return
    const [time, nonce, sealed] = ["TimeStamp", "Nonce", "Encrypt"].map((name) => wx.field(body, name)!) as [
      string,
      string,
      string,
    ]
    expect(wx.field(body, "MsgSignature")).toBe(wx.sha1(wx.TOKEN, time, nonce, sealed))
    expect(time).toBe("1795397400")
  })

  test("compat: someone types the field's name", async () => {
    await open(SEALED)(wx.compatPost(wx.text("<Encrypt>是什么"), wx.text("<Encrypt>是什么")))
    expect(house.heard[0]?.content).toEqual({ kind: "text", text: "<Encrypt>是什么" })
  })

  test("secure: no reply is in clear, success may be", async () => {
    house.answer = async () => ({ seq: 1, texts: [] })
    expect((await open(SEALED)(wx.sealedPost(wx.text("你好")))).body).toBe("success")
  })
})

describe("inbound", () => {
  const event = (Event: string, more: Record<string, string> = {}) => wx.message({ MsgType: "event", Event, ...more })
  const unsupported = (what: string) => ({ kind: "unsupported", what })

  test.each<[string, string, object]>([
    ["text", wx.text("我要登记"), { kind: "text", text: "我要登记" }],
    ["text with markup", wx.text("<b>&amp;</b>"), { kind: "text", text: "<b>&amp;</b>" }],
    [
      "text in entities",
      wx.text("@").replace("<![CDATA[@]]>", "a &lt; b &#x4F60;"),
      { kind: "text", text: "a < b 你" },
    ],
    ["text of two CDATA", wx.text("a]]]]><![CDATA[>b"), { kind: "text", text: "a]]>b" }],
    ["text with a control character", wx.text("你\u0008好\u0000\uffff"), { kind: "text", text: "你好" }],
    ["emoji", wx.text("谢谢🌹"), { kind: "text", text: "谢谢🌹" }],
    [
      "voice, recognized",
      wx.message({ MsgType: "voice", MediaId: "m", Format: "amr", Recognition: "我要备案" }),
      { kind: "voice", text: "我要备案" },
    ],
    ["voice, not recognized", wx.message({ MsgType: "voice", MediaId: "m", Recognition: "" }), { kind: "voice" }],
    ["video", wx.message({ MsgType: "video", MediaId: "m" }), unsupported("video")],
    ["shortvideo", wx.message({ MsgType: "shortvideo", MediaId: "m" }), unsupported("video")],
    ["location", wx.message({ MsgType: "location", Location_X: "29.7" }), unsupported("location")],
    ["link", wx.message({ MsgType: "link", Url: "https://x" }), unsupported("link")],
    [
      "file",
      wx.message({
        MsgType: "file",
        Title: "通知.docx",
        Description: "",
        FileKey: "k",
        FileMd5: "m",
        FileTotalLen: "9",
      }),
      { kind: "file", name: "通知.docx", why: "unavailable" },
    ],
    ["an unknown type", wx.message({ MsgType: "hologram" }), unsupported("other")],
    ["a type named like a property", wx.message({ MsgType: "toString" }), unsupported("other")],
    ["subscribe", event("subscribe"), { kind: "event", event: "follow" }],
    [
      "subscribe by code",
      event("subscribe", { EventKey: "qrscene_12", Ticket: "t" }),
      { kind: "event", event: "follow" },
    ],
    ["SCAN", event("SCAN", { EventKey: "12", Ticket: "t" }), { kind: "event", event: "follow" }],
    ["unsubscribe", event("unsubscribe"), { kind: "event", event: "unfollow" }],
    ["CLICK", event("CLICK", { EventKey: "我的申报" }), { kind: "text", text: "我的申报" }],
  ])("%s", async (_, xml, content) => {
    expect((await heard(xml))?.content).toEqual(content)
  })

  test.each<[string, string]>([
    ["VIEW", event("VIEW", { EventKey: "https://x" })],
    ["LOCATION", event("LOCATION", { Latitude: "29.7" })],
    ["TEMPLATESENDJOBFINISH", event("TEMPLATESENDJOBFINISH", { MsgID: "1", Status: "success" })],
    [
      "scancode_push",
      event("scancode_push", { EventKey: "k" }).replace(
        "</xml>",
        "<ScanCodeInfo><ScanType>qr</ScanType></ScanCodeInfo></xml>",
      ),
    ],
    [
      "pic_weixin",
      event("pic_weixin").replace(
        "</xml>",
        "<SendPicsInfo><PicList><item><PicMd5Sum>1</PicMd5Sum></item></PicList></SendPicsInfo></xml>",
      ),
    ],
    ["subscribe_msg_popup_event", event("subscribe_msg_popup_event")],
    ["an unknown event", event("hologram")],
    ["CLICK without a key", event("CLICK")],
  ])("ignored: %s → success", async (_, xml) => {
    expect(await open(PLAIN)(wx.plainPost(xml))).toEqual({ status: 200, body: "success" })
    expect(house.heard).toEqual([])
  })

  test("unsubscribe → success, whatever there is to say", async () => {
    expect((await open(PLAIN)(wx.plainPost(event("unsubscribe")))).body).toBe("success")
  })

  test("id: a MsgId beyond 2^53 keeps every digit", async () => {
    expect((await heard(wx.message({ Content: "x", MsgId: "18446744073709551615" })))?.id).toBe("18446744073709551615")
  })

  test("id: an event's is who, when, what", async () => {
    const first = await heard(event("SCAN", { EventKey: "12" }))
    expect(first?.id).toBe(`${wx.OPENID}/1795397400/SCAN/12`)
  })

  test("at: the message's own time", async () => {
    const before = String(wx.NOW.getTime() / 1000 - 3600)
    expect((await heard(wx.message({ Content: "x", CreateTime: before })))?.at).toEqual(
      new Date(wx.NOW.getTime() - 3_600_000),
    )
  })
})

describe("pictures", () => {
  const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(100)])
  const JPEG = Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(100)])
  const xml = wx.message({ MsgType: "image", MediaId: "media-1", PicUrl: "http://mmbiz.qpic.cn/mmbiz_jpg/x/0" })
  const fetched = async () => {
    await withAccount()(wx.sealedPost(xml))
    return house.heard[0]?.content as Content & { kind: "image" }
  }
  const MEDIA = "/cgi-bin/media/get"

  test.each<[string, Buffer, string]>([
    ["png", PNG, "image/png"],
    ["jpeg", JPEG, "image/jpeg"],
    ["gif", Buffer.from("GIF89a......"), "image/gif"],
    ["webp", Buffer.from("RIFF\0\0\0\0WEBPVP8 "), "image/webp"],
    ["the largest allowed", Buffer.concat([PNG, Buffer.alloc(MAX_PICTURE_BYTES - PNG.length)]), "image/png"],
  ])("fetched: %s", async (_, bytes, mime) => {
    api.script[MEDIA] = [bytes]
    const { picture } = await fetched()
    expect(picture?.mime).toBe(mime)
    expect(bytes.equals(picture!.bytes)).toBe(true)
    expect(Object.fromEntries(api.to(MEDIA)[0]!.query)).toEqual({
      access_token: `TOKEN-${api.tokens}`,
      media_id: "media-1",
    })
  })

  test.each<[string, Parameters<typeof Array.of>[0][], string]>([
    ["a byte too large", [Buffer.concat([PNG, Buffer.alloc(MAX_PICTURE_BYTES - PNG.length + 1)])], "too-large"],
    ["not a picture", [Buffer.from("%PDF-1.7")], "not-a-picture"],
    ["empty", [Buffer.alloc(0)], "not-a-picture"],
    ["an error in JSON", [{ errcode: 40007, errmsg: "invalid media_id" }], "unavailable"],
    ["another JSON", [{ video_url: "https://x" }], "unavailable"],
    ["HTTP 502", [502], "unavailable"],
    ["hung up on", ["hang up"], "unavailable"],
  ])("not fetched: %s", async (_, replies, why) => {
    api.script[MEDIA] = replies as never
    expect(await fetched()).toEqual({ kind: "image", why })
    expect(JSON.stringify(house.logged)).not.toMatch(/TOKEN-\d|0123456789abcdef/)
  })

  test("an expired token is renewed once", async () => {
    api.script[MEDIA] = [{ errcode: 42001, errmsg: "access_token expired" }, PNG]
    expect((await fetched()).picture?.mime).toBe("image/png")
    expect(api.to("stable_token")).toHaveLength(2)
  })

  test("without a secret: PicUrl at WeChat's picture hosts alone, over https", async () => {
    const asked: string[] = []
    vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
      asked.push(`${url} ${init.redirect}`)
      return new Response(JPEG)
    })
    try {
      const post = open(PLAIN)
      for (const url of [
        "http://mmbiz.qpic.cn/a/0",
        "http://127.0.0.1/a",
        "https://qpic.cn.evil.example/a",
        "https://evil.example/mmbiz.qpic.cn",
        "https://mmbiz.qpic.cn:8443/a",
        "https://me@mmbiz.qpic.cn/a",
        "file:///mmbiz.qpic.cn",
        "",
      ])
        await post(wx.plainPost(wx.message({ MsgType: "image", MediaId: "m", PicUrl: url })))
    } finally {
      vi.unstubAllGlobals()
    }
    expect(asked).toEqual(["https://mmbiz.qpic.cn/a/0 error"])
    expect(house.heard[0]?.content).toMatchObject({ picture: { mime: "image/jpeg" } })
    for (const { content } of house.heard.slice(1)) expect(content).toEqual({ kind: "image", why: "unavailable" })
  })

  test("more pictures at once than memory is set aside for → 503, WeChat comes again", async () => {
    const busy = gate<{ seq: number; texts: string[] }>()
    house.answer = () => busy.passed
    const post = withAccount()
    const image = () => post(wx.sealedPost(wx.message({ MsgType: "image", MediaId: "m", PicUrl: "" })))
    const waiting = Array.from({ length: 32 }, image)
    await new Promise((resolve) => setImmediate(resolve))
    expect((await image()).status).toBe(503)
    busy.open({ seq: 1, texts: ["好"] })
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array.from({ length: 32 }, () => 200))
  })
})

describe("answers", () => {
  const said = async (...texts: string[]) => {
    house.answer = async () => ({ seq: 1, texts })
    return (await open(PLAIN)(wx.plainPost(wx.text("x")))).body
  }

  test("]]> is split over two CDATA", async () => {
    const body = await said("a]]>b]]>")
    expect(body).toContain("<![CDATA[a]]]]><![CDATA[>b]]]]><![CDATA[>]]>")
  })

  test("nothing to say → success", async () => {
    expect(await said()).toBe("success")
    expect(await said("")).toBe("success")
  })

  test("the first page alone, never above 2047 bytes", async () => {
    expect(wx.field(await said("一", "二"), "Content")).toBe("一")
    expect(wx.field(await said("汉".repeat(682)), "Content")).toBe("汉".repeat(682))
    expect(wx.field(await said("汉".repeat(700)), "Content")).toBe("汉".repeat(682))
  })
})

describe("the five-second rule", () => {
  const post = (fetch: (post: wx.Post) => Promise<{ status: number; body: string }>, id = "7") =>
    fetch(wx.plainPost(wx.message({ Content: "x", MsgId: id })))

  test("resend: during the work → the same result, done once", async () => {
    const work = gate<{ seq: number; texts: string[] }>()
    house.answer = () => work.passed
    const fetch = open(PLAIN)
    const both = [post(fetch), post(fetch)]
    await until(() => house.heard.length > 0)
    work.open({ seq: 1, texts: ["好"] })
    const [first, second] = await Promise.all(both)
    expect(wx.field(first!.body, "Content")).toBe("好")
    expect(second).toEqual(first)
    expect(house.heard).toHaveLength(1)
  })

  test("resend: another person with the same id is another message", async () => {
    const fetch = open(PLAIN)
    await Promise.all(
      ["a", "b"].map((FromUserName) => fetch(wx.plainPost(wx.message({ Content: "x", MsgId: "7", FromUserName })))),
    )
    expect(house.heard).toHaveLength(2)
  })

  test("resend: after the work → handed in again, for the house to recognize", async () => {
    const fetch = open(PLAIN)
    await post(fetch)
    await post(fetch)
    expect(house.heard.map(({ id }) => id)).toEqual(["7", "7"])
  })

  test("late: success, kept, and never answered twice", async () => {
    const work = gate<{ seq: number; texts: string[] }>()
    house.answer = () => work.passed
    const fetch = open(PLAIN, { budgetMs: 40 })
    expect(await post(fetch)).toEqual({ status: 200, body: "success" })
    expect(house.parked).toEqual([house.heard[0]])
    const resend = post(fetch)
    work.open({ seq: 1, texts: ["好"] })
    expect(await resend).toEqual({ status: 200, body: "success" })
    expect(await post(fetch)).toEqual({ status: 200, body: "success" })
    expect(house.parked).toHaveLength(1)
    expect(house.heard).toHaveLength(1)
  })

  test("late: the answer waits until it is kept", async () => {
    house.answer = () => new Promise(() => {})
    const kept = gate<void>()
    house.park = () => kept.passed
    let answered = false
    const response = post(open(PLAIN, { budgetMs: 20 })).then((it) => {
      answered = true
      return it
    })
    await until(() => house.parked.length > 0)
    expect(answered).toBe(false)
    kept.open()
    expect((await response).body).toBe("success")
  })

  test("late: not kept → 500, and the next delivery tries again", async () => {
    house.answer = () => new Promise(() => {})
    house.park = async () => {
      throw new Error("no database")
    }
    const fetch = open(PLAIN, { budgetMs: 20 })
    expect(await post(fetch)).toEqual({ status: 500, body: "" })
    house.park = async () => {}
    expect(await post(fetch)).toEqual({ status: 200, body: "success" })
  })

  test("late: what fails after it was kept is not WeChat's to repeat", async () => {
    const work = gate<{ seq: number; texts: string[] }>()
    house.answer = () => work.passed
    const fetch = open(PLAIN, { budgetMs: 300 })
    const first = post(fetch)
    await new Promise((resolve) => setTimeout(resolve, 150))
    const second = post(fetch)
    expect((await first).body).toBe("success")
    work.fail(new Error("lost a race"))
    expect(await second).toEqual({ status: 200, body: "success" })
  })

  test("the house refuses → 500, and the next delivery is handed in again", async () => {
    house.answer = async () => {
      throw new Error("no database")
    }
    const fetch = open(PLAIN)
    expect(await post(fetch)).toEqual({ status: 500, body: "" })
    house.answer = async () => ({ seq: 1, texts: ["好"] })
    expect(wx.field((await post(fetch)).body, "Content")).toBe("好")
  })
})
