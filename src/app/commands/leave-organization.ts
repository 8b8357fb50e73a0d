import { audit, command } from "#app/command.ts"
import { membershipOf } from "#db/people.ts"
import { Refusal } from "#domain/refusal.ts"

/** 退出组织: no longer the contact of an organization, at once. */
export const leaveOrganization = command({
  name: "leaveOrganization",
  find: (database, { number }, turn) => membershipOf(database, turn.me.id, number),
  prepare: ({ number }, found, turn) => {
    const organization = turn.me.organizations.find((one) => one.number === number)
    if (!organization || !found || found.ended) return new Refusal("not-a-contact", "您现在不是这个组织的联系人。")
    return {
      rows: [
        {
          change: "Membership",
          key: { personId: turn.me.id, organization: number, seq: found.seq },
          set: { endedAt: turn.now.toISOString() },
        },
        audit(turn, "leave", number),
      ],
      result: { name: organization.name },
    }
  },
})
