/** Work that may be left and taken up again between its steps, so that nobody waits long for something else. */
export type Steps<Result> = Generator<undefined, Result, undefined>

/** Takes all steps at once. */
export function allSteps<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
