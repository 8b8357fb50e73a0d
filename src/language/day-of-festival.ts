import { addWorkdays, weekdayOf } from "./calendar.ts"
import type { DayReader } from "./day-reader.ts"
import { DAY_OF_WEEK, DIGITS, WEEK, YEAR } from "./day-reader.ts"
import { day, festival, nearestHoliday, number, weekdayNumber, yearIn } from "./day-reckoning.ts"
import { FESTIVAL } from "./festival.ts"

/** Days by a festival: 中秋前的那个周六, 国庆后第一个周一, 春节后第一个工作日, 元旦前一天. */

/** The longer words first. */
export const FESTIVALS: readonly DayReader[] = [
  // 中秋前的那个周六, 元旦后的周日, 春节前最后一个周五
  {
    first: `${FESTIVAL.first}今明去`,
    pattern: new RegExp(
      `(?:(今年|明年|去年|${YEAR})的?)?(${FESTIVAL.names})(?:节(?!目))?(?:之|以)?(前|后)(?:面|头)?的?(?:(?:那|这|上|头|最后)?(?:一)?个?)(?:${WEEK})([一二三四五六日天])`,
      "y",
    ),
    read: (m, said) => {
      const base = festival(m[3]!, said, yearIn(m, said))
      if (base === undefined) return undefined
      const weekday = weekdayNumber(m[5]!)
      const away = (((weekday - weekdayOf(base.first)) % 7) + 7) % 7
      return day(base.first + (m[4] === "前" ? (away === 0 ? -7 : away - 7) : away === 0 ? 7 : away))
    },
  },
  // 国庆后第一个周一, 春节后第一个工作日, 国庆当天, 元旦前一天
  {
    first: `${FESTIVAL.first}节今明去`,
    pattern: new RegExp(
      `(?:(今年|明年|去年|${YEAR})的?)?(?:(${FESTIVAL.names})(?:节|假期|长假|放假|小长假|黄金周)?|(节))(?:(?:过|完)?(?:之|以)?后|后)的?(?:上班)?第([一二三1-3])个?(?:${WEEK}(${DAY_OF_WEEK})|(工作日)|(天))`,
      "y",
    ),
    read: (m, said) => {
      const name = m[3] ?? nearestHoliday(said)
      const base = festival(name, said, yearIn(m, said), true)
      if (base === undefined) return undefined
      const count = number(m[5]!)
      if (m[6] !== undefined) {
        const weekday = weekdayNumber(m[6])
        // after the holidays, not inside them: 国庆后第一个周一 is never 5 October
        const from = base.last
        return day(from + ((weekday - weekdayOf(from) + 6) % 7) + 1 + (count - 1) * 7)
      }
      if (m[7] !== undefined) {
        const worked = addWorkdays(base.last, count)
        return worked === undefined
          ? { first: base.last + 1, last: base.last + 1, of: "day", vague: true }
          : day(worked)
      }
      return day(base.last + count)
    },
  },
  {
    first: `${FESTIVAL.first}今明去${DIGITS}`,
    pattern: new RegExp(
      `(?:(今年|明年|去年|${YEAR})的?)?(${FESTIVAL.names})(?:节(?!目))?(?:的?(当天|当日|那天|这天)|(?:的|假期|放假|期间)*第([一二三四五六七])天|的?(?:前(一|两|二|三|1|2|3)天)|的?(?:后(一|两|二|三|1|2|3)天)|的?(前夕|前后|期间|假期|放假|前|之前|以前|过后|之后|以后|后))?`,
      "y",
    ),
    read: (m, said, text) => {
      const name = m[3]!
      const before = text.slice(Math.max(0, m.index - 1), m.index)
      if (FESTIVAL.needsCare.test(name) && m[0] === name && /[第\d一二三四五六七八九十零百千初]/.test(before))
        return undefined
      if (
        FESTIVAL.needsCare.test(name) &&
        /^(?:个|人|名|位|点|号|日|万|千|百|月|年|户|家|块|元|社区|路|学校|小学|中学|大楼|广场|\d|:|\.|天|口|楼|岁|场|次|十|届|期|届|班|妇)/.test(
          text.slice(m.index + m[0].length),
        ) &&
        !/^妇女节/.test(text.slice(m.index + m[0].length))
      )
        return undefined
      const one = festival(name, said, yearIn(m, said))
      if (one === undefined) return undefined
      if (m[5] !== undefined) return day(one.first + number(m[5]) - 1)
      if (m[6] !== undefined) return day(one.first - number(m[6]))
      if (m[7] !== undefined) return day(one.first + number(m[7]))
      if (m[8] !== undefined) return { ...one, of: "span", vague: true }
      return m[4] === undefined ? one : { ...one, festival: false }
    },
  },
]
