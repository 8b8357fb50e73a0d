import { audit, command } from "#app/command.ts"
import { hashOfCode, newCode } from "#app/secret.ts"
import { isAdministrator, officialRegion, ROLE_NAMES } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { isRegion, within } from "#domain/region.ts"

export const INVITE_DAYS = 7
const DAY = 86_400_000

/** 邀请: a one-time code that gives a role in a region to whoever binds it first. */
export const invite = command({
  name: "invite",
  find: async () => undefined,
  prepare: ({ role, regionCode }, _, turn) => {
    const region = officialRegion(turn.me)
    if (!isRegion(regionCode)) return new Refusal("unknown-region", "没有找到这个地方，请写乡镇或街道的全名。")
    if (region === undefined || !within(regionCode, region))
      return new Refusal("not-allowed", "只能邀请您负责范围里的人。")
    if (role === "administrator" && !isAdministrator(turn.me))
      return new Refusal("not-allowed", `只有管理员才能邀请${ROLE_NAMES[role]}。`)
    const code = newCode()
    const until = new Date(turn.now.getTime() + INVITE_DAYS * DAY)
    return {
      rows: [
        {
          add: "Invite",
          row: {
            codeHash: hashOfCode(code),
            use: "role",
            role,
            regionCode,
            personId: null,
            createdAt: turn.now.toISOString(),
            expiresAt: until.toISOString(),
            createdBy: turn.me.id,
          },
        },
        audit(turn, "invite", regionCode, { role }),
      ],
      result: { code, until },
    }
  },
})
