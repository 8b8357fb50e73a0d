import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { featuresOf } from "./intent-features.ts"

/** Teaches the intent model from src/language/utterances: `npx tsx src/language/train.ts`. Same utterances, same weights. */

export type Example = { text: string; role: string; intent: string; weight: number }
export type Model = { features: string[]; bias: number[]; weights: Int8Array; scale: number }

const FOLDER = new URL("./utterances/", import.meta.url)
const USUAL_ROLE: Record<string, string> = { progress: "official", review: "official", announce_training: "trainer" }
/** What anyone may want: taught for the other roles too, though less. */
const ANYONE = new Set([
  "help",
  "greeting",
  "human",
  "cancel",
  "back",
  "correct",
  "ask_policy",
  "other",
  "list_trainings",
  "update_contact",
  "join_training",
  "cancel_training",
])
const ROUNDS = 24
const RATE = 0.5
const DECAY = 2e-5
const SCALE = 0.06

/** Every utterance with the roles it is taught for. */
export function examplesIn(folder: URL = FOLDER): Example[] {
  const examples: Example[] = []
  for (const file of readdirSync(folder).sort()) {
    const intent = file.replace(/\.txt$/, "")
    for (const line of readFileSync(new URL(file, folder), "utf8").split("\n")) {
      if (line.trim() === "") continue
      const marked = /^(contact|official|trainer)\|(.*)$/.exec(line)
      const usual = USUAL_ROLE[intent] ?? "contact"
      const text = marked?.[2] ?? line
      examples.push({ text, role: marked?.[1] ?? usual, intent, weight: 1 })
      if (marked === null && ANYONE.has(intent))
        for (const role of ["official", "trainer"]) examples.push({ text, role, intent, weight: 0.25 })
    }
  }
  return examples
}

/** Logistic regression over all intents by gradient steps in a fixed order. */
export function train(examples: readonly Example[], intents: readonly string[]): Model {
  const counts = new Map<string, number>()
  const seen = examples.map((one) => featuresOf(one.text, one.role))
  // by distinct utterance: what is taught again for another role tells nothing new
  examples.forEach((one, at) => {
    if (one.weight === 1) for (const feature of seen[at]!) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  })
  const features = [...counts.keys()].filter((feature) => counts.get(feature)! >= 2).sort()
  const index = new Map(features.map((feature, at) => [feature, at]))
  const size = intents.length
  const weights = new Float64Array(features.length * size)
  const squares = new Float64Array(features.length * size)
  const bias = new Float64Array(size)
  const rows = examples.map((one, at) => ({
    features: seen[at]!.flatMap((feature) => index.get(feature) ?? []),
    unit: 1 / Math.sqrt(seen[at]!.length),
    intent: intents.indexOf(one.intent),
    weight: one.weight,
  }))
  const order = rows.map((_, at) => at)
  let seed = 20_261_123
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  const scores = new Float64Array(size)
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1))
      ;[order[at], order[other]] = [order[other]!, order[at]!]
    }
    for (const at of order) {
      const row = rows[at]!
      scores.set(bias)
      for (const feature of row.features)
        for (let k = 0; k < size; k++) scores[k]! += weights[feature * size + k]! * row.unit
      const top = Math.max(...scores)
      let sum = 0
      for (let k = 0; k < size; k++) sum += scores[k] = Math.exp(scores[k]! - top)
      for (let k = 0; k < size; k++) {
        const error = (scores[k]! / sum - (k === row.intent ? 1 : 0)) * row.weight
        bias[k]! -= 0.02 * error
        if (Math.abs(error) < 1e-4) continue
        const step = error * row.unit
        for (const feature of row.features) {
          const cell = feature * size + k
          const slope = step + DECAY * weights[cell]!
          squares[cell]! += slope * slope
          weights[cell]! -= (RATE * slope) / (Math.sqrt(squares[cell]!) + 1e-3)
        }
      }
    }
  }
  return {
    features,
    bias: [...bias].map((one) => Math.round(one / SCALE)),
    weights: Int8Array.from(weights, (one) => Math.max(-127, Math.min(127, Math.round(one / SCALE)))),
    scale: SCALE,
  }
}

/** The file that the model is kept in. */
export function fileOf(model: Model): string {
  const used = model.features.flatMap((feature, at) => {
    const size = model.bias.length
    const row = model.weights.subarray(at * size, at * size + size)
    return row.some((one) => Math.abs(one) > 2) ? [{ feature, row }] : []
  })
  const bytes = Buffer.concat(used.map((one) => Buffer.from(one.row.buffer, one.row.byteOffset, one.row.length)))
  return `// Made by train.ts from the utterances; do not edit.

export const SCALE = ${model.scale}
export const BIAS: readonly number[] = ${JSON.stringify(model.bias).replaceAll(",", ", ")}
export const FEATURES = ${JSON.stringify(used.map((one) => one.feature).join("\n"))}
export const WEIGHTS =
  "${bytes.toString("base64")}"
`
}

if (process.argv[1]?.endsWith("language/train.ts") === true) {
  const { INTENTS } = await import("./intent.ts")
  writeFileSync(new URL("./intent-weights.ts", import.meta.url), fileOf(train(examplesIn(), INTENTS)))
}
