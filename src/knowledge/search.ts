import { within } from "#domain/region.ts"
import { nearest } from "./asked.ts"
import type { Article, Clause, Document } from "./document.ts"
import type { FactKind } from "./fact.ts"
import type { Entry, Finder } from "./finder.ts"
import { highest, holdsTerm, rarestFirst, rarity } from "./postings.ts"
import { respelled } from "./sound.ts"
import { spoken } from "./spoken.ts"
import { contentTerms, questionTerms } from "./terms.ts"

/** Finding: BM25 over whole articles, then over the clauses of the best of them, and how near questions written for them are. */

export type Hit = {
  document: Document
  article: Article
  /** Its place in the finder's entries. */
  entry: number
  score: number
  /** How near the nearest question written for the article is, 0–1. */
  alias: number
  /** Share of what the question is about (rare terms of its content) that the article or the questions written for it hold, 0–1. */
  coverage: number
  /** Whether it or they hold any of it at all: how near a question is may be how it asks. */
  touched: boolean
  /** Kinds of fact that it is there to give, where it is one of the bureau's short answers. */
  gives: ReadonlySet<FactKind>
  /** The clauses with what each holds of the question, in the order of the text. */
  clauses: readonly { clause: Clause; score: number }[]
}

export type Search = {
  hits: readonly Hit[]
  /** The question with words put right that only sounded right. */
  meant: string
}

/** Of BM25, as `BREADTH` of the finder. */
const K = 1.2
/** How many articles are looked into clause by clause. */
const DEEP = 30
/** How many postings are walked at most: in a large library what stands in most articles is left out, it would say next to nothing. */
export const MOST_WALKED = 40_000

const RESPELLED = 0.8
const CLAUSE = 0.6
const ALIAS = 22
const COVERAGE = 10

export function search(finder: Finder, question: string, region?: string): Search {
  const terms = questionTerms(question, finder.lexicon)
  const meant = respelled(finder, question)
  if (meant !== spoken(question))
    for (const [term, weight] of questionTerms(meant, finder.lexicon))
      if (!terms.has(term)) terms.set(term, weight * RESPELLED)
  const content = contentTerms(meant, finder.lexicon)
  const { ids, postings, sizes } = finder
  const known = new Map<number, number>()
  let unknown = 0
  for (const [term, weight] of terms) {
    const id = ids.get(term)
    if (id === undefined) unknown += (weight * rarity(finder.asked.owners.length, 0)) ** 2
    else known.set(id, weight)
  }
  const near = nearest(finder.asked, known, unknown, finder.entries.length)
  const scores = near.sum.map((sum, at) => ALIAS * (0.6 * near.top[at]! + 0.4 * sum))
  for (const id of rarestFirst(postings, known, MOST_WALKED)) {
    const value = known.get(id)! * finder.rarity[id]! * (K + 1)
    for (let place = postings.starts[id]!; place < postings.starts[id + 1]!; place++) {
      const owner = postings.owners[place]!
      const times = postings.weights[place]!
      scores[owner]! += (value * times) / (times + K * sizes[owner]!)
    }
  }
  if (region !== undefined) keepTo(region, finder, scores)
  const hits = highest(scores, DEEP).map((at) => {
    const entry = finder.entries[at]!
    const clauses = weighed(finder, entry, known)
    const best = clauses.reduce((most, one) => Math.max(most, one.score), 0)
    const { share, some } = held(finder, at, content)
    return {
      document: entry.document,
      article: entry.article,
      entry: at,
      score: scores[at]! + CLAUSE * best + COVERAGE * share,
      alias: near.top[at]!,
      coverage: share,
      touched: some || content.size === 0,
      gives: entry.gives,
      clauses,
    }
  })
  return { hits: hits.sort((a, b) => b.score - a.score), meant }
}

function keepTo(region: string, { entries }: Finder, scores: Float32Array): void {
  const held = new Map<Document, boolean>()
  for (const [at, { document }] of entries.entries()) {
    const here = held.get(document) ?? applies(document, region)
    held.set(document, here)
    if (!here) scores[at] = 0
  }
}

/** Whether a document holds in a region. */
export function applies(document: Document, region: string): boolean {
  return document.region === undefined || within(region, document.region)
}

function weighed(
  { rarity, clauses }: Finder,
  { article, clause }: Entry,
  ids: ReadonlyMap<number, number>,
): Hit["clauses"] {
  return article.clauses.map((one, at) => {
    const [from, to] = [clauses.starts[clause + at]!, clauses.starts[clause + at + 1]!]
    let score = 0
    for (let place = from; place < to; place++) {
      const id = clauses.values[place]!
      const weight = ids.get(id)
      if (weight !== undefined) score += weight * rarity[id]!
    }
    return { clause: one, score: score / (0.6 + 0.4 * Math.sqrt((to - from) / 60)) }
  })
}

/** Of a concept that no document holds, one may ask of anything; of a procedure and of other words one asks by name. */
const NO_PROCEDURE = 0.35

function unheard(finder: Finder, term: string): number {
  const share = term.startsWith("#") && !finder.lexicon.procedures.has(term.slice(1)) ? NO_PROCEDURE : 1
  return share * rarity(finder.entries.length, 0)
}

/** Terms that no document holds weigh as the rarest do: what is asked may be about them. */
function held(finder: Finder, at: number, content: ReadonlyMap<string, number>) {
  let all = 0
  let known = 0
  let some = false
  for (const [term, weight] of content) {
    const id = finder.ids.get(term)
    const value = weight * (id === undefined ? unheard(finder, term) : finder.rarity[id]!)
    all += value
    if (id === undefined || !holdsTerm(finder.postings, id, at)) continue
    known += value
    some = true
  }
  return { share: all === 0 ? 0 : known / all, some }
}
