import { z } from "zod"
import { ACTIVITY_TYPES } from "#domain/activity-type.ts"
import { sayMoment } from "#domain/calendar.ts"
import { chosen, count, moment, momentEnd, money, personName, phone, place, title } from "#domain/field.ts"
import { filingKind } from "#domain/filing.ts"

/** What makes an activity a matter of its own law; the lead-time rules say what each needs. */
export const MATTERS = {
  none: "都没有",
  overseas: "有境外或港澳台的人员、机构参加",
  fundraising: "向社会公开募捐",
  contest: "评比、达标、表彰",
  meeting: "换届、修改章程、会员（代表）大会或理事会",
} as const

/** 备案活动: an activity put on record before it takes place (or, late, after it). */
export const newActivity = z.object({
  organization: chosen,
  title,
  type: z.enum(ACTIVITY_TYPES).meta({ reads: "choice" }),
  start: moment,
  end: momentEnd.optional(),
  place,
  participants: count(1_000_000),
  budgetYuan: money.optional(),
  matter: z.enum(["none", "overseas", "fundraising", "contest", "meeting"]).meta({ reads: "choice" }).optional(),
  contactName: personName,
  phone,
})
export type NewActivity = z.infer<typeof newActivity>

export const activity = filingKind({
  id: "activity",
  name: "活动备案",
  prefix: "HD",
  answers: newActivity,
  headline: (it, now) => `${sayMoment(String(it.start), now)} ${it.title}`,
  /** Counted as soon as it is approved; one filed late counts from the day it took place. */
  effectiveOn: (it, approvedOn) => {
    const start = String(it.start).slice(0, 10)
    return start < approvedOn ? start : approvedOn
  },
})
