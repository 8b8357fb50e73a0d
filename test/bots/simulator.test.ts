import { serve } from "@hono/node-server"
import { afterEach, expect, test } from "vitest"
import { simulator } from "#bots/simulator/simulator.ts"
import { type Answer, type Hands, type Inbound, MAX_FILE_BYTES, MAX_PICTURE_BYTES } from "#src/channel.ts"

const NOW = new Date("2026-11-23T10:00:00+08:00")

/** The simulator with hands that write down what they are handed and answer with two texts. */
async function opened(hands: Partial<Hands> = {}) {
  const heard: Inbound[] = []
  const asked: unknown[] = []
  const { routes, send } = await simulator.open(
    {},
    {
      converse: async (inbound): Promise<Answer> => {
        heard.push(inbound)
        return { seq: 7, texts: ["甲", "乙"] }
      },
      park: async () => {},
      said: async (...args) => {
        asked.push(args)
        return [{ seq: 7, text: "甲", at: NOW }]
      },
      now: () => NOW,
      log: { info() {}, warn() {}, error() {} },
      ...hands,
    },
  )
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    routes!.request("/api/chat", {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...headers },
    })
  return { app: routes!, post, send, heard, asked }
}

const dataUrl = (bytes: number) => `data:image/png;base64,${Buffer.alloc(bytes, 1).toString("base64")}`

test("a message becomes an inbound and its answer replies in order", async () => {
  const { post, heard } = await opened()
  const response = await post({ from: "p1", name: "张三", text: "你好", id: "m1", at: "2026-12-02T15:00:00+08:00" })
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    replies: [
      { seq: 7, to: "p1", text: "甲" },
      { seq: 8, to: "p1", text: "乙" },
    ],
  })
  expect(heard).toEqual([
    {
      channel: "simulator",
      id: "m1",
      from: "p1",
      name: "张三",
      addressed: true,
      at: new Date("2026-12-02T15:00:00+08:00"),
      content: { kind: "text", text: "你好" },
    },
  ])
})

test("without an id every message is a new one, without a time it is said now", async () => {
  const { post, heard } = await opened()
  await post({ from: "p1", text: "你好" })
  await post({ from: "p1", text: "你好" })
  expect(new Set(heard.map(({ id }) => id)).size).toBe(2)
  expect(heard[0]!.at).toEqual(NOW)
})

test.each([
  ["@小民助手 报名", true, "报名"],
  ["@小民助手\u2005报名 王芳", true, "报名 王芳"],
  ["@建功报名", true, "报名"],
  ["@机器人 报名", true, "报名"],
  ["请问@小民助手 怎么报名", true, "请问怎么报名"],
  ["@小民助手", true, "@小民助手"],
  ["明天有培训吗", false, "明天有培训吗"],
  ["我的邮箱是 a@b.cn", false, "我的邮箱是 a@b.cn"],
])("in a room, %j: spoken to %s, heard as %j", async (text, addressed, words) => {
  const { post, heard } = await opened()
  const response = await post({ from: "p1", room: "群1", text })
  const { replies } = (await response.json()) as { replies: { to: string }[] }
  expect(replies.map(({ to }) => to)).toEqual(["群1", "群1"])
  expect(heard[0]).toMatchObject({ room: "群1", addressed, content: { kind: "text", text: words } })
})

test("voice, pictures and events", async () => {
  const { post, heard } = await opened()
  await post({ from: "p1", voice: true, text: "帮助" })
  await post({ from: "p1", voice: true })
  await post({ from: "p1", event: "unfollow" })
  await post({ from: "p1", image: dataUrl(300_000) })
  await post({ from: "p1", image: dataUrl(MAX_PICTURE_BYTES + 3) })
  const sizes = heard.map(({ content }) =>
    "picture" in content
      ? { ...content, picture: [content.picture?.mime, content.picture?.bytes.byteLength] }
      : content,
  )
  expect(sizes).toEqual([
    { kind: "voice", text: "帮助" },
    { kind: "voice" },
    { kind: "event", event: "unfollow" },
    { kind: "image", picture: ["image/png", 300_000] },
    { kind: "image", why: "too-large" },
  ])
})

const posted = (name: string, bytes: number | string) => ({
  from: "p1",
  file: { name, base64: (typeof bytes === "string" ? Buffer.from(bytes) : Buffer.alloc(bytes, 1)).toString("base64") },
})

test("files", async () => {
  const { post, heard } = await opened()
  await post(posted("通知.txt", "第一条 按时年检。"))
  await post({ ...posted("../../通知.docx", 0), text: "这份文件收一下" })
  await post(posted("大.pdf", MAX_FILE_BYTES))
  await post(posted("太大.pdf", MAX_FILE_BYTES + 1))
  const read = heard.map(({ content }) =>
    content.kind === "file" && content.file
      ? { ...content, file: content.file.byteLength > 99 ? content.file.byteLength : `${content.file}` }
      : content,
  )
  expect(read).toEqual([
    { kind: "file", name: "通知.txt", file: "第一条 按时年检。" },
    { kind: "file", name: "../../通知.docx", file: "" },
    { kind: "file", name: "大.pdf", file: MAX_FILE_BYTES },
    { kind: "file", name: "太大.pdf", why: "too-large" },
  ])
})

test("a file past what a body may hold is 413, with a sentence", async () => {
  const { post, heard } = await opened()
  const response = await post(posted("太大.pdf", MAX_FILE_BYTES + 512 * 1024))
  expect(response.status).toBe(413)
  expect(((await response.json()) as { error: string }).error).toContain("文件最多 10 MB")
  expect(heard).toEqual([])
})

test("a file in a group is said to nobody, unless the bot is named", async () => {
  const { post, heard } = await opened()
  await post({ ...posted("通知.txt", "年检"), room: "群1" })
  await post({ ...posted("通知.txt", "年检"), room: "群1", text: "@小民助手 看一下" })
  expect(heard.map(({ addressed, content }) => [addressed, content.kind])).toEqual([
    [false, "file"],
    [true, "file"],
  ])
})

test.each([
  ["{", "JSON"],
  ["[]", "JSON"],
  ["null", "JSON"],
  [{ text: "x" }, "from"],
  [{ from: "", text: "x" }, "from"],
  [{ from: "a b", text: "x" }, "from"],
  [{ from: "p".repeat(65), text: "x" }, "from"],
  [{ from: 1, text: "x" }, "from"],
  [{ from: "p1" }, "text"],
  [{ from: "p1", text: "" }, "text"],
  [{ from: "p1", text: 5 }, "text"],
  [{ from: "p1", text: "长".repeat(40_001) }, "text"],
  [{ from: "p1", text: "x", id: "a/b" }, "id"],
  [{ from: "p1", text: "x", at: "明天" }, "at"],
  [{ from: "p1", event: "dance" }, "event"],
  [{ from: "p1", image: "https://example.org/a.png" }, "image"],
  [{ from: "p1", file: "通知.txt" }, "file"],
  [{ from: "p1", file: { name: "通知.txt" } }, "file.base64"],
  [{ from: "p1", file: { name: "通知.txt", base64: "不是" } }, "file.base64"],
  [{ from: "p1", file: { name: "通知.txt", base64: "YWJj\nYWJj" } }, "file.base64"],
  [{ from: "p1", file: { name: "通知.txt", base64: "YWJjY" } }, "file.base64"],
  [{ from: "p1", file: { base64: "YWJj" } }, "file.name"],
  [{ from: "p1", file: { name: "", base64: "YWJj" } }, "file.name"],
  [{ from: "p1", file: { name: "名".repeat(256), base64: "YWJj" } }, "file.name"],
])("%j is refused, naming what is wrong", async (body, words) => {
  const { post, heard } = await opened()
  const response = await post(body)
  expect(response.status).toBe(400)
  expect(((await response.json()) as { error: string }).error).toContain(words)
  expect(heard).toEqual([])
})

test("a long text is the house's business", async () => {
  const { post, heard } = await opened()
  expect((await post({ from: "p1", text: "长".repeat(40_000) })).status).toBe(200)
  expect(heard).toHaveLength(1)
})

test("a turn that was not done is 503, so that the same id can be sent again", async () => {
  const { post } = await opened({ converse: async () => Promise.reject(new Error("database gone")) })
  const response = await post({ from: "p1", text: "x" })
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain("database")
})

test.each([
  [{ "Sec-Fetch-Site": "cross-site" }, 403],
  [{ "Sec-Fetch-Site": "same-site" }, 403],
  [{ "Sec-Fetch-Site": "same-origin" }, 200],
  [{ Origin: "http://evil.example" }, 403],
  [{ Origin: "null" }, 403],
  [{ Origin: "http://localhost" }, 200],
  [{}, 200],
] as [Record<string, string>, number][])("sent with %j: %i", async (headers, status) => {
  const { post } = await opened()
  expect((await post({ from: "p1", text: "x" }, headers)).status).toBe(status)
})

test("what was said is read from where one stopped", async () => {
  const { app, asked } = await opened()
  const response = await app.request("/api/chat?to=p1&after=6")
  expect(await response.json()).toEqual({ messages: [{ seq: 7, text: "甲", at: NOW.toISOString() }] })
  await app.request("/api/chat?to=p1")
  expect(asked).toEqual([
    ["simulator", "p1", 6],
    ["simulator", "p1", 0],
  ])
  expect((await app.request("/api/chat")).status).toBe(400)
  expect((await app.request("/api/chat?to=p1&after=-1")).status).toBe(400)
})

test("what is told counts as sent, since it is read from the house", async () => {
  const { send } = await opened()
  expect(await send({ to: "p1", text: "x", kind: "decision" })).toEqual({ verdict: "sent" })
})

test("the page comes with all it loads, none of it from elsewhere", async () => {
  const { app } = await opened()
  const page = await app.request("/chat")
  expect(page.status).toBe(200)
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'")
  const html = await page.text()
  expect(html).toMatch(/^<!doctype html><html lang="zh-CN">/)
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
  expect(loaded.filter((url) => !url.startsWith("data:") && !url.startsWith("/chat/"))).toEqual([])
  const seen = new Set<string>()
  for (const url of loaded.filter((one) => one.startsWith("/chat/"))) {
    const response = await app.request(url)
    expect(response.status, url).toBe(200)
    for (const match of (await response.text()).matchAll(/from "\.\/(.+?)"/g)) seen.add(`/chat/${match[1]}`)
  }
  for (const url of seen) expect((await app.request(url)).status, url).toBe(200)
  const etag = (await app.request("/chat/weui.css")).headers.get("etag")!
  expect((await app.request("/chat/weui.css", { headers: { "If-None-Match": etag } })).status).toBe(304)
})

let close = () => {}
afterEach(() => close())

test("an endless body is cut off while it streams", async () => {
  const { app, heard } = await opened()
  const port = await new Promise<number>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) => resolve(info.port))
    close = () => void server.close()
  })
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      if (sent > 50_000_000) return controller.close()
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536).fill(0x61))
    },
  })
  const init = { method: "POST", body, duplex: "half" } as RequestInit
  const status = await fetch(`http://127.0.0.1:${port}/api/chat`, init).then(
    (response) => response.status,
    // The server may hang up before the answer is read; what counts is that it stopped taking.
    () => 413,
  )
  expect(status).toBe(413)
  expect(sent).toBeLessThan(20_000_000)
  expect(heard).toEqual([])
})
