import { type AliasRow, type AnswerRow, aliasQuestions, shelfRevision, shortAnswerRows } from "#db/answers.ts"
import { storedDocuments } from "#db/documents.ts"
import type { Database } from "#db/open.ts"
import type { ShelvedDocument } from "#domain/facts.ts"
import { ALIASES } from "#knowledge/alias.ts"
import { builtInOf, seedAnswers } from "#knowledge/built-in.ts"
import type { Document } from "#knowledge/document.ts"
import { buildingFinder, type Finder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { supersededOf } from "#knowledge/library.ts"
import type { Steps } from "#knowledge/steps.ts"
import { documentOf } from "./kept.ts"

/** What stands on the shelf at one time. */
export type Contents = {
  revision: string
  /** Newest first, repealed ones too. */
  listed: readonly ShelvedDocument[]
  documents: ReadonlyMap<string, Document>
  /** Versions that came in side by side, so that nobody repealed them. */
  superseded: readonly string[]
  written: readonly AnswerRow[]
  aliases: readonly AliasRow[]
}

export type ShelvedAnswer = {
  id: string
  title: string
  answer: string
  basis: string
  asks: readonly string[]
  regionCode?: string
  /** Written by the bureau in the service, not in the file. */
  own: boolean
}

/** Reads the shelf; texts that `before` has are not read again. */
export async function loadContents(database: Database, before?: Contents): Promise<Contents> {
  // First of all, so that what changes meanwhile is seen as a change.
  const revision = await shelfRevision(database)
  if (before?.revision === revision) return before
  const [stored, written, aliases] = await Promise.all([
    storedDocuments(database, [...(before?.documents.keys() ?? [])]),
    shortAnswerRows(database),
    aliasQuestions(database),
  ])
  const superseded = supersededOf(stored.toReversed())
  const listed: ShelvedDocument[] = []
  const documents = new Map<string, Document>()
  for (const { content, ...row } of stored) {
    const status = superseded.includes(row.id) ? "repealed" : row.status
    const known = before?.documents.get(row.id)
    const document = { ...(known ?? documentOf({ ...row, content })), status }
    documents.set(row.id, document)
    listed.push({ ...row, status, articles: document.articles.length })
  }
  return { revision, listed, documents, superseded, written, aliases }
}

/** The short answers that hold on a day: the bureau's own go before those of the file. */
export function answersOn(day: string, { written }: Contents): ShelvedAnswer[] {
  const rewritten = new Set(written.map((one) => one.id))
  const seeded = seedAnswers(day).answers.filter((one) => !rewritten.has(one.id))
  return [
    ...seeded.map(({ source, region, ...one }) => ({ ...one, basis: source, own: false, ...regional(region) })),
    ...written
      .filter((one) => one.on)
      .map(({ seq, on, regionCode, ...one }) => ({ ...one, own: true, ...regional(regionCode) })),
  ]
}

const regional = (code: string | null | undefined) => (code === null || code === undefined ? {} : { regionCode: code })

/** An index over all of it. */
export function indexOn(day: string, contents: Contents): Steps<Finder> {
  const answers = answersOn(day, contents).map(({ basis, regionCode, ...one }) => ({
    ...one,
    source: basis,
    region: regionCode,
  }))
  const builtIn = builtInOf(seedAnswers(day).title, answers)
  const aliases = contents.aliases.map(({ question, ...one }) => ({ ...one, questions: [question] }))
  return buildingFinder([...contents.documents.values(), ...builtIn.documents], LEXICON, [
    ...ALIASES,
    ...builtIn.aliases,
    ...aliases,
  ])
}
