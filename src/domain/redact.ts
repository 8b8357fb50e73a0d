/** Taking a person out of what was filed: who to call goes, what the organization answers for stays. */

/** What stands where a name or a phone was. */
export const GONE = "（已删除）"
/** Fields that are part of the organization's own record: its legal representative stands on a public certificate. */
const OFFICIAL = new Set(["legalRep", "name", "supervisingUnit", "creditCode"])

/** The answers without the person. `own`: the person filed it, so its contact is them, under whatever spelling. */
export function redact(
  answers: Record<string, unknown>,
  person: { name?: string | undefined; phone?: string | undefined; own: boolean },
): Record<string, unknown> {
  const theirs = person.own || (person.phone !== undefined && answers.phone === person.phone)
  const name = typeof answers.contactName === "string" && theirs ? answers.contactName : person.name
  return Object.fromEntries(
    Object.entries(answers).map(([key, value]) => {
      if (theirs && (key === "contactName" || key === "phone")) return [key, GONE]
      if (typeof value !== "string" || OFFICIAL.has(key)) return [key, value]
      return [key, without(without(value, person.phone), name)]
    }),
  )
}

function without(text: string, part: string | undefined): string {
  return part ? text.replaceAll(part, GONE) : text
}
