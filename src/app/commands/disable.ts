import { audit, command } from "#app/command.ts"
import { accountOfPerson } from "#db/people.ts"
import { officialRegion } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { within } from "#domain/region.ts"

/** 停用: ends the roles of a colleague within one's own region. Their talks as a contact go on. */
export const disable = command({
  name: "disable",
  find: (database, { personId }) => accountOfPerson(database, personId),
  prepare: (_input, found, turn) => {
    const region = officialRegion(turn.me)
    if (!found || region === undefined) return new Refusal("unknown-person", "没有找到这个人。")
    if (found.me.id === turn.me.id) return new Refusal("self", "不能停用自己，请别的管理员来办。")
    const ending = found.me.roles.filter(
      (one) =>
        within(one.regionCode, region) &&
        (one.role !== "administrator" || turn.me.roles.some((mine) => mine.role === "administrator")),
    )
    if (ending.length === 0) return new Refusal("not-allowed", "这个人的身份不在您能停用的范围里。")
    const at = turn.now.toISOString()
    return {
      rows: [
        ...ending.map((one) => ({ change: "Role" as const, key: { id: one.id }, set: { endedAt: at } })),
        audit(turn, "disable", found.me.id, { roles: ending.map((one) => `${one.role}/${one.regionCode}`) }),
      ],
      result: { name: found.me.name ?? "这位同事" },
    }
  },
})
