import { type Answer, answer } from "./answer.ts"
import { answersToo, decide } from "./decide.ts"
import { factsAsked } from "./fact.ts"
import type { Finder } from "./finder.ts"
import { numbersIn } from "./number-terms.ts"
import { otherPlaces } from "./place.ts"

/** A question that found no answer, asked again in other words. What they find counts only where it answers the question itself. */

const LONGEST = 60
const MOST = 3
/** The answer to the first of the other words that answers the question too. */
export function answerRephrased(
  question: string,
  rephrasings: readonly string[],
  finder: Finder,
  options: { region?: string } = {},
): Answer | undefined {
  for (const words of rephrasings.slice(0, MOST).filter((one) => mayMean(one, question))) {
    const decision = decide(finder, words, options.region)
    if (decision.kind !== "answered") continue
    if (!answersToo(finder, question, decision.hits[0]!, options.region)) continue
    return answer(words, finder, options)
  }
  return undefined
}

const YEAR = /(?<!\d)20\d\d(?!\d)/g

/** Other words ask for the same kinds of fact of the same places and years, and name no number that the question does not. */
function mayMean(words: string, question: string): boolean {
  if (words.length < 2 || words.length > LONGEST) return false
  const numbers = new Set(numbersIn(question))
  const asked = factsAsked(question)
  return (
    numbersIn(words).every((one) => numbers.has(one)) &&
    same(otherPlaces(words), otherPlaces(question)) &&
    same(words.match(YEAR) ?? [], question.match(YEAR) ?? []) &&
    (asked.length === 0 || same(factsAsked(words), asked))
  )
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.every((one) => others.includes(one)) && others.every((one) => some.includes(one))
}
