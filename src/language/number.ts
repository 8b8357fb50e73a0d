import { chineseNumber, DIGITS, SHORT_NUMBERS, UNITS } from "#domain/numeral.ts"

/** Numbers as people write and say them: 120, １２０, 1.2w, 3千5, 一百二, 两万五, 叁万伍仟, 五十来, 百把, 俩. */

/** A number in a plain text. */
export type NumberFound = {
  from: number
  to: number
  value: number
  /** 大概五十, 五十来, 一百多, 三四十: near it, not it. */
  approx: boolean
  /** 三四十, 80到100: where a second value was said. */
  high?: number
  /** 第三, 3 of 第3. */
  ordinal: boolean
}

const START = /[\d零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟俩仨廿卅幺上近小过成]/
const CHINESE = /[零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅幺]+/y
const ARABIC = /(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/y
const SCALE = /\s?(万|亿|w(?![a-z])|k(?![a-z]))|(千|百|十)/y
const TAIL = /(\d(?![\d.])|[一二两三四五六七八九])(?:(千)|(百)|(?![十百千万个月日号点年\d]))/y
/** 2万3千5百 */
const HUNDREDS = /(\d)百/y
/** 三四, 七八: two digits side by side are an estimate. */
const NEIGHBOURS = /^(十?|[二三四五六七八九]十)(一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)(十|百|千|万)?$/
/** 百把, 上百, 近千: a round number without a digit. */
const ROUND = /(?:(?:上|近|小|过|成)(百|千|万)(?!年|上|下|里|一)|(百|千|万)把(?=[个人号块元户来斤张份]))/y
const ABOUT_BEFORE =
  /(?:大概|大约|大致|大概率|约|约莫|估计|预计|预估|差不多|左右|将近|接近|近|不到|上|超过|至少|起码|最多|顶多|百十|几乎)(?:有|是|来|在|莫|得)?$/
const ABOUT_AFTER =
  /^(?:[多余来几]|把(?=个|人|号|块))?[个号名位人元块家户场次度万千百]{0,4}(?:左右|上下|的样子|吧|开外|出头|打头)/
const MORE = /[多余来几]/

/** Every number of a plain text, left to right. */
export function numbersIn(text: string): NumberFound[] {
  const found: NumberFound[] = []
  for (let at = 0; at < text.length; ) {
    if (!START.test(text[at]!)) {
      at++
      continue
    }
    const one = numberAt(text, at)
    if (one === undefined) at++
    else {
      found.push(one)
      at = one.to
    }
  }
  return found
}

/** The number that starts exactly at a position. */
function numberAt(text: string, from: number): NumberFound | undefined {
  const first = text[from]!
  const ordinal = from > 0 && text[from - 1] === "第"
  const round = sticky(ROUND, text, from)
  if (round !== undefined && !/[一二两三四五六七八九几\d十百]/.test(text[from - 1] ?? ""))
    return { from, to: from + round[0].length, value: UNITS[round[1] ?? round[2]!]!, approx: true, ordinal: false }
  if (/[上近过小成]/.test(first) || (/[几数]/.test(text[from - 1] ?? "") && first in UNITS)) return undefined
  if (first in SHORT_NUMBERS && first !== "廿" && first !== "卅")
    return { from, to: from + 1, value: SHORT_NUMBERS[first]!, approx: false, ordinal: false }
  let to = from
  let value: number | undefined
  let approx = false
  let high: number | undefined
  const arabic = sticky(ARABIC, text, from)
  if (arabic !== undefined) {
    value = Number(arabic[0].replaceAll(",", ""))
    to = from + arabic[0].length
    const scale = sticky(SCALE, text, to)
    if (scale !== undefined) {
      const name = scale[1] ?? scale[2]!
      const unit = name === "w" ? 10_000 : name === "k" ? 1000 : UNITS[name]!
      value = Math.round(value * unit * 100) / 100
      to += scale[0].length
      const tail = unit >= 100 ? sticky(TAIL, text, to) : undefined
      if (tail !== undefined) {
        const digit = /\d/.test(tail[1]!) ? Number(tail[1]) : DIGITS[tail[1]!]!
        value += digit * (tail[2] !== undefined ? 1000 : tail[3] !== undefined ? 100 : unit / 10)
        to += tail[0].length
        if (tail[2] !== undefined) {
          const rest = sticky(HUNDREDS, text, to)
          if (rest !== undefined) {
            value += Number(rest[1]) * 100
            to += rest[0].length
          }
        }
      } else if (text[to] === "万" && unit < 10_000) {
        value *= 10_000
        to++
      }
    }
  } else {
    const chinese = sticky(CHINESE, text, from)
    if (chinese === undefined) return undefined
    const words = chinese[0]
    to = from + words.length
    const near = NEIGHBOURS.exec(words)
    if (near !== null) {
      const base = near[1] === "" ? 0 : near[1] === "十" ? 10 : DIGITS[near[1]![0]!]! * 10
      const unit = near[3] === undefined ? 1 : UNITS[near[3]]!
      value = base + DIGITS[near[2]![0]!]! * unit
      high = base + DIGITS[near[2]![1]!]! * unit
      approx = true
    } else value = chineseNumber(words)
    if (value === undefined || (value === 0 && words !== "零")) return undefined
    if (words.length === 1 && ((words in UNITS && words !== "十") || /[壹贰叁肆伍陆柒捌玖拾佰仟]/.test(words)))
      return undefined
  }
  const more = text[to]
  if (
    more !== undefined &&
    MORE.test(more) &&
    !(more === "来" && /[自到了参]/.test(text[to + 1] ?? "")) &&
    to - from > 0
  ) {
    const follows = text.slice(to + 1, to + 3)
    const counted =
      more === "来" || more === "余" || more === "多"
        ? !/^(?:少|功能|媒体|元化)/.test(follows)
        : /^[个号名位人万]/.test(follows)
    const roundEnough = value >= 10 && value % 10 === 0 ? true : /[万千百]$/.test(text.slice(from, to))
    if (counted && (roundEnough || more === "余") && (more !== "几" || value % 10 === 0)) {
      approx = true
      to++
      const scale = /[万千百]/.exec(text[to] ?? "")
      if (scale !== null && value < UNITS[scale[0]]!) {
        value *= UNITS[scale[0]]!
        to++
      }
    }
  }
  if (!approx)
    approx = ABOUT_BEFORE.test(text.slice(Math.max(0, from - 5), from)) || ABOUT_AFTER.test(text.slice(to, to + 8))
  return { from, to, value, approx, ordinal, ...(high === undefined ? {} : { high }) }
}

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
