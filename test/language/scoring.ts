import { existsSync, readFileSync } from "node:fs"
import { readIntent } from "#language/intent.ts"
import { datesIn, type Input, understand } from "#language/understand.ts"

/** Scoring labelled messages: a value counts where a careful person would call it the same. */

export type Labelled = Input & {
  id: string
  form: string
  expected: Record<string, unknown>
  alt?: Record<string, unknown[]>
  optional?: string[]
  flags?: string[]
}
export type Wanted = { id: string; text: string; role?: string; intent: string; also?: string[] }

export function linesOf<T>(path: string | URL): T[] {
  if (!existsSync(path)) return []
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T)
}

const bare = (value: unknown) =>
  String(value)
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}+]/gu, "")
    .toLowerCase()
const time = (value: unknown) => String(value).replace(/(T\d\d:\d\d)(:\d\d)?(\+08:00)?$/, "$1")

/** Titles and places may be a little longer or shorter; a day alone also means its midnight. */
function same(slot: string, got: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(got) && got.map(bare).sort().join() === wanted.map(bare).sort().join()
  if (slot === "start" || slot === "end") return time(got) === time(wanted)
  if (slot === "phone") return bare(got).endsWith(bare(wanted)) || bare(wanted).endsWith(bare(got))
  const [a, b] = [bare(got), bare(wanted)]
  if (a === b) return true
  const least = slot === "title" ? 0.6 : slot === "place" ? 0.7 : 1
  return (
    a !== "" &&
    b !== "" &&
    (a.includes(b) || b.includes(a)) &&
    Math.min(a.length, b.length) / Math.max(a.length, b.length) >= least
  )
}

export type Score = { f1: number; starts: number; whole: Record<string, number>; flags: number; failures: string[] }

/** Slot F1, share of right start times, whole forms (title aside) and recall of flags, in percent. */
export function scoreForms(examples: readonly Labelled[]): Score {
  let [right, wrong, missed] = [0, 0, 0]
  let [starts, startsRight, flags, flagsRight] = [0, 0, 0, 0]
  const whole: Record<string, [number, number]> = {}
  const failures: string[] = []
  for (const example of examples) {
    const read = understand(example)
    const faults: string[] = []
    let clean = true
    for (const slot of new Set([...Object.keys(example.expected), ...Object.keys(read.slots)])) {
      if (example.optional?.includes(slot) === true) continue
      const wanted = example.expected[slot]
      const got = read.slots[slot]
      const alternatives = example.alt?.[slot] ?? []
      const good =
        got === undefined
          ? wanted === undefined || alternatives.includes(null)
          : [wanted, ...alternatives].some((one) => one !== undefined && one !== null && same(slot, got, one))
      if (slot === "start") {
        starts++
        if (good) startsRight++
      }
      if (good) right++
      else {
        if (got !== undefined) wrong++
        if (wanted !== undefined) missed++
        if (slot !== "title") clean = false
        faults.push(`${slot}: want ${JSON.stringify(wanted)} got ${JSON.stringify(got)}`)
      }
    }
    for (const flag of example.flags ?? []) {
      flags++
      if ((read.flags as string[]).includes(flag)) flagsRight++
      else faults.push(`flag ${flag} missing`)
    }
    for (const flag of read.flags) if (example.flags?.includes(flag) !== true) faults.push(`flag ${flag} too many`)
    whole[example.form] ??= [0, 0]
    const counts = whole[example.form]!
    counts[1]++
    if (clean) counts[0]++
    if (faults.length > 0) failures.push(`${example.id} ${faults.join("; ")} | ${example.text.replaceAll("\n", "⏎")}`)
  }
  const percent = (part: number, all: number) => (all === 0 ? 100 : Math.round((1000 * part) / all) / 10)
  return {
    f1: percent(2 * right, 2 * right + wrong + missed),
    starts: percent(startsRight, starts),
    whole: Object.fromEntries(Object.entries(whole).map(([form, [part, all]]) => [form, percent(part, all)])),
    flags: percent(flagsRight, flags),
    failures,
  }
}

/** Share of intents read as wanted (or as one also accepted), in percent. */
export function scoreIntents(examples: readonly Wanted[]): { right: number; failures: string[] } {
  const failures: string[] = []
  for (const { id, text, role, intent, also } of examples) {
    const read = readIntent(text, { role: role ?? "contact" })
    if (read.intent !== intent && also?.includes(read.intent) !== true)
      failures.push(`${id} ${intent} → ${read.intent} (${read.confidence.toFixed(2)}) | ${text}`)
  }
  return {
    right: Math.round((1000 * (examples.length - failures.length)) / Math.max(1, examples.length)) / 10,
    failures,
  }
}

type Spec = {
  Input: string
  Context?: { ReferenceDateTime?: string }
  Results: {
    Text: string
    Value?: { FutureResolution?: Record<string, string>; PastResolution?: Record<string, string> }
    Resolution?: { values: { type: string; value?: string; start?: string; end?: string }[] }
  }[]
}

const SPEC_FILES = [
  "DateParser",
  "DatePeriodParser",
  "DateTimeParser",
  "DateTimePeriodParser",
  "HolidayParser",
  "DateTimeModel",
]

/** Starts of dates and stretches of dates in Recognizers-Text's public specs (Specs/DateTime/Chinese), its own wording and answers. */
export function scorePeerSpecs(folder: string): { right: number; cases: number; failures: string[] } {
  const failures: string[] = []
  const seen = new Set<string>()
  for (const file of SPEC_FILES) {
    const path = `${folder}/${file}.json`
    if (!existsSync(path)) continue
    for (const spec of JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, "")) as Spec[]) {
      const reference = spec.Context?.ReferenceDateTime
      if (reference === undefined) continue
      for (const result of spec.Results) {
        const accepted = [result.Value?.FutureResolution, result.Value?.PastResolution]
          .map((one) => one?.date ?? one?.dateTime ?? one?.startDate ?? one?.startDateTime)
          .concat(
            (result.Resolution?.values ?? [])
              .filter((one) => one.type.startsWith("date"))
              .map((one) => one.value ?? one.start),
          )
          .filter((one) => one !== undefined && /^(?!0001)\d{4}-/.test(one))
          .map((one) => one!.replace(" ", "T").slice(0, 16))
        const key = `${reference} ${spec.Input} ${result.Text}`
        if (accepted.length === 0 || seen.has(key)) continue
        seen.add(key)
        const dates = datesIn(spec.Input, new Date(`${reference.slice(0, 19)}+08:00`))
        if (
          !dates.some((date) =>
            accepted.some((one) => date.start.startsWith(one.slice(0, one.length === 10 ? 10 : 16))),
          )
        )
          failures.push(
            `${file} ${reference} ${spec.Input} [${result.Text}] want ${accepted.join("|")} got ${dates.map((one) => one.start).join(" ")}`,
          )
      }
    }
  }
  return {
    right: Math.round((1000 * (seen.size - failures.length)) / Math.max(1, seen.size)) / 10,
    cases: seen.size,
    failures,
  }
}
