import { chinaTime } from "./calendar.ts"
import type { ClockWords } from "./clock-words.ts"
import { clockWordsAt, hourOfDay } from "./clock-words.ts"
import { insideOf, notAfter, onWeekday, sameWeekday } from "./day-beside-day.ts"
import type { DayWords, Tense } from "./day-reckoning.ts"
import { dayWordsAt } from "./day-words.ts"
import type { Mention } from "./mention.ts"
import { finish } from "./mention-end.ts"
import { addClock, addDay, joins, joinsEnd } from "./mention-joins.ts"

/** Putting day words and clock words together: each mention of a time in a message, with its end where one was said. */

const RANGE = /^[\s,的)）]*(?:一直|起)?\s?(?:到|至|-{1,2}|~|开始到|起到|起至|直到)\s?(?:了)?\s*$/
const BETWEEN = /^\s?(?:和|与|跟|及)\s?$/
const TIGHT = /^[\s,、。的(（)）:是在就那个呃嗯啊吧大概约差不多定于当天每天日]{0,8}$/

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
