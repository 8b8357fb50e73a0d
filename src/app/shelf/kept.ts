import type { StoredDocument } from "#domain/facts.ts"
import type { Document } from "#knowledge/document.ts"

/** A document of the knowledge room as the shelf keeps it, and back. */

type Content = Pick<Document, "places" | "text" | "articles">

/** `region`: where it applies, everywhere without. The same text in two towns is two documents. */
export function storedOf(document: Document, region = document.region): StoredDocument {
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

export function documentOf({ articles: _, content, ...front }: StoredDocument): Document {
  return { ...front, kind: "file", ...(content as Content) }
}
