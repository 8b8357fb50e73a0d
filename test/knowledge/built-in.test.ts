import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { readAliases } from "#knowledge/alias.ts"
import { answer } from "#knowledge/answer.ts"
import { finderOfShelf } from "#knowledge/ask.ts"
import { BUILT_IN_FILE, builtInAnswers, readBuiltIn } from "#knowledge/built-in.ts"
import { LEXICON, readLexicon } from "#knowledge/lexicon.ts"
import { questionsIn } from "./questions.ts"

const finder = finderOfShelf([], "2026-11-23")
const { documents, aliases } = builtInAnswers("2026-11-23")
const entries = documents.flatMap((one) => one.articles)

describe("the short answers that come with the service", () => {
  it("are many, each with its source and short enough for a phone", () => {
    expect(entries.length).toBeGreaterThanOrEqual(40)
    for (const one of entries) {
      expect(one.source).toBeTruthy()
      expect(one.text.length).toBeLessThanOrEqual(220)
    }
    expect(new Set(entries.map((one) => one.id)).size).toBe(entries.length)
  })

  it("answer their own titles", () => {
    const lost = entries.filter((one) => answer(one.title, finder).articles[0] !== one.id).map((one) => one.title)
    expect(lost).toEqual([])
  })

  it("answer nearly all of the questions written for them", () => {
    const asked = aliases.flatMap((one) => one.questions.map((question) => ({ question, article: one.article })))
    const lost = asked.filter(({ question, article }) => answer(question, finder).articles[0] !== article)
    expect(lost.length / asked.length, lost.map((one) => one.question).join("\n")).toBeLessThan(0.08)
  })

  it.each(["procedures.txt", "procedures-fresh.txt", "procedures-fresh-2.txt"])(
    "answer other people's wordings, and refuse what they do not hold: %s",
    (file) => {
      const table = questionsIn(new URL(`questions/${file}`, import.meta.url))
      const wrong = table.filter(({ question, articles, must, kind }) => {
        const said = answer(question, finder)
        if (kind !== "answerable") return said.answered
        return (
          !said.answered ||
          !articles.includes(said.articles[0]!) ||
          !must.every((one) => new RegExp(one).test(said.text))
        )
      })
      expect(wrong.length / table.length, wrong.map((one) => one.question).join("\n")).toBeLessThan(0.1)
    },
  )

  it("leave what other offices do to them", () => {
    const table = questionsIn(new URL("questions/elsewhere.txt", import.meta.url))
    const answered = table.filter(({ question }) => answer(question, finder).answered)
    expect(answered.length / table.length, answered.map((one) => one.question).join("\n")).toBeLessThan(0.1)
  })

  it("name the law they rest on", () => {
    const said = answer("年检要不要钱", finder).text
    expect(said).toContain("「不要钱。年度检查不得收取费用。」")
    expect(said).toContain("依据：《社会团体登记管理条例》第三十五条")
  })

  it("know when somebody sits in the office", () => {
    const office = readFileSync(new URL("../../prisma/seed/office.yaml", import.meta.url), "utf8")
    const times = office.match(/\d{1,2}:\d{2}/g) ?? []
    expect(times.length).toBeGreaterThan(1)
    for (const time of times) expect(answer("民政局几点上班", finder).text).toContain(time)
  })

  it("hold between their days and in their region", () => {
    const yaml = `title: 问答
answers:
  - { id: a, title: 展会补贴多少钱, answer: 每场补贴五百元。, source: 县里的通知, from: "2026-01-01", until: "2026-12-31" }
  - { id: b, title: 镇里活动室怎么借, answer: 找镇综合服务中心借。, source: 镇里的通知, region: "421281101" }`
    expect(readBuiltIn(yaml, "2026-06-01").documents.map((one) => one.region)).toEqual([undefined, "421281101"])
    expect(readBuiltIn(yaml, "2027-06-01").documents.map((one) => one.region)).toEqual(["421281101"])
  })
})

describe("files that officials edit", () => {
  it("are refused with a sentence when something is missing", () => {
    expect(() =>
      readBuiltIn("title: 问答\nanswers: [{ id: a, title: 年检收费吗, answer: 不收钱。 }]", "2026-01-01"),
    ).toThrow(/source/)
    expect(() =>
      readBuiltIn(
        "title: 问答\nanswers: [{ id: 年检, title: 年检收费吗, answer: 不收钱。, source: 条例三五条 }]",
        "2026-01-01",
      ),
    ).toThrow(/id 用小写字母/)
    expect(() => readAliases("- { document: 办法, articles: {} }")).toThrow(/至少四个字/)
    expect(() => readLexicon("concepts: { 培训: [上课] }")).toThrow()
  })

  it("the lexicon's words are looked up folded", () => {
    expect(LEXICON.words.get("3a")).toContain("等级评估")
    expect(readFileSync(BUILT_IN_FILE, "utf8")).toContain("source:")
  })
})
