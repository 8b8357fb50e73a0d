import { featuresOf } from "./intent-features.ts"
import { BIAS, FEATURES, SCALE, WEIGHTS } from "./intent-weights.ts"

/** What a message wants: a linear model over pieces of words, taught by the utterances beside it. */

export const INTENTS = [
  "register_org",
  "file_activity",
  "file_outcome",
  "join_training",
  "cancel_training",
  "list_trainings",
  "my_filings",
  "ask_policy",
  "update_contact",
  "help",
  "cancel",
  "back",
  "correct",
  "human",
  "greeting",
  "progress",
  "review",
  "announce_training",
  "other",
] as const
export type Intent = (typeof INTENTS)[number]

/** What only those in office or at the front of a class can want. */
const RESERVED: Partial<Record<Intent, readonly string[]>> = {
  progress: ["official", "trainer"],
  review: ["official"],
  announce_training: ["trainer", "official"],
}
/** Below this, ask which of two was meant rather than act. */
export const SURE = 0.5

/** 要交么子材料撒: at the end it presses a point and says nothing of its own. */
const PRESSES = /[撒噻](?=[\s\p{P}]*$)/gu

export type Wanted = { intent: Intent; confidence: number; second?: Intent }

let index: Map<string, number> | undefined
let weights: Int8Array | undefined

/** What a message wants, how sure that is, and what else it may want; below `SURE` ask instead of acting. */
export function readIntent(text: string, by: { role: string; inForm?: boolean }): Wanted {
  index ??= new Map(FEATURES.split("\n").map((feature, at) => [feature, at]))
  weights ??= Int8Array.from(Buffer.from(WEIGHTS, "base64"))
  const features = featuresOf(text.replace(PRESSES, ""), by.role)
  const scores = BIAS.map((one) => one * SCALE)
  let known = 0
  const unit = 1 / Math.sqrt(features.length)
  for (const feature of features) {
    const at = index.get(feature)
    if (at === undefined) continue
    known++
    for (let intent = 0; intent < INTENTS.length; intent++)
      scores[intent]! += weights[at * INTENTS.length + intent]! * SCALE * unit
  }
  INTENTS.forEach((intent, at) => {
    if (RESERVED[intent]?.includes(by.role) === false) scores[at] = -1e3
    // inside a form a short word is meant for the form
    if (by.inForm === true && (intent === "cancel" || intent === "back" || intent === "correct")) scores[at]! += 0.7
  })
  const top = Math.max(...scores)
  const shares = scores.map((score) => Math.exp(score - top))
  const sum = shares.reduce((total, share) => total + share, 0)
  const order = INTENTS.map((intent, at) => ({ intent, share: shares[at]! / sum })).sort((a, b) => b.share - a.share)
  const best = order[0]!
  return {
    intent: best.intent,
    // Of words that were hardly ever heard nothing is sure.
    confidence: known < 3 || known * 3 < features.length ? Math.min(best.share, 0.3) : best.share,
    ...(order[1]!.share > 0.05 ? { second: order[1]!.intent } : {}),
  }
}
