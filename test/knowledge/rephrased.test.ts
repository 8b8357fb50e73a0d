import { describe, expect, it } from "vitest"
import { answer } from "#knowledge/answer.ts"
import { buildFinder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { answerRephrased } from "#knowledge/rephrased.ts"
import { PLAN, RULES } from "./made-up.ts"

const finder = buildFinder([PLAN, RULES], LEXICON)
const again = (question: string, ...words: string[]) => answerRephrased(question, words, finder)

const ASKED = "评上以后那块铜牌管几年"
const WORDS = "评估等级有效期几年"

describe("a question in other words", () => {
  it("finds what the question did not, and says that it is only near", () => {
    expect(answer(ASKED, finder).answered).toBe(false)
    const said = again(ASKED, "铜牌要几年", WORDS)
    expect(said).toMatchObject({ answered: true, kind: "answered" })
    expect(said?.articles[0]).toBe("第六条")
    expect(said?.text).toMatch(/^您问的原话没有找到，意思相近的有这一条：\n「评估等级有效期五年。」/)
  })

  it.each([
    ["nothing else was said", ASKED, ASKED],
    ["another kind of fact", ASKED, "评估等级怎么申请"],
    ["a fact less", ASKED, "评估等级"],
    ["a number that was not asked about", ASKED, "2024年评估等级有效期几年"],
    ["a place that was asked about is gone", `武汉${ASKED}`, WORDS],
    ["a year that was asked about is gone", `2030年的${ASKED}`, WORDS],
    ["a place that was not asked about", ASKED, "武汉评估等级有效期几年"],
    ["the person's own matter", "我们评上的铜牌到期没有", WORDS],
    ["how it stands now", "现在评上的铜牌发了多少块", "志愿队伍要多少支"],
    ["the fact is not in the article", "茶业协会的电话是多少", "茶业协会做什么"],
    ["a topic of elsewhere", "离婚证管几年", WORDS],
    ["another topic", "孩子学游泳要几年", WORDS],
    ["too long", ASKED, WORDS.padEnd(61, "，评估等级有效期几年")],
  ])("is not taken: %s", (_, question, words) => {
    expect(again(question, words)).toBeUndefined()
  })

  it("at most three are looked at", () => {
    expect(again(ASKED, "白云管几年", "大海管几年", "月亮管几年", WORDS)).toBeUndefined()
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
