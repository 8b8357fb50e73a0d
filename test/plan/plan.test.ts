import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { markOf, PlanError, parsePlan, planContent, pointedAt, readPlan } from "#domain/plan.ts"

const SEED = readFileSync(new URL("../../prisma/seed/plans/chibi-2023-2025.yaml", import.meta.url), "utf8")

describe("the plan of 2023—2025", () => {
  const plan = parsePlan(SEED)

  test.each([
    ["①", "I-01", "二(一)1", "ratio", "timesBaseline", 2, "倍", "家", "2025-12-31"],
    ["②", "I-02b", "一", "ratio", "timesBaseline", 2, "倍", "家", "2025-12-31"],
    ["③", "I-06b", "一", "ratio", "timesBaseline", 2, "倍", "个", "2025-12-31"],
    ["④", "I-05c", "一", "ratio", "timesBaseline", 2, "倍", "家", "2025-12-31"],
    ["⑤", "I-02", "二(二)3", "share", "atLeast", 15, "%", "家", "2025-12-31"],
    ["⑥", "I-03", "二(三)7", "distinct", "atLeast", 10, "家", "家", "2025-12-31"],
    ["⑦", "I-04", "二(四)8", "share", "atLeast", 15, "%", "家", "2025-12-31"],
    ["⑧", "I-05a", "二(四)9", "count", "above", 1000, "家", "家", "2023-12-31"],
    ["⑨", "I-05b", "二(四)9", "count", "above", 1500, "家", "家", "2025-12-31"],
    ["⑩", "I-06", "二(四)10", "coverage", "all", undefined, "个", "个", "2025-12-31"],
    ["⑪", "I-07a", "二(四)10", "coverage", "all", undefined, "%", "个", "2025-12-31"],
    ["⑫", "I-07b", "二(四)10", "coverage", "atLeast", 50, "%", "个", "2025-12-31"],
    ["⑬", "I-08", "二(五)12", "count", "about", 5, "个", "个", "2025-12-31"],
    ["⑭", "I-09", "二(五)12", "sum", "atLeast", 2000, "人", "人", "2025-12-31"],
    ["⑮", "I-10", "三(四)", "share", "atLeast", 5, "%", "家", "2025-12-31"],
    ["⑯", "T-05", "二(二)4", "count", undefined, undefined, "次", "次", "2025-12-31"],
    ["⑰", "T-13", "二(二)5", "count", undefined, undefined, "次", "次", "2025-12-31"],
    ["⑱", "T-15", "二(三)7", "count", undefined, undefined, "次", "次", "2025-12-31"],
    ["⑲", "T-22", "二(五)12", "count", undefined, undefined, "次", "次", "2025-12-31"],
    ["⑳", "T-23", "二(五)12", "count", undefined, undefined, "次", "次", "2025-12-31"],
    ["㉑", "T-26", "二(五)12", "count", undefined, undefined, "次", "次", "2025-12-31"],
    ["㉒", "T-31", "三(二)", "count", undefined, undefined, "次", "次", "2025-12-31"],
    ["㉓", "T-36", "三(三)", "count", undefined, undefined, "次", "次", "2025-12-31"],
  ])("%s %s stands in %s", (...expected) => {
    const it = plan.indicators.find(({ id }) => id === expected[1])!
    const value = it.goal && "value" in it.goal ? it.goal.value : undefined
    const { mark, id, article, measure, unit, countedIn, by } = it
    expect([mark, id, article, measure.kind, it.goal?.comparator, value, unit, countedIn, by]).toEqual(expected)
  })

  test("has nothing else, says of each what is doubtful, and holds its head", () => {
    expect(plan.indicators).toHaveLength(23)
    expect(plan.indicators.filter(({ doubt }) => !doubt || doubt.length < 10)).toEqual([])
    expect(plan).toMatchObject({ id: "chibi-2023-2025", region: "421281", from: "2023-01-01", until: "2025-12-31" })
    expect(plan.indicators.find(({ id }) => id === "I-08")?.goal).toMatchObject({ tolerance: 1 })
  })

  test("reads the same from what the database keeps", () => {
    expect(readPlan(JSON.parse(JSON.stringify(planContent(SEED))))).toEqual(plan)
  })

  test.each([
    ["③", "I-06b"],
    ["3", "I-06b"],
    [" ３ ", "I-06b"],
    ["i-02B", "I-02b"],
    ["㉓", "T-36"],
    ["0", undefined],
    ["24", undefined],
    ["", undefined],
  ])("%s points at %s", (text, id) => {
    expect(pointedAt(plan.indicators, text)?.id).toBe(id)
  })
})

test("marks go on past ⑳", () => {
  expect([1, 20, 21, 35, 36, 50, 51].map(markOf).join(" ")).toBe("① ⑳ ㉑ ㉟ ㊱ ㊿ (51)")
})

const GOOD = `
id: next-2026
title: 下一个方案
region: "421281"
from: 2026-01-01
until: 2028-12-31
baselineOn: 2025-12-31
targets:
  - id: N-1
    article: 一
    title: 社区社会组织
    measure: { kind: count, organizations: { kinds: [community] } }
    target: { above: 2000 }
    unit: 家
    by: 2028-12-31
  - id: N-2
    article: 二(一)1
    title: 结对帮扶活动翻番
    measure: { kind: ratio, filings: { kind: activity, types: [结对帮扶] } }
    target: { timesBaseline: 2 }
    unit: 倍
    countedIn: 次
    by: 2027-06-30
`

test("a successor needs no change of code", () => {
  expect(parsePlan(GOOD).indicators.map(({ mark, id, by }) => [mark, id, by])).toEqual([
    ["①", "N-1", "2028-12-31"],
    ["②", "N-2", "2027-06-30"],
  ])
})

describe("a plan with faults says which and where", () => {
  const faultsOf = (text: string) => {
    try {
      parsePlan(text)
    } catch (error) {
      if (error instanceof PlanError) return error.faults
      throw error
    }
    return []
  }

  test.each<[string, string, string, { line: number; id?: string; says: string }]>([
    ["unknown tag", "kinds: [community] }", "tags: [扶贫] }", { line: 12, id: "N-1", says: "不认识标签“扶贫”" }],
    ["unknown kind of organization", "[community]", "[公司]", { line: 12, id: "N-1", says: "不认识组织类型“公司”" }],
    ["unknown activity type", "[结对帮扶]", "[扶贫]", { line: 19, id: "N-2", says: "不认识活动类型“扶贫”" }],
    [
      "unknown kind of filing",
      "{ kind: activity",
      "{ kind: visit",
      { line: 19, id: "N-2", says: "不认识备案种类“visit”" },
    ],
    ["unknown measure", "kind: count", "kind: total", { line: 12, id: "N-1", says: "不认识这种算法" }],
    ["unknown key", "unit: 家", "unit: 家\n    colour: 红", { line: 15, id: "N-1", says: "不认识：colour" }],
    ["unknown key in a selection", "kinds: [community]", "sort: [a]", { line: 12, id: "N-1", says: "不认识：sort" }],
    ["two comparators", "above: 2000", "above: 2000, atLeast: 5", { line: 13, id: "N-1", says: "也只写一个" }],
    ["no comparator", "{ above: 2000 }", "{}", { line: 13, id: "N-1", says: "也只写一个" }],
    ["about without tolerance", "above: 2000", "about: 5", { line: 13, id: "N-1", says: "允许差多少" }],
    ["target that is no number", "above: 2000", "above: 很多", { line: 13, id: "N-1", says: "要写成数字" }],
    ["baseline without a ratio", "above: 2000", "timesBaseline: 2", { line: 13, id: "N-1", says: "ratio 要一起用" }],
    ["percent of a count", "unit: 家", 'unit: "%"', { line: 14, id: "N-1", says: "只用于占比和覆盖率" }],
    ["deadline outside the plan", "by: 2027-06-30", "by: 2029-01-01", { line: 23, id: "N-2", says: "要在方案期内" }],
    ["day that does not exist", "by: 2027-06-30", "by: 2027-06-31", { line: 23, id: "N-2", says: "那一天要存在" }],
    ["duplicate id", "id: N-2", "id: N-1", { line: 16, id: "N-1", says: "编号重复了" }],
    ["article in full width", "二(一)1", "二（一）1", { line: 17, id: "N-2", says: "括号用半角" }],
    ["missing title", "    title: 结对帮扶活动翻番\n", "", { line: 16, id: "N-2", says: "title：没有写" }],
    ["organizations and filings", "ratio, ", "ratio, organizations: {}, ", { line: 19, id: "N-2", says: "写其中一个" }],
    ["unknown region", '"421281"', '"110000"', { line: 4, says: "不认识这个区划代码" }],
    ["end before start", "until: 2028-12-31", "until: 2025-12-31", { line: 6, says: "要在开始日期之后" }],
    ["key twice", "region:", "title: 又一个\nregion:", { line: 4, says: "写了两次" }],
    ["YAML that is none", "targets:", "targets: [", { line: 9, says: "不是合法的 YAML" }],
  ])("%s", (_, wrong, by, { line, id, says }) => {
    const faults = faultsOf(GOOD.replace(wrong, by))
    const fault = faults.find(({ sentence }) => sentence.includes(says))
    expect(fault, JSON.stringify(faults, null, 1)).toMatchObject({ line, ...(id && { id }) })
  })

  test("tells all of them at once, in the order of the file", () => {
    const bad = GOOD.replace("N-2", "N-1").replace("above: 2000", "above: 很多").replace("[结对帮扶]", "[扶贫]")
    expect(faultsOf(bad).map(({ id }) => id)).toEqual(["N-1", "N-1", "N-1"])
    expect(faultsOf(bad).map(({ line }) => line)).toEqual([13, 16, 19])
    expect(() => parsePlan(bad)).toThrow(/^第13行 N-1 .+\n第16行 N-1 .+\n第19行 N-1 /)
  })

  test.each([
    "",
    "- 1",
    "5",
    "null",
    "targets: 5",
    "targets: [5]",
    "targets: [null]",
    "&a [*a, *a]",
    "a: !!js/function x",
  ])("never breaks on %j", (text) => {
    expect(faultsOf(text).length).toBeGreaterThan(0)
  })

  test("a bomb of references is refused", () => {
    const bomb = [
      "a0: &a0 [x, x]",
      ...Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`),
    ]
    expect(faultsOf(bomb.join("\n"))).toEqual([expect.objectContaining({ sentence: expect.stringContaining("引用") })])
  })
})
