import { isTrainer, type Me, officialRegion } from "#domain/person.ts"
import { type Intent, readIntent } from "#language/intent.ts"

/** What somebody wants who did not use the exact words: one flow where that is clear, two to choose from where it is not. */

/** Below this nothing is clear enough to offer. */
const FAINT = 0.35
/** From here on the flow is begun without asking. */
const CLEAR = 0.75

const FLOWS: Partial<Record<Intent, string>> = {
  register_org: "register-organization",
  file_activity: "file-activity",
  file_outcome: "file-outcome",
  my_filings: "my-filings",
  help: "help",
  greeting: "follow",
  review: "waiting",
  progress: "progress",
}

/** The flow a message is about, or up to two that it may be about; best first. */
export type Understood = { clear: string } | { perhaps: readonly string[] }

export function understood(text: string, me: Me | undefined): Understood {
  const official = officialRegion(me) !== undefined
  const { intent, confidence, second } = readIntent(text, {
    role: official ? "official" : isTrainer(me) ? "trainer" : "contact",
  })
  const flowOf = (one: Intent | undefined) => (one === "progress" && !official ? "my-filings" : one && FLOWS[one])
  const first = flowOf(intent)
  if (first && confidence >= CLEAR) return { clear: first }
  if (confidence < FAINT) return { perhaps: [] }
  return { perhaps: [...new Set([first, flowOf(second)].filter((one) => one !== undefined))] }
}
