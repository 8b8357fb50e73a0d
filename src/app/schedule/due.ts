import { createTask, parse, validateDetailed } from "node-cron"
import { addDays, dayOf, instantOf } from "#domain/calendar.ts"
import type { Job } from "#src/job.ts"

const TIME_ZONE = "Asia/Shanghai"
/** A day that matches is looked for this far back. */
const DAYS_BACK = 366

/**
 * When a job was due last: a function from an instant to the latest time at or before it, at most a year back. Throws where the cron
 * cannot be read, has seconds, or would skip a month.
 */
export function dueTimes({ id, cron, once }: Pick<Job, "id" | "cron" | "once">): (now: Date) => Date | undefined {
  const { valid, errors } = validateDetailed(cron)
  if (!valid || cron.trim().split(/\s+/).length !== 5)
    throw new Error(`Job ${id}: "${cron}" is not a cron of five fields${errors[0] ? `: ${errors[0].message}` : ""}`)
  const { hour, minute, dayOfMonth } = parse(cron)
  if (once === "month" && dayOfMonth.every((day) => Number(day) > 28))
    throw new Error(`Job ${id}: a day that not every month has skips months; the last day is L`)
  const clocks = hour
    .flatMap((h) => minute.map((m) => `${two(h)}:${two(m)}`))
    .sort()
    .reverse()
  // Never started: it only tells whether a moment matches.
  const matcher = createTask(cron, () => {}, { timezone: TIME_ZONE })
  return (now) => {
    let day = dayOf(now)
    for (let back = 0; back <= DAYS_BACK; back++, day = addDays(day, -1)) {
      const latest = clocks.map((clock) => instantOf(`${day}T${clock}:00+08:00`)).find((due) => due <= now)
      if (latest && matcher.match(latest)) return latest
    }
    return undefined
  }
}

const two = (number: number) => String(number).padStart(2, "0")
