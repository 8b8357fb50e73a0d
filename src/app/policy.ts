import type { PolicyAnswer } from "#domain/facts.ts"
import { type Answer, answer } from "#knowledge/answer.ts"
import type { Quote } from "#knowledge/document.ts"
import type { Finder } from "#knowledge/finder.ts"
import { answerRephrased } from "#knowledge/rephrased.ts"
import type { Model, ModelTurn } from "./model.ts"
import type { Shelf } from "./shelf.ts"

/** What the documents say to a question, with a language model's help where there is one. From memory: nothing is read from the database. */

type Asking = {
  region?: string
  model: Model | undefined
  /** The asker's, which go out nowhere. */
  names?: readonly string[]
}

/** What is told in confidence, and what may be, goes to no model. */
const CONFIDENTIAL = /举报|投诉|检举|信访/
/** A shorter question says too little to be said in other words. */
const SHORTEST = 4
/** Quotes below this length need no lead, nor is one that is hardly shorter a help. */
const LONG = 60
const SHORTER = 0.8

/** Before quotes that other words for the question found: the person had better see whether they are meant. */
const NEAR = "您问的原话没有找到，意思相近的有这一条："
const LEAD = "简单说："

/** The answer to a question asked in chat, in a region. */
export async function policyAnswer(
  question: string,
  { shelf, ...asking }: Asking & { shelf: Pick<Shelf, "finder"> },
): Promise<PolicyAnswer> {
  const { quotes: _, ...said } = await helpedAnswer(question, shelf.finder(), asking)
  return said
}

/**
 * The answer to a question. Where the documents do not hold it, the model may say it in other words: what these find counts where it
 * answers the question itself. Where they do, it may say briefly what is quoted: above the quotes, never instead of them.
 */
export async function helpedAnswer(question: string, finder: Finder, asking: Asking): Promise<Answer> {
  const place = asking.region === undefined ? {} : { region: asking.region }
  const said = answer(question, finder, place)
  if (!asking.model || question.trim().length < SHORTEST || CONFIDENTIAL.test(question)) return said
  const turn = asking.model.turn(asking.names)
  const lead = (quotes: readonly Quote[]) => (isShort(quotes, finder) ? "" : leadOf(turn, question, quotes))
  if (said.answered) return { ...said, text: (await lead(said.quotes)) + said.text }
  if (said.kind !== "near-miss" && said.kind !== "out-of-scope") return said
  const other = answerRephrased(question, await turn.rephrase(question), finder, place)
  if (!other) return said
  return { ...other, text: `${NEAR}\n${await lead(other.quotes)}${other.text}` }
}

function lengthOf(quotes: readonly Quote[]): number {
  return quotes.reduce((sum, one) => sum + one.text.length, 0)
}

/** The bureau's own answers are said briefly already. */
function isShort(quotes: readonly Quote[], { documents }: Finder): boolean {
  return lengthOf(quotes) < LONG || documents.find(({ id }) => id === quotes[0]?.document)?.kind === "answers"
}

async function leadOf(turn: ModelTurn, question: string, quotes: readonly Quote[]): Promise<string> {
  const lead = await turn.phrase(question, quotes)
  return lead === undefined || lead.length > lengthOf(quotes) * SHORTER ? "" : `${LEAD}${lead}\n`
}
