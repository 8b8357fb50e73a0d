import { cleanText } from "#domain/text.ts"
import { decide } from "./decide.ts"
import { type Article, articleName, type Document, type Quote } from "./document.ts"
import { type FactKind, missingFact } from "./fact.ts"
import type { Finder } from "./finder.ts"
import { quotesOf } from "./quote.ts"
import type { Hit } from "./search.ts"

/** The answer to a question, in words: always a quote with its article, or an honest no and a person behind it. */

export type Answer = {
  answered: boolean
  kind: "answered" | "near-miss" | "out-of-scope" | "own-state" | "progress"
  /** Nearly the words of a question that was written for the article. */
  foreseen?: true
  /** Articles on the topic, best first, and the title of the document that each stands in. */
  articles: readonly string[]
  documents: readonly string[]
  text: string
  quotes: readonly Quote[]
}

/** Longer questions are read up to here: what is asked stands in a sentence or two. */
const LONGEST_QUESTION = 300
const SHOWN = 5
/** From this nearness on to a question that was written for the article, it was foreseen. */
const FORESEEN = 0.6
const LISTED = 6
// No question: in the middle of a form the form asks one.
const HUMAN = "需要的话回复“转人工”，我转给民政局的同志。"

export function answer(question: string, finder: Finder, options: { region?: string } = {}): Answer {
  const asked = cleanText(question).trim().slice(0, LONGEST_QUESTION)
  const decision = decide(finder, asked, options.region)
  switch (decision.kind) {
    case "own-state":
      return no(
        "own-state",
        [],
        "这要看您自己的记录，文件里查不到。发“我的申报”可以看办到哪一步了；想找人问，回复“转人工”。",
      )
    case "out-of-scope":
      return no("out-of-scope", [], `您问的这个，现有的文件里没有写，我不敢乱答。${HUMAN}`)
    case "named":
      return named(decision.document, decision.articles)
    case "progress": {
      const hit = decision.hits[0]!
      return no("progress", decision.hits, `${mentions(hit)}，但没有写现在做到了多少。${HUMAN}`)
    }
    case "near-miss": {
      const hit = decision.hits[0]!
      const missing = decision.places.length > 0 ? `${decision.places.join("、")}的情况` : sentence(decision.facts)
      return no("near-miss", decision.hits, `${mentions(hit)}，但没有写${missing}。${HUMAN}`)
    }
    case "answered": {
      const hit = decision.hits[0]!
      const quotes = quotesOf(hit, decision.facts)
      const words = quotes.map((one) => `「${one.text}」`).join("\n")
      return {
        answered: true,
        kind: "answered",
        ...(hit.alias >= FORESEEN ? { foreseen: true as const } : {}),
        ...found(decision.hits),
        text: `${words}\n${sourceOf(hit.document, hit.article)}\n还想问细一点，回复“转人工”就行。`,
        quotes,
      }
    }
  }
}

function no(kind: Answer["kind"], hits: readonly Hit[], text: string): Answer {
  return { answered: false, kind, ...found(hits), text, quotes: [] }
}

/** An article that was asked for by its number is quoted whole, several by their headings. */
function named(document: Document, articles: readonly Article[]): Answer {
  const single = articles.length === 1
  const quotes = articles.slice(0, LISTED).map((one) => ({
    document: document.id,
    article: one.id,
    text: single ? one.text : one.title === "" ? (one.clauses[0]?.text ?? one.text) : one.title,
  }))
  const words = quotes.map((one) => (single ? `「${one.text}」` : `${one.article}「${one.text}」`)).join("\n")
  const more = articles.length > LISTED ? `\n……一共${articles.length}条。` : ""
  return {
    answered: true,
    kind: "answered",
    articles: articles.map((one) => one.id),
    documents: articles.map(() => document.title),
    text: single
      ? `${words}\n${sourceOf(document, articles[0]!)}`
      : `${words}${more}\n——${nameOf(document)}\n想看哪一条，把它的编号发给我。`,
    quotes,
  }
}

function found(hits: readonly Hit[]): Pick<Answer, "articles" | "documents"> {
  const shown = hits.slice(0, SHOWN)
  const first = shown.filter((one, at) => shown.findIndex((other) => other.article.id === one.article.id) === at)
  return { articles: first.map((one) => one.article.id), documents: first.map((one) => one.document.title) }
}

function nameOf(document: Document): string {
  const by = [document.number, document.date].filter((one) => one !== undefined).join("，")
  return `《${document.title}》${by === "" ? "" : `（${by}）`}`
}

function sourceOf(document: Document, article: Article): string {
  if (document.kind === "answers") return `——${document.title}“${article.title}”，依据：${article.source}`
  return `——${nameOf(document)}${articleName(article)}`
}

/** 文件提到“培育发展社区社会组织”（二(四)9） */
function mentions({ document, article }: Hit): string {
  if (document.kind === "answers") return `${document.title}里有“${article.title}”`
  const topic = article.title === "" ? document.title : article.title
  return `文件提到“${topic}”（${articleName(article)}）`
}

function sentence(facts: readonly FactKind[]): string {
  return facts.length === 0 ? "您问的这一点" : missingFact(facts[0]!)
}
