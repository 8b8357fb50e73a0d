import type { Lexicon } from "./lexicon.ts"
import { holders, type Postings, PostingsBuilder, rarestFirst, rarity } from "./postings.ts"
import type { Steps } from "./steps.ts"
import { questionTerms } from "./terms.ts"

/** Questions that officials wrote for an article: a new question is laid beside them (cosine of their terms). */

export type Asked = {
  postings: Postings
  /** The article of each question. */
  owners: Uint32Array
  lengths: Float32Array
}

/** `ids` are those of the finder's terms; those that only questions hold are added. */
export function* buildAsked(
  questions: readonly { owner: number; text: string }[],
  lexicon: Lexicon,
  ids: Map<string, number>,
): Steps<Asked> {
  const terms: Map<string, number>[] = []
  const having = new Map<string, number>()
  for (const { text } of questions) {
    const list = questionTerms(text, lexicon)
    terms.push(list)
    for (const term of list.keys()) having.set(term, (having.get(term) ?? 0) + 1)
    yield
  }
  const builder = new PostingsBuilder(ids)
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
  return { postings: yield* builder.build(), owners: Uint32Array.from(questions, (one) => one.owner), lengths }
}

/** For each article: how near the nearest question written for it is (0–1), and how near the three nearest are together. */
export type Nearest = { top: Float32Array; sum: Float32Array }

/** How many postings of questions are walked at most: in a large library what every heading has is left out. */
export const MOST_ASKED = 40_000

/** `terms` by their numbers; `unknown` is the sum of squares of those that have none. */
export function nearest(asked: Asked, terms: ReadonlyMap<number, number>, unknown: number, articles: number): Nearest {
  const { postings, owners, lengths } = asked
  const value = (id: number) => terms.get(id)! * rarity(owners.length, holders(postings, id))
  let square = unknown
  for (const id of terms.keys()) square += value(id) ** 2
  const dots = new Float32Array(owners.length)
  const touched: number[] = []
  for (const id of rarestFirst(postings, terms, MOST_ASKED)) {
    const worth = value(id)
    for (let place = postings.starts[id]!; place < postings.starts[id + 1]!; place++) {
      const at = postings.owners[place]!
      if (dots[at] === 0) touched.push(at)
      dots[at]! += postings.weights[place]! * worth
    }
  }
  const length = Math.sqrt(square)
  const [top, second, third] = [new Float32Array(articles), new Float32Array(articles), new Float32Array(articles)]
  for (const at of touched) {
    const owner = owners[at]!
    const near = dots[at]! / (lengths[at]! * length)
    if (near > top[owner]!) {
      third[owner] = second[owner]!
      second[owner] = top[owner]!
      top[owner] = near
    } else if (near > second[owner]!) {
      third[owner] = second[owner]!
      second[owner] = near
    } else if (near > third[owner]!) third[owner] = near
  }
  return { top, sum: top.map((near, owner) => near + second[owner]! / 2 + third[owner]! / 4) }
}
