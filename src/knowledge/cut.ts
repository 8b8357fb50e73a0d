import { clausesOf } from "./clauses.ts"
import type { Article, ArticlePath } from "./document.ts"
import { INNER_START, type Level, type Marker, markerOf } from "./marker.ts"

/** Cuts a document's text into articles: the deepest numbered paragraphs, each under the headings above it. */

type Start = { from: number; marker: Marker }
type Node = { marker: Marker; from: number; to: number; path: ArticlePath; id: string; under: string[] }

const HEADING = 40
const DEPTH: Record<Level, number> = { annex: 0, chapter: 1, part: 2, group: 3, item: 4, rule: 2 }

export function articlesOf(text: string): Article[] {
  const starts = inOrder(startsIn(text))
  const articles: Article[] = []
  const first = starts[0]?.from ?? text.length
  if (text.slice(0, first).trim() !== "") {
    if (starts.length > 0) articles.push(make(text, { id: "0", path: {}, from: 0, to: first, title: "", under: [] }))
    else articles.push(...paragraphs(text))
  }
  for (const node of nodesOf(text, starts)) {
    const own = text.slice(node.from, node.to)
    const title = headingOf(own.slice(node.marker.length))
    const bare = own.slice(node.marker.length).trim()
    // a heading with paragraphs below it only names them
    if (isHeading(node) && bare.replace(/[。：:]$/, "") === title) continue
    articles.push(make(text, { id: node.id, path: node.path, from: node.from, to: node.to, title, under: node.under }))
  }
  return distinct(articles)

  function isHeading(node: Node): boolean {
    return node.marker.level !== "rule" && (node.marker.level === "chapter" || hasBelow(node))
  }
  function hasBelow(node: Node): boolean {
    const at = starts.findIndex((one) => one.from === node.from)
    const next = starts[at + 1]
    return next !== undefined && DEPTH[next.marker.level] > DEPTH[node.marker.level]
  }
}

function startsIn(text: string): Start[] {
  const starts: Start[] = []
  let at = 0
  for (const line of text.split("\n")) {
    const places = [0, ...[...line.matchAll(INNER_START)].map((match) => match.index)]
    for (const place of places) {
      const lead = /^\s*/.exec(line.slice(place))![0].length
      const marker = markerOf(line.slice(place + lead))
      if (marker !== undefined) starts.push({ from: at + place + lead, marker })
    }
    at += line.length + 1
  }
  // in a law only 第…条 starts an article; what is numbered inside belongs to it
  const rules = starts.filter((one) => one.marker.level === "rule").length
  return rules >= 3
    ? starts.filter((one) => ["rule", "chapter", "annex"].includes(one.marker.level))
    : starts.filter((one) => one.marker.level !== "rule")
}

/** Only numbers that count on are numbering; 3、 in the middle of nowhere is text. */
function inOrder(starts: readonly Start[]): Start[] {
  const last = new Map<Level, number>()
  const result: Start[] = []
  for (const one of starts) {
    const { level, value } = one.marker
    const before = last.get(level) ?? 0
    const loose = level === "annex" || level === "chapter" || level === "rule"
    if (!loose && value !== 1 && (value <= before || value > before + 3)) continue
    if (!loose && before === 0 && value > 1) continue
    last.set(level, value)
    if (level === "annex") for (const deeper of ["part", "group", "item"] as const) last.delete(deeper)
    // groups begin anew in every part; items may count on through a whole document
    if (level === "part" || level === "chapter") last.delete("group")
    result.push(one)
  }
  return result
}

function nodesOf(text: string, starts: readonly Start[]): Node[] {
  const open: { marker: Marker; heading: string }[] = []
  return starts.map(({ from, marker }, at) => {
    const to = starts[at + 1]?.from ?? text.length
    while (open.length > 0 && DEPTH[open.at(-1)!.marker.level] >= DEPTH[marker.level]) open.pop()
    const above = [...open]
    open.push({ marker, heading: headingOf(text.slice(from + marker.length, to)) })
    const chain = [...above.map((one) => one.marker), marker]
    return {
      marker,
      from,
      to,
      path: pathOf(chain),
      id: chain
        .filter((one) => one.level !== "chapter" || marker.level === "chapter")
        .map((one) => (one.level === "annex" ? `${one.label} ` : one.label))
        .join("")
        .trim(),
      under: above.map((one) => one.heading).filter((heading) => heading !== ""),
    }
  })
}

function pathOf(chain: readonly Marker[]): ArticlePath {
  const path: ArticlePath = {}
  for (const { level, value, label } of chain) {
    if (level === "chapter") {
      if (label.includes("部分")) path.part = value
    } else path[level] = value
  }
  return path
}

/** The words up to the first full stop where they are short enough to be a heading. */
function headingOf(body: string): string {
  const line = body.trimStart().split("\n")[0]!.trim()
  const stop = line.search(/[。：:]/)
  const head = stop >= 0 ? line.slice(0, stop) : line
  return head.length <= HEADING && !/[；;]/.test(head) ? head : ""
}

/** A text without any numbering: a paragraph is an article. */
function paragraphs(text: string): Article[] {
  const articles: Article[] = []
  let at = 0
  let from = 0
  for (const block of text.split(/(?<=\n)\s*\n/)) {
    from = text.indexOf(block, at)
    at = from + block.length
    if (block.trim() === "") continue
    articles.push(make(text, { id: `第${articles.length + 1}段`, path: {}, from, to: at, title: "", under: [] }))
  }
  return articles
}

function make(text: string, it: Omit<Article, "text" | "clauses">): Article {
  const raw = text.slice(it.from, it.to)
  const body = raw.trim()
  const from = it.from + raw.indexOf(body)
  return { ...it, from, to: from + body.length, text: body, clauses: clausesOf(body, from) }
}

/** Two lists in one document may both count 1. 2. 3.: the later ones are told apart. */
function distinct(articles: readonly Article[]): Article[] {
  const seen = new Map<string, number>()
  return articles.map((one) => {
    const count = (seen.get(one.id) ?? 0) + 1
    seen.set(one.id, count)
    return count === 1 ? one : { ...one, id: `${one.id}(续${count - 1})` }
  })
}
