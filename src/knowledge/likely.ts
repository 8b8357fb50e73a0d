import type { Finder } from "./finder.ts"
import { search } from "./search.ts"

/** Articles that may answer a question which the service did not dare to answer: for an official to choose from. */
export type LikelyArticle = {
  document: string
  article: string
  /** A document as issued, or one of the bureau's short answers. */
  kind: "file" | "answers"
  /** Of the document. */
  title: string
  /** The article's own, empty where it has none. */
  heading: string
  /** Its first words, without number and heading. */
  opening: string
}

const OPENING = 60
/** What holds less of the question than this (nearness to a question written for it, plus share of its words) is beside the point. */
const TOUCHES = 0.1

/** The nearest articles that hold in a region, best first. */
export function likelyArticles(finder: Finder, question: string, region: string, most: number): LikelyArticle[] {
  return search(finder, question, region)
    .hits.filter(({ alias, coverage }) => alias + coverage >= TOUCHES)
    .slice(0, most)
    .map(({ document, article }) => ({
      document: document.id,
      article: article.id,
      kind: document.kind,
      title: document.title,
      heading: article.title,
      opening: openingOf(article.text, article.title),
    }))
}

/** Where the heading is all that there is, it is the opening. */
export function openingOf(text: string, heading: string): string {
  const at = heading === "" ? -1 : text.indexOf(heading)
  const body = at < 0 ? text : text.slice(at + heading.length).replace(/^[\s。：:；;]+/, "")
  const plain = (body || text).replace(/\s+/g, " ").trim()
  return plain.length > OPENING ? `${plain.slice(0, OPENING - 1)}…` : plain
}
