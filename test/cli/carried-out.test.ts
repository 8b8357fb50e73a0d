import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { freshFolder, jiangong, type Service, startService, typing } from "#test/help/started.ts"

/** The command line while the service runs: the service carries the commands out. */

let folder: string
let service: Service
beforeAll(async () => {
  folder = await freshFolder()
  service = await startService(folder)
})
afterAll(async () => {
  await service?.stop()
  rmSync(folder, { recursive: true })
})

test("an official is invited, and becomes one in a chat", async () => {
  const { code, out } = await jiangong(folder, ["invite", "--role", "official"])
  expect(code).toBe(0)
  expect(out).toMatch(/^[0-9A-Z]{10}\n$/)
  await service.say("p1", "你好")
  await service.say("p1", "同意")
  expect(await service.say("p1", `绑定 ${out.trim()}`)).toContain("工作人员")
})

/** What to answer when the bot asks. */
const ANSWERS: readonly [RegExp, string][] = [
  [/请核对/, "提交"],
  [/同意请回复/, "同意"],
  [/哪一类？/, "社区社会组织"],
  [/全称是什么？/, "赤壁市莼川太极拳队"],
  [/哪个乡镇或街道？/, "蒲圻街道"],
  [/哪个村或社区？/, "莼川社区"],
  [/哪方面的事？/, "文体娱乐"],
  [/什么时候成立/, "2019年6月18日"],
  [/手机/, "13800138000"],
  [/姓名|称呼|叫什么|负责人|联系人/, "张建国"],
  [/多少|几个人|人数/, "20"],
]

test("two people in two terminals: one files, the other approves, and the first is told while they wait", async () => {
  const { out: code } = await jiangong(folder, ["invite", "--role", "official"])
  const contact = typing(folder, ["talk", "--as", "张会长"])
  const say = async (text: string) => {
    const before = contact.said.out.length
    contact.type(text)
    await contact.until(new RegExp(`^[\\s\\S]{${before}}你：${text}\\n助手：[\\s\\S]*\\n$`))
    return contact.said.out.slice(before)
  }
  let said = await say("登记组织")
  for (let turn = 0; turn < 20 && !/编号/.test(said); turn++)
    said = await say(ANSWERS.find(([asked]) => asked.test(said))?.[1] ?? "跳过")
  const number = /编号[^A-Z\d]*([A-Z]+[\d-]+)/.exec(said)?.[1]
  expect(number, said).toBeDefined()

  const lines = ["你好", "同意", `绑定 ${code.trim()}`, `通过 ${number}`]
  const official = await jiangong(folder, ["talk", "--as", "李科长"], lines.join("\n"))
  expect(official).toMatchObject({ code: 0, err: "" })
  await contact.until(new RegExp(`\\n助手：.*${number}.*通过`))
  contact.end()
  expect(await contact.ended).toMatchObject({ code: 0, err: "" })
})

test("jobs are listed and run as of a time, once", async () => {
  const run = () => jiangong(folder, ["job", "run", "weekly-digest", "--at", "2024-03-04T08:37"])
  expect(await run()).toMatchObject({ code: 0, out: expect.stringMatching(/^weekly-digest 2024-W10: /), err: "" })
  expect((await run()).out).toContain("weekly-digest 2024-W10 (already run): ")
  const list = await jiangong(folder, ["job", "list"])
  expect(list.out).toMatch(/^weekly-digest +37 8 \* \* 1 .*\[\d{4}-\d\d-\d\dT\d\d:\d\d 2024-W10/m)
  const unknown = await jiangong(folder, ["job", "run", "nope"])
  expect(unknown).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/^No job is called nope; .*\.\n$/) })
})

test("the same digest, to the terminal or to a file of the asker's", async () => {
  const printed = await jiangong(folder, ["digest", "--format", "json"])
  const saved = await jiangong(folder, ["digest", "--format=json", "--out=own.json"])
  expect(saved).toEqual({ code: 0, out: "", err: "" })
  expect(readFileSync(join(folder, "own.json"), "utf8")).toBe(printed.out)
  expect(JSON.parse(printed.out).region).toBe("421281")
})

test("documents travel to the service, which answers from them; one is listed, and repealed by its number", async () => {
  // Larger than what travels in one line.
  const many = Array.from(
    { length: 900 },
    (_, at) => `第${at + 1}条 第${at + 1}类活动每场补助${at + 100}元，由第${at + 1}科审核。`,
  )
  writeFileSync(join(folder, "办法.txt"), ["示范县活动补助办法", "示民发〔2025〕8号", ...many].join("\n"))
  const added = await jiangong(folder, ["knowledge", "add", "办法.txt", "nope.txt", "--region", "赵李桥"])
  expect(added).toMatchObject({ code: 1, err: "The file nope.txt cannot be read.\n" })
  expect(added.out).toMatch(/^办法\.txt: 《示范县活动补助办法》存好了，分成901条/)
  const list = await jiangong(folder, ["knowledge", "list"])
  expect(list.out).toMatch(
    /^1 {2}现行 {2}-{10} {2}示范县活动补助办法（示民发〔2025〕8号） {2}901条 {2}赵李桥镇 {2}\w+-421281101\n$/,
  )
  const asked = await jiangong(folder, ["ask"], `{"id":1,"question":"补助办法第803条怎么规定"}\nnonsense\n`)
  const [said, wrong] = asked.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(said).toMatchObject({
    id: 1,
    answered: true,
    articles: ["第八百零三条"],
    text: expect.stringContaining("902元"),
  })
  expect(wrong).toMatchObject({ answered: false, error: "这一行不是JSON" })
  const removed = await jiangong(folder, ["knowledge", "remove", "示民发（2025）8号"])
  expect(removed).toMatchObject({ code: 0, out: expect.stringContaining("标为废止了") })
  expect((await jiangong(folder, ["ask", "补助办法第803条怎么规定"])).out).not.toContain("902元")
  expect(await jiangong(folder, ["knowledge", "remove", "2"])).toMatchObject({ code: 2, out: "" })
})

test("wrong use is the same sentence and exit code", async () => {
  const run = await jiangong(folder, ["digest", "--as-of", "2026-02-30"])
  expect(run).toEqual({ code: 2, out: "", err: "--as-of must be a day such as 2026-11-23, not 2026-02-30.\n" })
})

test("who hangs up in the middle does no harm", async () => {
  const gone = typing(folder, ["talk", "--as", "王"])
  gone.type("你好")
  await gone.until(/助手：/)
  gone.kill()
  expect((await jiangong(folder, ["job", "list"])).code).toBe(0)
  expect(existsSync(join(folder, "data", "service.sock"))).toBe(true)
})
