import { audit, command } from "#app/command.ts"
import { filed, mayCorrect } from "#app/filed.ts"
import { filingByNumber, openRequestOf } from "#db/filings.ts"
import { organizationByNumber } from "#db/organizations.ts"
import { contactsOf } from "#db/people.ts"
import { membership } from "#domain/filings/membership.ts"
import { Refusal } from "#domain/refusal.ts"

/** 加入组织: knowing a public code is not enough; a contact of the organization or an official lets the person in. */
export const requestMembership = command({
  name: "requestMembership",
  numbered: ({ correcting }) => (correcting ? undefined : membership.prefix),
  find: async (database, { answers, correcting }, turn) => {
    const organization = await organizationByNumber(database, answers.organization)
    return {
      organization,
      contacts: organization ? await contactsOf(database, organization.number) : [],
      open: await openRequestOf(database, turn.me.id, answers.organization),
      filing: correcting ? await filingByNumber(database, correcting) : undefined,
    }
  },
  prepare: ({ answers, correcting }, { organization, contacts, open, filing }, turn) => {
    if (!organization || organization.status === "void")
      return new Refusal("unknown-organization", "没有找到这个组织，请再核对一下名称或代码。", "organization")
    if (turn.me.organizations.some((one) => one.number === organization.number))
      return new Refusal("already-in", `您已经是“${organization.name}”的联系人了，直接办事就行。`)
    const barred = correcting ? mayCorrect(correcting, filing, turn) : undefined
    if (barred) return barred
    if (open && open !== correcting)
      return new Refusal("already-asked", `您已经申请过了（编号 ${open}），通过了会告诉您。`)
    const put = filed({ kind: "membership", organization, answers, warnings: [], correcting: filing }, turn)
    return {
      rows: [...put.rows, audit(turn, "submit", put.number, { organization: organization.number })],
      tells: contacts.map((personId) => ({
        key: `membership:${put.number}:${put.version}:${personId}`,
        personId,
        kind: "work" as const,
        text: `${answers.contactName}${answers.position ? `（${answers.position}）` : ""}申请成为“${organization.name}”的联系人，编号 ${put.number}。\n认识并同意请回复“通过 ${put.number}”，不同意回复“退回 ${put.number} 原因”。`,
      })),
      result: { number: put.number, version: put.version, warnings: [] },
    }
  },
})
