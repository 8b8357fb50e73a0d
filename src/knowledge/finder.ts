import { type Asked, buildAsked } from "./asked.ts"
import type { Article, Document } from "./document.ts"
import { type FactKind, factsAsked } from "./fact.ts"
import type { Lexicon } from "./lexicon.ts"
import { holders, ListsBuilder, type Postings, PostingsBuilder, rarity } from "./postings.ts"
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
  /** The place of its first clause in the finder's `clauses`. */
  clause: number
  /** Kinds of fact that a short answer is there to give: those its own questions ask for. */
  gives: ReadonlySet<FactKind>
}

export type Finder = {
  documents: readonly Document[]
  lexicon: Lexicon
  entries: readonly Entry[]
  /** The numbers of the terms. */
  ids: ReadonlyMap<string, number>
  postings: Postings
  /** Of each term. */
  rarity: Float32Array
  /** Of each entry: how long it is beside the others, for BM25. */
  sizes: Float32Array
  /** The terms of each clause. */
  clauses: { starts: Uint32Array; values: Uint32Array }
  asked: Asked
}

/** How much a longer text weighs less. */
const BREADTH = 0.5
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
  const ids = new Map<string, number>()
  const builder = new PostingsBuilder(ids)
  const clauses = new ListsBuilder()
  const entries: (Entry & { gives: Set<FactKind> })[] = []
  const lengths: number[] = []
  const written = questionsByArticle(documents, aliases)
  for (const document of documents) {
    if (document.status !== "current") continue
    for (const article of document.articles) {
      const terms = new Map<string, number>()
      const add = (text: string, weight: number) => {
        const found = termsOf(text, lexicon)
        for (const [term, times] of found) terms.set(term, (terms.get(term) ?? 0) + times * weight)
        return found
      }
      const inClauses = article.clauses.map((one) => [...add(one.text, 1).keys()])
      add(article.title, TITLE)
      for (const heading of article.under) add(heading, HEADING)
      if (article.id !== "0") add(document.title, DOCUMENT)
      // so that it is found by people's words, and that words everybody uses weigh little though documents lack them
      for (const question of written.get(keyOf(document, article.id)) ?? [])
        for (const term of questionTerms(question, lexicon).keys()) terms.set(term, (terms.get(term) ?? 0) + QUESTION)
      let length = 0
      for (const [term, times] of terms) {
        builder.add(entries.length, term, times)
        length += times
      }
      const [clause = 0] = inClauses.map((one) => clauses.add(one.map((term) => ids.get(term)!)))
      entries.push({ document, article, clause, gives: new Set() })
      lengths.push(length)
      yield
    }
  }
  const questions = questionsFor(entries, written)
  for (const { owner, text } of questions) {
    const { document, gives } = entries[owner]!
    if (document.kind === "answers") for (const fact of factsAsked(text)) gives.add(fact)
    yield
  }
  const asked = yield* buildAsked(questions, lexicon, ids)
  const postings = yield* builder.build()
  const average = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length)
  return {
    documents,
    lexicon,
    entries,
    ids,
    postings,
    rarity: Float32Array.from({ length: ids.size }, (_, id) => rarity(entries.length, holders(postings, id))),
    sizes: Float32Array.from(lengths, (length) => 1 - BREADTH + (BREADTH * length) / average),
    clauses: clauses.build(),
    asked,
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
