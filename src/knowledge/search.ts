import { within } from "#domain/region.ts"
import { askedOf, nearest } from "./asked.ts"
import type { Article, Clause, Document } from "./document.ts"
import type { FactKind } from "./fact.ts"
import type { Entry, Finder } from "./finder.ts"
import { has, highest, rarity } from "./postings.ts"
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

const K = 1.2
const B = 0.5
/** How many articles are looked into clause by clause. */
const DEEP = 30
/** In a large library what stands in more than this share of the articles is not looked up; it would say next to nothing. */
const COMMON = 0.25
const COMMON_CHARACTER = 0.05
const LARGE = 1000

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
  const scores = new Float32Array(finder.entries.length)
  const ids = new Map<number, number>()
  for (const [term, weight] of terms) {
    const id = finder.postings.ids.get(term)
    if (id === undefined) continue
    ids.set(id, weight)
    const owners = finder.postings.owners[id]!
    if (isCommon(finder, term, owners.length)) continue
    const times = finder.postings.weights[id]!
    const value = weight * finder.rarity[id]!
    for (let at = 0; at < owners.length; at++) {
      const owner = owners[at]!
      const tf = times[at]!
      const size = 1 - B + (B * finder.entries[owner]!.length) / finder.averageLength
      scores[owner]! += (value * tf * (K + 1)) / (tf + K * size)
    }
  }
  const aliases = nearest(finder.asked, terms)
  for (const [owner, { top, sum }] of aliases) scores[owner]! += ALIAS * (0.6 * top + 0.4 * sum)
  if (region !== undefined)
    for (const [at, entry] of finder.entries.entries()) if (!applies(entry.document, region)) scores[at] = 0
  const hits = highest(scores, DEEP).map((at) => {
    const entry = finder.entries[at]!
    const clauses = weighed(finder, entry, ids)
    const best = clauses.reduce((most, one) => Math.max(most, one.score), 0)
    const { share, some } = held(finder, at, content)
    return {
      document: entry.document,
      article: entry.article,
      entry: at,
      score: scores[at]! + CLAUSE * best + COVERAGE * share,
      alias: aliases.get(at)?.top ?? 0,
      coverage: share,
      touched: some || content.size === 0,
      gives: entry.gives,
      clauses,
    }
  })
  return { hits: hits.sort((a, b) => b.score - a.score), meant }
}

function isCommon(finder: Finder, term: string, having: number): boolean {
  const all = finder.entries.length
  return all > LARGE && having > all * (term.length === 1 ? COMMON_CHARACTER : COMMON)
}

/** Whether a document holds in a region. */
export function applies(document: Document, region: string): boolean {
  return document.region === undefined || within(region, document.region)
}

function weighed(finder: Finder, entry: Entry, ids: ReadonlyMap<number, number>): Hit["clauses"] {
  return entry.article.clauses.map((clause, at) => {
    let score = 0
    const terms = entry.clauses[at]!
    for (const id of terms) {
      const weight = ids.get(id)
      if (weight !== undefined) score += weight * finder.rarity[id]!
    }
    return { clause, score: score / (0.6 + 0.4 * Math.sqrt(terms.length / 60)) }
  })
}

/** Of a concept that no document holds, one may ask of anything; of a procedure and of other words one asks by name. */
const NO_PROCEDURE = 0.35

function unknown(finder: Finder, term: string): number {
  const share = term.startsWith("#") && !finder.lexicon.procedures.has(term.slice(1)) ? NO_PROCEDURE : 1
  return share * rarity(finder.entries.length, 0)
}

/** Terms that no document holds weigh as the rarest do: what is asked may be about them. */
function held(finder: Finder, at: number, content: ReadonlyMap<string, number>) {
  let all = 0
  let known = 0
  let some = false
  for (const [term, weight] of content) {
    const id = finder.postings.ids.get(term)
    const value = weight * (id === undefined ? unknown(finder, term) : finder.rarity[id]!)
    all += value
    if (!(id !== undefined && has(finder.postings.owners[id]!, at)) && !askedOf(finder.asked, term, at)) continue
    known += value
    some = true
  }
  return { share: all === 0 ? 0 : known / all, some }
}
