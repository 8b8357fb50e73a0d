import { z } from "zod"
import { sayDay } from "#domain/calendar.ts"
import { chosen, count, day, money, words } from "#domain/field.ts"
import { filingKind } from "#domain/filing.ts"

/** 活动总结: what came of an activity: results, social effect, problems (the content the published rules on 重大活动报告 ask for). */
export const newOutcome = z.object({
  activity: chosen,
  heldOn: day,
  people: count(1_000_000),
  households: count(1_000_000).optional(),
  volunteers: count(100_000).optional(),
  jobs: count(100_000).optional(),
  spentYuan: money.optional(),
  results: words(600),
  problems: words(300).optional(),
})
export type NewOutcome = z.infer<typeof newOutcome>

export const outcome = filingKind({
  id: "outcome",
  name: "活动总结",
  prefix: "ZJ",
  answers: newOutcome,
  headline: (it) => `${sayDay(String(it.heldOn))}的活动，实到${it.people}人`,
  effectiveOn: (it) => String(it.heldOn),
})
