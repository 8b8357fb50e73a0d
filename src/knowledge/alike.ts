import { type FactKind, factsAsked } from "./fact.ts"
import type { Finder } from "./finder.ts"
import { folded } from "./lexicon.ts"
import { rarity } from "./postings.ts"
import { contentTerms } from "./terms.ts"

/** Which questions ask the same: each is laid beside the first of every group so far and joins the nearest, or begins a group. */

export type Wording = {
  text: string
  /** The article found best when it was asked. */
  article: string | undefined
}

/** From this nearness on (cosine of what they are about) two questions are one, if they ask for the same kind of fact. */
const SAME = 0.65
/** Or from this one, where the same article was found and the same fact is missing in it. */
const SAME_ARTICLE = 0.5
/** Where no fact is asked for, what is asked stands in all the words: so much of their pairs of characters must be the same. */
const SAME_WORDS = 0.4

type Weighed = { terms: ReadonlyMap<string, number>; length: number }

type Group = {
  article: string | undefined
  fact: FactKind | undefined
  about: Weighed
  pairs: ReadonlySet<string> | undefined
  places: number[]
}

/** Places of `wordings` by group, in their order; the first of a group stands for it. */
export function alike(wordings: readonly Wording[], finder: Finder): number[][] {
  const groups: Group[] = []
  const holding = new Map<string, { group: number; weight: number }[]>()
  const byText = new Map<string, number>()
  for (const [place, { text, article }] of wordings.entries()) {
    const plain = plainQuestion(text)
    const same = byText.get(plain)
    if (same !== undefined) {
      groups[same]!.places.push(place)
      continue
    }
    const [fact] = factsAsked(text)
    const about = weighed(contentTerms(text, finder.lexicon), finder)
    const pairs = fact === undefined ? pairsOf(plain) : undefined
    const dots = new Map<number, number>()
    for (const [term, weight] of about.terms)
      for (const one of holding.get(term) ?? []) dots.set(one.group, (dots.get(one.group) ?? 0) + weight * one.weight)
    let nearest: number | undefined
    let most = 0
    for (const [at, dot] of dots) {
      const group = groups[at]!
      const near = dot / (about.length * group.about.length)
      if (near <= most || group.fact !== fact) continue
      const sameArticle = fact !== undefined && article !== undefined && group.article === article
      if (near < (sameArticle ? SAME_ARTICLE : SAME)) continue
      if (pairs && group.pairs && shared(pairs, group.pairs) < SAME_WORDS) continue
      most = near
      nearest = at
    }
    if (nearest === undefined) {
      nearest = groups.length
      groups.push({ article, fact, about, pairs, places: [] })
      for (const [term, weight] of about.terms) {
        const list = holding.get(term)
        if (list === undefined) holding.set(term, [{ group: nearest, weight }])
        else list.push({ group: nearest, weight })
      }
    }
    groups[nearest]!.places.push(place)
    byText.set(plain, nearest)
  }
  return groups.map((one) => one.places)
}

const ASKING = /^(?:您好|你好|请问(?:一下)?|(?:我|我们)?(?:想)?(?:问|咨询)(?:一下|下|哈)|麻烦问(?:一下|下)|那个|呃|嗯)+/
const ENDING = /(?:吗|呢|啊|呀|吧|嘛|哈|哦|滴|咯|撒|谢谢您?)+$/

/** A question without greeting, punctuation and particles: 请问，会费能收几档呀？ → 会费能收几档 */
export function plainQuestion(text: string): string {
  const bare = folded(text).replace(/[^\p{L}\p{N}]+/gu, "")
  return bare.replace(ASKING, "").replace(ENDING, "") || bare
}

/** Terms with their rarity; one that no document holds weighs as the rarest do. */
function weighed(found: ReadonlyMap<string, number>, finder: Finder): Weighed {
  const unknown = rarity(finder.entries.length, 0)
  const terms = new Map<string, number>()
  let square = 0
  for (const [term, weight] of found) {
    const id = finder.ids.get(term)
    const value = weight * (id === undefined ? unknown : finder.rarity[id]!)
    terms.set(term, value)
    square += value * value
  }
  return { terms, length: Math.sqrt(square) }
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
}

/** Twice what both hold, of all that they hold. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0
  for (const pair of a) if (b.has(pair)) both++
  return (2 * both) / (a.size + b.size)
}
