import { audit, command, type TurnContext } from "#app/command.ts"
import { filed, mayCorrect } from "#app/filed.ts"
import { filingByNumber } from "#db/filings.ts"
import { organizationByKey } from "#db/organizations.ts"
import { openMemberships } from "#db/people.ts"
import type { Filing } from "#domain/filing.ts"
import { registration } from "#domain/filings/registration.ts"
import { identityKey, membershipSeq } from "#domain/organization.ts"
import { Refusal } from "#domain/refusal.ts"
import type { Row } from "#domain/rows.ts"

/** 登记组织: the organization on record, waiting for review, with whoever registered it as its contact. */
export const registerOrganization = command({
  name: "registerOrganization",
  numbered: ({ correcting }) => (correcting ? undefined : registration.prefix),
  find: async (database, { answers, correcting }) => {
    const same = await organizationByKey(database, identityKey({ ...answers, townCode: answers.town }))
    const earlier =
      correcting ?? (same && (same.status === "void" || same.status === "withdrawn") ? same.number : undefined)
    return {
      same,
      earlier,
      filing: earlier ? await filingByNumber(database, earlier) : undefined,
      members: earlier && !correcting ? await openMemberships(database, earlier) : [],
    }
  },
  prepare: ({ answers, correcting, pictures }, { same, earlier, filing, members }, turn) => {
    if (same && same.number !== earlier) {
      const known = answers.creditCode ? `这个代码的组织“${same.name}”` : `这个乡镇的“${same.name}”`
      return new Refusal(
        "exists",
        `${known}已经登记过了。您要是它的联系人，请发“取消”，再发“加入组织”。`,
        answers.creditCode ? "creditCode" : "name",
      )
    }
    const barred = correcting ? mayCorrect(correcting, filing, turn) : undefined
    if (barred) return barred
    const reopened = earlier !== undefined && filing !== undefined
    const number = reopened ? earlier : turn.number
    const columns = {
      name: answers.name,
      kind: answers.kind,
      townCode: answers.town,
      village: answers.village ?? null,
      creditCode: answers.creditCode ?? null,
      identityKey: identityKey({ ...answers, townCode: answers.town }),
      foundedOn: answers.foundedOn,
      members: answers.members ?? null,
      staff: answers.staff ?? null,
      fundsYuan: answers.fundsYuan ?? null,
    }
    const at = turn.now.toISOString()
    const organization: Row = reopened
      ? { change: "Organization", key: { number }, set: columns }
      : { add: "Organization", row: { number, ...columns, statClass: null, createdAt: at } }
    const put = filed(
      {
        kind: "registration",
        organization: { number, townCode: answers.town },
        answers,
        warnings: [],
        correcting: filing,
        pictures,
      },
      turn,
    )
    return {
      rows: [
        organization,
        ...waiting(number, answers.foundedOn, filing, same?.statusSeq ?? 0, turn.now),
        ...takenOver(number, members, filing, turn),
        ...(turn.me.organizations.some((one) => one.number === number) ||
        members.some((one) => one.personId === turn.me.id)
          ? []
          : [
              {
                add: "Membership",
                row: {
                  personId: turn.me.id,
                  organization: number,
                  seq: membershipSeq(turn.now),
                  since: at,
                  endedAt: null,
                },
              } as const,
            ]),
        ...put.rows,
        audit(turn, "submit", number, { version: put.version }),
      ],
      result: { number, version: put.version, warnings: [] },
    }
  },
})

/** Whoever registers again what was taken back or revoked answers for it alone: those who were its contacts then are not let in by that. */
function takenOver(
  number: string,
  members: readonly { personId: string; seq: number }[],
  filing: Filing | undefined,
  { me, now }: TurnContext,
): Row[] {
  const others = members.filter((one) => one.personId !== me.id)
  return [
    ...others.map(
      ({ personId, seq }): Row => ({
        change: "Membership",
        key: { personId, organization: number, seq },
        set: { endedAt: now.toISOString() },
      }),
    ),
    ...(filing && filing.byPerson !== me.id && (filing.state === "withdrawn" || filing.state === "revoked")
      ? [{ change: "Filing" as const, key: { number }, set: { byPerson: me.id } }]
      : []),
  ]
}

/** A new or reopened registration waits; a correction of one that waits or stands changes no status. */
function waiting(number: string, foundedOn: string, filing: Filing | undefined, seq: number, now: Date): Row[] {
  if (filing && filing.state !== "withdrawn" && filing.state !== "revoked") return []
  return [
    {
      add: "OrganizationStatus",
      row: {
        organization: number,
        seq: filing ? seq + 1 : 1,
        status: "pending",
        effectiveOn: foundedOn,
        knownAt: now.toISOString(),
        reason: null,
        by: null,
      },
    },
  ]
}
