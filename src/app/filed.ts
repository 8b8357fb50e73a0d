import type { TurnContext } from "#app/command.ts"
import type { Filing, FilingKindId } from "#domain/filing.ts"
import { Refusal } from "#domain/refusal.ts"
import type { Row } from "#domain/rows.ts"

/** What every command that puts something to the bureau has in common: a first version, or the next one of the same filing. */

type Put = {
  kind: FilingKindId
  organization: { number: string; townCode: string }
  answers: Record<string, unknown>
  warnings: readonly string[]
  about?: string
  pictures?: readonly string[] | undefined
  /** The filing this is the next version of. */
  correcting?: Filing | undefined
}

export function filed(put: Put, turn: TurnContext): { rows: Row[]; number: string; version: number } {
  const at = turn.now.toISOString()
  const number = put.correcting?.number ?? turn.number
  const version = (put.correcting?.version ?? 0) + 1
  const first: Row[] = put.correcting
    ? []
    : [
        {
          add: "Filing",
          row: {
            number,
            kind: put.kind,
            organization: put.organization.number,
            townCode: put.organization.townCode,
            about: put.about ?? null,
            byPerson: turn.me.id,
            createdAt: at,
          },
        },
      ]
  const step: Row = {
    add: "FilingStep",
    row: {
      filing: number,
      step: (put.correcting?.step ?? 0) + 1,
      kind: "submitted",
      version,
      answers: put.answers,
      warnings: put.warnings,
      reason: null,
      by: turn.me.id,
      at,
      effectiveOn: null,
    },
  }
  const pictures: Row[] = (put.pictures ?? []).map((id) => ({ change: "Media", key: { id }, set: { filing: number } }))
  return { rows: [...first, step, ...pictures, ...remembered(put.answers, turn)], number, version }
}

/** Whoever gave their name and phone is not asked for them again. */
function remembered(answers: Record<string, unknown>, turn: TurnContext): Row[] {
  const { contactName, phone } = answers
  if (typeof contactName !== "string" || typeof phone !== "string") return []
  if (turn.me.name !== undefined || turn.me.phone !== undefined) return []
  return [{ change: "Person", key: { id: turn.me.id }, set: { name: contactName, phone } }]
}

/** Whether a person may send the next version of a filing; the refusal where not. */
export function mayCorrect(number: string, filing: Filing | undefined, turn: TurnContext): Refusal | undefined {
  if (!filing) return new Refusal("unknown-filing", `没有找到编号 ${number}，请核对一下。`)
  const mine =
    filing.byPerson === turn.me.id || turn.me.organizations.some((one) => one.number === filing.organization.number)
  if (!mine) return new Refusal("not-yours", "这份申报不是您或您的组织报的，不能修改。")
  if (filing.state === "withdrawn" || filing.state === "revoked")
    return new Refusal(
      "closed",
      `${filing.number} 已经${filing.state === "withdrawn" ? "撤回" : "被撤销"}了，请重新报一份。`,
    )
  return undefined
}
