import { asksActual, asksOwnState } from "./as-it-is.ts"
import type { Article, Document } from "./document.ts"
import { type FactKind, factsAsked, holdsFact } from "./fact.ts"
import type { Finder } from "./finder.ts"
import { withoutOrders } from "./orders.ts"
import { meantBy, referenceIn } from "./reference.ts"
import { elsewhere, otherGrades, otherYears } from "./scope.ts"
import { applies, type Hit, search } from "./search.ts"
import { missingProcedure, ofElsewhere, onTopic, SAME_QUESTION } from "./topic.ts"

/** What a question gets: which articles, and whether they hold what it asks. Words are made of it elsewhere. */

export type Decision =
  | { kind: "answered"; hits: readonly Hit[]; facts: readonly FactKind[] }
  /** The article is about it, the fact is not in it; or another place or year was asked than it is about. */
  | { kind: "near-miss"; hits: readonly Hit[]; facts: readonly FactKind[]; places: readonly string[] }
  | { kind: "progress"; hits: readonly Hit[] }
  | { kind: "named"; document: Document; articles: readonly Article[] }
  | { kind: "out-of-scope" | "own-state" }

/** Above this a word that no document holds is beside the point. */
const SURELY = 0.9
/** From this one, in the same words: whoever put them under the article said that it answers them, whatever kind of fact is asked. */
const SAME_WORDS = 0.95
/** An article that holds the fact asked comes before a somewhat better one that does not. */
const RIVAL = 0.7
const RIVAL_TOPIC = 0.7
const RIVAL_ANSWER = 0.55
const RIVALS = 6
const HOLDS_FACT = 3
/** A clause is on the topic when it holds this share of what the best clause of its article holds. */
const CLAUSE_ON_TOPIC = 0.4

/** Said to the service as to a person. */
const CHAT = /^你(?:会不会|会|喜不喜欢|喜欢|爱不爱|爱)(?!.{0,8}(?:什么|啥|哪些|办|登记|备案|查|帮|填|报|回))/

export function decide(finder: Finder, asked: string, region?: string): Decision {
  const question = withoutOrders(asked)
  if (asksOwnState(question)) return { kind: "own-state" }
  if (CHAT.test(question)) return { kind: "out-of-scope" }
  const found = search(finder, question, region)
  const facts = factsAsked(found.meant)
  const hits = favouring(found.hits, facts)
  const named = byReference(finder, question, hits, region)
  if (named !== undefined && facts.length === 0) return named
  const top = hits[0]
  if (top === undefined || !onTopic(finder, found.meant, top)) return named ?? { kind: "out-of-scope" }
  if (asksActual(question)) return { kind: "progress", hits: hits.filter((one) => isRival(one, top)) }
  const told = hits.find((one) => one.alias >= SAME_WORDS)
  if (told !== undefined) return { kind: "answered", hits: [told, ...hits.filter((one) => one !== told)], facts }
  const places = elsewhere(question, top, facts)
  if (places.length > 0) return { kind: "near-miss", hits, facts: [], places }
  const missing = top.alias + top.coverage < SURELY && missingProcedure(finder, found.meant)
  const holding = hits.slice(0, RIVALS).filter((one) => isRival(one, top) && facts.every((fact) => holds(one, fact)))
  const best = holding[0]
  if (best === undefined || (missing && best.alias < SAME_QUESTION)) return { kind: "near-miss", hits, facts, places }
  const others = [...otherYears(question, best, facts), ...otherGrades(question, best, facts)]
  if (others.length > 0) return { kind: "near-miss", hits: [best], facts, places: others }
  return { kind: "answered", hits: [best, ...hits.filter((one) => one !== best)], facts }
}

/** How much an article that other words found must hold of the question itself (as in ON_TOPIC). */
const TOUCHED = 0.1

/**
 * Whether what other words for a question found answers the question as it was asked: its kinds of fact, place and year, of what it is
 * about. The same words that make a no of it by itself make a no of it here.
 */
export function answersToo(finder: Finder, asked: string, hit: Hit, region?: string): boolean {
  const question = withoutOrders(asked)
  if (asksOwnState(question) || asksActual(question)) return false
  const { hits, meant } = search(finder, question, region)
  const own = hits.find((one) => one.article === hit.article)
  if (own === undefined || own.alias + own.coverage < TOUCHED || !isRival(own, hits[0]!)) return false
  const facts = factsAsked(meant)
  return (
    facts.every((fact) => holds(hit, fact)) &&
    elsewhere(question, hit, facts).length === 0 &&
    otherYears(question, hit, facts).length === 0 &&
    otherGrades(question, hit, facts).length === 0 &&
    ofElsewhere(finder, meant, hit).length === 0 &&
    !missingProcedure(finder, meant)
  )
}

/** Of articles about as near, those that hold the kind of fact asked come first. */
function favouring(hits: readonly Hit[], facts: readonly FactKind[]): readonly Hit[] {
  if (facts.length === 0) return hits
  return hits
    .map((one) => (facts.every((fact) => holds(one, fact)) ? { ...one, score: one.score + HOLDS_FACT } : one))
    .sort((a, b) => b.score - a.score)
}

/** A short answer gives one fact each: of those on the topic, the one that gives what is asked may stand further down. */
function isRival(hit: Hit, top: Hit): boolean {
  if (hit === top) return true
  if (hit.alias + hit.coverage < (top.alias + top.coverage) * RIVAL_TOPIC) return false
  return hit.score >= top.score * (hit.document.kind === "answers" ? RIVAL_ANSWER : RIVAL)
}

/** What answers 多少 where nothing more is said of it. */
const FIGURES: readonly FactKind[] = ["count", "share", "money", "score", "size"]

/** Whether a clause on the topic holds the fact, or a short answer is there to give it. */
function holds(hit: Hit, fact: FactKind): boolean {
  if (hit.gives.has(fact) || (fact === "figure" && FIGURES.some((one) => hit.gives.has(one)))) return true
  if (hit.document.kind === "answers" && hit.gives.size > 0) return false
  const best = Math.max(...hit.clauses.map((one) => one.score))
  return hit.clauses.some(({ clause, score }) => score >= best * CLAUSE_ON_TOPIC && holdsFact(fact, clause.text))
}

/** The document named in the question, or the one found first, or the only one. */
function byReference(
  finder: Finder,
  question: string,
  hits: readonly Hit[],
  region: string | undefined,
): Extract<Decision, { kind: "named" }> | undefined {
  const reference = referenceIn(question)
  if (reference === undefined) return undefined
  const current = finder.documents.filter(
    (one) => one.status === "current" && one.kind === "file" && (region === undefined || applies(one, region)),
  )
  const said = current.filter((one) => one.title.length >= 4 && question.includes(one.title))
  const found = hits.map((one) => one.document).filter((one) => one.kind === "file")
  for (const document of [...said, ...found, ...current]) {
    const articles = meantBy(reference, document.articles)
    if (articles.length > 0) return { kind: "named", document, articles }
  }
  return undefined
}
