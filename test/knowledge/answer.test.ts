import { describe, expect, it } from "vitest"
import { answer } from "#knowledge/answer.ts"
import { buildFinder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { makeDocument } from "#knowledge/make-document.ts"
import { PLAN, planFinder, RULES } from "./made-up.ts"

const finder = buildFinder([PLAN, RULES], LEXICON)
const ask = (question: string) => answer(question, finder)

describe("answers of a made-up county", () => {
  it.each([
    ["志愿队伍一年补助多少钱", "二(一)2", "2000元"],
    ["到2025年志愿队伍要多少支", "二(一)1", "600支"],
    ["补助什么时候发", "二(一)2", "12月"],
    ["春茶集市在哪里办", "二(二)4", "文化广场"],
    ["队长培训一期几天", "三(二)", "3天"],
    ["这个计划哪个部门牵头", "三(一)", "县民政局牵头"],
    ["没完成任务的乡镇会被处分吗", "三(三)", "通报批评"],
    ["茶业协会能找茶农要钱吗", "二(二)3", "不得向茶农摊派"],
    ["评估等级有效期几年", "第六条", "五年"],
    ["评估申请要交什么材料", "第四条", "自评报告"],
    ["等级评估什么时候受理申请", "第四条", "9月30日"],
    ["评估初审要几天", "第五条", "20个工作日"],
    ["4A要多少分", "第五条", "800分"],
    ["申请评估要什么条件", "第三条", "登记满两年"],
  ])("%s → %s", (question, article, words) => {
    const said = ask(question)
    expect(said).toMatchObject({ answered: true, kind: "answered" })
    expect(said.articles[0]).toBe(article)
    expect(said.text).toContain(words)
    expect(said.text).toMatch(/「[\s\S]+」\n——《.+》/)
  })

  it("shows the header of a table with the row", () => {
    const said = ask("4A要多少分").text
    expect(said).toContain("| 等级 | 得分 |")
    expect(said).toContain("| 4A | 800分以上 |")
  })

  it.each([
    ["春茶集市摊位费多少钱", "但没有写金额"],
    ["志愿队伍队长培训的讲课老师是谁", "但没有写是哪一位"],
    ["茶业协会的电话是多少", "但没有写联系方式"],
    ["茶业协会品牌推介的申请流程是什么", "但没有写具体怎么办理"],
    ["武汉的志愿队伍要达到多少支", "武汉"],
  ])("the topic is there, the fact is not: %s", (question, words) => {
    const said = ask(question)
    expect(said).toMatchObject({ answered: false, kind: "near-miss", quotes: [] })
    expect(said.text).toContain("文件提到")
    expect(said.text).toContain(words)
    expect(said.text).toContain("转人工")
  })

  it.each(["离婚要等多少天才能领证", "明天下不下雨", "廉租房去哪里申请", "谁赢了世界杯", "", "？？？", "啊"])(
    "outside: %s",
    (question) => {
      const said = ask(question)
      expect(said).toMatchObject({ answered: false, kind: "out-of-scope", articles: [], quotes: [] })
      expect(said.text).toContain("转人工")
    },
  )

  it.each([
    "我的年检到期没有",
    "我们协会的备案审到哪了",
    "帮我查一下我的申报",
    "我们协会评上几A了",
    "我报的那个活动通过了没",
  ])("the person's own matter: %s", (question) =>
    expect(ask(question)).toMatchObject({ answered: false, kind: "own-state" }),
  )

  it.each(["现在志愿队伍有多少支了", "志愿队伍总数翻番了没有", "志愿队伍建了多少支"])(
    "current progress: %s",
    (question) => expect(ask(question)).toMatchObject({ answered: false, kind: "progress" }),
  )

  it.each([
    ["任务3讲的什么", ["二(二)3"]],
    ["第二部分第四条说什么", ["二(二)4"]],
    ["二(一)1", ["二(一)1"]],
    ["二、（一）2原文", ["二(一)2"]],
    ["组织保障第二条怎么说的", ["三(二)"]],
    ["第三部分讲了些什么", ["三(一)", "三(二)", "三(三)"]],
  ])("an article by its number: %s", (question, articles) => {
    const said = answer(question, planFinder())
    expect(said.answered).toBe(true)
    expect(said.articles).toEqual(articles)
  })

  it("compares the fact asked also where the article is named", () => {
    expect(answer("任务3的电话是多少", planFinder()).answered).toBe(false)
  })

  it("answers nothing from a repealed document", () => {
    const repealed = buildFinder([{ ...PLAN, status: "repealed" }], LEXICON)
    expect(answer("志愿队伍一年补助多少钱", repealed).answered).toBe(false)
    expect(answer("任务3", repealed).answered).toBe(false)
  })

  it("keeps to the documents of a region", () => {
    const town = makeDocument("赵李桥镇志愿队伍管理办法\n一、补助。每队每年补助500元。", "", { region: "421281101" })
    const both = buildFinder([town], LEXICON)
    expect(answer("志愿队伍每年补助多少钱", both, { region: "421281101" }).answered).toBe(true)
    expect(answer("志愿队伍每年补助多少钱", both, { region: "421281102" }).answered).toBe(false)
    expect(answer("志愿队伍每年补助多少钱", both).answered).toBe(true)
  })

  it("finds words that only sound right", () => {
    expect(ask("等几评孤有效期几年").articles[0]).toBe("第六条")
  })
})
