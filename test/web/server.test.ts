import { Hono } from "hono"
import { HTTPException } from "hono/http-exception"
import { expect, test } from "vitest"
import type { OpenChannel } from "#src/channel.ts"
import { FIGURES, SESSION, TOKEN } from "./made-up-house.ts"
import { served, signedIn } from "./served.ts"

const channelWith = (routes: Hono): OpenChannel => ({ routes, send: async () => ({ verdict: "sent" }) })

test("opening a sign-in link uses nothing up, however often; its button does, once", async () => {
  const { get, post, sessions } = served()
  for (let preview = 0; preview < 3; preview++) {
    const page = await get(`/sign-in?token=${TOKEN}`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain(`value="${TOKEN}"`)
    expect(page.headers.get("set-cookie")).toBeNull()
  }
  expect(sessions.size).toBe(0)

  const first = await post("/sign-in", { token: TOKEN })
  expect(first.status).toBe(303)
  expect(first.headers.get("location")).toBe("/")
  expect(first.headers.get("set-cookie")).toMatch(
    /^jiangong=session-of-li-0001; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/,
  )
  expect(sessions.has(SESSION)).toBe(true)

  const second = await post("/sign-in", { token: TOKEN })
  expect(second.status).toBe(404)
  expect(second.headers.get("set-cookie")).toBeNull()
})

test("over https the cookie is Secure and cannot be planted by another host", async () => {
  const { post, get } = served({ publicUrl: "https://jiangong.example.org" })
  const response = await post("/sign-in", { token: TOKEN })
  const cookie = response.headers.get("set-cookie")!
  expect(cookie).toMatch(/^__Host-jiangong=.+; Secure/)
  expect(response.headers.get("strict-transport-security")).toContain("max-age")
  expect((await get("/", { Cookie: cookie.split(";")[0]! })).status).toBe(200)
  expect((await get("/", { Cookie: `jiangong=${SESSION}` })).status).toBe(401)
})

test("whatever is wrong with a token, the answer is the same", async () => {
  const { post, get } = served()
  const answers = [
    await post("/sign-in", { token: "never-given-out-01" }),
    await post("/sign-in", { token: "<script>" }),
    await post("/sign-in", {}),
    await get("/sign-in"),
    await get("/sign-in?token=%3Cscript%3E"),
  ]
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  expect(new Set(texts).size).toBe(1)
  expect(texts[0]).toContain("链接已经失效")
})

test("tapping a used link again is no trouble for someone who is in", async () => {
  const { post, cookie } = await signedIn()
  const again = await post("/sign-in", { token: TOKEN }, { Cookie: cookie })
  expect(again.status).toBe(303)
})

test("who guesses too often has to wait, even with the right token then", async () => {
  const { post } = served()
  for (let guess = 0; guess < 10; guess++)
    expect((await post("/sign-in", { token: `guess-number-${guess}` })).status).toBe(404)
  const late = await post("/sign-in", { token: TOKEN })
  expect(late.status).toBe(429)
  expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0)
})

test("one who guesses does not lock out others, and cannot pass for them", async () => {
  const { app } = served()
  const from = (peer: string, noted = "") =>
    app.request(
      "/sign-in",
      { method: "POST", body: new URLSearchParams({ token: "guess-number-1" }), headers: { "X-Forwarded-For": noted } },
      { incoming: { socket: { remoteAddress: peer } } },
    )
  const spend = async (peer: string, noted: (guess: number) => string) => {
    for (let guess = 0; guess < 10; guess++) await from(peer, noted(guess))
  }
  await spend("203.0.113.9", (guess) => `198.51.100.${guess}`)
  expect((await from("::ffff:203.0.113.9", "198.51.100.77")).status).toBe(429)
  expect((await from("203.0.113.8")).status).toBe(404)
  // Behind a proxy on this machine: the last address noted is the proxy's own word.
  await spend("127.0.0.1", (guess) => `192.0.2.${guess}, 198.51.100.1`)
  expect((await from("127.0.0.1", "198.51.100.1")).status).toBe(429)
  expect((await from("127.0.0.1", "198.51.100.1, 198.51.100.2")).status).toBe(404)
  await spend("2001:db8::1", () => "")
  expect((await from("2001:db8:0:0:3:4:5:6")).status).toBe(429)
  expect((await from("2001:db8:0:1::1")).status).toBe(404)
})

test("many guesses at once are counted like one after the other", async () => {
  const { post } = served({
    house: { openLink: () => new Promise((resolve) => setTimeout(() => resolve(undefined), 20)) },
  })
  const all = await Promise.all(
    Array.from({ length: 30 }, (_, guess) => post("/sign-in", { token: `guess-number-${guess}` })),
  )
  expect(all.filter(({ status }) => status === 404)).toHaveLength(10)
})

test("signing out ends the session", async () => {
  const { post, see, cookie, sessions } = await signedIn()
  expect((await see("/")).status).toBe(200)
  const out = await post("/sign-out", {}, { Cookie: cookie })
  expect(out.status).toBe(303)
  expect(out.headers.get("set-cookie")).toContain("Max-Age=0")
  expect(sessions.size).toBe(0)
  expect((await see("/")).status).toBe(401)
})

test("who is not signed in learns how, and sees nothing else", async () => {
  const { get, asked } = served()
  for (const path of ["/", "/figures/I-01"]) {
    const response = await get(path, { Cookie: "jiangong=made-up-session" })
    expect(response.status).toBe(401)
    const page = await response.text()
    expect(page).toContain("登录")
    expect(page).not.toContain("/chat")
  }
  expect(asked).toEqual([])
})

test("where there is a simulator, it is named", async () => {
  const simulator = channelWith(new Hono().get("/chat", (c) => c.text("chat")))
  const { get } = served({ channels: [simulator] })
  expect(await (await get("/")).text()).toContain('href="/chat"')
  expect((await get("/chat")).status).toBe(200)
  expect((await served().get("/chat")).status).toBe(404)
})

test("the overview shows all figures in the plan's order, and what waits", async () => {
  const { see } = await signedIn()
  const page = await (await see("/")).text()
  const shown = [...page.matchAll(/href="\/figures\/([^"]+)"/g)].map((match) => match[1])
  expect(shown).toEqual(FIGURES.map(({ id }) => id))
  expect(page).toContain("截至2026年11月23日")
  expect(page).toMatch(/待审组织<\/span><span class="tile-number">3/)
  expect(page).toMatch(/待审备案<\/span><span class="tile-number">12/)
  expect(page).toContain("基线 I-01 数字")
  const words = page.replace(/<[^>]+>/g, " ").replace(/I-\d+\w?|3A/g, "")
  expect(words.match(/[A-Za-z]+/g)).toBeNull()
})

test("an official of a town sees that town, whatever is asked for", async () => {
  const { see, asked } = await signedIn({ region: "421281104" })
  const page = await (await see("/?region=421281&regionCode=421281")).text()
  expect(page).toContain("赵李桥镇")
  expect(page).toContain("本镇3")
  expect(page).toContain("全市15项目标")
  await see("/figures/I-01?region=421281")
  expect(asked).toEqual(["overview 421281104", "detail I-01 421281104"])
})

test("a figure opens to its records, and names stay words", async () => {
  const { see } = await signedIn()
  const page = await (await see("/figures/I-01")).text()
  expect(page).toContain("ZZ20261110-0000")
  expect(page).toContain("&lt;b&gt;不是粗体&lt;/b&gt;协会")
  expect(page).not.toContain("<b>")
  expect((await see("/figures/I-99")).status).toBe(404)
})

test.each(["/", "/nowhere", "/healthz", "/style.css", "/sign-in", "/metrics"])(
  "%s has the security headers",
  async (path) => {
    const { headers } = await served().get(path)
    expect(headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'")
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("x-frame-options")).toBe("DENY")
    // Behind the sign-in a form must show which page it comes from; no address of these pages holds a secret.
    expect(headers.get("referrer-policy")).toBe(path === "/" ? "same-origin" : "no-referrer")
    expect(headers.get("cache-control")).toBe(path === "/style.css" ? "no-cache" : "no-store")
  },
)

test("a channel's page keeps its own policy", async () => {
  const routes = new Hono().get("/chat", (c) => c.text("chat", 200, { "Content-Security-Policy": "script-src 'self'" }))
  const { headers } = await served({ channels: [channelWith(routes)] }).get("/chat")
  expect(headers.get("content-security-policy")).toBe("script-src 'self'")
  expect(headers.get("x-frame-options")).toBe("DENY")
})

test("what is not there is said in Chinese: a page to people, JSON to programs", async () => {
  const { get, app } = served()
  const page = await get("/nowhere")
  expect(page.status).toBe(404)
  expect(await page.text()).toContain("没有这个页面")
  const json = await app.request("/api/nowhere")
  expect(json.status).toBe(404)
  expect(((await json.json()) as { error: string }).error).toContain("没有这个页面")
})

test("a bug gets a number, the log has it with the cause, and nothing of it goes out", async () => {
  const broken = { overview: async () => Promise.reject(new Error("secret connection string")) }
  const { see, logged, app, cookie } = await signedIn({ house: broken })
  const response = await see("/")
  expect(response.status).toBe(500)
  const page = await response.text()
  const reference = page.match(/编号 ([0-9A-F]{8})/)?.[1]
  expect(page).not.toMatch(/secret|at .*\.ts/)
  expect(logged[0]!.fields).toMatchObject({ reference, path: "/", err: new Error("secret connection string") })
  expect(response.headers.get("x-frame-options")).toBe("DENY")

  const json = (await (await app.request("/", { headers: { Cookie: cookie } })).json()) as { reference: string }
  expect(json.reference).toBe(logged[1]!.fields.reference)
})

test("what a channel refuses is not a bug", async () => {
  const routes = new Hono().post("/wechat", () => {
    throw new HTTPException(403, { message: "bad signature" })
  })
  const { app, logged } = served({ channels: [channelWith(routes)] })
  const response = await app.request("/wechat", { method: "POST" })
  expect(response.status).toBe(403)
  expect(await response.text()).not.toContain("signature")
  expect(logged).toEqual([])
})

test("too much for a form is refused", async () => {
  const { post } = served()
  expect((await post("/sign-in", { token: "x".repeat(10_000) })).status).toBe(413)
})

test("alive is one thing, ready another", async () => {
  const { get } = served()
  expect((await get("/healthz")).status).toBe(200)
  expect(await (await get("/readyz")).json()).toEqual({ ok: true })

  const behind = served({ house: { ready: async () => ({ ok: false, why: "2 migrations are missing" }) } })
  const response = await behind.get("/readyz")
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({ ok: false, why: "2 migrations are missing" })
  expect((await behind.get("/healthz")).status).toBe(200)

  const gone = served({ house: { ready: async () => Promise.reject(new Error("password=x")) } })
  const unreachable = await gone.get("/readyz")
  expect(unreachable.status).toBe(503)
  expect(await unreachable.text()).not.toContain("password")
})

test("metrics: few labels whatever is requested, and the house's own numbers", async () => {
  const { get } = served()
  for (let path = 0; path < 20; path++) await get(`/nowhere/${path}`)
  await get("/figures/I-01")
  const response = await get("/metrics")
  expect(response.headers.get("content-type")).toContain("text/plain")
  const text = await response.text()
  expect(text).toContain("jiangong_outbox_waiting 4")
  expect(text).toContain("process_cpu_user_seconds_total")
  expect(text).toContain('http_requests_total{method="GET",route="none",status="4xx"} 20')
  expect(text).toContain('http_requests_total{method="GET",route="/figures/:id",status="4xx"} 1')
  expect(text).not.toContain("/nowhere")
})

test("metrics stand when the house has none to give", async () => {
  const { get, logged } = served({ house: { gauges: async () => Promise.reject(new Error("gone")) } })
  expect((await get("/metrics")).status).toBe(200)
  expect(logged).toHaveLength(1)
})
