import { within } from "#domain/region.ts"
import { alike, plainQuestion } from "./alike.ts"
import { decide } from "./decide.ts"
import type { Finder } from "./finder.ts"

/** What was asked and not answered, by what was meant: so that officials see what is worth an answer, most asked first. */

export type AskedQuestion = {
  id: string
  text: string
  /** Where the asker is at home. */
  region: string
  /** Who asked; missing for those who had their traces deleted, who count as one. */
  person?: string
  /** Articles that were found when it was asked, best first. */
  articles: readonly string[]
}

export type Topic = {
  /** The wording that was used most. */
  example: string
  /** How often it was asked, and by how many. */
  count: number
  people: number
  /** What the example gets now: the documents touch on it, or not at all. */
  kind: "near-miss" | "out-of-scope"
  /** Articles on the topic, best first. */
  articles: readonly string[]
  /** Every question of it, the example first. */
  questions: readonly string[]
}

/** More are not looked at: those given first count. */
const MOST_QUESTIONS = 2000
/** Looking one wording up takes a quarter of a millisecond; the most asked come first, what is left can wait until these are dealt with. */
const MOST_LOOKED_UP = 400
/** Of one group; rarer wordings fare as the most frequent one does. */
const WORDINGS_LOOKED_UP = 10
const SHOWN = 5

/** Wordings that the finder answers by now, or that no document could answer (one's own state, current figures), are left out. */
export function topicsOf(questions: readonly AskedQuestion[], finder: Finder): Topic[] {
  const wordings = wordingsOf(questions.slice(0, MOST_QUESTIONS), finder)
  const groups = alike(wordings, finder)
    .map((places) => places.map((place) => wordings[place]!))
    .sort((a, b) => asked(b) - asked(a))
  const topics: Topic[] = []
  let lookedUp = 0
  for (const group of groups) {
    if (lookedUp >= MOST_LOOKED_UP) break
    const found = group.slice(0, WORDINGS_LOOKED_UP).map((one) => decide(finder, one.text, one.questions[0]!.region))
    lookedUp += found.length
    const open = group.flatMap((one, at) => {
      const its = found[at] ?? found[0]!
      return its.kind === "near-miss" || its.kind === "out-of-scope" ? [{ ...one, found: its }] : []
    })
    const [first] = open
    if (first === undefined) continue
    const all = open.flatMap((one) => one.questions)
    const hits = first.found.kind === "near-miss" ? first.found.hits : []
    topics.push({
      example: first.text,
      count: all.length,
      people: new Set(all.map((one) => one.person)).size,
      kind: first.found.kind === "near-miss" ? "near-miss" : "out-of-scope",
      articles: [...new Set(hits.slice(0, SHOWN).map((one) => one.article.id))],
      questions: all.map((one) => one.id),
    })
  }
  return topics.sort((a, b) => b.people - a.people || b.count - a.count || order(a.example, b.example))
}

type AskedWording = { text: string; article: string | undefined; questions: AskedQuestion[] }

function asked(group: readonly AskedWording[]): number {
  return group.reduce((sum, one) => sum + one.questions.length, 0)
}

/** Questions in the same words, where the same documents hold: looked up once. Most asked first, then the shorter. */
function wordingsOf(questions: readonly AskedQuestion[], finder: Finder): AskedWording[] {
  const places = new Set(finder.documents.flatMap((one) => one.region ?? []))
  const wordings = new Map<string, AskedWording>()
  for (const question of questions) {
    const here = [...places].filter((place) => within(question.region, place))
    const key = `${plainQuestion(question.text)}\n${here.join(" ")}`
    const known = wordings.get(key)
    if (known === undefined)
      wordings.set(key, { text: question.text, article: question.articles[0], questions: [question] })
    else known.questions.push(question)
  }
  return [...wordings.values()].sort(
    (a, b) => b.questions.length - a.questions.length || a.text.length - b.text.length || order(a.text, b.text),
  )
}

/** The same on every machine, whatever its language. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
