import { z } from "zod"
import { chosen, personName, phone, words } from "#domain/field.ts"
import { filingKind } from "#domain/filing.ts"

/** 加入组织: someone asks to act for an organization that is already known; one of its contacts or an official lets them in. */
export const membershipRequest = z.object({
  organization: chosen,
  contactName: personName,
  phone,
  position: words(20).optional(),
})
export type MembershipRequest = z.infer<typeof membershipRequest>

export const membership = filingKind({
  id: "membership",
  name: "加入申请",
  prefix: "RY",
  answers: membershipRequest,
  headline: (it) => `${it.contactName}${it.position ? `（${it.position}）` : ""}申请成为联系人`,
  effectiveOn: (_, approvedOn) => approvedOn,
})
