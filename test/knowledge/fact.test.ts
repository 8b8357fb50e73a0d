import { describe, expect, it } from "vitest"
import { asksActual, asksOwnState } from "#knowledge/as-it-is.ts"
import { factsAsked, holdsFact } from "#knowledge/fact.ts"
import { numbersIn } from "#knowledge/number-terms.ts"
import { otherPlaces } from "#knowledge/place.ts"

describe("the kind of fact asked", () => {
  it.each([
    ["办个展位得交几百块", "money"],
    ["会费标准是几多", "money"],
    ["志愿队能补助多少", "money"],
    ["报名免费吗", "money"],
    ["场租费谁出", "money"],
    ["女会员占几成", "share"],
    ["要发展多少支队伍", "count"],
    ["一年评几回 多久一次", "frequency"],
    ["批下来要几天", "span"],
    ["证书有效期", "span"],
    ["开班是几月几号", "day"],
    ["这项工作什么时候完成", "when"],
    ["秘书长是哪位", "person"],
    ["讲课的老师叫什么", "person"],
    ["窗口电话给我一个", "contact"],
    ["报名网址发一下", "site"],
    ["服务大厅在哪条路", "spot"],
    ["要带什么证件", "papers"],
    ["备案怎么申请", "procedure"],
    ["至少要几个人才能成立", "condition"],
    ["最多能兼几个职务 上限呢", "limit"],
    ["入选的是哪几家", "names"],
    ["没做完会被罚吗", "penalty"],
    ["培训管饭不", "extras"],
    ["评星要考多少分", "score"],
  ])("%s → %s", (question, kind) => expect(factsAsked(question)).toContain(kind))

  it.each([
    "文件支持成立协会吗",
    "几个老板想一起办个商会行不行",
    "怎么发挥协会的作用",
    "哪些领域重点培育",
    "跟哪些部门一起做",
    "路子在哪",
    "这条说了些什么",
    "有没有资金扶持",
    "帮扶有哪些形式",
    "由谁来落实",
  ])("asks what the document says at all: %s", (question) => expect(factsAsked(question)).toEqual([]))

  it.each([
    ["money", "每队补助2000元", true],
    ["money", "给予适当补助", false],
    ["count", "达到600支，3家", true],
    ["count", "选树一批典型", false],
    ["share", "占比达15%以上", true],
    ["span", "20个工作日内办结", true],
    ["span", "到2025年底完成", false],
    ["when", "到2025年底完成", true],
    ["day", "到2025年底完成", false],
    ["papers", "提交申请表和章程", true],
    ["condition", "鼓励有条件的乡镇先行", false],
    ["person", "由民政局负责", false],
  ] as const)("%s in %s: %s", (kind, clause, held) => expect(holdsFact(kind, clause)).toBe(held))

  it("tells what is from what is aimed at, and one's own matter from the rules", () => {
    expect(asksActual("现在有多少家了")).toBe(true)
    expect(asksActual("品牌建了几个了")).toBe(true)
    expect(asksActual("要达到多少家")).toBe(false)
    expect(asksOwnState("我们协会年检过了没")).toBe(true)
    expect(asksOwnState("我们协会年检要交什么材料")).toBe(false)
  })
})

describe("numbers and places", () => {
  it("reads one number however it is written", () => {
    expect(["0.15万", "1500", "一千五", "一千五百"].map((one) => numbersIn(one)[0])).toEqual(Array(4).fill("=1500"))
    expect(numbersIn("百分之十五和15％")).toEqual(["=15%", "=15%"])
  })

  it("sees other places, not where one comes from", () => {
    expect(otherPlaces("崇阳县的目标是几家")).toEqual(["崇阳"])
    expect(otherPlaces("全省要多少家")).toEqual(["全省"])
    expect(otherPlaces("赤壁市要多少家")).toEqual([])
    expect(otherPlaces("在武汉做生意的能不能成立商会").length).toBeLessThanOrEqual(1)
  })
})
