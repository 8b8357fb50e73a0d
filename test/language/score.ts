import { understand } from "#language/understand.ts"
import { type Labelled, linesOf, scoreForms, scoreIntents, scorePeerSpecs, type Wanted } from "./scoring.ts"

/**
 * `npm run language [SETS_DIR] [PEER_SPECS_DIR]`: scores the room on its own tables, on other sets of the same format, and on
 * Recognizers-Text's Chinese date specs, printing what fails. LANGUAGE_SETS and LANGUAGE_PEER_SPECS serve too.
 */

const [sets = process.env.LANGUAGE_SETS, specs = process.env.LANGUAGE_PEER_SPECS] = process.argv.slice(2)

function report(name: string, forms: readonly Labelled[], intents: readonly Wanted[]): void {
  if (forms.length > 0) {
    const { f1, starts, whole, flags, failures } = scoreForms(forms)
    for (const failure of failures) console.log(failure)
    const parts = Object.entries(whole).map(([form, share]) => `${form} ${share}`)
    console.log(
      `${name}: ${forms.length} messages · slots F1 ${f1} · start times ${starts} · whole ${parts.join(", ")} · flags ${flags}\n`,
    )
  }
  if (intents.length > 0) {
    const { right, failures } = scoreIntents(intents)
    for (const failure of failures) console.log(failure)
    console.log(`${name}: ${intents.length} intents · right ${right}\n`)
  }
}

const own = (file: string) => new URL(`./${file}`, import.meta.url)
const messages = linesOf<Labelled>(own("messages.jsonl"))
report("own tables", messages, linesOf<Wanted>(own("intents.jsonl")))
if (sets !== undefined) report(sets, linesOf(`${sets}/extract.jsonl`), linesOf(`${sets}/intent.jsonl`))
if (specs !== undefined) {
  const { right, cases, failures } = scorePeerSpecs(specs)
  for (const failure of failures) console.log(failure)
  console.log(`${specs}: ${cases} dates · start right ${right}\n`)
}

// each message by the median of its rounds: what other programs do on the machine is not what is measured
const before = process.memoryUsage().rss
for (const message of messages) understand(message)
const times = messages
  .map((message) => {
    const rounds = Array.from({ length: 9 }, () => {
      const from = performance.now()
      understand(message)
      return performance.now() - from
    })
    return rounds.sort((a, b) => a - b)[4]!
  })
  .sort((a, b) => a - b)
const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(2)
const grown = ((process.memoryUsage().rss - before) / 1e6).toFixed(0)
console.log(`understand: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms a message; grew by ${grown} MB`)
