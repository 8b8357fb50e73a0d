import { isTrainer, type Me, officialRegion } from "#domain/person.ts"
import { type Intent, readIntent, SURE } from "#language/intent.ts"

/** What somebody wants who did not use the exact words: one flow where that is clear, two to choose from where it is not. */

/** Below this nothing is clear enough to offer. */
const FAINT = 0.25
/** From here on a message in the middle of a form is taken for something else than an answer. */
export const CERTAIN = 0.8

const FLOWS: Partial<Record<Intent, string>> = {
  register_org: "register-organization",
  file_activity: "file-activity",
  file_outcome: "file-outcome",
  my_filings: "my-filings",
  help: "help",
  greeting: "follow",
  review: "waiting",
  progress: "progress",
  ask_policy: "policy",
  human: "human",
}

/** Flows that may be answered in the middle of a form; another form is only begun by its own words. */
const DIGRESSIONS = new Set(["my-filings", "help", "waiting", "progress", "policy", "human"])

/** The flow a message is about, or up to two that it may be about; best first. */
export type Understood = { clear: string } | { perhaps: readonly string[] }

export function understood(text: string, me: Me | undefined): Understood {
  const official = officialRegion(me) !== undefined
  const { intent, confidence, second } = readIntent(text, {
    role: official ? "official" : isTrainer(me) ? "trainer" : "contact",
  })
  const flowOf = (one: Intent | undefined) => (one === "progress" && !official ? "my-filings" : one && FLOWS[one])
  const first = flowOf(intent)
  if (first && confidence >= SURE) return { clear: first }
  if (confidence < FAINT) return { perhaps: [] }
  return { perhaps: [...new Set([first, flowOf(second)].filter((one) => one !== undefined))] }
}

/** What a message meant that the open form could not read: a word that steers the form, or a flow. */
export function interruption(
  text: string,
  me: Me | undefined,
): { control: "cancel" | "back" } | { flow: string } | undefined {
  const { intent, confidence } = readIntent(text, {
    role: officialRegion(me) === undefined ? "contact" : "official",
    inForm: true,
  })
  if (confidence < CERTAIN) return undefined
  if (intent === "cancel" || intent === "back") return { control: intent }
  const flow = intent === "progress" && officialRegion(me) === undefined ? "my-filings" : FLOWS[intent]
  return flow && DIGRESSIONS.has(flow) ? { flow } : undefined
}
