import { chineseNumber } from "#domain/numeral.ts"

/** Words for times of the day: 下午3点, 两点半, 7点一刻, 14:30, 差五分九点, 晚上, 全天. */

export type PartOfDay = "dawn" | "morning" | "noon" | "afternoon" | "evening" | "night" | "whole"

export type ClockWords = {
  from: number
  to: number
  part?: PartOfDay
  /** Minutes after midnight; over 1440 for 晚上12点 and 半夜1点, which are the next day's. */
  minute?: number
  /** The hour as it was said, before 下午 or a guess moved it. */
  said?: number
  /** No 上午 or 下午 and an hour that could be either. */
  open?: boolean
}

const PARTS: [PartOfDay, string][] = [
  ["dawn", "凌晨|晨"],
  ["morning", "大清早|清早|清晨|大早上|一大早|大早|一早|早晨|早上|早间|上午|午前|早"],
  ["noon", "中午|晌午|正午|午间"],
  ["afternoon", "下午|午后|下昼|傍晚|黄昏"],
  ["night", "半夜|深夜|午夜"],
  ["evening", "晚上|晚间|夜里|夜晚|夜间|晚"],
  ["whole", "全天|整天|一整天"],
]
const PART = PARTS.map(([, words]) => words).join("|")
const partOf = new Map(PARTS.flatMap(([part, words]) => words.split("|").map((word) => [word, part] as const)))

const H = "(\\d{1,2}|[零两]|二?十[一二三四五六七八九]?|[一二三四五六七八九](?!十))"
const M = "(\\d{1,2}|[零一二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|[五])"
const GAP = "(?:\\s*的?(?:大概|大约|约|差不多|就|是|呃|嗯|那个)*\\s*)"

const TO = new RegExp(`(${PART})?${GAP}差(五|十|一刻|\\d{1,2})分?钟?(?:不?到)?${H}点`, "y")
const COLON = new RegExp(
  `(?:(${PART})${GAP})?(\\d{1,2})\\s?:\\s?([0-5]\\d)(?::[0-5]\\d)?(?![\\d:])\\s?(?:分|(am|a\\.m\\.?|pm|p\\.m\\.?))?`,
  "y",
)
const DOTTED = new RegExp(`(${PART})${GAP}(\\d{1,2})\\.([0-5]\\d)(?![\\d.])`, "y")
const POINT = new RegExp(
  `(?:(${PART})${GAP})?${H}\\s?(?:(?:点钟|时整|时(?!间|候|代|段|装|尚|政|事)|点(?!心|击|评|赞|名|位|亮|对点|子|滴|燃|餐|菜|儿|缀))(?:过?(?:(半)|([一三])刻|(整)|${M}分?(?:\\d{1,2}秒)?(?!\\d|[万%元块人个名位号月天年小]|十|点))|(?:差(五|十|\\d{1,2})分))?)`,
  "y",
)
const HOUR_IN_RANGE = new RegExp(
  `(?:(${PART})${GAP})?${H}(?=\\s?(?:到|至|-|~)\\s?(?:${PART})?${H}\\s?(?:点|时(?!间)))`,
  "y",
)
const HOUR_OF_PART = /(上午|下午|晚上|早上)(\d{1,2})(?=[,。\s]|在|到|$)/y
const PART_ALONE = new RegExp(`${PART}`, "y")
/** After 一点, 两点: a bit, two remarks. */
const REMARK = /^\s?(?:建议|意见|要求|问题|想法|内容|原因|小|点|都|也|儿|钱|不|希望|说明|补充|请求)/
const SHORT_PART = /^(?:早|晚|晨)$/
const NOT_PART = /^[会餐饭宴报教稻礼点安辈年期班托育市恋婚育操茶读自场泳跑些前就]/

const FIRST = new Set("0123456789零一二两三四五六七八九十凌今晨大清一早上午中晌正下傍黄半深晚夜全整差")

/** The words for a time of day that start exactly at a position; `afterDay` says that words for a day end just before it. */
export function clockWordsAt(text: string, at: number, afterDay: boolean): ClockWords | undefined {
  if (!FIRST.has(text[at]!)) return undefined
  const before = text[at - 1] ?? ""
  const startsWithDigit = /[\d零一二两三四五六七八九十]/.test(text[at]!)
  const insideNumber =
    startsWithDigit &&
    /[\d.零一二两三四五六七八九十百千万第:$¥]/.test(before) &&
    !(afterDay && (!/[\d.:]/.test(before) || (/\d/.test(before) && !/\d/.test(text[at]!))))
  if (insideNumber) return undefined

  const to = match(TO, text, at)
  if (to !== undefined) return clock(at, to, to[1], hour(to[3]!), -(to[2] === "一刻" ? 15 : hour(to[2]!)))
  const colon = match(COLON, text, at)
  if (colon !== undefined && Number(colon[2]) <= 24) {
    const half = colon[4]?.startsWith("p") ? "下午" : colon[4]?.startsWith("a") ? "早上" : colon[1]
    return clock(
      at,
      colon,
      half,
      Number(colon[2]),
      Number(colon[3]),
      colon[2]!.length === 2 && colon[2]!.startsWith("0"),
    )
  }
  const point = match(POINT, text, at)
  if (point !== undefined) {
    const h = hour(point[2]!)
    const rest = text.slice(at + point[0].length)
    const bareHour = /点$/.test(point[0])
    const remark =
      (bareHour &&
        /^[一两二三几]点$/.test(point[0]) &&
        !afterDay &&
        (REMARK.test(rest) ||
          (point[2] === "一" && point[1] === undefined && !/^(?:钟|到|至|-|~|开|前|左右|集合|在|在|,)/.test(rest)))) ||
      (point[1] !== undefined && SHORT_PART.test(point[1]) && point[2] === "一" && bareHour) ||
      /^[一二三四五六七八九\d]+(?:万|%|个百分)/.test(rest) ||
      h > 24 ||
      Number.isNaN(h) ||
      (/时$/.test(point[0]) && !afterDay && point[1] === undefined && /[共计小学课工]$/.test(text.slice(0, at)))
    if (!remark) {
      const minute =
        point[3] !== undefined
          ? 30
          : point[4] !== undefined
            ? point[4] === "一"
              ? 15
              : 45
            : point[6] !== undefined
              ? hour(point[6].replace(/^零(?=.)/, ""))
              : point[7] !== undefined
                ? -hour(point[7])
                : 0
      if (minute < 60) return clock(at, point, point[1], h, minute)
    }
  }
  const dotted = match(DOTTED, text, at)
  if (dotted !== undefined && Number(dotted[2]) <= 24)
    return clock(at, dotted, dotted[1], Number(dotted[2]), Number(dotted[3]))
  const ranged = match(HOUR_IN_RANGE, text, at)
  if (ranged !== undefined && hour(ranged[2]!) <= 24) return clock(at, ranged, ranged[1], hour(ranged[2]!), 0)
  const spoken = match(HOUR_OF_PART, text, at)
  if (spoken !== undefined && Number(spoken[2]) <= 12) return clock(at, spoken, spoken[1], Number(spoken[2]), 0)
  const alone = match(PART_ALONE, text, at)
  if (alone === undefined) return undefined
  const words = alone[0]
  const follows = text.slice(at + words.length)
  if (SHORT_PART.test(words) && (!afterDay || NOT_PART.test(follows))) return undefined
  if (/^(?:饭|餐|茶|宴|场)/.test(follows) || (/^晚/.test(words) && NOT_PART.test(follows))) return undefined
  return { from: at, to: at + words.length, part: partOf.get(words)! }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

function hour(text: string): number {
  return text === "一刻" ? 15 : /^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? Number.NaN)
}

function clock(
  from: number,
  found: RegExpExecArray,
  words: string | undefined,
  h: number,
  minute: number,
  literal = false,
): ClockWords {
  const part = words === undefined ? undefined : partOf.get(words)
  const open = part === undefined && !literal && h >= 1 && h <= 12
  return {
    from,
    to: from + found[0].trimEnd().length,
    minute: hourOfDay(h, part, literal) * 60 + minute,
    said: h * 60 + minute,
    ...(part === undefined ? {} : { part }),
    ...(open ? { open } : {}),
  }
}

/** 1–6点 with nothing beside it is the afternoon; 晚上12点 the next midnight. */
export function hourOfDay(h: number, part: PartOfDay | undefined, literal = false): number {
  switch (part) {
    case "dawn":
      return h === 12 ? 0 : h
    case "morning":
      return h
    case "noon":
      return h <= 3 ? h + 12 : h
    case "afternoon":
      return h < 12 ? h + 12 : h
    case "evening":
      return h === 12 ? 24 : h < 5 ? h + 24 : h < 12 ? h + 12 : h
    case "night":
      return h === 12 ? 24 : h < 6 ? h + 24 : h < 12 ? h + 12 : h
    default:
      return h >= 1 && h <= 6 && !literal ? h + 12 : h
  }
}
