/** What the room works on: a document, cut into articles by its own numbering, and those into clauses. */

/** A sentence, or a row of a table; `from` and `to` are places in the document's text. */
export type Clause = {
  text: string
  from: number
  to: number
  /** The header row of the table that this row stands in. */
  header?: string
}

/** The numbers that an article stands under: 二(四)9 is part 2, group 4, item 9; 第九条 is rule 9. */
export type ArticlePath = { part?: number; group?: number; item?: number; rule?: number; annex?: number }

export type Article = {
  /** As people see it: 二(四)9, 三(二), 第九条; `0` is the title with what stands before the first number. */
  id: string
  path: ArticlePath
  /** Its heading without the number; empty where it has none. */
  title: string
  /** The headings that it stands under, outermost first. */
  under: readonly string[]
  text: string
  from: number
  to: number
  clauses: readonly Clause[]
  /** The legal source of an answer in the bureau's own words. */
  source?: string
}

export type Document = {
  id: string
  title: string
  /** 鄂民政发〔2018〕21号 */
  number?: string
  /** Day of issue, 2023-05-01. */
  date?: string
  /** 现行 or 废止: a repealed document is kept for what cites it, and answers nothing. */
  status: "current" | "repealed"
  /** Where it applies, as a region code; everywhere when missing. */
  region?: string
  /** The places that its title names: 赤壁市. */
  places: readonly string[]
  /** `answers` are the bureau's own short answers, `file` is a document as issued. */
  kind: "file" | "answers"
  text: string
  articles: readonly Article[]
}

/** Words quoted from a document: always a piece of its text, letter for letter. */
export type Quote = { document: string; article: string; text: string }

/** How an article is called in a sentence. */
export function articleName(article: Pick<Article, "id">): string {
  return article.id === "0" ? "标题和前言" : article.id
}
