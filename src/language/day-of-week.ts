import { weekdayOf } from "./calendar.ts"
import type { DayReader } from "./day-reader.ts"
import { DAY_OF_WEEK, WEEK } from "./day-reader.ts"
import { day, weekdayNumber, weeks } from "./day-reckoning.ts"

/** Days of the week: 下下周三, 这个礼拜天, 周末, 每周三, 上周. */

/** A named day before the whole week. */
export const WEEKDAYS: readonly DayReader[] = [
  // 下下周三, 这个礼拜天, 上周, 周末, 每周三
  {
    first: "上下这本今当每周星礼",
    pattern: new RegExp(
      `(每个?)?((?:上|下)+一?个?|这个?|本|今|当)?\\s?${WEEK}(?:的?(?:${WEEK})(?=${DAY_OF_WEEK}))?(?:([一二三四五六日天]|[1-7](?![\\d.:点]))(?!次|度|个)|(末))`,
      "y",
    ),
    read: (m, said, text) => {
      if (m[1] !== undefined) return { first: said.now, last: said.now, of: "span", recurring: true }
      if (
        /(?:负责人|联系人|我是|叫|姓名|名字|法人|会长)[是:\s]?$/.test(text.slice(Math.max(0, m.index - 6), m.index)) &&
        /^周[一二三四五六天]/.test(m[0])
      )
        return undefined
      const monday = said.now - weekdayOf(said.now) + 1
      if (m[4] !== undefined) {
        const saturday = monday + weeks(m[2]) * 7 + 5
        return { first: saturday, last: saturday + 1, of: "span", vague: true }
      }
      const weekday = weekdayNumber(m[3]!)
      if (m[2] !== undefined) return day(monday + weeks(m[2]) * 7 + weekday - 1)
      const this_ = monday + weekday - 1
      if (said.tense === "past") return { ...day(this_ <= said.now ? this_ : this_ - 7), weekday, floating: true }
      return { ...day(this_ > said.now ? this_ : this_ + 7), weekday, floating: true }
    },
  },
  {
    first: "上下这本",
    pattern: new RegExp(
      `((?:上|下)+一?个?|这一?个?|本)(?:周|星期|礼拜)(?!年|岁|边|围|${DAY_OF_WEEK}|末)|([上下前后])半周`,
      "y",
    ),
    read: (m, said) => {
      const monday = said.now - weekdayOf(said.now) + 1
      if (m[2] !== undefined) {
        const early = /[上前]/.test(m[2])
        return { first: early ? monday : monday + 3, last: early ? monday + 2 : monday + 6, of: "span" }
      }
      const first = monday + weeks(m[1]) * 7
      return { first, last: first + 6, of: "span" }
    },
  },
]
