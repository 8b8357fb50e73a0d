import { addWorkdays } from "./calendar.ts"
import type { DayReader } from "./day-reader.ts"
import { CHINESE, DIGITS } from "./day-reader.ts"
import { day, number, shifted, shiftMinutes } from "./day-reckoning.ts"

/** Days so and so far from now: 之后5分钟, 3天后, 近三年, 今明两天, 大后天, 次日. */

/** In hours and minutes, from now. */
export const MINUTES_AWAY: readonly DayReader[] = [
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
]

/** In days, weeks, months and years. */
export const AWAY: readonly DayReader[] = [
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
]

/** By their own words. */
export const NEAR: readonly DayReader[] = [
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
]
