import { audit, command } from "#app/command.ts"
import { currentPlan, lastBaseline } from "#db/plans.ts"
import { dateColumn } from "#domain/calendar.ts"
import { officialRegion } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { COUNTY } from "#domain/region.ts"

/** 基线: the value a target starts from, as the bureau states it; an earlier statement is kept. */
export const setBaseline = command({
  name: "setBaseline",
  find: async (database, { target }, turn) => {
    const plan = await currentPlan(database, dateColumn(turn.today))
    return { plan, last: plan ? await lastBaseline(database, plan.id, target) : 0 }
  },
  prepare: ({ target, value }, { plan, last }, turn) => {
    if (officialRegion(turn.me) !== COUNTY.code) return new Refusal("not-allowed", "基线要由市民政局来定。")
    const indicator = plan?.indicators.find((one) => one.id === target)
    if (!plan || !indicator) return new Refusal("unknown-target", "没有找到这个指标，发“进展”看看序号。")
    return {
      rows: [
        {
          add: "Baseline",
          row: {
            plan: plan.id,
            target,
            seq: last + 1,
            value,
            asOf: plan.baselineOn,
            by: turn.me.id,
            at: turn.now.toISOString(),
          },
        },
        audit(turn, "baseline", `${plan.id}/${target}`, { value }),
      ],
      result: { title: indicator.title },
    }
  },
})
