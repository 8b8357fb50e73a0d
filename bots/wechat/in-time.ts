import { LRUCache } from "lru-cache"
import type { Answer, Hands, Inbound } from "#src/channel.ts"

/** Messages worked on at once, and of these how many may hold a picture of up to 5 MB: above that WeChat is asked to come again. */
const MOST_WORKING = 2000
const MOST_PICTURES = 32

export type Outcome = { answer: Answer } | "late" | "busy"

type Work = { inbound: Promise<Inbound>; answer: Promise<Answer>; parked?: Promise<void> }

/**
 * The five-second rule: a platform that is not answered in time closes the connection and delivers again, three times in all. So a
 * delivery that comes while its first is being worked on awaits the same result, and one that will not be answered within `budgetMs`
 * (counted from `arrived`, a performance.now()) is parked: then the outcome is "late", the platform is told that all is well, and the
 * answer follows as a push. Rejects when nothing was kept, neither answered nor parked, so the platform must deliver again.
 */
export function answerInTime(hands: Hands, budgetMs: number) {
  const working = new Map<string, Work>()
  // A delivery already on its way when its twin was parked must not be answered a second time.
  const parkedBefore = new LRUCache<string, true>({ max: 10_000, ttl: 60_000 })
  let pictures = 0

  const begin = (key: string, make: () => Inbound | Promise<Inbound>, picture: boolean): Work => {
    if (picture) pictures += 1
    const inbound = Promise.resolve(make())
    const work: Work = { inbound, answer: inbound.then((it) => hands.converse(it)) }
    const done = () => {
      working.delete(key)
      if (picture) pictures -= 1
    }
    work.answer.then(done, done)
    working.set(key, work)
    return work
  }

  const park = (key: string, work: Work): Promise<void> => {
    work.parked ??= work.inbound
      .then((inbound) => hands.park(inbound))
      .then(
        () => void parkedBefore.set(key, true),
        (error) => {
          delete work.parked
          throw error
        },
      )
    return work.parked
  }

  return async (
    key: string,
    make: () => Inbound | Promise<Inbound>,
    { arrived, picture }: { arrived: number; picture: boolean },
  ): Promise<Outcome> => {
    if (parkedBefore.has(key)) return "late"
    let work = working.get(key)
    if (!work) {
      if (working.size >= MOST_WORKING || (picture && pictures >= MOST_PICTURES)) return "busy"
      work = begin(key, make, picture)
    }
    const current = work
    const answer = await within(work.answer, budgetMs - (performance.now() - arrived)).catch((error) => {
      // Kept already for a twin that ran out of time: nothing is lost.
      if (!current.parked) throw error
    })
    if (answer && !work.parked) return { answer }
    await park(key, work)
    return "late"
  }
}

/** What a promise resolves to, or undefined when it has not within `ms` milliseconds. */
function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), Math.max(0, ms))
    work.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
