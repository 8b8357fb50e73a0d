import { addDays, dayOf, isoOf } from "./calendar.ts"

/** Stretches of time in China that a job runs once in. */

export type Once = "tick" | "hour" | "day" | "week" | "month"

/** The period an instant lies in: 2026-11-23T08:37 · 2026-11-23T08 · 2026-11-23 · 2026-W48 · 2026-11. */
export function periodOf(once: Once, at: Date): string {
  const iso = isoOf(at)
  switch (once) {
    case "tick":
      return iso.slice(0, 16)
    case "hour":
      return iso.slice(0, 13)
    case "day":
      return iso.slice(0, 10)
    case "week":
      return weekOf(dayOf(at))
    case "month":
      return iso.slice(0, 7)
  }
}

/** The ISO week of a day: it belongs to the year of its Thursday. */
export function weekOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  const thursday = addDays(day, 3 - weekday)
  const first = Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`)
  const week = Math.floor((Date.parse(`${thursday}T00:00:00Z`) - first) / (7 * 86_400_000)) + 1
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, "0")}`
}

/** The last day of the month before. */
export function endOfLastMonth(day: string): string {
  return addDays(`${day.slice(0, 7)}-01`, -1)
}
