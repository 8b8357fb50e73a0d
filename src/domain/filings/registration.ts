import { z } from "zod"
import {
  count,
  creditCode,
  day,
  money,
  organizationName,
  personName,
  phone,
  place,
  town,
  words,
} from "#domain/field.ts"
import { filingKind } from "#domain/filing.ts"
import { communityCategory, organizationKind } from "#domain/organization.ts"

/**
 * 登记: an organization that holds its certificate is put on record, or a community group is filed (备案).
 * Fields: 社会团体登记管理条例 12, 民办非企业单位登记管理暂行条例 9, 基金会管理条例 11 (registered items); community groups by the
 * province's filing practice (name, field, town, village, leader, members).
 */
export const newOrganization = z
  .object({
    kind: organizationKind,
    name: organizationName,
    creditCode: creditCode.optional(),
    town,
    village: words(30).optional(),
    category: communityCategory.optional(),
    address: place.optional(),
    foundedOn: day,
    legalRep: personName.optional(),
    supervisingUnit: words(40).optional(),
    fundsYuan: money.optional(),
    members: count(1_000_000).optional(),
    staff: count(100_000).optional(),
    contactName: personName,
    phone,
  })
  .superRefine((it, context) => {
    const needs = it.kind === "community" ? (["village", "category"] as const) : (["creditCode", "legalRep"] as const)
    for (const name of needs)
      if (it[name] === undefined) context.addIssue({ code: "custom", path: [name], message: "这一项要填，不能空着。" })
  })
export type NewOrganization = z.infer<typeof newOrganization>

export const registration = filingKind({
  id: "registration",
  name: "组织登记",
  prefix: "DJ",
  answers: newOrganization,
  headline: (it) => `登记 ${it.name}`,
  /** An organization counts from the day it was founded, however late it was put on record. */
  effectiveOn: (it) => String(it.foundedOn),
})
