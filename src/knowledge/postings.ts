import type { Steps } from "./steps.ts"

/** An inverted index in flat arrays: fast to walk, and small also for ten thousand articles. */
export type Postings = {
  /** Where the postings of a term begin, and after the last term where they end. */
  starts: Uint32Array
  /** Who holds the term, ascending. */
  owners: Uint32Array
  weights: Float32Array
}

const A_STEP = 50_000

/** Numbers that are not known to be how many. */
class Growing<Kind extends Uint32Array | Float32Array> {
  #array: Kind
  readonly #make: (length: number) => Kind
  length = 0

  constructor(make: (length: number) => Kind) {
    this.#make = make
    this.#array = make(1024)
  }

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = this.#make(this.length * 2)
      larger.set(this.#array)
      this.#array = larger
    }
    this.#array[this.length++] = value
  }

  at(place: number): number {
    return this.#array[place]!
  }

  take(): Kind {
    return this.#array.slice(0, this.length) as Kind
  }
}

const wholes = () => new Growing((length) => new Uint32Array(length))
const reals = () => new Growing((length) => new Float32Array(length))

/** Lists of numbers, one after the other. */
export class ListsBuilder {
  readonly #starts = wholes()
  readonly #values = wholes()

  /** The number of the list. */
  add(values: Iterable<number>): number {
    this.#starts.push(this.#values.length)
    for (const value of values) this.#values.push(value)
    return this.#starts.length - 1
  }

  build(): { starts: Uint32Array; values: Uint32Array } {
    this.#starts.push(this.#values.length)
    return { starts: this.#starts.take(), values: this.#values.take() }
  }
}

export class PostingsBuilder {
  readonly #ids: Map<string, number>
  readonly #terms = wholes()
  readonly #owners = wholes()
  readonly #weights = reals()

  /** Builders that share `ids` give a term the same number. */
  constructor(ids: Map<string, number>) {
    this.#ids = ids
  }

  /** The number of the term. Owners come in ascending order. */
  add(owner: number, term: string, weight: number): number {
    let id = this.#ids.get(term)
    if (id === undefined) {
      id = this.#ids.size
      this.#ids.set(term, id)
    }
    this.#terms.push(id)
    this.#owners.push(owner)
    this.#weights.push(weight)
    return id
  }

  /** To be called once, when all is added, by every builder that shares the ids. */
  *build(): Steps<Postings> {
    const count = this.#terms.length
    const starts = new Uint32Array(this.#ids.size + 1)
    for (let at = 0; at < count; at++) {
      starts[this.#terms.at(at) + 1]!++
      if (at % A_STEP === 0) yield
    }
    for (let id = 0; id < this.#ids.size; id++) starts[id + 1]! += starts[id]!
    const next = starts.slice()
    const owners = new Uint32Array(count)
    const weights = new Float32Array(count)
    for (let at = 0; at < count; at++) {
      const place = next[this.#terms.at(at)]!++
      owners[place] = this.#owners.at(at)
      weights[place] = this.#weights.at(at)
      if (at % A_STEP === 0) yield
    }
    return { starts, owners, weights }
  }
}

/** How many hold a term. */
export function holders({ starts }: Postings, id: number): number {
  return id + 1 < starts.length ? starts[id + 1]! - starts[id]! : 0
}

/** How rare a term is that `having` of `total` hold. */
export function rarity(total: number, having: number): number {
  return Math.log(1 + (total - having + 0.5) / (having + 0.5))
}

/** Terms that are worth walking, by their numbers: the rarest first, as long as all their postings stay below `most`. */
export function rarestFirst(postings: Postings, terms: ReadonlyMap<number, number>, most: number): number[] {
  const byCount = [...terms.keys()].sort((a, b) => holders(postings, a) - holders(postings, b))
  let walked = 0
  return byCount.filter((id) => {
    walked += holders(postings, id)
    return walked <= most
  })
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

/** Whether somebody holds a term. */
export function holdsTerm({ starts, owners }: Postings, id: number, wanted: number): boolean {
  let low = starts[id]!
  let high = starts[id + 1]! - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (owners[middle] === wanted) return true
    if (owners[middle]! < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}
