import { describe, expect, it } from "vitest"
import { articlesOf } from "#knowledge/cut.ts"
import { makeDocument } from "#knowledge/make-document.ts"
import { PLAN, RULES } from "./made-up.ts"

describe("cutting a document into articles", () => {
  it("follows the official numbering, items counting on through the groups of a part", () => {
    expect(PLAN.articles.map((one) => one.id)).toEqual([
      "0",
      "一",
      "二(一)1",
      "二(一)2",
      "二(二)3",
      "二(二)4",
      "三(一)",
      "三(二)",
      "三(三)",
      "附件1",
    ])
    const funds = PLAN.articles.find((one) => one.id === "二(一)2")!
    expect(funds.title).toBe("给予活动补助")
    expect(funds.under).toEqual(["主要工作", "培育志愿队伍"])
    expect(funds.path).toEqual({ part: 2, group: 1, item: 2 })
  })

  it("reads what the document says of itself", () => {
    expect(PLAN).toMatchObject({
      title: "示范县社会组织培育发展两年行动计划（2024—2025年）",
      number: "示民发〔2024〕7号",
      date: "2024-03-15",
      status: "current",
      places: ["示范县"],
    })
    expect(RULES).toMatchObject({ title: "示范县社会组织等级评估办法", date: "2022-05-01" })
    expect(makeDocument("示范县老办法（已废止）\n第一条 旧的。").status).toBe("repealed")
  })

  it("takes 第…条 as articles of a law, with what is numbered inside them, and keeps tables as rows", () => {
    expect(RULES.articles.map((one) => one.id)).toEqual([
      "0",
      "第一条",
      "第二条",
      "第三条",
      "第四条",
      "第五条",
      "第六条",
    ])
    const third = RULES.articles[3]!
    expect(third.text).toContain("（二）上一年度年检合格")
    const row = RULES.articles.flatMap((one) => one.clauses).find((one) => one.text.includes("4A"))!
    expect(row).toMatchObject({ text: "| 4A | 800分以上 |", header: "| 等级 | 得分 |" })
  })

  it("finds numbers inside a line that lost its line ends, but not decimals and dates", () => {
    const articles = articlesOf("要点\n一、目标。增长3.5倍。二、办法。(一)宣传。多讲。(二)检查。2024.5月前查完。")
    expect(articles.map((one) => one.id)).toEqual(["0", "一", "二(一)", "二(二)"])
  })

  it("takes paragraphs where there is no numbering", () => {
    expect(articlesOf("第一段话讲这个。\n\n另一段话讲那个。").map((one) => one.id)).toEqual(["第1段", "第2段"])
  })

  it("tells a second list with the same numbers apart", () => {
    const ids = articlesOf("一、甲\n1.子项一。\n2.子项二。\n二、乙\n1.子项三。").map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
