import type { StoredDocument } from "#domain/facts.ts"
import { COUNTY } from "#domain/region.ts"
import type { Document } from "#knowledge/document.ts"

/** A document of the knowledge room as the shelf keeps it, and back. */

type Content = Pick<Document, "places" | "text" | "articles">

/** `code`: the region where it applies, everywhere without or for the county. The same text in two towns is two documents. */
export function storedOf(document: Document, code = document.region): StoredDocument {
  const region = code === COUNTY.code ? undefined : code
  const { id, title, number, date, status, places, text, articles } = document
  return {
    id: region === undefined ? id : `${id}-${region}`,
    title,
    ...(number === undefined ? {} : { number }),
    ...(date === undefined ? {} : { date }),
    ...(region === undefined ? {} : { region }),
    status,
    articles: articles.length,
    content: { places, text, articles } satisfies Content,
  }
}

export function documentOf({ content, ...front }: Omit<StoredDocument, "articles">): Document {
  const { places, text, articles } = content as Content
  // Pieces of the one text, where the rows hold it once for the document, once for its articles and once for their clauses.
  const piece = ({ from, to }: { from: number; to: number }) => text.slice(from, to)
  return {
    ...front,
    kind: "file",
    places,
    text,
    articles: articles.map((one) => ({
      ...one,
      text: piece(one),
      clauses: one.clauses.map((clause) => ({ ...clause, text: piece(clause) })),
    })),
  }
}
