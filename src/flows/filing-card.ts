import { FILING_STATES, type Filing } from "#domain/filing.ts"
import { FILING_KINDS } from "#domain/filings/index.ts"
import { sayValue } from "#engine/sheet.ts"
import { fileActivity } from "./file-activity.ts"
import { fileOutcome } from "./file-outcome.ts"
import { joinOrganization } from "./join-organization.ts"
import { registerOrganization } from "./register-organization.ts"

/** The form that files each kind, and opens it again for a correction. */
export const FORM_OF = {
  registration: registerOrganization,
  membership: joinOrganization,
  activity: fileActivity,
  outcome: fileOutcome,
} as const

/** A filing, whole: what its form calls each answer, and where it stands. */
export function filingCard(filing: Filing, now: Date): string {
  const form = FORM_OF[filing.kind]
  const lines = form.slots.flatMap((slot) => {
    const value = filing.answers[slot.name]
    if (value === undefined || slot.name === "organization" || slot.name === "activity") return []
    return [`${slot.label}：${sayValue(slot, value, filing.answers, { now, me: undefined } as never)}`]
  })
  const waits = filing.organization.status !== "active"
  return [
    `${FILING_KINDS[filing.kind].name} ${filing.number}${filing.version > 1 ? `（第${filing.version}版）` : ""}`,
    ...(filing.kind === "registration" ? [] : [`组织：${filing.organization.name}${waits ? "（登记还没通过）" : ""}`]),
    ...lines,
    ...(filing.about ? [`对应活动：${filing.about}`] : []),
    ...filing.warnings.map((one) => `提醒：${one}`),
    `状态：${FILING_STATES[filing.state]}${filing.reason ? `（${filing.reason}）` : ""}`,
  ].join("\n")
}
