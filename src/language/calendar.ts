import chineseDays from "chinese-days"

/** Days as whole numbers (days since 1970-01-01), the lunar calendar, festivals, and workdays as far as they are published. */

export type Day = number

/** The day of a date, or undefined where there is none such (2月30日). */
export function dayOf(year: number, month: number, date: number): Day | undefined {
  if (month < 1 || month > 12 || date < 1 || date > lengthOfMonth(year, month)) return undefined
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, date)
  return at.getTime() / 86_400_000
}

export function dateOf(day: Day): { year: number; month: number; date: number } {
  const at = new Date(day * 86_400_000)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() }
}

/** Monday 1 … Sunday 7. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

export function lengthOfMonth(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31
}

export function isoOf(day: Day): string {
  const { year, month, date } = dateOf(day)
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`
}

/** The day and the minute of the day that a clock in China shows. */
export function chinaTime(now: Date): { day: Day; minute: number } {
  const minutes = Math.floor(now.getTime() / 60_000) + 480
  const day = Math.floor(minutes / 1440)
  return { day, minute: minutes - day * 1440 }
}

/** Adds months, keeping the date where the month has it. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = dateOf(day)
  const total = year * 12 + month - 1 + months
  const toYear = Math.floor(total / 12)
  const toMonth = (total % 12) + 1
  return dayOf(toYear, toMonth, Math.min(date, lengthOfMonth(toYear, toMonth)))!
}

/** The nth given weekday of a month; n = -1 is the last. */
export function nthWeekday(year: number, month: number, weekday: number, n: number): Day | undefined {
  if (n > 0) {
    const first = dayOf(year, month, 1)!
    const day = first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7
    return dateOf(day).month === month ? day : undefined
  }
  const last = dayOf(year, month, lengthOfMonth(year, month))!
  return last - ((weekdayOf(last) - weekday + 7) % 7)
}

/** The day of a lunar date of the year that begins with that year's Spring Festival. */
export function lunarDay(year: number, month: number, date: number): Day | undefined {
  if (year < 1901 || year > 2099) return undefined
  const two = (value: number) => String(value).padStart(2, "0")
  try {
    const solar = chineseDays.getSolarDateFromLunar(`${year}-${two(month)}-${two(date)}`).date
    return fromIso(solar)
  } catch {
    return undefined
  }
}

/** New Year's Eve that falls into a year: the day before its Spring Festival. */
export function newYearsEve(year: number): Day | undefined {
  const first = lunarDay(year, 1, 1)
  return first === undefined ? undefined : first - 1
}

function fromIso(text: string): Day | undefined {
  const [year, month, date] = text.split("-").map(Number)
  return year === undefined || month === undefined || date === undefined ? undefined : dayOf(year, month, date)
}

const TERMS = {
  立春: ["the_beginning_of_spring", 2],
  清明: ["pure_brightness", 4],
  秋分: ["the_autumn_equinox", 9],
  冬至: ["the_winter_solstice", 12],
} as const

/** 清明, 冬至 and the like move by a day. */
export function solarTerm(year: number, term: keyof typeof TERMS): Day | undefined {
  if (year < 1901 || year > 2099) return undefined
  const [key, month] = TERMS[term]
  try {
    return fromIso(chineseDays.getSolarTermDate(year, month, key as Parameters<typeof chineseDays.getSolarTermDate>[2]))
  } catch {
    return undefined
  }
}

const published = new Map<number, boolean>()

/** Whether a year's holidays are in the data: chinese-days calls every weekday of an unpublished year a workday, 1 October too. */
function holidaysKnown(year: number): boolean {
  let known = published.get(year)
  if (known === undefined) {
    known = !chineseDays.getDayDetail(`${year}-10-01`).work
    // 1 October 2028 is a Sunday, free with or without a notice; the second then tells
    known &&= chineseDays.getDayDetail(`${year}-10-02`).name.includes("国庆")
    published.set(year, known)
  }
  return known
}

/** Whether a day is worked, weekends and 调休 considered; undefined past the last published year. */
function isWorkday(day: Day): boolean | undefined {
  return holidaysKnown(dateOf(day).year) ? chineseDays.isWorkday(isoOf(day)) : undefined
}

/** The nth workday after (n > 0) or before (n < 0) a day; undefined where the calendar is not published. */
export function addWorkdays(day: Day, count: number): Day | undefined {
  const step = count < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(count); left > 0; ) {
    at += step
    const worked = isWorkday(at)
    if (worked === undefined || Math.abs(at - day) > 400) return undefined
    if (worked) left--
  }
  return at
}
