import type { PolicyAnswer } from "#domain/facts.ts"
import { answer } from "#knowledge/answer.ts"
import type { Shelf } from "./shelf.ts"

/** What the documents say to a question asked in chat, in a region. From memory: nothing is read from the database. */
export async function policyAnswer(
  question: string,
  { shelf, region }: { shelf: Pick<Shelf, "finder" | "ready">; region: string },
): Promise<PolicyAnswer> {
  // Only right after the start is there something to wait for, and nobody else waits with it.
  await shelf.ready()
  const { quotes: _, ...said } = answer(question, shelf.finder(), { region })
  return said
}
