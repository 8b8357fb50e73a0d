import type { Article, Clause, Document, Quote } from "./document.ts"
import { type FactKind, holdsFact } from "./fact.ts"
import type { Hit } from "./search.ts"

/** Which words of an article are shown: the clauses that answer, whole, in the order of the document. */

/** An article no longer than this is quoted whole. */
const WHOLE = 160
/** Clauses are added while they are on the topic and the quotes stay below this. */
const ENOUGH = 240
const ON_TOPIC = 0.35

export function quotesOf(hit: Hit, facts: readonly FactKind[]): Quote[] {
  const { document, article } = hit
  if (article.text.length <= WHOLE || document.kind === "answers") return [quote(document, article, bodyOf(article))]
  const body = hit.clauses.filter(({ clause }) => !isHeading(article, clause))
  const clauses = body.length > 0 ? body : hit.clauses
  const best = Math.max(...clauses.map((one) => one.score))
  const wanted = ({ clause, score }: Hit["clauses"][number]) =>
    score + (facts.some((fact) => holdsFact(fact, clause.text)) ? best / 2 : 0)
  const ranked = [...clauses].sort((a, b) => wanted(b) - wanted(a))
  const chosen: Clause[] = []
  let length = 0
  for (const one of ranked) {
    if (chosen.length > 0 && (wanted(one) < best * ON_TOPIC || length + one.clause.text.length > ENOUGH)) continue
    chosen.push(one.clause)
    length += one.clause.text.length
  }
  return joined(document, article, chosen)
}

/** A heading answers nothing. */
function isHeading(article: Article, clause: Clause): boolean {
  return article.title !== "" && clause.text.length <= article.title.length + 8 && clause.text.includes(article.title)
}

/** Clauses that stand side by side become one quote; a row of a table brings its header. */
function joined(document: Document, article: Article, clauses: readonly Clause[]): Quote[] {
  const pieces: { from: number; to: number }[] = []
  const headers = new Set<string>()
  const quotes: Quote[] = []
  for (const clause of [...clauses].sort((a, b) => a.from - b.from)) {
    if (clause.header !== undefined && !headers.has(clause.header)) {
      headers.add(clause.header)
      quotes.push(quote(document, article, clause.header))
    }
    const last = pieces.at(-1)
    const gap = last === undefined ? "" : document.text.slice(last.to, clause.from)
    if (last !== undefined && gap.trim() === "") last.to = clause.to
    else pieces.push({ from: clause.from, to: clause.to })
  }
  return [...quotes, ...pieces.map((one) => quote(document, article, document.text.slice(one.from, one.to)))]
}

/** The article without its number, which is named beside the quote. */
function bodyOf(article: Article): string {
  if (article.id === "0" || Object.keys(article.path).length === 0) return article.text
  return article.text.replace(
    /^(?:第\s?[\p{Script=Han}\d]{1,5}\s?条\s*|[(（]?[一二三四五六七八九十\d]{1,4}[)）]?\s?[.．、]?\s*)/u,
    "",
  )
}

function quote(document: Document, article: Article, text: string): Quote {
  return { document: document.id, article: article.id, text }
}
