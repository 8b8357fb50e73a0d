import type { Steps } from "./steps.ts"

/** An inverted index in flat arrays: fast to walk, and small enough for ten thousand articles. */

export type Postings = {
  ids: ReadonlyMap<string, number>
  owners: readonly Uint32Array[]
  weights: readonly Float32Array[]
}

const TERMS_A_STEP = 1000

export class PostingsBuilder {
  readonly #ids = new Map<string, number>()
  readonly #owners: number[][] = []
  readonly #weights: number[][] = []

  /** The number of the term. */
  add(owner: number, term: string, weight: number): number {
    let id = this.#ids.get(term)
    if (id === undefined) {
      id = this.#ids.size
      this.#ids.set(term, id)
      this.#owners.push([])
      this.#weights.push([])
    }
    this.#owners[id]!.push(owner)
    this.#weights[id]!.push(weight)
    return id
  }

  /** To be called once, when all is added. */
  *build(): Steps<Postings> {
    const owners: Uint32Array[] = []
    const weights: Float32Array[] = []
    for (let id = 0; id < this.#owners.length; id++) {
      owners.push(new Uint32Array(this.#owners[id]!))
      weights.push(new Float32Array(this.#weights[id]!))
      this.#owners[id] = this.#weights[id] = []
      if (id % TERMS_A_STEP === 0) yield
    }
    return { ids: this.#ids, owners, weights }
  }
}

/** How rare a term is that `having` of `total` hold. */
export function rarity(total: number, having: number): number {
  return Math.log(1 + (total - having + 0.5) / (having + 0.5))
}

/** The `count` places with the highest scores above zero, best first. */
export function highest(scores: Float32Array, count: number): number[] {
  const best: number[] = []
  let least = 0
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!
    if (score <= least) continue
    let place = best.length
    while (place > 0 && scores[best[place - 1]!]! < score) place--
    best.splice(place, 0, at)
    if (best.length > count) best.pop()
    if (best.length === count) least = scores[best[count - 1]!]!
  }
  return best
}

/** Whether an ascending list holds a value. */
export function has(sorted: Uint32Array, wanted: number): boolean {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (sorted[middle] === wanted) return true
    if (sorted[middle]! < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}
