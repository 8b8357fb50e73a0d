import type { Day } from "./calendar.ts"
import { addWorkdays, dateOf, dayOf, lengthOfMonth, nthWeekday, weekdayOf } from "./calendar.ts"
import type { DayWords, Said, Tense, Words } from "./day-reckoning.ts"
import {
  bare,
  day,
  exact,
  festival,
  floating,
  lunarDate,
  monthOf,
  months,
  monthYear,
  nearestHoliday,
  number,
  partOfMonth,
  shifted,
  shiftMinutes,
  weekdayNumber,
  weeks,
  wholeMonth,
  wholeYear,
  withinMonth,
  yearIn,
  yearOf,
} from "./day-reckoning.ts"
import { ERAS } from "./era.ts"
import { FESTIVAL } from "./festival.ts"

/** Words for days: 明儿, 下下周三, 12月5号, 8.15, 本月最后一个周五, 国庆后第一个周一, 腊月二十三, 三天后, 月底. */

type Reader = {
  first: string
  pattern: RegExp
  read: (match: RegExpExecArray, said: Said, text: string) => Words | undefined
}

const N = "(\\d{1,2}|[一二两三四五六七八九十廿卅]{1,3})"
const YEAR =
  "(\\d{2,4}|[零一二三四五六七八九]{2,4}|(?:两|二)千(?:零?[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)?)\\s?年"
const WEEK = "(?:周|星期|礼拜)"
const DAY_OF_WEEK = "[一二三四五六日天1-7]"
const ADDRESS_AFTER = "(?!\\s?[楼院门厅馆店线桌车机码仓栋单教会展文选])"
const DIGITS = "0123456789"
const CHINESE = "零一二两三四五六七八九十廿卅"

const READERS: Reader[] = [
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
  // 现在, where something runs from it
  {
    first: "现此",
    pattern: /(?:现在|此刻)(?=\s?(?:到|至|-|~|起))/y,
    read: (_, said) => ({ ...day(said.now), minute: said.minute }),
  },
  // 之后5分钟, 未来的3小时, 还剩5分钟, 上个小时
  {
    first: "之未过前后还接上下",
    pattern:
      /(之后|之前|未来的?|过去的?|还剩|接下来|前|后)\s?(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s?个?\s?(小时|钟头|分钟)|(上|下)一?个(小时|钟头)/y,
    read: (m, said, text) => {
      if (/^[前后]$/.test(m[1] ?? "") && /[\u4e00-\u9fa5]$/.test(text.slice(0, m.index))) return undefined
      if (m[4] !== undefined && /[早晚马一线]$/.test(text.slice(0, m.index))) return undefined
      const ahead = m[4] === undefined ? /之后|未来|还剩|接下来|^后/.test(m[1]!) : m[4] === "下"
      const minutes = m[4] === undefined ? (m[2] === "半" ? 0.5 : number(m[2]!)) * (m[3] === "分钟" ? 1 : 60) : 60
      const other = shiftMinutes(said, ahead ? minutes : -minutes)
      const now = { day: said.now, minute: said.minute }
      const [from, to] = ahead ? [now, other] : [other, now]
      return {
        first: from.day,
        last: from.day,
        of: "day",
        minute: from.minute,
        until: { day: to.day, minute: to.minute },
      }
    },
  },
  // 上世纪90年代
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
  // 3天后, 两周前, 半个月以后, 过三天, 5个工作日后, 2小时后
  {
    first: `${DIGITS}${CHINESE}半过再隔`,
    pattern:
      /(?:再?过|隔)?(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(个半|个)?\s?(天|日|周|星期|礼拜|月|年|小时|钟头|分钟|工作日)(半)?(?:(?:之|以)?(后|前)(?!半)|(?=就|开始|后))/y,
    read: (m, said, text) => {
      const before = text.slice(Math.max(0, m.index - 4), m.index)
      if (/(?:提前|第|每|满|[年月\d]|[^\s]号)$/.test(before) || /^0\d/.test(m[1]!)) return undefined
      const after = m[5] === "后" || (m[5] === undefined && /^(?:再?过|隔)/.test(m[0]))
      if (m[5] === undefined && !after) return undefined
      return shifted(m[1]!, m[2], m[3]!, m[4], after ? 1 : -1, said)
    },
  },
  {
    first: "再过隔",
    pattern: /(?:再?过|隔)(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(个半|个)?\s?(天|日|周|星期|礼拜|月)(半)?/y,
    read: (m, said) => shifted(m[1]!, m[2], m[3]!, m[4], 1, said),
  },
  // 近三年, 未来两天, 上2个月, 前1周
  {
    first: "近过未前后上下之接最",
    pattern:
      /(近|过去|最近|未来|今后|接下来|之后|之前|前|后|上|下)的?\s?(\d{1,3}|[一二两三四五六七八九十几]{1,3})\s?个?\s?(天|周|星期|月|年|小时|分钟)(?!后|前)/y,
    read: (m, said, text) => {
      if (/[\d年月]的?$/.test(text.slice(0, m.index)) || m[2] === "几") return undefined
      // 提前3天, 晚上2小时, 马上一年: the letter belongs to the word before it
      if (
        /^[前后上下]$/.test(m[1]!) &&
        /[\u4e00-\u9fa5]$/.test(text.slice(0, m.index)) &&
        !/[在从了的我们]$/.test(text.slice(0, m.index))
      )
        return undefined
      const ahead = /未来|今后|接下来|后|下/.test(m[1]!)
      if (/[上下]/.test(m[1]!) && /[一1]/.test(m[2]!) && m[3] === "天") return undefined
      const other = shifted(m[2]!, undefined, m[3]!, undefined, ahead ? 1 : -1, said)
      if (other === undefined || other.impossible) return undefined
      if (other.minute !== undefined) return undefined
      return ahead
        ? { first: said.now + (/^(?:后|未来)/.test(m[1]!) ? 1 : 0), last: other.first, of: "span" }
        : { first: other.first, last: said.now, of: "span" }
    },
  },
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
  // 今明两天, 今天, 大后天, 明儿, 今晚
  {
    first: "今明",
    pattern: /(今明|明后)(?:两天|2天|天(?:(?:两|2)天)?)/y,
    read: (m, said) => {
      const first = said.now + (m[1] === "今明" ? 0 : 1)
      return { first, last: first + 1, of: "day" }
    },
  },
  {
    first: "大后明今昨前当隔",
    pattern: /(大*)(后|明|今|昨|前)(?:天|日(?!头条|之后|之子|制)|儿个?|(?=[晚早晨夜](?![会餐饭宴报])))/y,
    read: (m, said, text) => {
      if (m[2] === "前" && /[\d一二两三四五六七八九十]\s?$/.test(text.slice(0, m.index))) return undefined
      if (m[2] === "后" && m[0].length === 1) return undefined
      const base = { 后: 2, 明: 1, 今: 0, 昨: -1, 前: -2 }[m[2] as "后"]
      const extra = m[1]!.length
      if (extra > 0 && base !== 2 && base !== -2) return undefined
      return day(said.now + base + Math.sign(base) * extra)
    },
  },
  // 次日: the day after the one said before it
  {
    first: "次翌第",
    pattern: /次日|翌日|第二天/y,
    read: (_, said) => ({ ...day(said.now + 1), next: true }),
  },
  // 下个工作日, 今年, 最近
  {
    first: "下第",
    pattern: /下(?:一|1)?个?工作日/y,
    read: (_, said) => {
      const worked = addWorkdays(said.now, 1)
      return worked === undefined ? undefined : day(worked)
    },
  },
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

const byFirst = new Map<string, Reader[]>()
for (const reader of READERS)
  for (const character of new Set(reader.first)) byFirst.set(character, [...(byFirst.get(character) ?? []), reader])

/** The words for a day that start exactly at a position. */
export function dayWordsAt(text: string, at: number, now: Day, minute: number, tense: Tense): DayWords | undefined {
  const readers = byFirst.get(text[at]!)
  if (readers === undefined) return undefined
  for (const { pattern, read } of readers) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) continue
    const words = read(match, { now, minute, tense }, text)
    if (words !== undefined) return { ...words, from: at, to: at + match[0].length }
  }
  return undefined
}
