import type { Day } from "./calendar.ts"
import { isoOf } from "./calendar.ts"
import type { ClockWords, PartOfDay } from "./clock-words.ts"
import type { DayWords } from "./day-reckoning.ts"

/** A mention of a time, and the instants it stands for. */

export type Mention = {
  from: number
  to: number
  day?: DayWords
  clock?: ClockWords
  endDay?: DayWords
  endClock?: ClockWords
  /** 为期三天, 两个小时: an end said as a length, in days or minutes. */
  days?: number
  minutes?: number
  /** 12月5号之前: a limit, not a time. */
  limit?: "before" | "after"
  /** 以来, 起: from it on. */
  since?: boolean
  /** The day that the weekday said would be, where the date says another. */
  mismatch?: Day
}

/** 2026-12-02T15:00:00+08:00, or 2026-12-02 where no clock time is given. */
export function instant(day: Day, minute: number | undefined): string {
  if (minute === undefined) return isoOf(day)
  const days = Math.floor(minute / 1440)
  const left = minute - days * 1440
  const two = (value: number) => String(value).padStart(2, "0")
  return `${isoOf(day + days)}T${two(Math.floor(left / 60))}:${two(left % 60)}:00+08:00`
}

/** Start and end of a mention, in order; undefined where it names no day. */
export function boundsOf(mention: Mention): { start: string; end?: string; conflict: boolean } | undefined {
  const { day, clock, endDay, endClock } = mention
  if (day === undefined || day.impossible === true) return undefined
  // 2018年之后 begins when the year is over
  if (mention.limit === "after" && day.of === "span" && day.vague !== true && mention.since !== true)
    return { start: instant(day.last + 1, undefined), conflict: false }
  const start = instant(day.first, clock?.minute)
  const lastDay =
    endDay !== undefined
      ? endDay.impossible === true
        ? undefined
        : endDay.last
      : day.last > day.first
        ? day.last
        : mention.days !== undefined && mention.days > 1
          ? day.first + mention.days - 1
          : undefined
  let end: string | undefined
  if (endClock?.minute !== undefined) end = instant(lastDay ?? day.first, endClock.minute)
  else if (lastDay !== undefined) end = instant(lastDay, undefined)
  else if (mention.minutes !== undefined && clock?.minute !== undefined)
    end = instant(day.first, clock.minute + mention.minutes)
  if (end === undefined && day.until !== undefined) end = instant(day.until.day, day.until.minute)
  const conflict =
    end !== undefined &&
    (end.length === 10 || start.length === 10 ? end.slice(0, 10) < start.slice(0, 10) : end <= start)
  return { start, ...(end === undefined ? {} : { end }), conflict }
}

/** The stretches by which the date recognizers in use split a day; only for the printed list, no slot is filled from them. */
const PARTS: Partial<Record<PartOfDay, [number, number]>> = {
  dawn: [0, 6],
  morning: [8, 12],
  noon: [11, 13],
  afternoon: [12, 18],
  evening: [16, 20],
}

/** 明天上午 as the stretch it is; only where no clock time was said. */
export function partBounds(mention: Mention): { start: string; end?: string } | undefined {
  const { day, clock } = mention
  if (
    day === undefined ||
    day.impossible === true ||
    day.of !== "day" ||
    clock === undefined ||
    clock.minute !== undefined ||
    clock.part === undefined ||
    mention.endDay !== undefined
  )
    return undefined
  const hours = PARTS[clock.part]
  return hours === undefined
    ? undefined
    : { start: instant(day.first, hours[0] * 60), end: instant(day.first, hours[1] * 60) }
}
