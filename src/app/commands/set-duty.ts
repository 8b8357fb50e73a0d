import { audit, command } from "#app/command.ts"
import { officialRegion } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { regionName } from "#domain/region.ts"

/** 值班 · 下班: who is told first of what people ask a person. */
export const setDuty = command({
  name: "setDuty",
  find: async () => undefined,
  prepare: ({ on }, _found, turn) => {
    const region = officialRegion(turn.me)
    if (region === undefined) return new Refusal("not-allowed", "值班是给民政局工作人员用的。")
    return {
      rows: [
        { change: "Person", key: { id: turn.me.id }, set: { onDutySince: on ? turn.now.toISOString() : null } },
        audit(turn, on ? "on-duty" : "off-duty", turn.me.id),
      ],
      result: { region: regionName(region) },
    }
  },
})
