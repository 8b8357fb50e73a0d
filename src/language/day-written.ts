import type { DayReader } from "./day-reader.ts"
import { ADDRESS_AFTER, CHINESE, DIGITS, N } from "./day-reader.ts"
import { bare, exact, floating, number } from "./day-reckoning.ts"

/** Dates as they are written: 2026-12-02, 1/2/2020, 8.15, 9号, 11到13号. */

/** With the year. */
export const WRITTEN_IN_FULL: readonly DayReader[] = [
  // 2026-12-02, 2026年12月2日, 2026.12.2
  {
    first: DIGITS,
    pattern:
      /((?:1[0-9]|20)\d{2})\s?([-/.年])\s?(\d{1,2})\s?[-/.月]\s?(\d{2}(?=\d{1,2}:\d{2})|\d{1,2}(?!\d))\s?[日号]?/y,
    read: (m) => exact(Number(m[1]), Number(m[3]), Number(m[4])),
  },
  {
    first: DIGITS,
    pattern: /((?:19|20)\d{2}) (\d{2}) (\d{2})(?!\d)/y,
    read: (m) => exact(Number(m[1]), Number(m[2]), Number(m[3])),
  },
  {
    first: "12",
    pattern: /((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?![\da-z])/y,
    read: (m) => exact(Number(m[1]), Number(m[2]), Number(m[3])),
  },
  // 1/2/2020, 13.5.2015: day first, as where it is written so
  {
    first: DIGITS,
    pattern: /(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d{2}|\d{2})(?![\d.:点])/y,
    read: (m) => {
      const [a, b, c] = [Number(m[1]), Number(m[3]), Number(m[4])]
      if (m[4]!.length === 4) return b > 12 ? exact(c, a, b) : exact(c, b, a)
      if (m[1]!.length === 2 && c <= 31 && a > 6) return exact(2000 + a, b, c)
      return exact(c > 50 ? 1900 + c : 2000 + c, b, a)
    },
  },
  {
    first: DIGITS,
    pattern: /(\d{2})([-/])(\d{1,2})\2(\d)(?![\d.])/y,
    read: (m) => exact(2000 + Number(m[1]), Number(m[3]), Number(m[4])),
  },
]

/** A month and a date, or a date alone. */
export const WRITTEN_SHORT: readonly DayReader[] = [
  // 11到13号, 十号至十二号: the first of two where only the second carries the word
  {
    first: `${DIGITS}${CHINESE}`,
    pattern: new RegExp(`${N}(?=\\s?(?:到|至|-|~|、|,|和|跟|及)\\s?${N}\\s?(?:号|日)${ADDRESS_AFTER}(?![人]))`, "y"),
    read: (m, said, text) =>
      /[\d路街道巷栋第.:点月一二三四五六七八九十-]$/.test(text.slice(0, m.index))
        ? undefined
        : bare(number(m[1]!), said),
  },
  // 3月28到29: the second without its word
  {
    first: DIGITS,
    pattern: /(\d{1,2})(?![\d:点.时个人号日月万千百元])/y,
    read: (m, said, text) =>
      /月\s?\d{1,2}\s?[日号]?\s?(?:到|至|-|~)\s?$/.test(text.slice(Math.max(0, m.index - 12), m.index)) ||
      // 12月26、27两天
      (/月\s?\d{1,2}\s?[日号]?\s?[、和,]\s?$/.test(text.slice(Math.max(0, m.index - 12), m.index)) &&
        /^\s?(?:这|共)?两[天日]/.test(text.slice(m.index + m[0].length)))
        ? bare(number(m[1]!), said)
        : undefined,
  },
  // 9号, 二十号
  {
    first: `${DIGITS}${CHINESE}`,
    pattern: new RegExp(`${N}\\s?(?:号${ADDRESS_AFTER}(?!人|人)|日(?![常用报均子]))`, "y"),
    read: (m, said, text) =>
      /[\d路街道巷栋第弄.零百千月]$/.test(text.slice(0, m.index)) ? undefined : bare(number(m[1]!), said),
  },
  // 8.15, 12/10, 12-10 下午
  {
    first: DIGITS,
    pattern: /(\d{1,2})\s?([./])\s?(\d{1,2})(?!\d|\.\d|\/|\s?[万千百wk元块亿斤公米倍折级分吨亩%度人个小天年场次号楼])/y,
    read: (m, said, text) => {
      if (
        /(?:[\d./a-z¥￥$第]|\d:)$/.test(text.slice(0, m.index)) ||
        (m[2] === "." && m[1]!.startsWith("0") && m[1] !== "0" && m[1]!.length === 1)
      )
        return undefined
      const [month, date] = [Number(m[1]), Number(m[3])]
      return month >= 1 && month <= 12 && date >= 1 && date <= 31 ? floating(month, date, said) : undefined
    },
  },
  {
    first: DIGITS,
    pattern:
      /(1[0-2]|0?[1-9])-(3[01]|[12]\d|0?[1-9])(?=\s?(?:日|号|上午|下午|晚|早|中午|周|星期|\(|\d{1,2}[:点]))(?!点|:)(?:日|号)?/y,
    read: (m, said, text) =>
      /(?:[\d./a-z-]|\d:)$/.test(text.slice(0, m.index)) || /号|日/.test(m[0])
        ? undefined
        : floating(Number(m[1]), Number(m[2]), said),
  },
]
