import { type Asked, buildAsked } from "./asked.ts"
import type { Article, Document } from "./document.ts"
import { type FactKind, factsAsked } from "./fact.ts"
import type { Lexicon } from "./lexicon.ts"
import { type Postings, PostingsBuilder, rarity } from "./postings.ts"
import { allSteps, type Steps } from "./steps.ts"
import { questionTerms, termsOf } from "./terms.ts"

/**
 * The index over all current documents: built once, never changed. A new document, another lexicon: build another and swap it
 * for this one; who holds the old one finishes with it.
 */

/** Questions written for an article of a document whose title holds `document`. */
export type Alias = { document: string; article: string; questions: readonly string[] }

export type Entry = {
  document: Document
  article: Article
  /** Sum of its terms, for BM25. */
  length: number
  /** Terms of each clause, as ids of `postings`, ascending. */
  clauses: readonly Uint32Array[]
  /** Kinds of fact that a short answer is there to give: those its own questions ask for. */
  gives: ReadonlySet<FactKind>
}

export type Finder = {
  documents: readonly Document[]
  lexicon: Lexicon
  entries: readonly Entry[]
  postings: Postings
  rarity: Float32Array
  averageLength: number
  asked: Asked
}

/** A word of a title counts as often as this many in the text; one of the headings above it, of the document's or of a question for it as this many. */
const TITLE = 2
const QUESTION = 0.7
const HEADING = 0.5
const DOCUMENT = 0.3

export function buildFinder(documents: readonly Document[], lexicon: Lexicon, aliases: readonly Alias[] = []): Finder {
  return allSteps(buildingFinder(documents, lexicon, aliases))
}

/** The same a little at a time, for whoever answers others meanwhile. */
export function* buildingFinder(
  documents: readonly Document[],
  lexicon: Lexicon,
  aliases: readonly Alias[],
): Steps<Finder> {
  const builder = new PostingsBuilder()
  const entries: (Entry & { gives: Set<FactKind> })[] = []
  const written = questionsByArticle(documents, aliases)
  for (const document of documents) {
    if (document.status !== "current") continue
    for (const article of document.articles) {
      const terms = new Map<string, number>()
      const add = (text: string, weight: number) => {
        for (const [term, times] of termsOf(text, lexicon)) terms.set(term, (terms.get(term) ?? 0) + times * weight)
      }
      add(article.text, 1)
      add(article.title, TITLE)
      for (const heading of article.under) add(heading, HEADING)
      if (article.id !== "0") add(document.title, DOCUMENT)
      // so that it is found by people's words, and that words everybody uses weigh little though documents lack them
      for (const question of written.get(keyOf(document, article.id)) ?? [])
        for (const term of questionTerms(question, lexicon).keys()) terms.set(term, (terms.get(term) ?? 0) + QUESTION)
      const ids = new Map<string, number>()
      let length = 0
      for (const [term, times] of terms) {
        ids.set(term, builder.add(entries.length, term, times))
        length += times
      }
      const clauses = article.clauses.map(({ text }) => {
        const own = [...termsOf(text, lexicon).keys()].flatMap((term) => ids.get(term) ?? [])
        return Uint32Array.from(own).sort()
      })
      entries.push({ document, article, length, clauses, gives: new Set() })
      yield
    }
  }
  const postings = yield* builder.build()
  const questions = questionsFor(entries, written)
  for (const { owner, text } of questions) {
    const { document, gives } = entries[owner]!
    if (document.kind === "answers") for (const fact of factsAsked(text)) gives.add(fact)
    yield
  }
  return {
    documents,
    lexicon,
    entries,
    postings,
    rarity: Float32Array.from(postings.owners, (owners) => rarity(entries.length, owners.length)),
    averageLength: entries.reduce((sum, one) => sum + one.length, 0) / Math.max(1, entries.length),
    asked: yield* buildAsked(questions, lexicon),
  }
}

const keyOf = (document: Document, article: string) => `${document.id}\n${article}`

function questionsByArticle(documents: readonly Document[], aliases: readonly Alias[]): Map<string, string[]> {
  const result = new Map<string, string[]>()
  for (const { document: piece, article, questions } of aliases)
    for (const document of documents) {
      if (!document.title.includes(piece)) continue
      const key = keyOf(document, article)
      result.set(key, [...(result.get(key) ?? []), ...questions])
    }
  return result
}

/** A heading is a question too: what one asks for is often its very words. */
function questionsFor(
  entries: readonly { document: Document; article: Article }[],
  written: ReadonlyMap<string, readonly string[]>,
) {
  return entries.flatMap(({ document, article }, owner) => {
    const heading = article.title.length >= 4 ? [article.title] : []
    return [...heading, ...(written.get(keyOf(document, article.id)) ?? [])].map((text) => ({ owner, text }))
  })
}
