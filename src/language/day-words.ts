import type { Day } from "./calendar.ts"
import { AWAY, MINUTES_AWAY, NEAR } from "./day-away.ts"
import { LUNAR } from "./day-lunar.ts"
import { FESTIVALS } from "./day-of-festival.ts"
import { MONTHS } from "./day-of-month.ts"
import { WEEKDAYS } from "./day-of-week.ts"
import { DECADES, WHOLE_YEARS, YEARS } from "./day-of-year.ts"
import type { DayReader } from "./day-reader.ts"
import type { DayWords, Tense } from "./day-reckoning.ts"
import { WRITTEN_IN_FULL, WRITTEN_SHORT } from "./day-written.ts"

/** Words for days: 明儿, 下下周三, 12月5号, 8.15, 本月最后一个周五, 国庆后第一个周一, 腊月二十三, 三天后, 月底. */

/** The order decides where the same letters could be read two ways: what says more comes first. */
const READERS: readonly DayReader[] = [
  ...WRITTEN_IN_FULL,
  ...LUNAR,
  ...MONTHS,
  ...YEARS,
  ...MINUTES_AWAY,
  ...DECADES,
  ...AWAY,
  ...WEEKDAYS,
  ...FESTIVALS,
  ...NEAR,
  ...WHOLE_YEARS,
  ...WRITTEN_SHORT,
]

const byFirst = new Map<string, DayReader[]>()
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
