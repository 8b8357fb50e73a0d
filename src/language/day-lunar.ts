import type { DayReader } from "./day-reader.ts"
import { CHINESE, DIGITS, YEAR } from "./day-reader.ts"
import { festival, lunarDate, number, yearOf } from "./day-reckoning.ts"

/** Days of the lunar calendar: 农历八月十五, 腊月二十三, 大年初一, and a bare 初八 around the Spring Festival. */

/** Before the solar months, whose words they share. */
export const LUNAR: readonly DayReader[] = [
  // 农历八月十五, 腊月二十三, 正月初八, 2015年十月初一
  {
    first: `农阴旧古闰正腊冬${CHINESE}${DIGITS}今明去后前`,
    pattern: new RegExp(
      `(?:(?:农历|阴历|旧历|古历)?\\s?(?:${YEAR}|(今年|明年|去年|后年|前年)))?的?(农历|阴历|旧历|古历)?\\s?闰?(正月|腊月|冬月|(?:十[一二]|[一二三四五六七八九十]|\\d{1,2})月)(初[一二三四五六七八九十]|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|\\d{1,2})(?:日|号)?(?![\\d个])`,
      "y",
    ),
    read: (m, said) => {
      const month = m[4] === "正月" ? 1 : m[4] === "冬月" ? 11 : m[4] === "腊月" ? 12 : number(m[4]!.slice(0, -1))
      const lunar = m[3] !== undefined || /^[农阴旧古]/.test(m[0]) || /^[正腊冬]/.test(m[4]!) || m[5]!.startsWith("初")
      if (!lunar) return undefined
      return lunarDate(yearOf(m[1], m[2], said), month, number(m[5]!.replace("初", "")), said)
    },
  },
  {
    first: "大",
    pattern: /大年(初[一二三四五六七八九十]|三十)/y,
    read: (m, said) =>
      m[1] === "三十" ? festival("除夕", said) : lunarDate(undefined, 1, number(m[1]!.slice(1)), said),
  },
  {
    first: "正腊初",
    pattern: /(?:(正月|腊月)?(初[一二三四五六七八九十]))(?![中高])/y,
    read: (m, said) => {
      if (m[1] !== undefined) return lunarDate(undefined, m[1] === "正月" ? 1 : 12, number(m[2]!.slice(1)), said)
      // 初八 alone is the first month's around the Spring Festival, else a month nobody named
      const one = lunarDate(undefined, 1, number(m[2]!.slice(1)), said)
      return one !== undefined && Math.abs(one.first - said.now) < 75 ? { ...one, festival: false } : undefined
    },
  },
]
