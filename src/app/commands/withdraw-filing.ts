import { audit, command } from "#app/command.ts"
import { mayCorrect } from "#app/filed.ts"
import { filingByNumber } from "#db/filings.ts"
import { organizationByNumber } from "#db/organizations.ts"
import { FILING_KINDS } from "#domain/filings/index.ts"
import { Refusal } from "#domain/refusal.ts"
import type { Row } from "#domain/rows.ts"

/** 撤回: whoever filed something takes it back while it still waits or was returned. */
export const withdrawFiling = command({
  name: "withdrawFiling",
  find: async (database, { number }) => {
    const filing = await filingByNumber(database, number)
    return {
      filing,
      organization: filing ? await organizationByNumber(database, filing.organization.number) : undefined,
    }
  },
  prepare: ({ number }, { filing, organization }, turn) => {
    const barred = mayCorrect(number, filing, turn)
    if (barred || !filing) return barred ?? new Refusal("unknown-filing", "没有找到这份申报。")
    if (filing.state === "approved")
      return new Refusal("approved", `${number} 已经通过了，不能自己撤回。要撤销请联系民政局。`)
    const rows: Row[] = [
      {
        add: "FilingStep",
        row: {
          filing: number,
          step: filing.step + 1,
          kind: "withdrawn",
          version: filing.version,
          answers: null,
          warnings: null,
          reason: null,
          by: turn.me.id,
          at: turn.now.toISOString(),
          effectiveOn: null,
        },
      },
    ]
    // Taking back a registration that never stood takes the organization back with it.
    if (filing.kind === "registration" && filing.standing === undefined)
      rows.push({
        add: "OrganizationStatus",
        row: {
          organization: number,
          seq: (organization?.statusSeq ?? 0) + 1,
          status: "void",
          effectiveOn: FILING_KINDS.registration.effectiveOn(filing.answers, turn.today),
          knownAt: turn.now.toISOString(),
          reason: null,
          by: turn.me.id,
        },
      })
    return {
      rows: [...rows, audit(turn, "withdraw", number)],
      result: { number, headline: FILING_KINDS[filing.kind].headline(filing.answers, turn.now) },
    }
  },
})
