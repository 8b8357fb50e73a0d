import { describe, expect, test } from "vitest"
import type { Progress } from "#domain/facts.ts"
import type { Figure } from "#domain/figure.ts"
import { detailText, recordsToShow } from "#reports/detail.ts"
import { digestJson, digestText } from "#reports/digest.ts"

const TO_COME = { value: null, numerator: null, denominator: null }

function figure(more: Partial<Figure>): Figure {
  return {
    id: "I-03",
    mark: "⑥",
    title: "参加结对帮扶的组织",
    article: "二(三)7",
    kind: "distinct",
    unit: "家",
    countedIn: "家",
    comparator: "atLeast",
    target: 10,
    tolerance: 0,
    value: 7,
    numerator: 7,
    denominator: null,
    status: "on-track",
    by: "2025-12-31",
    atDeadline: TO_COME,
    records: ["DJ1", "DJ2", "DJ3", "DJ4", "DJ5", "DJ6", "DJ7"],
    recordsAre: "organizations",
    ...more,
  }
}

const PAIRED = figure({})
const DOUBLED = figure({
  id: "I-01",
  mark: "①",
  title: "科技创新类组织翻番",
  kind: "ratio",
  unit: "倍",
  comparator: "timesBaseline",
  target: 2,
  value: 1.5,
  numerator: 30,
  denominator: 20,
  status: "behind",
})
const NO_BASELINE = figure({
  ...DOUBLED,
  value: null,
  denominator: null,
  status: "no-baseline",
  why: "2022年底的数还没有填。",
})
const SHARE = figure({
  id: "I-02",
  mark: "⑤",
  title: "产业、工商类组织占比",
  kind: "share",
  unit: "%",
  target: 15,
  value: 12.5,
  numerator: 4,
  denominator: 32,
})
const TRAININGS = figure({
  id: "T-23",
  mark: "⑳",
  title: "给居民办的培训",
  kind: "count",
  unit: "次",
  countedIn: "次",
  target: null,
  value: 13,
  numerator: 13,
  recordsAre: "filings",
})
delete (TRAININGS as { comparator?: unknown }).comparator

const progress = (figures: Figure[], more: Partial<Progress> = {}): Progress => ({
  planId: "chibi-2023-2025",
  planTitle: "三年行动方案",
  asOf: "2026-11-23",
  regionCode: "421281",
  figures,
  pending: { organizations: 2, filings: 3 },
  ...more,
})
const lineOf = (one: Figure, region = "421281") =>
  digestText(progress([one], { regionCode: region }))
    .split("\n")
    .find((line) => line.startsWith(one.mark))

describe("a line of the digest", () => {
  const past = { value: 6, numerator: 6, denominator: null }
  test.each<[Figure, string]>([
    [PAIRED, "⑥ 参加结对帮扶的组织：7家，目标10家以上，进行中"],
    [figure({ status: "missed", atDeadline: past }), "⑥ 参加结对帮扶的组织：7家，目标10家以上；2025年底6家，未达到"],
    [figure({ status: "missed", value: 6, atDeadline: past }), "⑥ 参加结对帮扶的组织：6家，目标10家以上，未达到"],
    [figure({ status: "behind", by: "2025-06-30" }), "⑥ 参加结对帮扶的组织：7家，目标10家以上，进度偏慢"],
    [
      figure({ comparator: "above", target: 1500, status: "met", value: 1501 }),
      "⑥ 参加结对帮扶的组织：1501家，目标超过1500家，已达到",
    ],
    [figure({ comparator: "about", target: 5, unit: "个" }), "⑥ 参加结对帮扶的组织：7个，目标5个左右，进行中"],
    [DOUBLED, "① 科技创新类组织翻番：1.5倍（30家，基数20家），目标2倍，进度偏慢"],
    [NO_BASELINE, "① 科技创新类组织翻番：缺基数。2022年底的数还没有填。目前30家。"],
    [SHARE, "⑤ 产业、工商类组织占比：12.5%（4/32家），目标15%以上，进行中"],
    [
      figure({ ...SHARE, value: null, status: "no-data", why: "全市的组织台账还没有导入，占比算不准。" }),
      "⑤ 产业、工商类组织占比：暂无数据。全市的组织台账还没有导入，占比算不准。目前4/32家。",
    ],
    [
      figure({
        kind: "coverage",
        comparator: "all",
        unit: "%",
        countedIn: "个",
        value: 33.3,
        numerator: 1,
        denominator: 3,
        target: 100,
      }),
      "⑥ 参加结对帮扶的组织：33.3%（1/3个），目标全覆盖，进行中",
    ],
    [
      figure({
        kind: "coverage",
        comparator: "all",
        unit: "个",
        value: 1,
        numerator: 1,
        denominator: 1,
        target: 1,
        status: "met",
      }),
      "⑥ 参加结对帮扶的组织：1/1个，目标全覆盖，已达到",
    ],
    [TRAININGS, "⑳ 给居民办的培训：13次"],
    [{ ...TRAININGS, value: 0, numerator: 0, status: "no-data" }, "⑳ 给居民办的培训：还没有记录"],
  ])("%#", (one, line) => {
    expect(lineOf(one)).toBe(line)
  })

  const county = { value: 7, numerator: 7, denominator: null }
  test.each<[string, Figure, string]>([
    [
      "421281101",
      figure({ value: 2, numerator: 2, county }),
      "⑥ 参加结对帮扶的组织：本镇2家（全市7家，目标10家以上，进行中）",
    ],
    [
      "421281001",
      figure({ value: 0, numerator: 0, county }),
      "⑥ 参加结对帮扶的组织：本街道0家（全市7家，目标10家以上，进行中）",
    ],
    [
      "421281200",
      figure({
        value: 2,
        numerator: 2,
        county,
        status: "missed",
        atDeadline: { value: 1, numerator: 1, denominator: null },
      }),
      "⑥ 参加结对帮扶的组织：本乡2家（全市7家，目标10家以上，到期时未达到）",
    ],
    [
      "421281101",
      figure({
        ...SHARE,
        value: 50,
        numerator: 1,
        denominator: 2,
        county: { value: 12.5, numerator: 4, denominator: 32 },
      }),
      "⑤ 产业、工商类组织占比：本镇1/2家（全市12.5%，目标15%以上，进行中）",
    ],
    [
      "421281101",
      figure({ ...NO_BASELINE, numerator: 3, county: { value: null, numerator: 30, denominator: null } }),
      "① 科技创新类组织翻番：本镇3家（全市缺基数）",
    ],
    [
      "421281400",
      figure({
        kind: "coverage",
        comparator: "all",
        unit: "%",
        countedIn: "个",
        target: 100,
        value: null,
        numerator: 0,
        denominator: 0,
        county: { value: 33.3, numerator: 1, denominator: 3 },
      }),
      "⑥ 参加结对帮扶的组织：不看本地（全市33.3%，目标全覆盖，进行中）",
    ],
    [
      "421281101",
      { ...TRAININGS, value: 4, numerator: 4, county: { ...county, value: 13 } },
      "⑳ 给居民办的培训：本镇4次（全市13次）",
    ],
  ])("of %s: %#", (region, one, line) => {
    expect(lineOf(one, region)).toBe(line)
  })
})

test("a digest, whole", () => {
  expect(digestText(progress([NO_BASELINE, SHARE, PAIRED, TRAININGS]))).toBe(
    [
      "赤壁市的进展，截至2026年11月23日。",
      "方案：三年行动方案",
      "",
      "3项目标：进行中2项，暂时算不出1项。",
      "① 科技创新类组织翻番：缺基数。2022年底的数还没有填。目前30家。",
      "⑤ 产业、工商类组织占比：12.5%（4/32家），目标15%以上，进行中",
      "⑥ 参加结对帮扶的组织：7家，目标10家以上，进行中",
      "",
      "日常工作（只数通过审核的）：",
      "⑳ 给居民办的培训：13次",
      "",
      "待审：组织2件，备案3件。",
      "有基数了就发“基线 I-01 数字”，倍数马上能算。",
      "想看哪一项的记录，发“明细 3”或者“③”。",
    ].join("\n"),
  )
})

test("what nobody could answer comes last: three at most, short, numbers hidden", () => {
  const asked = [
    {
      example: "我们协会的会长13871234567\n想问职工食堂几点开饭，中午和晚上的时间是不是一样，周末开不开门",
      people: 12,
    },
    { example: "身份证号420106198001011234能不能入会", people: 3 },
    { example: "今天落雨不", people: 1 },
    { example: "第四个", people: 1 },
  ]
  const text = digestText(progress([PAIRED]), asked)
  const lines = text.slice(text.indexOf("想看哪一项")).split("\n")
  expect(lines).toEqual([
    "想看哪一项的记录，发“明细 3”或者“③”。",
    "",
    "本周问得最多、答不上的问题：",
    "1. 我们协会的会长138****4567 想问职工食堂几点开饭，中午和晚上的时间是…（12人问过）",
    "2. 身份证号（证件号已隐去）能不能入会（3人问过）",
    "3. 今天落雨不（1人问过）",
    "发“登录”，在网页的“答不上的问题”里补上回答，下次就能答。",
  ])
  expect([...lines[3]!.replace(/^1\. |（12人问过）$/g, "")]).toHaveLength(40)
  expect(digestText(progress([PAIRED]), [])).toBe(digestText(progress([PAIRED])))
})

test("a town's digest speaks of the county's targets and asks for no baseline", () => {
  const county = { value: null, numerator: 30, denominator: null }
  const text = digestText(
    progress([{ ...NO_BASELINE, county }], { regionCode: "421281101", pending: { organizations: 0, filings: 0 } }),
  )
  expect(text).toContain("赵李桥镇的进展")
  expect(text).toContain("全市1项目标：暂时算不出1项。")
  expect(text).toContain("待审：没有，都办完了。")
  expect(text).not.toContain("发“基线")
})

test("the digest for programs has exactly the public keys", () => {
  const json = JSON.parse(JSON.stringify(digestJson(progress([SHARE, TRAININGS]))))
  expect(json).toEqual({
    asOf: "2026-11-23",
    region: "421281",
    figures: [
      {
        id: "I-02",
        mark: "⑤",
        title: "产业、工商类组织占比",
        article: "二(三)7",
        value: 12.5,
        numerator: 4,
        denominator: 32,
        target: 15,
        unit: "%",
        status: "on-track",
        atDeadline: TO_COME,
        records: SHARE.records,
      },
      expect.objectContaining({ id: "T-23", target: null, value: 13, denominator: null }),
    ],
    pending: { organizations: 2, filings: 3 },
  })
  for (const one of json.figures)
    expect(Object.keys(one).join(" ")).toBe(
      "id mark title article value numerator denominator target unit status atDeadline records",
    )
})

describe("a figure opened", () => {
  test("shows what it is made of", () => {
    const opened = figure({ doubt: "没说怎样才算结对。", records: ["HD1", "HD2"], value: 2, numerator: 2 })
    const records = [
      { number: "HD2", organization: "赤壁市青砖茶协会", what: "帮柳山湖镇卖莲藕", on: "2024-07-01" },
      { number: "HD1", organization: "义工联", what: "", on: "2023-11-02" },
    ]
    expect(detailText(opened, records, "421281")).toBe(
      [
        "⑥ 参加结对帮扶的组织",
        "2家，目标10家以上，进行中",
        "出处：方案二(三)7，2025年底前完成",
        "口径：没说怎样才算结对。",
        "",
        "背后的记录，共2条：",
        "HD2 赤壁市青砖茶协会 帮柳山湖镇卖莲藕（2024年7月1日）",
        "HD1 义工联（2023年11月2日）",
      ].join("\n"),
    )
  })

  test("says what is missing and that there is nothing", () => {
    const text = detailText({ ...NO_BASELINE, records: [], numerator: 0 }, [], "421281")
    expect(text).toContain("缺基数。2022年底的数还没有填。\n")
    expect(text).toContain("补基数请发“基线 I-01 数字”。")
    expect(text.endsWith("还没有记录。")).toBe(true)
  })

  test("shows the latest ten and says how many more there are", () => {
    const numbers = Array.from({ length: 1234 }, (_, at) => `HD${String(at).padStart(4, "0")}`)
    const opened = { ...TRAININGS, records: numbers, value: 1234, numerator: 1234 }
    const shown = recordsToShow(opened)
    expect([shown.length, shown[0], shown[9]]).toEqual([10, "HD1233", "HD1224"])
    const described = numbers.map((number) => ({ number, organization: "甲", what: "乙" }))
    const text = detailText(opened, described, "421281")
    expect(text.split("\n").filter((line) => line.startsWith("HD"))).toHaveLength(10)
    expect(text.endsWith("还有1224条，发“登录”到网页上看。")).toBe(true)
  })

  test("hides phones and ID cards, keeps each record on its line", () => {
    const what = "联系13871234567\n身份证420106198001011234，请大家一定一定记得早点来集合"
    const text = detailText(TRAININGS, [{ number: "HD1", organization: "甲\n乙", what }], "421281")
    expect(text).toContain("HD1 甲 乙 联系138****4567")
    expect(text).not.toMatch(/13871234567|420106198001011234/)
    expect(text.split("\n").find((line) => line.startsWith("HD1"))!.length).toBeLessThan(60)
  })
})
