import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { freshFolder, jiangong } from "#test/help/started.ts"

/** The command line while no service runs. */

let folder: string
beforeAll(async () => {
  folder = await freshFolder()
})
afterAll(() => rmSync(folder, { recursive: true }))

test("help lists the commands and opens nothing", async () => {
  const empty = mkdtempSync(join(tmpdir(), "jiangong-empty-"))
  const all = await jiangong(empty, ["--help"])
  expect(all).toMatchObject({ code: 0, err: "" })
  for (const name of ["talk", "understand", "ask", "knowledge add", "digest", "job list", "job run", "invite"])
    expect(all.out).toContain(`\n  ${name} `)
  expect((await jiangong(empty, ["digest", "--help"])).out).toContain("--as-of DATE")
  expect((await jiangong(empty, ["job", "--help"])).out).toMatch(/job list[\s\S]*job run NAME/)
  rmSync(empty, { recursive: true })
})

test("understand reads JSON lines in order, whatever they hold, and needs no records", async () => {
  const lines = [
    `{"id":"a","text":"明天下午3点","now":"2026-11-23T09:00:00+08:00"}`,
    "nonsense",
    `{"id":7,"text":"一行\u2028还是这一行","now":"2026-11-23T09:00:00+08:00"}`,
    "",
    `{"id":"c"}`,
    `{"id":"d","text":"好","now":"yesterday"}`,
    `{"id":"e","text":"好","role":null}`,
  ]
  const { code, out, err } = await jiangong(folder, ["understand"], lines.join("\r\n"), { DATA_DIR: "/dev/null/x" })
  expect({ code, err }).toEqual({ code: 0, err: "" })
  const read = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(read.map(({ id }) => id)).toEqual(["a", null, 7, "c", "d", "e"])
  expect(read[0].dates).toEqual([{ text: "明天下午3点", start: "2026-11-24T15:00:00+08:00", grain: "minute" }])
  expect(Object.keys(read[0])).toEqual(["id", "intent", "slots", "evidence", "flags", "dates"])
  expect(read.map(({ error }) => error !== undefined)).toEqual([false, true, false, true, true, false])
})

test("questions are answered from files alone, whatever the settings, and without records from the short answers", async () => {
  const empty = mkdtempSync(join(tmpdir(), "jiangong-empty-"))
  writeFileSync(join(empty, "办法.md"), "# 示范县活动补助办法\n\n一、补助标准。每场义诊补助300元。\n")
  const lines = `{"id":"a","question":"每场义诊补助多少钱"}\n{"id":2,"question":"年检要不要钱"}\n`
  const settings = { DATA_DIR: "/dev/null/x", PORT: "many" }
  const { code, out, err } = await jiangong(empty, ["ask", "--knowledge", "办法.md"], lines, settings)
  expect({ code, err }).toEqual({ code: 0, err: "" })
  const said = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(said).toMatchObject([
    { id: "a", answered: true, articles: expect.arrayContaining(["一"]), text: expect.stringContaining("300元") },
    { id: 2, answered: false },
  ])
  const missing = await jiangong(empty, ["ask", "--knowledge", "nope.md"], lines, settings)
  expect(missing).toEqual({ code: 2, out: "", err: "The file nope.md cannot be read.\n" })
  expect(await jiangong(empty, ["ask", "年检要不要钱"])).toMatchObject({
    code: 0,
    out: expect.stringContaining("不要钱"),
  })
  expect(readdirSync(empty)).toEqual(["办法.md"])
  rmSync(empty, { recursive: true })
})

test("documents are kept and answered from", async () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write("旧.txt", "示范县活动补助办法\n2022年1月1日\n一、补助标准。每场义诊补助300元。")
  write("新.txt", "示范县活动补助办法\n2025年1月1日\n一、补助标准。每场义诊补助500元。")
  write("照片.jpg", "不是文件")
  const added = await jiangong(folder, ["knowledge", "add", "旧.txt", "没有.txt", "照片.jpg", "新.txt"])
  expect(added.code).toBe(1)
  expect(added.out).toMatch(/^旧\.txt: .*现在就能问。\n新\.txt: .*替换了原来的版本.*\n$/)
  expect(added.err).toMatch(/^The file 没有\.txt cannot be read\.\n照片\.jpg: 只能读.*\n$/)
  const asked = await jiangong(folder, ["ask", "每场义诊补助多少钱"])
  expect(asked).toMatchObject({ code: 0, out: expect.stringContaining("500元") })
})

test("wrong use is one sentence and exit code 2", async () => {
  const sentence = "There is no command nope; --help lists them.\n"
  expect(await jiangong(folder, ["nope"])).toEqual({ code: 2, out: "", err: sentence })
})

test("a wrong setting is one sentence and exit code 2", async () => {
  const run = await jiangong(folder, ["digest"], "", { PORT: "many" })
  expect(run).toEqual({ code: 2, out: "", err: "PORT must be a port number.\n" })
})

test("digest, as a file of JSON: targets, then counted tasks, and what waits", async () => {
  const args = ["digest", "--format", "json", "--as-of", "2025-12-31", "--out", "digest.json"]
  expect(await jiangong(folder, args)).toEqual({ code: 0, out: "", err: "" })
  const digest = JSON.parse(readFileSync(join(folder, "digest.json"), "utf8"))
  expect(digest).toMatchObject({ asOf: "2025-12-31", region: "421281", pending: { organizations: 0, filings: 0 } })
  expect(digest.figures.length).toBeGreaterThan(10)
  for (const figure of digest.figures) {
    expect(Object.keys(figure)).toEqual([
      ...["id", "mark", "title", "article", "value", "numerator", "denominator", "target", "unit", "status"],
      ...["atDeadline", "records"],
    ])
    expect(Object.keys(figure.atDeadline)).toEqual(["value", "numerator", "denominator"])
    expect(["met", "on-track", "behind", "missed", "no-baseline", "no-data"]).toContain(figure.status)
  }
  expect(digest.figures[0].mark).toBe("①")
})

test("one talks by pipe, as whoever one is, and is remembered", async () => {
  const first = await jiangong(folder, ["talk", "--as", "张会长"], "你好\n同意\n")
  expect(first).toMatchObject({ code: 0, err: "" })
  expect(first.out).toMatch(/^你：你好\n助手：您好[\s\S]*你：同意\n助手：谢谢您的信任/)
  const second = await jiangong(folder, ["talk", "--as", "张会长"], "帮助\n\n")
  expect(second.out).toMatch(/^你：帮助\n助手：我能帮您/)
})

test("commands that start at once on one folder are all carried out", async () => {
  const runs = await Promise.all([1, 2, 3].map(() => jiangong(folder, ["invite", "--role", "official"])))
  expect(runs.map(({ code, err }) => ({ code, err }))).toEqual(Array(3).fill({ code: 0, err: "" }))
  expect(new Set(runs.map(({ out }) => out)).size).toBe(3)
})
