import { dateOf } from "./calendar.ts"
import type { DayReader } from "./day-reader.ts"
import { ADDRESS_AFTER, CHINESE, DAY_OF_WEEK, DIGITS, N, WEEK, YEAR } from "./day-reader.ts"
import {
  exact,
  floating,
  monthOf,
  monthYear,
  number,
  partOfMonth,
  wholeMonth,
  withinMonth,
  yearOf,
} from "./day-reckoning.ts"

/** Months and the days in them: 去年12月5号, 本月最后一个周五, 12月底, 下个月15号, 十二月二十. */

/** The longer words first. */
export const MONTHS: readonly DayReader[] = [
  // 去年12月5号, 2026年12月, 明年, 今年上半年
  {
    first: `${DIGITS}${CHINESE}今明去后前来本`,
    pattern: new RegExp(
      `(?:${YEAR}|(今年|明年|去年|后年|前年|来年|大后年|本年度?))\\s?的?(?:${N}月份?|(本月|这个月|当月))\\s?的?(?:${N}(?:日|号|(?![\\d个人万千百点:])))`,
      "y",
    ),
    read: (m, said) => {
      const month = m[3] === undefined ? dateOf(said.now).month : number(m[3])
      return exact(yearOf(m[1], m[2], said)!, month, number(m[5]!))
    },
  },
  {
    first: `${DIGITS}${CHINESE}今明去后前来本上下这当月`,
    pattern: new RegExp(
      `(?:(?:${YEAR}|(今年|明年|去年|后年|前年|来年))\\s?的?)?(?:(?:${N}|第(?:${N})个)月份?(?![\\u4e00-\\u9fa5]?\\d?日)|((?:上|下)+个?|这个?|本|当)月)\\s?的?(?:第(?:${N})个?|(最后一?个?|头一?个|首个))(?:${WEEK}(${DAY_OF_WEEK}|末)|(天)|(工作日)|(周|星期|礼拜)(?!${DAY_OF_WEEK}))`,
      "y",
    ),
    read: (m, said) => {
      const at = monthOf(m[1], m[2], m[3] ?? m[4], m[5], said)
      if (at === undefined) return undefined
      const n = m[6] !== undefined ? number(m[6]) : m[7]!.startsWith("最后") ? -1 : 1
      const one = withinMonth(at.year, at.month, n, m[8], m[9] !== undefined, m[10] !== undefined)
      return one !== undefined && m[1] === undefined && m[2] === undefined && m[5] === undefined
        ? { ...one, floating: true }
        : one
    },
  },
  {
    first: `${DIGITS}${CHINESE}今明去后前来本上下这当`,
    pattern: new RegExp(
      `(?:(?:${YEAR}|(今年|明年|去年|后年|前年|来年))\\s?的?)?(?:${N}月份?|((?:上|下)+个?|这个?|本|当)月份?)\\s?的?(底|末|初|中旬|上旬|下旬|中(?![心国学午]))(?:以?前|之前)?`,
      "y",
    ),
    read: (m, said) => {
      const at = monthOf(m[1], m[2], m[3], m[4], said)
      return at === undefined ? undefined : partOfMonth(at.year, at.month, m[5]!)
    },
  },
  {
    first: "月",
    pattern: /月(底|末|初|中旬|上旬|下旬|中(?![心国学午秋]))/y,
    read: (m, said, text) => {
      if (/[\d一二三四五六七八九十个下上本这]$/.test(text.slice(0, m.index))) return undefined
      const { year, month } = dateOf(said.now)
      const part = partOfMonth(year, month, m[1]!)
      if (said.tense === "past" || part.last >= said.now) return part
      return month === 12 ? partOfMonth(year + 1, 1, m[1]!) : partOfMonth(year, month + 1, m[1]!)
    },
  },
  // 下个月15号, 本月十日, 上个月
  {
    first: "上下这本当次",
    pattern: new RegExp(
      `((?:上|下)+个?|这个?|本|当|次)月(?!饼|季|子|亮)份?\\s?的?(?:${N}(?:日|号|(?![\\d个人万千百点:月周天])))?`,
      "y",
    ),
    read: (m, said) => {
      const at = monthOf(undefined, undefined, undefined, m[1], said)
      if (at === undefined) return undefined
      if (m[2] !== undefined) return exact(at.year, at.month, number(m[2]))
      return m[1] === "当" ? undefined : wholeMonth(at.year, at.month)
    },
  },
  // 12月5号, 十二月二十, 12月5
  {
    first: `${DIGITS}${CHINESE}`,
    pattern: new RegExp(
      `${N}\\s?月份?\\s?的?${N}(?:(?=\\s?[、和,]\\s?${N}\\s?(?:日|号|两天|两日))|\\s?(?:日|号)${ADDRESS_AFTER}|(?![\\d个人名位户家万千百点时:年天月场期.多来余]))`,
      "y",
    ),
    read: (m, said, text) =>
      /[\d第]$/.test(text.slice(0, m.index)) ? undefined : floating(number(m[1]!), number(m[2]!), said),
  },
  // 12月, 2026年12月, 明年四月
  {
    first: `${DIGITS}${CHINESE}今明去后前来`,
    pattern: new RegExp(`(?:${YEAR}|(今年|明年|去年|后年|前年|来年))\\s?的?(?:${N}|第${N}个)月份?(?!\\d)`, "y"),
    read: (m, said) => wholeMonth(yearOf(m[1], m[2], said)!, number(m[3] ?? m[4]!)),
  },
  {
    first: `${DIGITS}${CHINESE}`,
    pattern: new RegExp(`${N}\\s?月(?!\\d)(?:份|(?![嫂子季]))`, "y"),
    read: (m, said, text) => {
      if (/[\d个第零一二三四五六七八九十]$/.test(text.slice(0, m.index))) return undefined
      const month = number(m[1]!)
      if (month < 1 || month > 12) return undefined
      return { ...wholeMonth(monthYear(month, said), month)!, floating: true }
    },
  },
]
