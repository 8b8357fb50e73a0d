import { describe, expect, it } from "vitest"
import { INTENTS, readIntent, SURE } from "#language/intent.ts"
import { FEATURES, WEIGHTS } from "#language/intent-weights.ts"
import { examplesIn, fileOf, train } from "#language/train.ts"
import { understand } from "#language/understand.ts"
import { type Labelled, linesOf, scoreForms, scoreIntents, type Wanted } from "./scoring.ts"

const messages = linesOf<Labelled>(new URL("./messages.jsonl", import.meta.url))
const intents = linesOf<Wanted>(new URL("./intents.jsonl", import.meta.url))

describe("labelled messages", () => {
  it("are read slot by slot", () => {
    const { f1, starts, whole, flags, failures } = scoreForms(messages)
    expect(failures.slice(0, 12)).toHaveLength(Math.min(12, failures.length))
    expect(f1, failures.join("\n")).toBeGreaterThanOrEqual(98)
    expect(starts).toBeGreaterThanOrEqual(99)
    expect(flags).toBeGreaterThanOrEqual(95)
    for (const [form, share] of Object.entries(whole)) expect([form, share >= 92]).toEqual([form, true])
  })

  it("are read the same twice, with words that stand in the message", () => {
    for (const message of messages) {
      const read = understand(message)
      expect(understand(message)).toEqual(read)
      for (const words of Object.values(read.evidence)) expect(message.text).toContain(words)
    }
  })

  it("want what they are marked to want", () => {
    const { right, failures } = scoreIntents(intents)
    expect(right, failures.join("\n")).toBeGreaterThanOrEqual(93)
  })
})

describe("the intent model", () => {
  it("comes out the same when it is taught again", () => {
    const taught = fileOf(train(examplesIn(), INTENTS))
    expect(taught).toContain(JSON.stringify(FEATURES))
    const again = Buffer.from(/"([A-Za-z0-9+/=]+)"\s*$/.exec(taught.trim())?.[1] ?? "", "base64")
    const kept = Buffer.from(WEIGHTS, "base64")
    expect(again.length).toBe(kept.length)
    // the last bit of an exponential may differ between engines; no weight may by more than a step
    let apart = 0
    for (let at = 0; at < kept.length; at++) apart = Math.max(apart, Math.abs(kept.readInt8(at) - again.readInt8(at)))
    expect(apart).toBeLessThanOrEqual(1)
  })

  it("has an utterance file for every intent, and no line under two", () => {
    const examples = examplesIn().filter((one) => one.weight === 1)
    expect(new Set(examples.map((one) => one.intent))).toEqual(new Set(INTENTS))
    const owner = new Map<string, string>()
    for (const { text, role, intent } of examples) {
      expect([`${role}|${text}`, owner.get(`${role}|${text}`) ?? intent]).toEqual([`${role}|${text}`, intent])
      owner.set(`${role}|${text}`, intent)
    }
  })

  it("is unsure of what it has never heard, and says what else it may be", () => {
    for (const text of ["咕噜咕噜", "qwxz", "彳亍亍彳"])
      expect(readIntent(text, { role: "contact" }).confidence).toBeLessThan(SURE)
    expect(readIntent("我要备案", { role: "contact" }).second).toBeDefined()
  })
})
