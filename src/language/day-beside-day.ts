import type { Day } from "./calendar.ts"
import { addMonths, dateOf, dayOf, weekdayOf } from "./calendar.ts"
import type { DayWords } from "./day-reckoning.ts"
import { dateInMonth } from "./day-reckoning.ts"

/** One day read by another beside it: the end of a range by its start, a weekday by its date. */

/** The day nearest to another that is a given weekday. */
export function onWeekday(day: Day, weekday: number): Day {
  const ahead = (((weekday - weekdayOf(day)) % 7) + 7) % 7
  return ahead <= 3 ? day + ahead : day + ahead - 7
}

/** Whether a day falls on the weekday said. */
export function sameWeekday(one: DayWords, weekday: DayWords): boolean {
  return one.of === "day" && weekday.weekday !== undefined && (((one.first + 3) % 7) + 7) % 7 === weekday.weekday - 1
}

/** 11月20号到12月5号 on 23 November: it has begun, and is not next year's. */
export function notAfter(start: DayWords, end: DayWords): DayWords {
  if (
    start.floating !== true ||
    start.weekday !== undefined ||
    end.month === undefined ||
    end.impossible === true ||
    start.first <= end.last
  )
    return start
  // an nth weekday stays one: the last Monday of April
  const weeks =
    start.date === undefined && start.first === start.last
      ? dateOf(start.first - 364).month === dateOf(start.first).month
        ? -364
        : -371
      : 0
  const shift = (day: Day) => (weeks === 0 ? addMonths(day, -12) : day + weeks)
  const first = shift(start.first)
  return first <= end.first && end.first - first < 330 ? { ...start, first, last: shift(start.last + 1) - 1 } : start
}

/** 12月11到13号: what the end leaves out is the start's. */
export function insideOf(start: DayWords | undefined, end: DayWords): DayWords {
  if (start !== undefined && end.weekday !== undefined && start.of === "day") {
    const day = start.first + ((((end.weekday - weekdayOf(start.first)) % 7) + 7) % 7)
    return { ...end, first: day, last: day }
  }
  if (start !== undefined && end.next === true) return { ...end, first: start.last + 1, last: start.last + 1 }
  if (start === undefined || start.of === "span" || end.date === undefined) return end
  const { year, month, date } = dateOf(start.first)
  if (end.year === undefined && end.month === undefined) {
    const same = dayOf(year, month, end.date)
    if (end.date >= date && same !== undefined) return { ...end, first: same, last: same }
    // 28号到2号: over the end of the month; 13到11号 within a named month: as said, and in conflict
    if (start.month !== undefined && end.date < date) return { ...end, ...dateInMonth(end.date, year, month) }
    const over = month === 12 ? dayOf(year + 1, 1, end.date) : dayOf(year, month + 1, end.date)
    return over === undefined ? end : { ...end, first: over, last: over }
  }
  if (end.floating === true) {
    const same = dayOf(year, end.month!, end.date)
    const next = dayOf(year + 1, end.month!, end.date)
    const near =
      same !== undefined && (same >= start.first || end.month === month || start.first - same < 200) ? same : next
    if (near !== undefined) return { ...end, first: near, last: near }
  }
  return end
}
