import { audit, command, type TurnContext } from "#app/command.ts"
import { hashOfCode } from "#app/secret.ts"
import { invitation } from "#db/invites.ts"
import { accountOfPerson, belongings } from "#db/people.ts"
import { membershipSeq } from "#domain/organization.ts"
import type { Me, RoleName } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import type { Row } from "#domain/rows.ts"

const WRONG = "这个绑定码不对或者已经过期，请核对一下，或者请邀请您的人再发一个。"

/** 绑定 〈code〉: takes up a role, or joins this account to the person who asked for the code on another. */
export const bind = command({
  name: "bind",
  find: async (database, { code }, turn) => {
    const found = await invitation(database, hashOfCode(code))
    if (!found?.personId) return { found }
    return {
      found,
      other: await accountOfPerson(database, found.personId),
      had: await belongings(database, turn.me.id),
    }
  },
  prepare: (_input, { found, other, had }, turn) => {
    // One sentence for all: a guesser learns nothing.
    if (!found || found.used || found.expiresAt <= turn.now) return new Refusal("wrong-code", WRONG)
    const at = turn.now.toISOString()
    const used: Row = { add: "InviteUse", row: { codeHash: found.codeHash, personId: turn.me.id, at } }
    if (found.use === "identity") {
      if (!other) return new Refusal("wrong-code", WRONG)
      if (other.me.id === turn.me.id)
        return new Refusal("same-person", "这个码是给您另一个微信用的，请在那边发“绑定”加上它。")
      return {
        rows: [
          used,
          {
            change: "Identity",
            key: { channel: turn.identity.channel, externalId: turn.identity.externalId },
            set: { personId: other.me.id, linkedAt: at },
          },
          ...movedMemberships(turn.me.organizations, other.me.id, other.me.organizations, turn.now),
          ...(had && had.accounts <= 1 ? leftNothing(had, other.me, turn) : []),
          audit(turn, "join-identity", other.me.id, { channel: turn.identity.channel }),
        ],
        result: { joined: "identity" },
      }
    }
    const role = found.role as RoleName
    const regionCode = found.regionCode ?? ""
    if (turn.me.roles.some((one) => one.role === role && one.regionCode === regionCode))
      return new Refusal("already", "您已经有这个身份了，不用再绑定。")
    return {
      rows: [
        used,
        {
          add: "Role",
          row: {
            id: turn.newId(),
            personId: turn.me.id,
            role,
            regionCode,
            grantedAt: at,
            grantedBy: null,
            endedAt: null,
          },
        },
        audit(turn, "bind", turn.me.id, { role, regionCode }),
      ],
      result: { joined: "role", role, regionCode },
    }
  },
})

/**
 * The person this account was has no other: what they filed, asked and may do goes along too, or nobody would hear of a decision, and
 * 删除我的信息 would pass them by.
 */
function leftNothing(had: Awaited<ReturnType<typeof belongings>>, other: Me, { me, now, newId }: TurnContext): Row[] {
  const at = now.toISOString()
  const { name = null, phone = null } = me
  return [
    ...had.filings.map((number): Row => ({ change: "Filing", key: { number }, set: { byPerson: other.id } })),
    ...had.tickets.map((number): Row => ({ change: "Ticket", key: { number }, set: { personId: other.id } })),
    ...had.memberships.map(
      (one): Row => ({ change: "Membership", key: { personId: me.id, ...one }, set: { endedAt: at } }),
    ),
    ...me.roles.flatMap(({ id, role, regionCode }): Row[] => {
      const ended: Row = { change: "Role", key: { id }, set: { endedAt: at } }
      if (other.roles.some((one) => one.role === role && one.regionCode === regionCode)) return [ended]
      const row = { id: newId(), personId: other.id, role, regionCode, grantedAt: at, grantedBy: null, endedAt: null }
      return [ended, { add: "Role", row }]
    }),
    { change: "Person", key: { id: me.id }, set: { name: null, phone: null } },
    ...(other.name === undefined && other.phone === undefined && name !== null
      ? [{ change: "Person" as const, key: { id: other.id }, set: { name, phone } }]
      : []),
  ]
}

/** What the person had on this account before goes along. */
function movedMemberships(
  mine: readonly { number: string }[],
  to: string,
  theirs: readonly { number: string }[],
  now: Date,
): Row[] {
  const has = new Set(theirs.map((one) => one.number))
  return mine
    .filter((one) => !has.has(one.number))
    .map((one) => ({
      add: "Membership",
      row: {
        personId: to,
        organization: one.number,
        seq: membershipSeq(now),
        since: now.toISOString(),
        endedAt: null,
      },
    }))
}
