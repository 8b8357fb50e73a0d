import type { Document } from "#knowledge/document.ts"
import { makeDocument } from "#knowledge/make-document.ts"
import { questionsIn } from "./questions.ts"

/** A library far larger than a county has, and the questions that are put to it. */

const SUBJECTS =
  "志愿队伍 茶业协会 养老服务 孵化基地 等级评估 慈善募捐 社区治理 农技推广 文体活动 人才培训 信息公开 财务管理".split(
    " ",
  )
const VERBS = "培育 规范 支持 监督 评价 表彰 检查 指导 备案 登记".split(" ")
const WHO = "县民政局 乡镇人民政府 行业主管部门 社会组织 村民委员会 县财政局".split(" ")

/** Few words for many articles: every one of them stands nearly everywhere. */
export function library(documents: number, articles: number): Document[] {
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

export const ASKED: readonly string[] = ["plan.txt", "plan-more.txt", "plan-fresh.txt", "procedures-fresh.txt"].flatMap(
  (file) => questionsIn(new URL(`questions/${file}`, import.meta.url)).map((one) => one.question),
)
