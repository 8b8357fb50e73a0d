import { answer } from "#knowledge/answer.ts"
import { builtInAnswers } from "#knowledge/built-in.ts"
import { buildingFinder, type Finder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { ASKED, library } from "#test/knowledge/large.ts"

const ROUNDS = 5

/** What a policy question costs beside ten thousand articles, and their index: how long, its longest step, and what it keeps. */
export function measureKnowledge(documents = 200): {
  articles: number
  p50: number
  p99: number
  buildMs: number
  longestStepMs: number
  keptMegabytes: number
} {
  const builtIn = builtInAnswers("2026-11-23")
  const shelf = [...library(documents, 50), ...builtIn.documents]
  const kept = () => {
    global.gc?.()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return (heapUsed + arrayBuffers) / 1024 / 1024
  }
  const before = kept()
  let longestStepMs = 0
  let buildMs = 0
  let finder: Finder | undefined
  for (const steps = buildingFinder(shelf, LEXICON, builtIn.aliases); finder === undefined; ) {
    const begun = performance.now()
    const step = steps.next()
    const spent = performance.now() - begun
    buildMs += spent
    longestStepMs = Math.max(longestStepMs, spent)
    if (step.done) finder = step.value
  }
  const keptMegabytes = kept() - before
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round++)
    for (const question of ASKED) {
      const begun = performance.now()
      answer(question, finder)
      if (round > 0) times.push(performance.now() - begun)
    }
  times.sort((a, b) => a - b)
  const share = (part: number) => times[Math.floor(times.length * part)] ?? 0
  return { articles: finder.entries.length, p50: share(0.5), p99: share(0.99), buildMs, longestStepMs, keptMegabytes }
}
