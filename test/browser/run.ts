import assert from "node:assert/strict"
import { mkdirSync } from "node:fs"
import { type BrowserContext, chromium, type Locator, type Page } from "playwright-core"
import { checkDesk } from "./desk.ts"
import { ADMIN_CODE, serveStandIn } from "./stand-in.ts"

/**
 * The chat page, and the officials' pages, in a real browser: npx tsx test/browser/run.ts. BASE_URL is the service (with the simulator
 * on and ADMIN_CODE set to the same as here); without it a stand-in of the chat is served. CHROMIUM is the browser, ARTIFACTS where
 * screenshots go.
 */

const standIn = process.env.BASE_URL ? undefined : await serveStandIn()
const baseUrl = process.env.BASE_URL ?? standIn!.url
const adminCode = process.env.ADMIN_CODE ?? ADMIN_CODE
const artifacts = process.env.ARTIFACTS ?? "test/.artifacts"
mkdirSync(artifacts, { recursive: true })

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
})

/** What to answer when the bot asks: the first that fits its last words. */
const ANSWERS: readonly [RegExp, string][] = [
  [/请?回复[“"]?同意|是否同意|同意吗/, "同意"],
  [/请核对/, "提交"],
  [/可以回复“跳过”/, "跳过"],
  [/哪一类/, "1"],
  [/乡镇或街道/, "蒲圻街道"],
  [/全称/, `赤壁市茶文化研究会${Date.now() % 100_000}`],
  [/信用代码/, "51421281MJH000019M"],
  [/手机|电话/, "13800138000"],
  [/法定代表人|联系人|姓名/, "张建国"],
  [/成立/, "2019年6月18日"],
  [/多少|人数/, "50"],
  [/经费|资金/, "3万元"],
]

const results: { name: string; error?: unknown }[] = []

async function check(name: string, body: () => Promise<void>): Promise<void> {
  try {
    await body()
    results.push({ name })
    console.log(`ok    ${name}`)
  } catch (error) {
    results.push({ name, error })
    console.log(`FAIL  ${name}\n      ${error instanceof Error ? error.message : error}`)
  }
}

const shot = (page: Page, name: string) => page.screenshot({ path: `${artifacts}/${name}.png` })
const column = (page: Page, name: string) =>
  page.locator("section.column", { has: page.getByRole("heading", { name }) })

async function openChat(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on("pageerror", (error) => complaints.push(String(error)))
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text())
  })
  page.on("request", (request) => {
    if (!request.url().startsWith(baseUrl) && !request.url().startsWith("data:"))
      complaints.push(`asks ${request.url()}`)
  })
  await page.goto(`${baseUrl}/chat`)
  await page.locator("section.column").first().waitFor()
  return { page, complaints }
}

/** Says something and gives what the bot answers, all bubbles of it. */
async function say(where: Locator, text: string): Promise<string> {
  const bubbles = where.locator(".row.bot .bubble")
  const before = await bubbles.count()
  await where.locator("textarea").fill(text)
  await where.locator("textarea").press("Enter")
  await bubbles.nth(before).waitFor({ timeout: 15_000 })
  await where
    .page()
    .waitForFunction((element) => !element?.querySelector("[data-state=sending]"), await where.elementHandle())
  return (await bubbles.allInnerTexts()).slice(before).join("\n")
}

async function waitFor(what: string, truth: () => Promise<boolean>, ms = 20_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await truth())) {
    if (Date.now() > end) throw new Error(`still not: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

const desktop = await browser.newContext({ viewport: { width: 1280, height: 820 }, locale: "zh-CN" })
const { page, complaints } = await openChat(desktop)
const zhang = column(page, "张会长")
const li = column(page, "李科长")
let number: string | undefined

await check("a first visit shows two people side by side", async () => {
  await shot(page, "chat-first-visit")
  const left = await zhang.boundingBox()
  const right = await li.boundingBox()
  assert(left && right && left.x + left.width <= right.x && left.y === right.y)
  assert(await li.getByText("绑定").first().isVisible())
})

await check("a person is answered", async () => {
  assert((await say(zhang, "帮助")).length > 5)
})

await check("a contact registers an organization by answering what is asked", async () => {
  let asked = await say(zhang, "登记组织")
  for (let turn = 0; turn < 25; turn++) {
    number = asked.match(/编号[：:\s“"]*([A-Z]{1,4}[\d-]+)/)?.[1]
    if (number) return
    const answer = ANSWERS.find(([words]) => words.test(asked.split("\n").slice(-12).join("\n")))?.[1]
    assert(answer, `nobody knows what to answer to: ${asked}`)
    asked = await say(zhang, answer)
  }
  throw new Error(`no number after 25 answers; it asks: ${asked}`)
})

await check("the other person becomes an official and approves; the first is told without asking", async () => {
  assert(number)
  let reply = await say(li, `绑定 ${adminCode}`)
  if (/同意/.test(reply)) reply = await say(li, "同意")
  const before = await zhang.locator(".row.bot").count()
  await say(li, "待审")
  await say(li, `通过 ${number}`)
  await waitFor("the push arrives", async () => (await zhang.locator(".row.bot").count()) > before)
  await shot(page, "chat-two-people")
})

// The stand-in has no desk.
if (!standIn)
  await checkDesk({ browser, baseUrl, ask: (text) => say(zhang, text), order: (text) => say(li, text), check, shot })

await check("links can be clicked, words from people stay words", async () => {
  await say(zhang, "<b>粗</b> 看 https://example.org/a?b=1，谢谢")
  const mine = zhang.locator(".row.mine .bubble").last()
  assert.equal(await mine.locator("b").count(), 0)
  assert.equal(await mine.locator("a").getAttribute("href"), "https://example.org/a?b=1")
})

await check("a voice message and a picture are sent as such", async () => {
  const sent: string[] = []
  page.on("request", (request) => sent.push(request.postData() ?? ""))
  await zhang.getByRole("button", { name: "语音" }).click()
  await say(zhang, "帮助")
  await zhang.getByRole("button", { name: "语音" }).click()
  await zhang
    .getByLabel("发图片")
    .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: await page.screenshot() })
  await zhang.locator(".photo").waitFor()
  await waitFor("the picture is sent", async () => (await zhang.locator("[data-state=sending]").count()) === 0)
  assert(sent.some((body) => body.includes('"voice":true')))
  assert(sent.some((body) => body.includes('"image":"data:image/jpeg;base64,')))
})

await check(
  "a file is sent as such, shown with its name, and answered; one that is too large is not sent",
  async () => {
    const sent: string[] = []
    page.on("request", (request) => sent.push(request.postData() ?? ""))
    const answers = await li.locator(".row.bot").count()
    const text = "关于做好社会组织年度检查工作的通知\n一、检查时间\n社会组织应当于每年5月31日前报送年度工作报告。\n"
    const name = "关于做好2026年度社会组织年度检查工作的通知（赤民政发〔2026〕8号）.txt"
    await li.getByLabel("发文件").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) })
    const card = li.locator(".bubble.file")
    await card.getByText(name).waitFor()
    assert.match((await card.textContent()) ?? "", /\d+ B/)
    await waitFor("the file is answered", async () => (await li.locator(".row.bot").count()) > answers)
    const posted = JSON.parse(sent.find((body) => body.includes('"file":')) ?? "{}")
    assert.deepEqual(posted.file, { name, base64: Buffer.from(text).toString("base64") })
    await shot(page, "chat-file")
    sent.length = 0
    const buffer = Buffer.alloc(10 * 1024 * 1024 + 1)
    await li.getByLabel("发文件").setInputFiles({ name: "大.pdf", mimeType: "application/pdf", buffer })
    await li.getByText("文件最多10兆").waitFor()
    assert.equal(await card.count(), 1)
    assert(!sent.some((body) => body.includes("大.pdf")))
  },
)

await check("a message that met a broken network is sent again with the same id, once", async () => {
  const ids: string[] = []
  await page.route("**/api/chat", async (route) => {
    ids.push(JSON.parse(route.request().postData() ?? "{}").id)
    if (ids.length <= 3) await route.abort("connectionfailed")
    else await route.continue()
  })
  await zhang.locator("textarea").fill("我的申报")
  await zhang.locator("textarea").press("Enter")
  await zhang.getByRole("button", { name: "重发" }).click({ timeout: 15_000 })
  await waitFor(
    "it is sent",
    async () => (await zhang.locator("[data-state=failed],[data-state=sending]").count()) === 0,
  )
  await page.unroute("**/api/chat")
  assert.equal(ids.length, 4)
  assert.equal(new Set(ids).size, 1)
  complaints.length = 0
})

await check("the last words stay in sight while a long text is typed", async () => {
  await zhang.locator("textarea").fill("一行\n二行\n三行\n四行")
  await waitFor("the last bubble is above the input", async () => {
    const [last, input] = [
      await zhang.locator(".bubble").last().boundingBox(),
      await zhang.locator("textarea").boundingBox(),
    ]
    return last !== null && input !== null && last.y + last.height < input.y
  })
  await zhang.locator("textarea").fill("")
})

await check("a group: members speak by turns, the bot answers when it is mentioned", async () => {
  await page.getByRole("button", { name: "建群" }).click()
  await page.getByLabel("群名").fill("培训通知群")
  await page.getByLabel("编号").last().fill(`g${Date.now()}`)
  await shot(page, "chat-new-group")
  await page.getByRole("dialog").getByRole("button", { name: "建群" }).click()
  const group = column(page, "培训通知群")
  await group.getByText("李科长", { exact: true }).click()
  await say(group, "@小民助手 帮助")
  assert.equal(await group.locator(".row.mine .who").last().textContent(), "李科长")
  await shot(page, "chat-group")
})

await check("a reload keeps people, groups and what was said, in order", async () => {
  const words = () => zhang.locator(".row:not(.event) .bubble").allInnerTexts()
  const before = await words()
  await page.reload()
  await waitFor("all is back", async () => (await words()).length >= before.length)
  assert.deepEqual(await words(), before)
  assert.equal(await page.locator("section.column").count(), 3)
})

await check("by keyboard alone: a person is added and speaks", async () => {
  await page.getByRole("button", { name: "添加人" }).focus()
  await page.keyboard.press("Enter")
  await page.keyboard.type("王会长")
  await page.keyboard.press("Enter")
  await column(page, "王会长").waitFor()
  await page.keyboard.type("你好")
  await page.keyboard.press("Enter")
  await column(page, "王会长").locator(".row.bot").first().waitFor()
  await waitFor("the new column is in sight", async () => {
    const box = await column(page, "王会长").boundingBox()
    return box !== null && box.x + box.width <= 1280
  })
  await shot(page, "chat-four")
})

const phone = await browser.newContext({
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: "zh-CN",
})

await check("on a phone one column fills the screen, tabs change it, nothing sticks out", async () => {
  const small = await openChat(phone)
  await say(column(small.page, "张会长"), "帮助")
  await shot(small.page, "chat-phone")
  const box = await column(small.page, "张会长").boundingBox()
  assert(box && box.x === 0 && box.width === 390)
  assert((await small.page.evaluate("document.documentElement.scrollWidth")) === 390)
  await small.page.getByRole("navigation").getByText("李科长").click()
  await waitFor("the other column is there", async () => (await column(small.page, "李科长").boundingBox())?.x === 0)
  await shot(small.page, "chat-phone-second")
  await small.page.getByRole("button", { name: "添加人" }).click()
  await small.page.getByLabel("名字").fill("陈站长")
  await shot(small.page, "chat-phone-new-person")
  await small.page.getByRole("button", { name: "添加", exact: true }).click()
  await waitFor("the new column is there", async () => (await column(small.page, "陈站长").boundingBox())?.x === 0)
  await say(column(small.page, "陈站长"), "你好")
  assert.equal((await column(small.page, "陈站长").boundingBox())?.x, 0)
  assert.deepEqual(small.complaints, [])
})

await check("by night it is dark", async () => {
  const night = await browser.newContext({
    viewport: { width: 1280, height: 820 },
    colorScheme: "dark",
    locale: "zh-CN",
  })
  const dark = await openChat(night)
  await say(column(dark.page, "张会长"), "帮助")
  await shot(dark.page, "chat-dark")
})

await check("the page asked nothing of other hosts and the browser had nothing to complain about", async () => {
  assert.deepEqual(complaints, [])
})

await browser.close()
standIn?.close()
const failed = results.filter((result) => result.error !== undefined).length
console.log(`${results.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
