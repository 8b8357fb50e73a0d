import { describe, expect, it } from "vitest"
import { answer } from "#knowledge/answer.ts"
import { buildFinder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { answerRephrased } from "#knowledge/rephrased.ts"
import { PLAN, RULES } from "./made-up.ts"

const finder = buildFinder([PLAN, RULES], LEXICON)
const again = (question: string, ...words: string[]) => answerRephrased(question, words, finder)

const ASKED = "上课要坐教室念书念几天"
const WORDS = "队长培训一期几天"

describe("a question in other words", () => {
  it("finds what the question did not", () => {
    expect(answer(ASKED, finder).answered).toBe(false)
    const said = again(ASKED, "教室念书要几天", WORDS)
    expect(said).toMatchObject({ answered: true, kind: "answered" })
    expect(said?.articles[0]).toBe("三(二)")
    expect(said?.text).toMatch(/^「.*每期3天.*」/s)
  })

  it.each([
    ["nothing else was said", ASKED, ASKED],
    ["another kind of fact", ASKED, "队长培训怎么报名"],
    ["a fact less", ASKED, "队长培训"],
    ["a number that was not asked about", ASKED, "2024年队长培训一期几天"],
    ["a place that was asked about is gone", `武汉${ASKED}`, WORDS],
    ["a year that was asked about is gone", `2030年的${ASKED}`, WORDS],
    ["a place that was not asked about", ASKED, "武汉队长培训一期几天"],
    ["the person's own matter", "我们队长的培训通过了没有", WORDS],
    ["how it stands now", "现在队长培训了多少人", "志愿队伍要多少支"],
    ["the fact is not in the article", "茶业协会的电话是多少", "茶业协会做什么"],
    ["a topic of elsewhere", "队长离婚要等几天", WORDS],
    ["another topic", "孩子学游泳要学几天", WORDS],
    ["too long", ASKED, WORDS.padEnd(61, "，队长培训一期几天")],
  ])("is not taken: %s", (_, question, words) => {
    expect(again(question, words)).toBeUndefined()
  })

  it("at most three are looked at", () => {
    expect(again(ASKED, "白云要几天", "大海要几天", "月亮要几天", WORDS)).toBeUndefined()
  })
})

describe("no words make a yes of a no", () => {
  const answerable = [
    "志愿队伍一年补助多少钱",
    "到2025年志愿队伍要多少支",
    "补助什么时候发",
    "春茶集市在哪里办",
    "队长培训一期几天",
    "这个计划哪个部门牵头",
    "没完成任务的乡镇会被处分吗",
    "评估初审要几天",
    "4A要多少分",
    "申请评估要什么条件",
  ]
  it.each([
    "离婚要等多少天才能领证",
    "明天下不下雨",
    "廉租房去哪里申请",
    "谁赢了世界杯",
    "春茶集市摊位费多少钱",
    "志愿队伍队长培训的讲课老师是谁",
    "茶业协会的电话是多少",
    "武汉的志愿队伍要达到多少支",
    "现在志愿队伍有多少支了",
    "我们协会评上几A了",
    "",
  ])("%s", (question) => {
    expect(answer(question, finder).answered).toBe(false)
    for (const words of answerable) {
      expect(answer(words, finder).answered).toBe(true)
      expect(again(question, words)).toBeUndefined()
    }
  })
})
