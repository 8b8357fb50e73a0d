import { isTrainer, type Me, officialRegion } from "#domain/person.ts"
import { type Intent, readIntent, SURE } from "#language/intent.ts"
import { looksLikeQuestion } from "#language/read.ts"

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

/** 合唱队备案要几个人, 春茶集市是谁承办: a form begun would leave the question unanswered. */
function asksAFact(text: string): boolean {
  return NUMBER.test(text) || (FACT.test(text) && !OWN_PLAN.test(text))
}
const NUMBER =
  /(?:要|得|需|起码|最少|至少|够)[^,，。\d一二三四五六七八九十百]{0,4}(?:几|多少)(?:个|名|家|位)?(?:人|会员|企业|单位|钱|天)|多久(?:之?内)?[要得交报]|几天之?内[要得交报]/u
const FACT = /谁|(?:什么|啥|么)时候|多久|多少|哪些|哪个|哪几|(?<![十百千好\d])几[个家天年档级次]/u
const OWN_PLAN =
  /我|咱|俺|想|帮(?!扶)|搞|(?<![承主协举民公])办(?![完的过])|打算|准备|刚|昨|前天|上周|明[天早晚儿]|下周|后天|报(?:给|一下|上)/u

/** 结对帮扶做到几家了 asks for one figure of the plan; these for all of them. */
const ALL_FIGURES = /进展|进度|简报|[周月日]报|总体|整体|各项|全部|所有|指标/u
const FORMS: ReadonlySet<Intent> = new Set(["register_org", "file_activity", "file_outcome"] as const)

function flowFor(intent: Intent, text: string, official: boolean): string | undefined {
  if (FORMS.has(intent) && asksAFact(text)) return "policy"
  if (intent !== "progress") return FLOWS[intent]
  const one = (looksLikeQuestion(text) || FACT.test(text)) && !ALL_FIGURES.test(text)
  return one ? "policy" : official ? "progress" : "my-filings"
}

/** The flow a message is about, or up to two that it may be about; best first. */
export type Understood = { clear: string } | { perhaps: readonly string[] }

export function understood(text: string, me: Me | undefined): Understood {
  const official = officialRegion(me) !== undefined
  const { intent, confidence, second } = readIntent(text, {
    role: official ? "official" : isTrainer(me) ? "trainer" : "contact",
  })
  const flowOf = (one: Intent | undefined) => one && flowFor(one, text, official)
  const first = flowOf(intent)
  if (first && confidence >= SURE) return { clear: first }
  if (confidence < FAINT) return { perhaps: [] }
  return { perhaps: [...new Set([first, flowOf(second)].filter((one) => one !== undefined))] }
}

/** 登记要什么材料: asks, though it begins with the words that begin a form. */
export function asksPolicy(text: string): boolean {
  if (!looksLikeQuestion(text)) return false
  const { intent, confidence } = readIntent(text, { role: "contact" })
  return intent === "ask_policy" && confidence >= SURE
}

/** What a message meant that the open form could not read: a word that steers the form, or a flow. A question back is no answer, so less makes it clear. */
export function interruption(
  text: string,
  me: Me | undefined,
  asksBack: boolean,
): { control: "cancel" | "back" } | { flow: string } | undefined {
  const official = officialRegion(me) !== undefined
  const { intent, confidence } = readIntent(text, { role: official ? "official" : "contact", inForm: true })
  if (confidence < (asksBack ? SURE : CERTAIN)) return undefined
  if (intent === "cancel" || intent === "back") return { control: intent }
  const flow = flowFor(intent, text, official)
  return flow && DIGRESSIONS.has(flow) ? { flow } : undefined
}
