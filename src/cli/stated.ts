import { instantOf } from "#domain/calendar.ts"
import { COUNTY, findRegion, isRegion } from "#domain/region.ts"
import { WrongUse } from "./command.ts"

/** Values of options. Each throws a WrongUse. */

/** 2026-11-23 */
export function dayStated(text: string, option: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
    throw new WrongUse(`${option} must be a day such as 2026-11-23, not ${text}.`)
  return text
}

/** A day, or 2026-11-23T09:30 with or without seconds and offset; China's time where no offset is given. */
export function instantStated(text: string, option: string): Date {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text)
  const [, day = "", clock, seconds = ":00", offset = "+08:00"] = found ?? []
  const instant = clock ? new Date(`${day}T${clock}${seconds}${offset}`) : instantOf(day)
  if (!found || Number.isNaN(instant.getTime()))
    throw new WrongUse(`${option} must be a time such as 2026-11-23T09:30 or 2026-11-23, not ${text}.`)
  dayStated(day, option)
  return instant
}

/** The code of a region, by its code or name; the county's where none is given. */
export function regionStated(text: string | undefined): string {
  if (text === undefined) return COUNTY.code
  const code = isRegion(text) ? text : findRegion(text)?.code
  if (code === undefined) throw new WrongUse(`--region ${text} is not the code of the county or of a town in it.`)
  return code
}
