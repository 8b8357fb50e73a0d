import { LRUCache } from "lru-cache"
import { checkPhrasing } from "#knowledge/check.ts"
import type { Quote } from "#knowledge/document.ts"
import type { Log } from "#src/channel.ts"
import { type Address, complete, NoAnswer } from "./model/call.ts"
import { outgoing } from "./model/outgoing.ts"
import { type Prompt, phrased, rephrased, toPhrase, toRephrase } from "./model/prompts.ts"
import { hashOf } from "./secret.ts"

/**
 * The optional language model: it may say a question in other words, and say briefly what is quoted. It is a help, never a need: late,
 * broken, busy or wrong it is as if there were none. Only what `outgoing` leaves of a question and the quotes are sent.
 */
export type Model = {
  /** For one question: both together keep to the time of one turn. `names` (the asker's) go out nowhere. */
  turn(names?: readonly string[]): ModelTurn
}

export type ModelTurn = {
  /** At most three other ways to ask, unchecked: what they find must answer the question itself. */
  rephrase(question: string): Promise<readonly string[]>
  /** A sentence or two that add nothing to the quotes; undefined on any doubt. */
  phrase(question: string, quotes: readonly Quote[]): Promise<string | undefined>
}

export type ModelOptions = Address & {
  log: Log
  fetch?: typeof globalThis.fetch
  /** Milliseconds on a clock that only goes forward. */
  clock?: () => number
  /** All calls of one turn. */
  turnMs?: number
}

const TURN_MS = 2500
/** With less time left a call is not begun. */
const LEAST_MS = 0.15
const AT_ONCE = 4
const FAILURES = 3
const SILENT_MS = 60_000
/** A turn that is stepped again, and the same question of somebody else, find the answer, or that there was none. */
const REMEMBERED = 500
const REMEMBERED_MS = 600_000
const MISSED_MS = 10_000
/** The quotes are no longer than a question to a small model should be. */
const MOST_QUOTED = 2000

export function openModel({ log, fetch = globalThis.fetch, clock, turnMs = TURN_MS, ...address }: ModelOptions): Model {
  const now = clock ?? (() => performance.now())
  const remembered = new LRUCache<string, Promise<string | undefined>>({ max: REMEMBERED })
  let working = 0
  let failures = 0
  let silentUntil = Number.NEGATIVE_INFINITY

  async function call(prompt: Prompt, ms: number): Promise<string | undefined> {
    working++
    const began = now()
    try {
      const said = await complete(address, prompt, { signal: AbortSignal.timeout(Math.ceil(ms)), fetch })
      failures = 0
      return said
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      failures++
      log.warn({ why: error.message, ms: Math.round(now() - began) }, "the language model did not answer")
      if (failures < FAILURES) return undefined
      silentUntil = now() + SILENT_MS
      log.warn({ failures, seconds: SILENT_MS / 1000 }, "the language model is not asked for a while")
      return undefined
    } finally {
      working--
    }
  }

  /** One attempt, or what came of the last one. */
  async function ask(prompt: Prompt, until: number): Promise<string | undefined> {
    const key = hashOf(prompt.system + prompt.user)
    const before = remembered.get(key)
    if (before) return before
    const left = until - now()
    if (now() < silentUntil || working >= AT_ONCE || left < turnMs * LEAST_MS) return undefined
    const answer = call(prompt, left)
    remembered.set(key, answer, { ttl: REMEMBERED_MS })
    if ((await answer) === undefined) remembered.set(key, answer, { ttl: MISSED_MS })
    return answer
  }

  return {
    turn(names = []) {
      const until = now() + turnMs
      return {
        async rephrase(question) {
          const said = await ask(toRephrase(outgoing(question, names)), until)
          return said === undefined ? [] : rephrased(said)
        },
        async phrase(question, quotes) {
          const texts = quotes.map((one) => one.text)
          if (texts.join("").length > MOST_QUOTED) return undefined
          const said = await ask(toPhrase(outgoing(question, names), texts), until)
          const words = said === undefined ? undefined : phrased(said)
          if (words === undefined) return undefined
          const kept = checkPhrasing(words, quotes, question)
          if (kept === undefined)
            log.info({}, "what the language model said was not all in the quotes, and is not shown")
          return kept
        },
      }
    },
  }
}
