import { audit, command } from "#app/command.ts"
import { filed, mayCorrect } from "#app/filed.ts"
import { idOf } from "#app/secret.ts"
import { filingByNumber, outcomeOf, outcomesEver } from "#db/filings.ts"
import { outcome } from "#domain/filings/outcome.ts"
import { Refusal } from "#domain/refusal.ts"

/** 活动总结: what came of an activity; one for each. */
export const fileOutcome = command({
  name: "fileOutcome",
  numbered: ({ correcting }) => (correcting ? undefined : outcome.prefix),
  find: async (database, { answers, correcting }) => ({
    activity: await filingByNumber(database, answers.activity),
    other: await outcomeOf(database, answers.activity),
    before: await outcomesEver(database, answers.activity),
    filing: correcting ? await filingByNumber(database, correcting) : undefined,
  }),
  prepare: ({ answers, correcting, pictures }, { activity, other, before, filing }, turn) => {
    if (activity?.kind !== "activity")
      return new Refusal("unknown-activity", "没有找到这个活动，请再选一次。", "activity")
    if (!turn.me.organizations.some((one) => one.number === activity.organization.number))
      return new Refusal("not-a-contact", "您现在不是这个组织的联系人，不能替它报总结。", "activity")
    if (activity.state === "withdrawn" || activity.state === "revoked")
      return new Refusal("closed-activity", `活动 ${activity.number} 已经撤回或撤销了，请换一个。`, "activity")
    const barred = correcting ? mayCorrect(correcting, filing, turn) : undefined
    if (barred) return barred
    if (other && other !== correcting)
      return new Refusal(
        "already-filed",
        `这个活动的总结已经报过了，编号 ${other}。要修改请发“修改 ${other}”。`,
        "activity",
      )
    const put = filed(
      {
        kind: "outcome",
        organization: { number: activity.organization.number, townCode: activity.townCode },
        answers,
        warnings: [],
        about: activity.number,
        correcting: filing,
        pictures,
      },
      turn,
    )
    const submitted = audit(turn, "submit", put.number, { version: put.version })
    // Two contacts at the same moment meet at this id, so that one of them is told.
    if (!correcting) submitted.row.id = idOf(`outcome/${activity.number}/${before}`)
    return {
      rows: [...put.rows, submitted],
      result: { number: put.number, version: put.version, warnings: [] },
    }
  },
})
