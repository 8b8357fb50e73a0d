import assert from "node:assert/strict"
import type { Browser, Page } from "playwright-core"

/** The officials' pages on a phone, with scripts off: from a question that nobody could answer to its answer in the chat. */

type Given = {
  browser: Browser
  baseUrl: string
  /** Says something in the chat as a contact, or as an official; what is answered. */
  ask(text: string): Promise<string>
  order(text: string): Promise<string>
  check(name: string, body: () => Promise<void>): Promise<void>
  shot(page: Page, name: string): Promise<unknown>
}

const QUESTION = "问政策 鹦鹉吃什么饲料"
const PUT = "魔方难不难学"
const RULES = [
  "赤壁市鹦鹉照料办法",
  "赤民政发〔2026〕12号",
  "2026年5月1日",
  "第一条 为了把鹦鹉照料好，制定本办法。",
  "第二条 鹦鹉吃玉米和葵花籽，每天早晚各喂一次，不得喂食油炸食品。",
  "第三条 鹦鹉笼每周消毒一次。",
].join("\n")

export async function checkDesk({ browser, baseUrl, ask, order, check, shot }: Given): Promise<void> {
  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: "zh-CN",
    javaScriptEnabled: false,
  })
  const page = await phone.newPage()
  const complaints: string[] = []
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
  page.on("request", (request) => {
    if (!request.url().startsWith(baseUrl) && !request.url().startsWith("data:")) complaints.push(request.url())
  })
  const section = (name: string) => page.getByRole("navigation").getByRole("link", { name }).click()
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click()
  /** As wide as the screen, and no wider. */
  async function look(name: string): Promise<void> {
    await shot(page, name)
    const { width } = (await page.locator("html").boundingBox())!
    assert.equal(width, 390)
    for (const box of await page.locator("main *").all()) {
      const at = await box.boundingBox()
      assert(!at || at.x + at.width <= 390.5, `${await box.textContent()} sticks out`)
    }
  }

  await check("an official signs in by the link and finds the pages", async () => {
    assert.match(await ask(QUESTION), /没有写|转人工/)
    assert.match(await ask(`问政策 ${PUT}`), /没有写|转人工/)
    const link = /https?:\S+token=[\w-]+/.exec(await order("登录"))![0]
    await page.goto(link)
    await press("登录")
    await page.getByText("背后的每一条记录").waitFor()
    await shot(page, "desk-overview")
    await section("政策文件")
    await page.getByText("还没有文件").waitFor()
    await look("desk-documents-empty")
  })

  await check("a file that cannot be read is told of; one that can answers at once, and the chat says so", async () => {
    await page.getByLabel("添加文件").setInputFiles([
      { name: "旧办法.doc", mimeType: "application/msword", buffer: Buffer.from("?") },
      { name: "办法.txt", mimeType: "text/plain", buffer: Buffer.from(RULES) },
    ])
    await press("上传")
    await page.getByText("《赤壁市鹦鹉照料办法》存好了").waitFor()
    await page.getByText("旧办法.doc：").waitFor()
    await look("desk-documents")
    assert.match(await ask(QUESTION), /鹦鹉吃玉米和葵花籽/)
    await page.getByRole("link", { name: "赤壁市鹦鹉照料办法" }).click()
    await page.getByText("第二条 鹦鹉吃玉米").waitFor()
    await look("desk-document")
    await page.getByText("标为废止").click()
    await look("desk-document-repeal")
    await press("确定废止")
    await page.getByText("标为废止了").waitFor()
    assert.doesNotMatch(await ask(QUESTION), /葵花籽/)
    await page.getByText("已经废止的").click()
    await page.getByRole("link", { name: "赤壁市鹦鹉照料办法" }).click()
    await page.getByText("恢复使用").click()
    await press("确定恢复")
    await page.getByText("恢复使用了").waitFor()
  })

  await check(
    "a question that nobody could answer gets one: what is missing is told, and nothing typed is lost",
    async () => {
      await section("答不上的问题")
      await look("desk-questions")
      await page.getByRole("link", { name: PUT }).click()
      await page.getByLabel("回答", { exact: true }).fill("好学。社区活动室每周三晚上有人教，不收费。")
      await press("存下这条回答")
      await page.getByText("请写上依据").waitFor()
      await look("desk-question-problem")
      assert.equal(
        await page.getByLabel("回答", { exact: true }).inputValue(),
        "好学。社区活动室每周三晚上有人教，不收费。",
      )
      await page.getByLabel("依据").fill("社会事务科答复")
      await press("存下这条回答")
      await page.getByText("会这样回答").waitFor()
      await look("desk-question-saved")
      assert.match(await ask(`问政策 ${PUT}`), /每周三晚上有人教/)
      assert.match((await page.locator(".said").textContent()) ?? "", /每周三晚上有人教/)
    },
  )

  await check("the short answers are found, and written anew", async () => {
    await section("常见问答")
    await look("desk-answers")
    await page.getByLabel("找问答").fill("魔方")
    await press("找")
    await page.getByRole("link", { name: PUT }).click()
    await page.getByLabel("其他问法").fill("魔方好不好玩\n在哪学玩魔方")
    await press("保存")
    await page.getByText("存好了").waitFor()
    await look("desk-answer")
    assert.match(await ask("问政策 在哪学玩魔方"), /每周三晚上有人教/)
    await page.getByText("拿掉这条").click()
    await press("确定拿掉")
    await page.getByRole("link", { name: PUT }).waitFor({ state: "detached" })
  })

  await check("no page of the desk asked other hosts, or gave the browser something to complain about", async () => {
    // The pages that said what was missing were not "200 OK".
    assert.deepEqual(
      complaints.filter((one) => !/status of 422/.test(one)),
      [],
    )
  })
  await phone.close()
}
