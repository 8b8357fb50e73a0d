import { audit, command } from "#app/command.ts"
import { filed, mayCorrect } from "#app/filed.ts"
import { filingByNumber } from "#db/filings.ts"
import { activity } from "#domain/filings/activity.ts"
import { leadTimeWarnings } from "#domain/lead-time.ts"
import { Refusal } from "#domain/refusal.ts"

/** 备案活动: an activity on record, with the warnings its lead time and nature deserve. */
export const fileActivity = command({
  name: "fileActivity",
  numbered: ({ correcting }) => (correcting ? undefined : activity.prefix),
  find: async (database, { correcting }) => (correcting ? filingByNumber(database, correcting) : undefined),
  prepare: ({ answers, correcting, pictures }, filing, turn) => {
    const organization = turn.me.organizations.find((one) => one.number === answers.organization)
    if (!organization)
      return new Refusal("not-a-contact", "您现在不是这个组织的联系人，不能替它报活动。", "organization")
    const barred = correcting ? mayCorrect(correcting, filing, turn) : undefined
    if (barred) return barred
    const warnings = leadTimeWarnings(answers, turn.today)
    const put = filed({ kind: "activity", organization, answers, warnings, correcting: filing, pictures }, turn)
    return {
      rows: [...put.rows, audit(turn, "submit", put.number, { version: put.version })],
      result: { number: put.number, version: put.version, warnings },
    }
  },
})
