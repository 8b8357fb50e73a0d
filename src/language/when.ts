import { chineseNumber } from "#domain/numeral.ts"
import type { Day } from "./calendar.ts"
import { addMonths, chinaTime, dateOf, dayOf, isoOf, weekdayOf } from "./calendar.ts"
import type { ClockWords, PartOfDay } from "./clock-words.ts"
import { clockWordsAt, hourOfDay } from "./clock-words.ts"
import type { DayWords, Tense } from "./day-reckoning.ts"
import { dateInMonth } from "./day-reckoning.ts"
import { dayWordsAt } from "./day-words.ts"

/** Putting day words and clock words together: each mention of a time in a message, with its end where one was said. */

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

const RANGE = /^[\s,的)）]*(?:一直|起)?\s?(?:到|至|-{1,2}|~|开始到|起到|起至|直到)\s?(?:了)?\s*$/
const BETWEEN = /^\s?(?:和|与|跟|及)\s?$/
const LIST = /^\s?(?:、|和|跟|及|与|,|\s)?\s?$/
const TIGHT = /^[\s,、。的(（)）:是在就那个呃嗯啊吧大概约差不多定于当天每天日]{0,8}$/
const LIMIT =
  /^\s?(?:(?:或|及|以|之)*(前|后)(?!后|[一二三四五六七八九十\d]天)|(?:报名|登记|接龙|申报)?(截止|为止|截至)|(以来|起|开始))/
/** 12月10号前后: about then. */
const ABOUT = /^\s?(?:前后|左右)/
const LIMIT_BEFORE = /(?:截止(?:到|至|时间|日期)?|截至|最晚|最迟|赶在|不晚于|不迟于|迟不过|务必在)[是为:在\s]*$/
const LENGTH =
  /(?:为期|连续|持续|一共|总共|共计|共|搞|办|开|进行|时长|大概|大约|约|预计|前后|历时|讲|活动|培训|开始|起|,|\s|\)|\()?\s?(\d{1,3}(?:\.5)?|[一二两三四五六七八九十半]{1,3})(个半|个)?\s?(天(?!后|前|之|以|内)|小时(?!后|前|之|以)|钟头(?!后|前)|分钟(?!后|前|之|以))(半)?/y

/** Every mention of a time in a plain text, in the order said. */
export function mentionsIn(text: string, now: Date, tense: Tense): Mention[] {
  const { day: today, minute } = chinaTime(now)
  const mentions: Mention[] = []
  let current: Mention | undefined
  let inEnd = false
  let lastEnd = -1
  const close = () => {
    if (current !== undefined) mentions.push(current)
    current = undefined
    inEnd = false
  }
  text = text.replaceAll("元月", "一月")
  for (let at = 0; at < text.length; ) {
    const afterDay = lastEnd >= 0 && /^[\s,(的)]*$/.test(text.slice(lastEnd, at)) && current?.day !== undefined
    const dotted =
      current !== undefined && (current.clock !== undefined || current.day !== undefined) && lastEnd >= 0
        ? dottedClock(text, at, lastEnd, current)
        : undefined
    const clock: ClockWords | undefined = dotted ?? clockWordsAt(text, at, afterDay)
    const day: DayWords | undefined =
      dotted !== undefined || (clock?.minute !== undefined && /^\d/.test(text[at]!))
        ? undefined
        : dayWordsAt(text, at, today, minute, tense)
    const useDay = day !== undefined && (clock === undefined || day.to >= clock.to || clock.minute === undefined)
    const words = useDay ? day : clock
    if (words === undefined) {
      at++
      continue
    }
    if (useDay && day!.next === true && current === undefined && mentions.length === 0) {
      at = words.to
      continue
    }
    const gap = current === undefined ? "" : text.slice(lastEnd, at)
    const between = current !== undefined && BETWEEN.test(gap) && /^\s?之?间/.test(text.slice(words.to))
    if (
      current !== undefined &&
      !inEnd &&
      (RANGE.test(gap) || between) &&
      joinsEnd(current, useDay ? day : undefined, useDay ? undefined : clock)
    ) {
      if (useDay) {
        if (current.day !== undefined) current.day = notAfter(current.day, day!)
        current.endDay = insideOf(current.day, day!)
      } else current.endClock = clock!
      inEnd = true
      current.to = words.to
    } else if (
      current !== undefined &&
      TIGHT.test(gap) &&
      !/。\s*\S/.test(gap) &&
      joins(current, inEnd, useDay ? day : undefined, useDay ? undefined : clock, gap)
    ) {
      if (useDay) {
        if (inEnd) {
          if (current.endDay === undefined) current.endDay = insideOf(current.day, day!)
          else if (
            day!.weekday !== undefined &&
            current.endDay.first !== day!.first &&
            !(current.day !== undefined && sameWeekday(current.day, day!)) &&
            !sameWeekday(current.endDay, day!)
          )
            current.mismatch = onWeekday(current.endDay.first, day!.weekday)
        } else addDay(current, day!, text)
      } else if (inEnd && current.endDay !== undefined && current.clock?.minute === undefined) {
        // 12月11日至13日每天9点: the hours of every day
        addClock(current, clock!, false)
        inEnd = false
      } else addClock(current, clock!, inEnd)
      current.to = words.to
    } else {
      close()
      current = { from: words.from, to: words.to }
      if (useDay) current.day = day!
      else current.clock = clock!
      if (useDay && day!.minute !== undefined)
        current.clock = { from: day!.from, to: day!.to, minute: day!.minute, said: day!.minute }
    }
    at = words.to
    lastEnd = words.to
    if (between) at += /^\s?之?间/.exec(text.slice(at))![0].length
    if (useDay && day!.recurring === true) close()
  }
  close()
  for (const [at, mention] of mentions.entries()) finish(mention, text, mentions[at - 1])
  return mentions
}

/** 9.30 beside a date or 上午: a time, though alone it would be a date. */
function dottedClock(text: string, at: number, lastEnd: number, current: Mention): ClockWords | undefined {
  const gap = text.slice(lastEnd, at)
  if (!/^[\s-~到至]{0,2}$/.test(gap) || current.endClock !== undefined) return undefined
  if (current.clock === undefined && current.day === undefined) return undefined
  const pattern = /(\d{1,2})(?:\.([0-5]\d)(?![\d.万元块千亿])| ([0-5][05])(?![\d.:点个人名位元块万千号户月年日家%]))/y
  pattern.lastIndex = at
  const match = pattern.exec(text)
  if (match === null || Number(match[1]) > 23 || (Number(match[1]) < 6 && current.clock === undefined)) return undefined
  if (current.clock?.minute === undefined && /[-~到至]/.test(gap)) return undefined
  if (/\d$/.test(text.slice(0, lastEnd)) && gap === "") return undefined
  const part = current.clock?.minute === undefined ? current.clock?.part : undefined
  const h = Number(match[1])
  const minutes = Number(match[2] ?? match[3])
  return {
    from: at,
    to: at + match[0].length,
    minute: hourOfDay(h, part) * 60 + minutes,
    said: h * 60 + minutes,
    ...(part === undefined && h <= 12 ? { open: true } : {}),
  }
}

function joinsEnd(current: Mention, day: DayWords | undefined, clock: ClockWords | undefined): boolean {
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

function joins(
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

function addDay(current: Mention, said: DayWords, text: string): void {
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

/** The day nearest to another that is a given weekday. */
function onWeekday(day: Day, weekday: number): Day {
  const ahead = (((weekday - weekdayOf(day)) % 7) + 7) % 7
  return ahead <= 3 ? day + ahead : day + ahead - 7
}

function sameWeekday(one: DayWords, weekday: DayWords): boolean {
  return one.of === "day" && weekday.weekday !== undefined && (((one.first + 3) % 7) + 7) % 7 === weekday.weekday - 1
}

function addClock(current: Mention, clock: ClockWords, inEnd: boolean): void {
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

/** 11月20号到12月5号 on 23 November: it has begun, and is not next year's. */
function notAfter(start: DayWords, end: DayWords): DayWords {
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
function insideOf(start: DayWords | undefined, end: DayWords): DayWords {
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

function finish(mention: Mention, text: string, previous: Mention | undefined): void {
  const about = ABOUT.exec(text.slice(mention.to))
  if (
    about !== null &&
    mention.day?.of === "day" &&
    mention.day.minute === undefined &&
    mention.clock === undefined &&
    mention.endDay === undefined
  ) {
    mention.day = { ...mention.day, vague: true }
    mention.to += about[0].length
  }
  const limit = LIMIT.exec(text.slice(mention.to))
  if (limit !== null && mention.day?.minute === undefined) {
    mention.limit = limit[1] === "前" || limit[2] !== undefined ? "before" : "after"
    if (limit[3] !== undefined) mention.since = true
    mention.to += limit[0].length
  }
  if (
    LIMIT_BEFORE.test(
      text.slice(
        previous?.limit === undefined ? (previous?.to ?? 0) : Math.max(previous.to, mention.from - 3),
        mention.from,
      ),
    )
  )
    mention.limit = "before"
  if (mention.day?.vague === true && /前$/.test(text.slice(mention.day.from, mention.day.to))) mention.limit = "before"
  const { clock, endClock } = mention
  if (clock?.minute !== undefined && endClock?.minute !== undefined)
    mention.endClock = endAfter(clock, endClock, mention.endDay !== undefined)
  if (mention.endDay === undefined && mention.endClock === undefined && mention.limit === undefined) {
    LENGTH.lastIndex = mention.to
    const skip = /^[\s,、(开始起]*/.exec(text.slice(mention.to))![0].length
    let length: RegExpExecArray | null = null
    for (const from of [mention.to, mention.to + skip]) {
      LENGTH.lastIndex = from
      length = LENGTH.exec(text)
      if (length !== null) break
    }
    if (length !== null) {
      const n =
        length[1] === "半" ? 0.5 : /^[\d.]+$/.test(length[1]!) ? Number(length[1]) : (chineseNumber(length[1]!) ?? 0)
      const amount = n + (length[2] === "个半" || length[4] === "半" ? 0.5 : 0)
      if (length[3] === "天") {
        if (Number.isInteger(amount) && amount >= 1) mention.days = amount
      } else mention.minutes = length[3] === "分钟" ? amount : amount * 60
    }
  }
}

/** 2点到4点半, 9点到5点, 晚上8点到2点: the end carries the start's half of the day, or the next that fits. */
function endAfter(start: ClockWords, end: ClockWords, otherDay: boolean): ClockWords {
  if (end.part !== undefined || end.minute === undefined || start.minute === undefined) {
    if (end.part === "dawn" && !otherDay && end.minute !== undefined && end.minute < start.minute!)
      return { ...end, minute: end.minute + 1440 }
    return end
  }
  if (otherDay) return end
  const said = end.said!
  if (said >= 13 * 60) return end
  const options = [said, said + 720].filter((minute) => minute > start.minute!)
  const wrap = start.minute >= 18 * 60 && said <= 6 * 60 ? said + 1440 : undefined
  const minute = options[0] ?? wrap
  // 上午10点到9点: nobody means nine in the evening
  if (start.part === "morning" && minute !== undefined && said <= start.minute && minute >= 18 * 60 + 30)
    return { ...end, minute: said }
  if (minute === undefined)
    return { ...end, minute: start.part === "afternoon" || start.part === "evening" ? said + 720 : said }
  return { ...end, minute }
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
