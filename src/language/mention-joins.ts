import { weekdayOf } from "./calendar.ts"
import type { ClockWords, PartOfDay } from "./clock-words.ts"
import { hourOfDay } from "./clock-words.ts"
import { insideOf, onWeekday, sameWeekday } from "./day-beside-day.ts"
import type { DayWords } from "./day-reckoning.ts"
import type { Mention } from "./mention.ts"

/** Whether the next words for a time belong to the mention before them, and what they add to it. */

const LIST = /^\s?(?:、|和|跟|及|与|,|\s)?\s?$/

/** Whether words after 到 or 至 are the mention's end. */
export function joinsEnd(current: Mention, day: DayWords | undefined, clock: ClockWords | undefined): boolean {
  if (clock !== undefined)
    return (
      current.clock !== undefined &&
      current.endClock === undefined &&
      (clock.minute !== undefined || current.clock.minute === undefined)
    )
  if (current.endDay !== undefined || day?.recurring === true) return false
  return current.day !== undefined
    ? current.clock?.minute === undefined || day!.of === "day"
    : current.clock !== undefined
}

/** Whether words close by belong to the mention. */
export function joins(
  current: Mention,
  inEnd: boolean,
  day: DayWords | undefined,
  clock: ClockWords | undefined,
  gap: string,
): boolean {
  if (clock !== undefined) {
    const held = inEnd && current.clock?.minute !== undefined ? current.endClock : current.clock
    if (held === undefined) return clock.minute !== undefined || !/[,、。]/.test(gap) || current.day !== undefined
    if (held.minute !== undefined) {
      // 12月11日至13日,每天9点 to 17点: the day range is closed, the clock belongs to the start
      return false
    }
    return clock.minute !== undefined && (clock.part === undefined || clock.part === held.part)
  }
  if (day!.of === "span" && day!.weekday === undefined && current.day !== undefined) return false
  // a bare festival beside a date may belong to the title: 12月1日艾滋病日宣传
  if (day!.festival === true && current.day !== undefined) return false
  if (day!.feast === true || day!.next === true) return current.day !== undefined && day!.first === current.day.first
  if (current.day === undefined)
    return (
      current.clock !== undefined &&
      !inEnd &&
      /^[\s,(]*$/.test(gap) &&
      day!.of === "day" &&
      current.clock.minute === undefined
    )
  if (current.clock !== undefined && !inEnd)
    return day!.weekday !== undefined && /^[\s(]*$/.test(gap) && sameWeekday(current.day, day!)
  const held = inEnd ? current.endDay : current.day
  if (held === undefined) return true
  if (day!.weekday !== undefined || held.weekday !== undefined) return true
  if (held.of === "span" && held.vague !== true) return false
  const near = day!.month === undefined ? insideOf(held, day!) : day!
  if (/^\s?\($/.test(gap) && day!.of === "day") return true
  // 下周四(12月3号), 明天24号: the same day said twice; 28、29号 and 周六周日: two days
  return (
    LIST.test(gap.replace(/[(（]/, "")) &&
    (near.first === held.first ||
      near.first === held.last + 1 ||
      (held.date === undefined && day!.date !== undefined && day!.floating === true))
  )
}

/** Adds words for a day: the weekday of its date, the next day of a list, a second name, or one that disagrees. */
export function addDay(current: Mention, said: DayWords, text: string): void {
  const held = current.day
  const day = held !== undefined && said.month === undefined && said.weekday === undefined ? insideOf(held, said) : said
  if (held === undefined) {
    current.day = day
    return
  }
  if (held.week === true && day.weekday !== undefined) {
    const first = held.first - weekdayOf(held.first) + day.weekday
    current.day = { ...day, from: held.from, first, last: first }
    return
  }
  if (held.of === "span" && day.weekday !== undefined) {
    // 下周的…周三 with words between
    current.day = { ...day, first: held.first + day.weekday - 1, last: held.first + day.weekday - 1 }
    return
  }
  if (day.first === held.first) {
    if (held.date === undefined && day.date !== undefined) current.day = { ...day, from: held.from }
    return
  }
  if (day.weekday !== undefined && sameWeekday(held, day)) return
  const listed = /^\s?(?:、|和|跟|及|与)?\s?$/.test(text.slice(held.to, day.from))
  if (listed && day.first === held.last + 1 && !(held.date !== undefined && day.weekday !== undefined)) {
    current.endDay = day
    return
  }
  if (day.weekday !== undefined && held.weekday === undefined) {
    current.mismatch = onWeekday(held.first, day.weekday)
    return
  }
  if (held.weekday !== undefined && day.weekday === undefined) {
    // 周二12月2号: the date is the firmer word
    if (!sameWeekday(day, held)) current.mismatch = onWeekday(day.first, held.weekday)
    current.day = { ...day, from: held.from }
    return
  }
  current.mismatch = day.date === undefined ? day.first : held.first
  if (day.date !== undefined) current.day = { ...day, from: held.from }
}

/** Adds a clock time, in the half of the day said before. */
export function addClock(current: Mention, clock: ClockWords, inEnd: boolean): void {
  const held = inEnd ? current.endClock : current.clock
  const merged =
    held === undefined || held.part === undefined || clock.part !== undefined || clock.said === undefined
      ? clock
      : withPart(clock, held.part, held.from)
  if (inEnd) current.endClock = merged
  else current.clock = merged
}

function withPart(clock: ClockWords, part: PartOfDay, from: number): ClockWords {
  const h = Math.floor(clock.said! / 60)
  return { from, to: clock.to, part, said: clock.said!, minute: hourOfDay(h, part) * 60 + (clock.said! - h * 60) }
}
