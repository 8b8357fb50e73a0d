import { expect, it } from "vitest"
import { answer } from "#knowledge/answer.ts"
import { finderOfShelf } from "#knowledge/ask.ts"
import { makeDocument } from "#knowledge/make-document.ts"
import { PLAN } from "./made-up.ts"
import { questionsIn } from "./questions.ts"

/** A library far larger than a county has: 200 documents of 50 articles. Printed; only an accident of ten times the aim fails. */

const SUBJECTS =
  "志愿队伍 茶业协会 养老服务 孵化基地 等级评估 慈善募捐 社区治理 农技推广 文体活动 人才培训 信息公开 财务管理".split(
    " ",
  )
const VERBS = "培育 规范 支持 监督 评价 表彰 检查 指导 备案 登记".split(" ")
const WHO = "县民政局 乡镇人民政府 行业主管部门 社会组织 村民委员会 县财政局".split(" ")

function library(documents: number, articles: number) {
  let seed = 7
  const pick = <T>(list: readonly T[]): T => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return list[seed % list.length]!
  }
  return Array.from({ length: documents }, (_, number) => {
    const lines = Array.from({ length: articles }, (_, at) => {
      const sentences = Array.from(
        { length: 4 },
        () => `${pick(WHO)}应当${pick(VERBS)}${pick(SUBJECTS)}，并与${pick(SUBJECTS)}相结合。`,
      )
      return `第${at + 1}条 ${sentences.join("")}${seed % 30}日内完成，经费${seed % 900}元。`
    })
    return makeDocument(`某县第${number + 1}号${pick(SUBJECTS)}管理办法\n${lines.join("\n")}`)
  })
}

it("answers from ten thousand articles in a few milliseconds", () => {
  const documents = library(200, 50)
  const began = performance.now()
  const finder = finderOfShelf([PLAN, ...documents], "2026-11-23")
  const built = performance.now() - began
  expect(finder.entries.length).toBeGreaterThan(10_000)
  const questions = questionsIn(new URL("questions/plan-more.txt", import.meta.url)).map((one) => one.question)
  for (const question of questions.slice(0, 20)) answer(question, finder)
  const cpu = process.cpuUsage()
  const times = questions
    .map((question) => {
      const from = performance.now()
      answer(question, finder)
      return performance.now() - from
    })
    .sort((a, b) => a - b)
  const spent = process.cpuUsage(cpu)
  const each = (spent.user + spent.system) / 1000 / questions.length
  const at = (share: number) => times[Math.floor(share * (times.length - 1))]!
  console.log(
    `${finder.entries.length} articles: index built in ${built.toFixed(0)} ms, answers p50 ${at(0.5).toFixed(2)} ms, p95 ${at(0.95).toFixed(2)} ms, max ${at(1).toFixed(2)} ms, processor ${each.toFixed(2)} ms each`,
  )
  expect(at(0.5)).toBeLessThan(50)
}, 120_000)
