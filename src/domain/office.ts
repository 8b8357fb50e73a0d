import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"
import { addDays, clockOf, dayOf, sayMoment, worksOn } from "./calendar.ts"

/** When the office is open, and what somebody who asks a person is told of it. Data in prisma/seed/office.yaml. */

/** Minutes of a day, of 8:30 or 14:30. */
const clock = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, "a time of day is written 8:30 or 14:30")
  .transform((text) => {
    const [hours, minutes] = text.split(":").map(Number) as [number, number]
    return hours * 60 + minutes
  })

export const officeFile = z
  .strictObject({
    hours: z.array(z.strictObject({ from: clock, until: clock })).min(1),
    answersWithin: z.number().int().min(1).max(9),
  })
  .refine(
    ({ hours }) => hours.every(({ from, until }, at) => from < until && from >= (hours[at - 1]?.until ?? 0)),
    "office hours begin before they end, and come in order",
  )
export type Office = z.infer<typeof officeFile>

const OFFICE: Office = officeFile.parse(
  parse(readFileSync(new URL("../../prisma/seed/office.yaml", import.meta.url), "utf8")),
)

const NUMBERS = ["", "一", "两", "三", "四", "五", "六", "七", "八", "九"]

/** When somebody who asks at `at` hears from a person: 一般两个小时内回复您, or 明天（周二）上午8:30上班后回复您. */
export function sayWhenAnswered(at: Date, office: Office = OFFICE): string {
  const today = dayOf(at)
  const { hour, minute } = clockOf(at)
  const now = hour * 60 + minute
  const open = periodsOn(today, office).some(({ from, until }) => from <= now && now < until)
  if (!open) {
    const { day, from } = periodsFrom(today, now, office).next().value!
    return `${sayTime(day, from, today, at)}上班后回复您`
  }
  const due = after(today, now, office)
  if (due.day === today && due.minute <= now + office.answersWithin * 60)
    return `一般${NUMBERS[office.answersWithin]}个小时内回复您`
  return `一般${sayTime(due.day, due.minute, today, at)}前回复您`
}

/** Whether somebody who asked at `from` has waited for a whole working day by `at`. */
export function waitedWorkDay(from: Date, at: Date): boolean {
  let days = 0
  for (let day = addDays(dayOf(from), 1); days < 2 && day <= dayOf(at); day = addDays(day, 1)) if (worksOn(day)) days++
  const clock = (moment: Date) => moment.getTime() - new Date(`${dayOf(moment)}T00:00:00+08:00`).getTime()
  // Asked on a day off, the working day that follows counts whole.
  return days > 1 || (days === 1 && worksOn(dayOf(from)) && (!worksOn(dayOf(at)) || clock(at) >= clock(from)))
}

const periodsOn = (day: string, { hours }: Office) => (worksOn(day) ? hours : [])

/** Office hours from a minute of a day on, the first one cut to what is left of it. */
function* periodsFrom(today: string, now: number, office: Office) {
  for (let day = today; ; day = addDays(day, 1))
    for (const { from, until } of periodsOn(day, office))
      if (day !== today || until > now) yield { day, from: day === today ? Math.max(from, now) : from, until }
}

/** When the hours that an answer takes are over, counted in office hours, to the next half hour. */
function after(today: string, now: number, office: Office): { day: string; minute: number } {
  let left = office.answersWithin * 60
  for (const { day, from, until } of periodsFrom(today, now, office)) {
    if (left <= until - from) return { day, minute: Math.min(until, Math.ceil((from + left) / 30) * 30) }
    left -= until - from
  }
  throw new Error("the office never opens")
}

/** 今天下午2:30, 明天（周二）上午8:30, 11月30日（周一）上午8:30 */
function sayTime(day: string, minute: number, today: string, at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0")
  const said = sayMoment(`${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+08:00`, at)
  if (day === today) return said.replace(/^.*?（.*?）/, "今天")
  const near = [1, 2].find((days) => addDays(today, days) === day)
  return near ? said.replace(/^.*?日/, near === 1 ? "明天" : "后天") : said
}
