import type { Lexicon } from "./lexicon.ts"
import { has, type Postings, PostingsBuilder, rarity } from "./postings.ts"
import type { Steps } from "./steps.ts"
import { questionTerms } from "./terms.ts"

/** Questions that officials wrote for an article: a new question is laid beside them (cosine of their terms). */

export type Asked = {
  postings: Postings
  /** The article of each question. */
  owners: Uint32Array
  /** The articles with a question that holds a term, ascending. */
  articles: readonly Uint32Array[]
  lengths: Float32Array
  total: number
}

export function* buildAsked(questions: readonly { owner: number; text: string }[], lexicon: Lexicon): Steps<Asked> {
  const builder = new PostingsBuilder()
  const terms: Map<string, number>[] = []
  for (const { text } of questions) {
    terms.push(questionTerms(text, lexicon))
    yield
  }
  const having = new Map<string, number>()
  for (const list of terms) for (const term of list.keys()) having.set(term, (having.get(term) ?? 0) + 1)
  const lengths = new Float32Array(questions.length)
  for (const [at, list] of terms.entries()) {
    let square = 0
    for (const [term, weight] of list) {
      const value = weight * rarity(questions.length, having.get(term)!)
      builder.add(at, term, value)
      square += value * value
    }
    lengths[at] = Math.sqrt(square)
    yield
  }
  const postings = yield* builder.build()
  const owners = Uint32Array.from(questions.map((one) => one.owner))
  const articles: Uint32Array[] = []
  for (const list of postings.owners) {
    articles.push(Uint32Array.from(new Set(list.map((at) => owners[at]!))).sort())
    yield
  }
  return {
    postings,
    owners,
    articles,
    lengths,
    total: questions.length,
  }
}

/** For every article with such questions: how near the nearest is (0–1), and how near the three nearest are together. */
export function nearest(asked: Asked, terms: ReadonlyMap<string, number>): Map<number, { top: number; sum: number }> {
  const result = new Map<number, { top: number; sum: number }>()
  if (asked.total === 0) return result
  const dots = new Float32Array(asked.total)
  let square = 0
  for (const [term, weight] of terms) {
    const id = asked.postings.ids.get(term)
    const owners = id === undefined ? undefined : asked.postings.owners[id]
    const value = weight * rarity(asked.total, owners?.length ?? 0)
    square += value * value
    if (owners === undefined) continue
    const weights = asked.postings.weights[id!]!
    for (let at = 0; at < owners.length; at++) dots[owners[at]!]! += weights[at]! * value
  }
  const length = Math.sqrt(square)
  const best = new Map<number, [number, number, number]>()
  for (let at = 0; at < asked.total; at++) {
    if (dots[at] === 0) continue
    const near = dots[at]! / (asked.lengths[at]! * length)
    const three = best.get(asked.owners[at]!) ?? [0, 0, 0]
    if (near > three[0]) best.set(asked.owners[at]!, [near, three[0], three[1]])
    else if (near > three[1]) best.set(asked.owners[at]!, [three[0], near, three[1]])
    else if (near > three[2]) best.set(asked.owners[at]!, [three[0], three[1], near])
  }
  for (const [owner, [first, second, third]] of best)
    result.set(owner, { top: first, sum: first + second / 2 + third / 4 })
  return result
}

/** Whether a question written for the article holds a term. */
export function askedOf(asked: Asked, term: string, owner: number): boolean {
  const id = asked.postings.ids.get(term)
  return id !== undefined && has(asked.articles[id]!, owner)
}
