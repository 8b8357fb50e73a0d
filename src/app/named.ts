import type { Talk } from "#engine/talk.ts"

/** What a message names by number: whole numbers (HD20261123001), else one of the list shown last by its place, else the ending of a number. */
export function numbersNamed(text: string, talk: Pick<Talk, "list">): { whole: string[]; ending?: string } {
  const plain = text.normalize("NFKC").toUpperCase()
  const whole = [...new Set([...plain.matchAll(/[A-Z]{2}\d{8}\d{3,}/g)].map((match) => match[0]))]
  if (whole.length > 0) return { whole }
  const digits = /\d+/.exec(plain)?.[0]
  if (digits === undefined) return { whole: [] }
  const listed = digits.length <= 2 ? talk.list?.[Number(digits) - 1] : undefined
  if (listed !== undefined) return { whole: [listed] }
  return digits.length >= 3 ? { whole: [], ending: digits } : { whole: [] }
}
