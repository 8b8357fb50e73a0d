import { numeral } from "#domain/numeral.ts"

/**
 * What a text says in numbers, dates and Latin letters, each taken as one: by value, with its unit and with the words that bound it.
 * 三十家以上 and 不少于30家 are the same amount, 30家 and 30人 are not.
 */

/** A text in one spelling, each amount in it replaced by one private character: the same character for the same amount. */
export type Spelled = { text: string; amounts: ReadonlySet<string> }

/** Gives each amount its character; one for all texts that are compared. */
export type Amounts = Map<string, string>

const PRIVATE = /[\ue000-\uf8ff]/g
const FIRST_PRIVATE = 0xe000
const MOST = 0x1800

const FORMAL: Record<string, string> = {
  壹: "一",
  贰: "二",
  叁: "三",
  肆: "四",
  伍: "五",
  陆: "六",
  柒: "七",
  捌: "八",
  玖: "九",
  拾: "十",
  佰: "百",
  仟: "千",
}
const GRADE = /[一二三四五](?=a)/g
const GRADES: Record<string, string> = { 一: "1", 二: "2", 三: "3", 四: "4", 五: "5" }

/** The spelling in which what is said is compared: half width, lower case, no blanks, no formal numerals. */
export function evened(text: string): string {
  return text
    .replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, "")
    .replace(PRIVATE, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[壹贰叁肆伍陆柒捌玖拾佰仟]/g, (one) => FORMAL[one]!)
    .replace(/[^\S\n]+/g, "")
    .replace(GRADE, (one) => GRADES[one]!)
}

const WORDS = "[零〇一二三四五六七八九十百千万亿两]"
const SMALL = "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})"
const UNITS = [
  "个百分点 百分点 个工作日 工作日 个自然日 自然日 个月 周年 周岁 季度 小时 分钟 平方米 平米 公里 公斤 课时 学时 学分 号楼 部分",
  "年 月 日 号 天 周 元 块 角 家 个 名 人 位 户 所 支 场 次 项 件 份 期 届 倍 成 级 类 种 条 款 章 节 亩 岁 分 票 页 套 批 点 层 楼 室 斤 吨 星 县 市 镇 乡 村",
]
  .join(" ")
  .split(" ")
  .join("|")

/** A web address, a phone, a clock time; then a date; then a number. */
const AMOUNT = new RegExp(
  [
    "(?<literal>[a-z0-9]*[a-z][a-z0-9]*(?:[@._:/?=&+#~%-]+[a-z0-9]+)*|\\d{3,4}-\\d{7,8}|\\d{1,2}:\\d{2})",
    "(?<y>\\d{4})[-./](?<m>\\d{1,2})[-./](?<d>\\d{1,2})",
    `(?:(?<year>\\d{4}|[零〇一二三四五六七八九]{4}|(?<!\\d)2\\d(?=年(?:\\d|底|初|末)))年度?)?(?:(?<month>${SMALL})月份?)(?:(?<day>${SMALL})[日号])?(?<part>底|末|初|[上中下]旬)?`,
    "(?<only>\\d{4}|[零〇一二三四五六七八九]{4})年度?(?<half>底|末|初)?",
    `(?<ordinal>第|百分之|周|星期|礼拜)?(?<number>\\d+(?:\\.\\d+)?[十百千万亿]*|半|${WORDS}+)(?<share>[%‰])?(?<more>余|多)?(?<scale>万)?(?<unit>${UNITS})?`,
  ].join("|"),
  "g",
)

const BEFORE: readonly [string, string][] = [
  ["atLeast", "不少于|不低于|不小于|不得少于|不得低于|至少|最少|起码|最低"],
  ["atMost", "不得超过|不超过|不高于|不得高于|不多于|不大于|至多|最多|最高"],
  ["over", "超过|高于|多于|大于"],
  ["under", "低于|少于|小于|未满|不满|不足"],
  ["full", "满"],
  ["about", "大约|大概|将近|约|近"],
]
const AFTER: readonly [string, string][] = [
  ["atLeast", "及以上|以上"],
  ["below", "及以下|以下"],
  ["atMost", "以内|之内|内(?!容|部|外)"],
  ["before", "以前|之前|前(?!款|项|条|后)"],
  ["after", "以后|之后|后(?!备|勤)"],
  ["from", "起(?!草|来|步)"],
  ["until", "为?止(?!付|损)"],
  ["about", "左右|上下(?!级)"],
]
const before = BEFORE.map(([name, words]) => [name, new RegExp(`(?:${words})$`)] as const)
const after = AFTER.map(([name, words]) => [name, new RegExp(`^(?:${words})`)] as const)
const LINK = /^(?:[-~–—]+|至|到)$/

type Found = { from: number; to: number; key: string }

/** A text with its amounts replaced. The same `given` for the texts that are to be compared. */
export function spelledOut(text: string, given: Amounts): Spelled {
  const clean = evened(text)
  const found = bounded(clean)
  const amounts = new Set<string>()
  let result = ""
  let at = 0
  for (const one of found) {
    const sign = given.get(one.key) ?? String.fromCharCode(FIRST_PRIVATE + (given.size % MOST))
    given.set(one.key, sign)
    amounts.add(sign)
    result += clean.slice(at, one.from) + sign
    at = one.to
  }
  return { text: result + clean.slice(at), amounts }
}

/** By a sign, what kind of amount it stands for: a date, a share, a number of one unit, letters. */
export function kindsOf(given: Amounts): (sign: string) => string {
  const keys = new Map([...given].map(([key, sign]) => [sign, key]))
  return (sign) => {
    const [kind, ordinal, , , , unit] = (keys.get(sign) ?? "").split(" ")[0]!.split(":")
    return kind === "number" ? `${ordinal}${unit}` : kind!
  }
}

/** The amounts with the words that bound them; the two ends of a range are no amounts of their own. */
function bounded(text: string): Found[] {
  const plain = [...text.matchAll(AMOUNT)].flatMap((match) => amountOf(match, text) ?? [])
  return plain.map((one, at) => {
    const last = plain[at - 1]
    const next = plain[at + 1]
    const [start, from] = outermost(before, text.slice(last?.to ?? 0, one.from), (word) => one.from - word.length)
    const [end, to] = outermost(after, text.slice(one.to, next?.from), (word) => one.to + word.length)
    const opens = next !== undefined && LINK.test(text.slice(one.to, next.from)) ? ">" : ""
    const closes = last !== undefined && LINK.test(text.slice(last.to, one.from)) ? "<" : ""
    return { from: from ?? one.from, to: to ?? one.to, key: `${one.key} ${start}${end}${opens}${closes}` }
  })
}

function outermost(
  bounds: readonly (readonly [string, RegExp])[],
  text: string,
  reach: (word: string) => number,
): [name: string, at: number | undefined] {
  for (const [name, pattern] of bounds) {
    const word = pattern.exec(text)?.[0]
    if (word !== undefined) return [name, reach(word)]
  }
  return ["", undefined]
}

function amountOf(match: RegExpExecArray, text: string): Found | undefined {
  const named = match.groups!
  const from = match.index
  const to = from + match[0].length
  const as = (...parts: (string | number | undefined)[]) => ({ from, to, key: parts.map((one) => one ?? "").join(":") })
  if (named.literal !== undefined) return as("literal", named.literal)
  if (named.y !== undefined) return as("date", Number(named.y), Number(named.m), Number(named.d), "")
  if (named.month !== undefined)
    return as(
      "date",
      yearOf(named.year),
      numeral(named.month),
      named.day && numeral(named.day),
      named.part?.replace("末", "底"),
    )
  if (named.only !== undefined) return as("date", yearOf(named.only), "", "", named.half?.replace("末", "底"))
  return numberOf(match, text, as)
}

function yearOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined
  return /^\d{2}$/.test(written) ? 2000 + Number(written) : numeral(written)
}

const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }

function numberOf(
  match: RegExpExecArray,
  text: string,
  as: (...parts: (string | number | undefined)[]) => Found,
): Found | undefined {
  const { ordinal, number, share, more, scale, unit } = match.groups as Record<string, string | undefined>
  const figures = /^(\d+(?:\.\d+)?)([十百千万亿]*)$/.exec(number!)
  // 统一, 一般, 三农: a numeral alone counts nothing but before a unit
  if (figures === null && number!.length === 1 && ordinal === undefined && share === undefined && unit === undefined)
    return undefined
  let value = figures
    ? [...figures[2]!].reduce((sum, one) => sum * SCALES[one]!, Number(figures[1]))
    : number === "半"
      ? 0.5
      : numeral(number!)
  if (value !== undefined && scale !== undefined) value *= 10_000
  const of = unit?.replace("块", "元").replace(/^个(?=工作日|自然日|百分点)/, "")
  if (ordinal === "百分之" || share === "%") return as("share", value ?? number, more && "多")
  if (of === "成" && !/^[立为员本功效果绩]/.test(text.slice(match.index + match[0].length)))
    return as("share", value === undefined ? number : value * 10, more && "多")
  const day = ordinal === "星期" || ordinal === "礼拜" ? "周" : ordinal
  return as("number", day, value === undefined ? number : Math.round(value * 100) / 100, share, more && "多", of)
}
