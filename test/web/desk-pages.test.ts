import { expect, test } from "vitest"
import { QUESTION } from "./made-up-desk.ts"
import { served, signedIn } from "./served.ts"

const PAGES = [
  "/documents",
  "/documents/d1",
  "/answers",
  "/answers/new",
  "/answers/a1",
  "/questions",
  `/questions/${QUESTION}`,
]
const FORMS = [
  "/documents",
  "/documents/d1/repeal",
  "/documents/d1/restore",
  "/answers/new",
  "/answers/a1",
  "/answers/a1/remove",
  "/answers/a1/restore",
  "/documents/d1/pointed/w8",
  "/answers/a1/pointed/w9",
  ...["find", "point", "answer", "dismiss", "recall"].map((act) => `/questions/${QUESTION}/${act}`),
]

/** What people read. */
const words = (page: string) => page.replace(/<[^>]+>/g, " ")
const plain = (page: string) => words(page).replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">")

test.each(PAGES)("%s: navigation, no script, no English", async (path) => {
  const { see } = await signedIn()
  const response = await see(path)
  expect(response.status).toBe(200)
  const page = await response.text()
  for (const name of ["进展", "政策文件", "常见问答", "答不上的问题"]) expect(words(page)).toContain(name)
  expect(page.match(/aria-current="page"/g)).toHaveLength(1)
  expect(page).not.toMatch(/<script|\sstyle=|\son\w+=/)
  expect(response.headers.get("content-security-policy")).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  expect(page).not.toContain("<b>补助</b>")
  expect(
    plain(page)
      .replace(/Word|PDF|\.(docx|txt|md)|<\/?b>/g, "")
      .match(/[A-Za-z]{2,}/g),
  ).toBeNull()
})

test("who is not signed in sees none of it and changes nothing", async () => {
  const { get, post, done } = served()
  for (const path of PAGES) expect((await get(path)).status, path).toBe(401)
  for (const path of FORMS) expect((await post(path, { title: "年检" })).status, path).toBe(401)
  expect(done).toEqual([])
})

test("what was written when the session ended is given back", async () => {
  const { post } = served()
  const fields = { title: "年检什么时候截止", answer: "每年<5月>31日", basis: "条例", choice: "document/d1/一" }
  const page = await (await post("/answers/new", fields, { "Content-Length": "300" })).text()
  expect(page).toContain("每年&lt;5月&gt;31日")
  expect(page).toContain("年检什么时候截止")
  expect(page).not.toContain("document/d1")
})

test.each<[string, Record<string, string>]>([
  ["another site's", { "Sec-Fetch-Site": "cross-site" }],
  ["a neighbouring host's", { "Sec-Fetch-Site": "same-site" }],
  ["another site's, as older browsers say it", { "Sec-Fetch-Site": "", Origin: "https://evil.example" }],
  ["one that hides where it comes from", { "Sec-Fetch-Site": "", Origin: "null" }],
])("a form of %s page is refused", async (_, headers) => {
  const { app, cookie, done, see } = await signedIn()
  const given = new Headers({ Cookie: cookie, ...headers })
  if (headers["Sec-Fetch-Site"] === "") given.delete("Sec-Fetch-Site")
  for (const path of FORMS) {
    const response = await app.request(path, {
      method: "POST",
      body: new URLSearchParams({ title: "年检" }),
      headers: given,
    })
    expect(response.status, path).toBe(403)
  }
  expect(done).toEqual([])
  if (headers.Origin !== "null") {
    expect((await app.request("/sign-out", { method: "POST", headers: given })).status).toBe(403)
    expect((await see("/")).status).toBe(200)
  }
})

test.each<[string, Record<string, string>]>([
  ["where the browser says so", { "Sec-Fetch-Site": "same-origin" }],
  ["where it tells the origin", { Origin: "http://localhost" }],
  ["behind a proxy that hides the host", { Origin: "https://jiangong.example.org" }],
])("and one of our own is taken, %s", async (_, headers) => {
  const { app, done, post } = served({ publicUrl: "https://jiangong.example.org" })
  const signIn = await post("/sign-in", { token: "one-time-token-0001" })
  const cookie = signIn.headers.get("set-cookie")!.split(";")[0]!
  const response = await app.request("/documents/d1/repeal", {
    method: "POST",
    headers: { Cookie: cookie, ...headers },
  })
  expect(response.status).toBe(303)
  expect(done).toEqual(["repeal d1 421281"])
})

const file = (name: string, text: string) => new File([text], name)

test("several files are uploaded at once, and each is told what became of it", async () => {
  const { send, done } = await signedIn({ region: "421281101" })
  const form = new FormData()
  form.append("file", file("办法.txt", "义诊补助办法"))
  form.append("file", file("<i>旧</i>.doc", "?"))
  const response = await send("/documents", form)
  expect(response.status).toBe(200)
  const page = await response.text()
  expect(page).toContain("《义诊补助办法》存好了，现在就能问。")
  expect(page).toContain("&lt;i&gt;旧&lt;/i&gt;.doc：")
  expect(page).toContain("只能读Word和PDF。")
  expect(done).toEqual(["add 办法.txt 18 义诊补助办法 421281101", "add <i>旧</i>.doc 1 ? 421281101"])
})

test("no file chosen, too much at once: said, and nothing is taken", async () => {
  const { send, done } = await signedIn()
  const empty = new FormData()
  empty.append("file", file("", ""))
  const none = await send("/documents", empty)
  expect(none.status).toBe(422)
  expect(await none.text()).toContain("还没有选文件")
  const large = await send("/documents", new FormData(), { "Content-Length": String(50 * 1024 * 1024) })
  expect(large.status).toBe(413)
  expect(await large.text()).toContain("加起来太大了")
  expect(done).toEqual([])
})

test("a form of very many parts, or one that breaks off, is refused before it takes any memory, and is no bug", async () => {
  const { app, cookie, done, logged } = await signedIn()
  const part = '--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n'
  const sent = (body: string) =>
    app.request("/documents", {
      method: "POST",
      body,
      headers: { Cookie: cookie, "Content-Type": "multipart/form-data; boundary=B", "Sec-Fetch-Site": "same-origin" },
    })
  expect((await sent(`${part.repeat(50_000)}--B--\r\n`)).status).toBe(413)
  expect((await sent(part)).status).toBe(400)
  expect(done).toEqual([])
  expect(logged).toEqual([])
  expect((await sent(`${part}--B--\r\n`)).status).toBe(200)
})

test.each(["__proto__", "constructor"])("a field called %s is a field like any other", async (name) => {
  const { send } = await signedIn()
  const response = await send("/answers/new", { [name]: "年检", title: "短" })
  expect(response.status).toBe(422)
})

test("a document is read by its articles; what is not theirs has no button, and sending it all the same changes nothing", async () => {
  const county = await signedIn()
  const page = await (await county.see("/documents/d1")).text()
  expect(page).toContain('<section id="一"')
  expect(page).toContain("第一部分")
  expect(page).toContain('action="/documents/d1/repeal"')
  const town = await signedIn({ region: "421281101" })
  expect(await (await town.see("/documents/d1")).text()).not.toContain("/documents/d1/repeal")
  const refused = await town.send("/documents/d1/repeal", {})
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain("要由市民政局来改")
  expect((await county.send("/documents/d9/repeal", {})).status).toBe(404)
  expect((await county.see("/documents/d9")).status).toBe(404)
  const newer = await county.send("/documents/d2/restore", {})
  expect(newer.status).toBe(409)
  expect(await newer.text()).toContain("有更新的版本现行")
})

test("a bad answer is said at its fields, and nothing typed is lost", async () => {
  const { send } = await signedIn()
  const typed = {
    title: "年检",
    answer: "",
    basis: "《条例》“第二十八条”",
    asks: "年检啥时候\r\n\r\n年",
    version: "v1",
  }
  const response = await send("/answers/a1", typed)
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain("还没有保存")
  expect(page).toMatch(/<input[^>]*value="年检"[^>]*aria-invalid="true"/)
  expect(page).toMatch(/id="title-problem">问题写完整一点，至少四个字。/)
  expect(page).toMatch(/id="answer-problem">请写上回答。/)
  expect(page).toMatch(/id="asks-problem">每种问法至少两个字。/)
  expect(page).not.toContain("basis-problem")
  expect(page).toContain('value="《条例》“第二十八条”"')
  expect(page).toMatch(/<textarea[^>]*name="asks"[^>]*>\n年检啥时候\r?\n\r?\n年<\/textarea>/)
})

test("saved, it shows what is answered now; changed meanwhile, it shows both", async () => {
  const { send, see, done } = await signedIn()
  const typed = {
    title: "年检什么时候截止",
    answer: "每年5月31日。",
    basis: "条例第二十八条",
    asks: "年检啥时候\n年报几号",
  }
  const saved = await send("/answers/a1", { ...typed, version: "v1" })
  expect(saved.status).toBe(303)
  expect(saved.headers.get("location")).toBe("/answers/a1?saved")
  expect(JSON.parse(done[0]!.split(" ").at(-1)!)).toEqual({ ...typed, asks: ["年检啥时候", "年报几号"] })
  expect(await (await see("/answers/a1?saved")).text()).toContain("「每年5月31日以前。」")
  const late = await send("/answers/a1", { ...typed, version: "v0" })
  expect(late.status).toBe(409)
  const page = await late.text()
  expect(page).toContain("刚被别人改过")
  expect(page).toContain("每年5月31日以前报送年度工作报告。")
  expect(page).toContain("每年5月31日。")
  expect(page).toContain('name="version" value="v1"')
})

test("a new answer, taking one away, and a refusal to put one back", async () => {
  const { send, see, done } = await signedIn()
  const fields = { title: "社工站几点开门", answer: "早上八点半。", basis: "民政局办公室", asks: "" }
  expect((await send("/answers/new", fields)).headers.get("location")).toBe("/answers/a1?saved")
  expect((await send("/answers/a2/remove", {})).headers.get("location")).toBe("/answers?gone=a2")
  expect(await (await see("/answers?gone=a2")).text()).toContain("“会费能收几档”拿掉了")
  const refused = await send("/answers/a2/restore", {})
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain("要由市民政局来改")
  expect(done.map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual(["save undefined", "remove a2", "restore a2"])
  expect((await see("/answers/a9")).status).toBe(404)
})

test("questions that lead to an article or an answer are shown there, and taken back", async () => {
  const { send, see, done } = await signedIn()
  const page = await (await see("/documents/d1")).text()
  expect(page).toContain("问“租车&lt;几块&gt;钱”，也用这条回答")
  expect(page).toContain('action="/documents/d1/pointed/w8"')
  expect((await send("/documents/d1/pointed/w8", {})).headers.get("location")).toBe("/documents/d1")
  expect(await (await see("/answers/a1")).text()).toContain('action="/answers/a1/pointed/w9"')
  expect((await send("/answers/a1/pointed/w9", {})).headers.get("location")).toBe("/answers/a1")
  expect((await send("/answers/a1/pointed/w0", {})).status).toBe(403)
  expect(done).toEqual(["take back w8", "take back w9", "take back w0"])
})

test("looking for an answer", async () => {
  const { see } = await signedIn()
  const page = await (await see(`/answers?q=${encodeURIComponent("会费")}`)).text()
  expect(page).toContain("/answers/a2")
  expect(page).not.toContain("/answers/a1")
  expect(await (await see("/answers?q=%3Cb%3E")).text()).toContain("没有找到“&lt;b&gt;”")
})

test("the questions: most asked first, with how many asked", async () => {
  const { see } = await signedIn()
  const page = await (await see("/questions")).text()
  expect(page).toContain("最近90天问了120次，当时没答上23次。")
  expect(page).toContain("5人问过，一共7次，最近一次2026年11月20日")
  expect(page).toContain("还有4个问得少的")
})

test("one question: pointed to an article, with the wordings that were ticked", async () => {
  const { send, see, done } = await signedIn()
  const page = await (await see(`/questions/${QUESTION}`)).text()
  expect(page).toContain("5人问过")
  expect(page).toContain("但没有写金额")
  expect(page).toContain("租义诊车要好多钱")
  const form = new FormData()
  for (const [name, value] of Object.entries({ choice: "document/d1/一", wording: "w1" })) form.append(name, value)
  form.append("wording", "w2")
  const saved = await send(`/questions/${QUESTION}/point`, form)
  expect(saved.headers.get("location")).toBe(`/questions/${QUESTION}?saved`)
  expect(done).toEqual([`point ${QUESTION} document/d1/一 w1,w2`])
  expect(await (await see(`/questions/${QUESTION}?saved`)).text()).toContain("还是答不上")
})

test("whatever is missing is said at its field, and what was typed and ticked stays", async () => {
  const { send } = await signedIn()
  const typed = { title: "义诊车怎么租", answer: "每天300元。", basis: "", choice: "" }
  const unanswered = await send(`/questions/${QUESTION}/answer`, typed)
  expect(unanswered.status).toBe(422)
  const page = await unanswered.text()
  expect(page).toMatch(/id="basis-problem">请写上依据/)
  expect(page).toContain('value="义诊车怎么租"')
  expect(page).toContain("每天300元。</textarea>")
  expect(page).not.toMatch(/<input type="checkbox"[^>]*checked/)
  const unpointed = await send(`/questions/${QUESTION}/point`, {
    ...typed,
    wording: "0197f0a0-0000-7000-8000-000000000002",
  })
  expect(unpointed.status).toBe(422)
  const again = await unpointed.text()
  expect(again).toContain("请选一条能回答的。")
  expect(again).toContain("每天300元。</textarea>")
  expect(again).toMatch(/<input type="checkbox"[^>]*checked/)
})

test("other words to look for an article by change nothing, and keep what was typed", async () => {
  const { send, done } = await signedIn()
  const response = await send(`/questions/${QUESTION}/find`, { find: "没有的", answer: "每天300元。", title: "租金" })
  expect(response.status).toBe(200)
  const page = await response.text()
  expect(page).toContain("没有找到和“没有的”有关的。")
  expect(page).toContain("每天300元。</textarea>")
  expect(page).not.toContain("还没有保存")
  expect(done).toEqual([])
})

test("put aside, and taken back", async () => {
  const { send, done } = await signedIn()
  const aside = await send(`/questions/${QUESTION}/dismiss`, { answer: "" })
  expect(aside.headers.get("location")).toBe(`/questions?dismissed=${QUESTION}`)
  const back = await send(`/questions/${QUESTION}/recall`, {})
  expect(back.headers.get("location")).toBe(`/questions/${QUESTION}`)
  expect(done).toEqual([`dismiss ${QUESTION}`, `recall ${QUESTION}`])
})

test("a form is small", async () => {
  const { send, done } = await signedIn()
  for (const path of FORMS.filter((one) => one !== "/documents")) {
    const response = await send(path, { answer: "长".repeat(30_000) })
    expect(response.status, path).toBe(413)
  }
  expect(done).toEqual([])
})
