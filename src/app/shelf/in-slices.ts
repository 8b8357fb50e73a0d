import { setTimeout as pause } from "node:timers/promises"
import { allSteps, type Steps } from "#knowledge/steps.ts"

/** Long work of this process while people are answered: a slice, then whatever else waits, then the next slice. */
export type Sliced<Result> = {
  done: Promise<Result>
  /** Takes what is left at once, for somebody who cannot wait. */
  finish(): Result
}

const SLICE_MS = 12
const BETWEEN_MS = 4

export function inSlices<Result>(steps: Steps<Result>): Sliced<Result> {
  let result: { value: Result } | undefined
  let failure: { error: unknown } | undefined
  const slice = () => {
    const until = performance.now() + SLICE_MS
    while (result === undefined && performance.now() < until) {
      const step = steps.next()
      if (step.done) result = { value: step.value }
    }
  }
  const run = async () => {
    while (result === undefined) {
      await pause(BETWEEN_MS)
      if (failure) throw failure.error
      slice()
    }
    return result.value
  }
  const done = run()
  // Whoever takes what is left at once hears of a failure there; nobody may be waiting here.
  done.catch(() => {})
  return {
    done,
    finish() {
      try {
        result ??= { value: allSteps(steps) }
      } catch (error) {
        failure = { error }
        throw error
      }
      return result.value
    },
  }
}
