import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"
import { daysBetween, workDaysBetween } from "./calendar.ts"

/** Lead times: which warning an activity deserves on the day it is filed. The rules are data (prisma/seed/lead-times.yaml). */

const rule = z.strictObject({
  id: z.string(),
  matter: z.enum(["any", "overseas", "fundraising", "contest", "meeting"]),
  /** Least and (exclusive) most people expected. */
  people: z.number().int().optional(),
  below: z.number().int().optional(),
  leadDays: z.number().int().min(0),
  dayKind: z.enum(["calendar", "work"]),
  /** Said whenever the rule applies. */
  always: z.string().optional(),
  /** Said when there is too little time left. */
  say: z.string(),
  source: z.string().optional(),
})
export type LeadTimeRule = z.infer<typeof rule>

const LEAD_TIMES: readonly LeadTimeRule[] = z
  .array(rule)
  .parse(parse(readFileSync(new URL("../../prisma/seed/lead-times.yaml", import.meta.url), "utf8")))

/** The warnings for an activity filed on `filedOn`: sentences that say what to do, most pressing first. Late filings get one of their own. */
export function leadTimeWarnings(
  it: { matter?: string | undefined; participants: number; start: string },
  filedOn: string,
  rules: readonly LeadTimeRule[] = LEAD_TIMES,
): string[] {
  if (it.start.slice(0, 10) < filedOn) return ["这个活动的时间已经过去，会按补报处理；以后请在办之前备案。"]
  const applying = rules.filter(
    (one) =>
      (one.matter === "any" || one.matter === it.matter) &&
      it.participants >= (one.people ?? 0) &&
      it.participants < (one.below ?? Number.POSITIVE_INFINITY),
  )
  return applying
    .toSorted((a, b) => b.leadDays - a.leadDays)
    .flatMap((one) => {
      const left = one.dayKind === "work" ? workDaysBetween(filedOn, it.start).days : daysBetween(filedOn, it.start)
      const late = left < one.leadDays ? one.say.replaceAll("{days}", String(one.leadDays)) : ""
      const sentence = `${one.always ?? ""}${late}`
      return sentence === "" ? [] : [one.source ? `${sentence}（${one.source}）` : sentence]
    })
}
