import { chineseNumber } from "#domain/numeral.ts"
import type { Day } from "./calendar.ts"
import { addMonths, addWorkdays, dateOf, dayOf, lengthOfMonth, lunarDay, nthWeekday } from "./calendar.ts"
import { festivalDay } from "./festival.ts"

/** Which day words for a day mean, seen from the message's own: a bare 9号 is the coming ninth, a bare 周三 the coming Wednesday. */

export type Tense = "past" | "future"

export type DayWords = {
  from: number
  to: number
  first: Day
  /** Inclusive. */
  last: Day
  /** What was named: one day, or a stretch of which no day was named. */
  of: "day" | "span"
  /** 月底, 年初, 周末: about then. */
  vague?: boolean
  /** A bare day of the week, which another word beside it may place. */
  weekday?: number
  /** The parts said, from which the other end of a range takes what it leaves out. */
  year?: number
  month?: number
  date?: number
  /** A festival by its bare name, which may be part of a title: 重阳节敬老活动. */
  festival?: boolean
  /** A festival, however said. */
  feast?: boolean
  /** 2月30日. */
  impossible?: boolean
  /** A minute of the day where the words say it: 两小时后. */
  minute?: number
  /** Where a stretch of minutes ends: 之后5分钟. */
  until?: { day: Day; minute: number }
  /** 每周三: over and over. */
  recurring?: boolean
  /** Said so that it could be the other side of today: a bare 12月5号. */
  floating?: boolean
  /** 两周后, which 的周六 may still place within its week. */
  week?: boolean
  /** 次日: the day after whatever day was said before. */
  next?: boolean
}

export type Said = { now: Day; minute: number; tense: Tense }
export type Words = Omit<DayWords, "from" | "to">
/** The end of 12月11日至13日: a bare date read inside the month of the start. */
export function dateInMonth(date: number, year: number, month: number): Words {
  return exact(year, month, date)
}

export function number(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? Number.NaN)
}

export function weekdayNumber(text: string): number {
  return /\d/.test(text) ? Number(text) : text === "日" || text === "天" ? 7 : "一二三四五六".indexOf(text) + 1
}

export function weeks(words: string | undefined): number {
  if (words === undefined) return 0
  return [...words].reduce((sum, one) => sum + (one === "下" ? 1 : one === "上" ? -1 : 0), 0)
}

export function day(one: Day): Words {
  return { first: one, last: one, of: "day" }
}

export function exact(year: number, month: number, date: number): Words {
  const one = dayOf(year, month, date)
  return one === undefined
    ? { first: 0, last: 0, of: "day", impossible: true, year, month, date }
    : { first: one, last: one, of: "day", year, month, date }
}

export function months(year: number, month: number, count: number): Words {
  const first = dayOf(year, month, 1)!
  return { first, last: addMonths(first, count) - 1, of: "span", year, month }
}

export function wholeYear(year: number): Words {
  return { first: dayOf(year, 1, 1)!, last: dayOf(year, 12, 31)!, of: "span", year }
}

export function shiftMinutes(said: Said, by: number): { day: Day; minute: number } {
  const minutes = said.minute + Math.round(by)
  const days = Math.floor(minutes / 1440)
  return { day: said.now + days, minute: minutes - days * 1440 }
}

export function wholeMonth(year: number, month: number): Words | undefined {
  return month < 1 || month > 12 ? undefined : months(year, month, 1)
}

/** A month and a date without a year: the coming one, or the last one; what has just been stays this year's. */
export function floating(month: number, date: number, said: Said): Words | undefined {
  if (month < 1 || month > 12 || date < 1 || date > 31) return undefined
  return nearer(said, (tense) => inYear(month, date, { ...said, tense }))
}

/** Something told as past but due in days is to come; something planned but just over has been. */
function nearer(said: Said, read: (tense: Tense) => Words | undefined): Words | undefined {
  const one = read(said.tense)
  if (one === undefined || one.impossible === true) return one
  const away = Math.abs(one.first - said.now)
  if (away < 100) return one
  const other = read(said.tense === "past" ? "future" : "past")
  if (other === undefined || other.impossible === true) return one
  const distance = Math.abs(other.first - said.now)
  return distance <= (said.tense === "past" ? 45 : 7) ? other : one
}

function inYear(month: number, date: number, said: Said): Words | undefined {
  const { year } = dateOf(said.now)
  const longest = month === 2 ? 29 : lengthOfMonth(year, month)
  if (date > longest) return { ...exact(year, month, date), floating: true }
  if (said.tense === "past") {
    for (let at = year; ; at--) {
      const one = dayOf(at, month, date)
      if (one !== undefined && one <= said.now) return { ...exact(at, month, date), floating: true }
    }
  }
  for (let at = year - 1; ; at++) {
    const one = dayOf(at, month, date)
    if (one !== undefined && one >= said.now) return { ...exact(at, month, date), floating: true }
  }
}

export function bare(date: number, said: Said): Words | undefined {
  if (!(date >= 1 && date <= 31)) return undefined
  let { year, month } = dateOf(said.now)
  for (let tries = 0; tries < 14; tries++) {
    const one = dayOf(year, month, date)
    if (one !== undefined && (said.tense === "past" ? one <= said.now : one >= said.now))
      return { first: one, last: one, of: "day", date, floating: true }
    month += said.tense === "past" ? -1 : 1
    if (month === 13) [year, month] = [year + 1, 1]
    if (month === 0) [year, month] = [year - 1, 12]
  }
  return undefined
}

export function yearOf(digits: string | undefined, word: string | undefined, said: Said): number | undefined {
  const { year } = dateOf(said.now)
  if (word !== undefined)
    return year + ({ 今年: 0, 本年: 0, 本年度: 0, 明年: 1, 来年: 1, 后年: 2, 大后年: 3, 去年: -1, 前年: -2 }[word] ?? 0)
  if (digits === undefined) return undefined
  const value = /^\d+$/.test(digits) ? Number(digits) : chineseNumber(digits)!
  const short = /^\d{2}$/.test(digits) || /^[零一二三四五六七八九]{2}$/.test(digits)
  return short ? (value > 50 ? 1900 + value : 2000 + value) : value
}

export function yearIn(match: RegExpExecArray, said: Said): number | undefined {
  const words = match[1]
  if (words === undefined) return undefined
  return match[2] !== undefined ? yearOf(match[2], undefined, said) : yearOf(undefined, words, said)
}

/** The year of a month without one: this year's unless it is over (or not yet). */
export function monthYear(month: number, said: Said): number {
  const { year, month: current } = dateOf(said.now)
  if (said.tense === "past") return month > current ? year - 1 : year
  return month < current ? year + 1 : year
}

export function monthOf(
  year: string | undefined,
  yearWord: string | undefined,
  month: string | undefined,
  relative: string | undefined,
  said: Said,
): { year: number; month: number } | undefined {
  const now = dateOf(said.now)
  if (relative !== undefined) {
    const shift = relative.startsWith("次") ? 1 : weeks(relative)
    const { year: y, month: m } = dateOf(addMonths(dayOf(now.year, now.month, 1)!, shift))
    return { year: y, month: m }
  }
  const m = number(month!)
  if (!(m >= 1 && m <= 12)) return undefined
  return { year: yearOf(year, yearWord, said) ?? monthYear(m, said), month: m }
}

export function withinMonth(
  year: number,
  month: number,
  n: number,
  weekday: string | undefined,
  days: boolean,
  workdays: boolean,
): Words | undefined {
  const first = dayOf(year, month, 1)!
  const last = first + lengthOfMonth(year, month) - 1
  if (days) return day(n === -1 ? last : first + n - 1)
  if (workdays) {
    const worked = n === -1 ? addWorkdays(last + 1, -1) : addWorkdays(first - 1, n)
    return worked === undefined ? undefined : day(worked)
  }
  if (weekday === "末") {
    const saturday = nthWeekday(year, month, 6, n)
    return saturday === undefined ? undefined : { first: saturday, last: saturday + 1, of: "span", vague: true }
  }
  if (weekday !== undefined) {
    const one = nthWeekday(year, month, weekdayNumber(weekday), n)
    return one === undefined ? undefined : day(one)
  }
  const monday = n === -1 ? nthWeekday(year, month, 1, -1)! : nthWeekday(year, month, 1, 1)! + (n - 1) * 7
  return { first: monday, last: monday + 6, of: "span" }
}

export function partOfMonth(year: number, month: number, part: string): Words {
  const first = dayOf(year, month, 1)!
  const last = first + lengthOfMonth(year, month) - 1
  switch (part) {
    case "底":
    case "末":
      return { first: last, last, of: "day", vague: true }
    case "初":
      return { first, last: first + 6, of: "span", vague: true }
    case "上旬":
      return { first, last: first + 9, of: "span", vague: true }
    case "下旬":
      return { first: first + 20, last, of: "span", vague: true }
    default:
      return { first: first + 10, last: first + 19, of: "span", vague: true }
  }
}

export function lunarDate(year: number | undefined, month: number, date: number, said: Said): Words | undefined {
  const now = dateOf(said.now).year
  const years = year !== undefined ? [year] : said.tense === "past" ? [now, now - 1] : [now - 1, now, now + 1]
  for (const one of years) {
    const at =
      month === 12 && date === 30 ? (lunarDay(one, 12, 30) ?? lunarDay(one, 12, 29)) : lunarDay(one, month, date)
    if (at !== undefined && (year !== undefined || (said.tense === "past" ? at <= said.now : at >= said.now)))
      return day(at)
  }
  return undefined
}

export function festival(name: string, said: Said, year?: number, holidays = false): Words | undefined {
  return year !== undefined || holidays
    ? festivalIn(name, said, year, holidays)
    : nearer(said, (tense) => festivalIn(name, { ...said, tense }, year, holidays))
}

function festivalIn(name: string, said: Said, year: number | undefined, holidays: boolean): Words | undefined {
  const now = dateOf(said.now).year
  const years = year !== undefined ? [year] : said.tense === "past" ? [now, now - 1] : [now, now + 1]
  for (const one of years) {
    const at = festivalDay(name, one)
    if (at === undefined) continue
    if (
      year !== undefined ||
      (said.tense === "past" ? at.first <= said.now : (holidays ? at.off : at.first) >= said.now)
    )
      return { first: at.first, last: holidays ? at.off : at.first, of: "day", festival: true, feast: true }
  }
  return undefined
}

export function nearestHoliday(said: Said): string {
  const names = ["元旦", "春节", "清明", "五一", "端午", "中秋", "国庆"]
  const distance = (name: string) => {
    const at = festival(name, { ...said, tense: "future" }, undefined, true)
    return at === undefined ? 9999 : at.last - said.now
  }
  return names.sort((a, b) => distance(a) - distance(b))[0]!
}

export function shifted(
  count: string,
  half: string | undefined,
  unit: string,
  tail: string | undefined,
  sign: 1 | -1,
  said: Said,
): Words | undefined {
  const n = count === "半" ? 0.5 : number(count)
  if (!(n > 0)) return undefined
  const more = half === "个半" || tail === "半" ? 0.5 : 0
  const amount = (n + more) * sign
  switch (unit) {
    case "天":
    case "日":
      return Number.isInteger(amount) ? day(said.now + amount) : undefined
    case "周":
    case "星期":
    case "礼拜":
      return Number.isInteger(amount) ? { ...day(said.now + amount * 7), week: true } : undefined
    case "月":
      return Number.isInteger(amount)
        ? day(addMonths(said.now, amount))
        : day(addMonths(said.now, Math.trunc(amount)) + 15 * sign)
    case "年":
      return day(addMonths(said.now, Math.round(amount * 12)))
    case "工作日": {
      const worked = addWorkdays(said.now, amount)
      return worked === undefined ? undefined : day(worked)
    }
    default: {
      const minutes = said.minute + Math.round(amount * (unit === "分钟" ? 1 : 60))
      const days = Math.floor(minutes / 1440)
      return { ...day(said.now + days), minute: minutes - days * 1440 }
    }
  }
}
