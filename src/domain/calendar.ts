import chineseDays from "chinese-days"

/** Days and clock of China (UTC+8, no summer time), and working days by the State Council's notices. */

const OFFSET = 8 * 3_600_000
const DAY = 86_400_000
/** The last year whose holidays are published in the data; chinese-days silently guesses beyond. */
const LAST_KNOWN_YEAR = 2026
const WEEKDAYS = "日一二三四五六"

/** 2026-11-23 of an instant, in China. */
export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + OFFSET).toISOString().slice(0, 10)
}

/** 2026-11-23T09:30:00+08:00 */
export function isoOf(instant: Date): string {
  return `${new Date(instant.getTime() + OFFSET).toISOString().slice(0, 19)}+08:00`
}

/** The instant a day begins in China, or an ISO moment as it is. */
export function instantOf(moment: string): Date {
  return new Date(moment.length === 10 ? `${moment}T00:00:00+08:00` : moment)
}

/** A day as the database keeps it (DATE): midnight UTC. */
export function dateColumn(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** Calendar days from one day to another; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / DAY)
}

/** Working days strictly after `from` up to and including `to`; `known` is false where a year's holidays are not published yet. */
export function workDaysBetween(from: string, to: string): { days: number; known: boolean } {
  let days = 0
  const end = to.slice(0, 10)
  for (let day = addDays(from.slice(0, 10), 1); day <= end; day = addDays(day, 1)) if (worksOn(day)) days++
  return { days, known: Number(end.slice(0, 4)) <= LAST_KNOWN_YEAR }
}

/** Whether offices work on a day; beyond the published years only Saturdays and Sundays are known to be free. */
export function worksOn(day: string): boolean {
  if (Number(day.slice(0, 4)) <= LAST_KNOWN_YEAR) return chineseDays.isWorkday(day)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The holiday a day belongs to, in Chinese; undefined on ordinary days. */
export function holidayOn(day: string): string | undefined {
  const detail = chineseDays.getDayDetail(day)
  return detail.work ? undefined : detail.name.split(",")[1]
}

/** Hour and minute in China. */
export function clockOf(instant: Date): { hour: number; minute: number } {
  const local = new Date(instant.getTime() + OFFSET)
  return { hour: local.getUTCHours(), minute: local.getUTCMinutes() }
}

/** 12月2日（周三）下午3:00, with the year where it is not this year's. */
export function sayMoment(moment: string, now: Date): string {
  const [year, month, date] = moment.slice(0, 10).split("-").map(Number) as [number, number, number]
  const weekday = WEEKDAYS[new Date(`${moment.slice(0, 10)}T00:00:00Z`).getUTCDay()]
  const head = `${year === Number(dayOf(now).slice(0, 4)) ? "" : `${year}年`}${month}月${date}日（周${weekday}）`
  if (moment.length === 10) return head
  const hour = Number(moment.slice(11, 13))
  const part = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour < 13 ? "中午" : hour < 18 ? "下午" : "晚上"
  return `${head}${part}${hour > 12 ? hour - 12 : hour}:${moment.slice(14, 16)}`
}

/** 2019年6月18日 */
export function sayDay(day: string): string {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number) as [number, number, number]
  return `${year}年${month}月${date}日`
}
