import { dateOf, dayOf, lengthOfMonth, nthWeekday } from "./calendar.ts"
import type { DayReader } from "./day-reader.ts"
import { CHINESE, DAY_OF_WEEK, DIGITS, N, YEAR } from "./day-reader.ts"
import { exact, months, number, wholeMonth, wholeYear, yearOf } from "./day-reckoning.ts"
import { ERAS } from "./era.ts"

/** Years and what they fall into: 第一季度, 上半年, 年底, 今年的最后3周, 1995-1997年, 光绪十二年, 上世纪90年代. */

/** Parts of years and stretches of them. */
export const YEARS: readonly DayReader[] = [
  // 第一季度, 上半年, 年底
  {
    first: `${DIGITS}${CHINESE}今明去后前来本上下这第年`,
    pattern: new RegExp(
      `(?:(?:${YEAR}|(今年|明年|去年|后年|前年|来年|本年))\\s?的?)?(?:第?([一二三四1-4])个?季度|([上下前后])半年|(年底|年末|年初|年中|底(?!下|部|层)|初(?![一二三四五六七八九十级中期]))|((?:上|下|这|本)个?)季度)`,
      "y",
    ),
    read: (m, said, text) => {
      if (/[\d一二三四五六七八九十月]$/.test(text.slice(0, m.index))) return undefined
      const given = m[1] !== undefined || m[2] !== undefined
      if (!given && /^(?:底|初)$/.test(m[0])) return undefined
      const year = given ? yearOf(m[1], m[2], said)! : dateOf(said.now).year
      if (m[3] !== undefined) return months(year, number(m[3]) * 3 - 2, 3)
      if (m[4] !== undefined) return months(year, /[上前]/.test(m[4]) ? 1 : 7, 6)
      if (m[5] !== undefined) {
        const part = m[5].replace("年", "")
        if (part === "初") {
          const ahead = !given && said.tense === "future" && dateOf(said.now).month > 2 ? 1 : 0
          return { ...months(year + ahead, 1, 1), vague: true }
        }
        if (part === "中") return { ...months(year, 6, 2), vague: true }
        return { ...exact(year, 12, 31), vague: true }
      }
      const quarter =
        Math.floor((dateOf(said.now).month - 1) / 3) + (m[6]!.startsWith("下") ? 1 : m[6]!.startsWith("上") ? -1 : 0)
      return months(year + Math.floor(quarter / 4), (((quarter % 4) + 4) % 4) * 3 + 1, 3)
    },
  },
  // 2021年的第一周, 今年的最后3周, 去年的前10天
  {
    first: `${DIGITS}${CHINESE}今明去`,
    pattern: new RegExp(
      `(?:${YEAR}|(今年|明年|去年|前年))\\s?的?\\s?(?:第${N}个?(?:周|星期|礼拜)(?!${DAY_OF_WEEK})|(前|头|最后)\\s?${N}\\s?个?\\s?(天|周|星期|礼拜|月))`,
      "y",
    ),
    read: (m, said) => {
      const year = yearOf(m[1], m[2], said)!
      const monday = nthWeekday(year, 1, 1, 1)!
      if (m[3] !== undefined)
        return { first: monday + (number(m[3]) - 1) * 7, last: monday + number(m[3]) * 7 - 1, of: "span" }
      const n = number(m[5]!)
      const last = dayOf(year, 12, 31)!
      if (m[6] === "天")
        return m[4] === "最后"
          ? { first: last - n + 1, last, of: "span" }
          : { first: dayOf(year, 1, 1)!, last: dayOf(year, 1, 1)! + n - 1, of: "span" }
      if (m[6] === "月") return m[4] === "最后" ? months(year, 13 - n, n) : months(year, 1, n)
      const end = nthWeekday(year, 12, 7, -1)!
      return m[4] === "最后"
        ? { first: end - n * 7 + 1, last: end, of: "span" }
        : { first: monday, last: monday + n * 7 - 1, of: "span" }
    },
  },
  // 上半月, 上个半年
  {
    first: "上下前后",
    pattern: /([上下前后])个?半(月|年)/y,
    read: (m, said, text) => {
      if (/[\d一二三四五六七八九十年]$/.test(text.slice(0, m.index))) return undefined
      const { year, month } = dateOf(said.now)
      const early = /[上前]/.test(m[1]!)
      if (m[2] === "年") return months(year, early ? 1 : 7, 6)
      const first = dayOf(year, month, 1)!
      return early
        ? { first, last: first + 14, of: "span" }
        : { first: first + 15, last: first + lengthOfMonth(year, month) - 1, of: "span" }
    },
  },
  // 1995-1997年, 从2016到2018
  {
    first: "12",
    pattern: /((?:19|20)\d{2})(?=\s?(?:-|~|到|至)\s?(?:19|20)\d{2}(?!\d|[-/.]))/y,
    read: (m, _, text) => (/[\d-]$/.test(text.slice(0, m.index)) ? undefined : wholeYear(Number(m[1]))),
  },
  {
    first: "12",
    pattern: /((?:19|20)\d{2})\s?年?(?![\d年月/.-])/y,
    read: (m, _, text) =>
      /(?<!\d)(?:19|20)\d{2}\s?年?\s?(?:-|~|到|至)\s?$/.test(text.slice(0, m.index))
        ? wholeYear(Number(m[1]))
        : undefined,
  },
  // 民国三年, 光绪十二年八月
  {
    first: ERAS.first,
    pattern: new RegExp(`(${ERAS.names})(元|${N})年(?:(正月|腊月|${N}月)份?(?:初[一二三四五六七八九十])?)?`, "y"),
    read: (m) => {
      const year = ERAS.firstYear(m[1]!) + (m[2] === "元" ? 0 : number(m[2]!) - 1)
      return m[4] === undefined
        ? wholeYear(year)
        : wholeMonth(year, m[5] === undefined ? (m[4] === "正月" ? 1 : 12) : number(m[5]))
    },
  },
]

/** 上世纪90年代. */
export const DECADES: readonly DayReader[] = [
  {
    first: `${DIGITS}${CHINESE}上本`,
    pattern: /(?:(上|本|\d{1,2}|[一二十]{1,3}[一二三四五六七八九]?)个?世纪)?(\d0|[一二三四五六七八九]十)年代/y,
    read: (m) => {
      const decade = number(m[2]!)
      const century =
        m[1] === undefined ? (decade >= 50 ? 19 : 20) : m[1] === "上" ? 19 : m[1] === "本" ? 20 : number(m[1]) - 1
      const year = century * 100 + decade
      return { first: dayOf(year, 1, 1)!, last: dayOf(year + 9, 12, 31)!, of: "span" }
    },
  },
]

/** 2026年, 明年: where nothing longer fits. */
export const WHOLE_YEARS: readonly DayReader[] = [
  {
    first: `${DIGITS}${CHINESE}今明去后前来`,
    pattern: new RegExp(`(?:${YEAR}(?![前后级代龄轻纪会底初末中历])|(今年|明年|去年|后年|前年|来年)(?!度计))`, "y"),
    read: (m, said) => {
      if (m[1] !== undefined && (/^[一二三四五六七八九]{2}$/.test(m[1]) || (/^\d{2}$/.test(m[1]) && Number(m[1]) > 40)))
        return undefined
      const year = yearOf(m[1], m[2], said)!
      return wholeYear(year)
    },
  },
]
