import { sayDay, sayMoment } from "#domain/calendar.ts"
import { readMessage } from "#language/read.ts"
import type { Choice, Found } from "#language/slot.ts"
import type { Form, Slot } from "./form.ts"
import { NOTHING, YES } from "./said.ts"
import { contextOf, specsOf, TAKES_ANYTHING, type World } from "./slots.ts"
import type { OpenForm } from "./talk.ts"

/** Values out of a message into a form: the rule, the doubt that must be asked about, and what stands until it is called by name. */

export type Problem = { slot: string; sentence: string; options?: readonly Choice[] }

export type Taken = { open: OpenForm; got: string[]; problems: Problem[] }

/** Reads every slot that applies out of one message. An answer that stands is only replaced where the message names it anew. */
export function takeAll(form: Form, open: OpenForm, text: string, at: Date, facts: World, except?: string): Taken {
  const specs = specsOf(form, open, facts).filter((spec) => spec.name !== except)
  const read = readMessage(specs, text, contextOf(form, open, at, facts))
  let next = open
  const got: string[] = []
  const problems: Problem[] = []
  for (const slot of form.slots) {
    const found = read.get(slot.name)
    if (!found || slot.name === except || !slot.when(next.answers, facts)) continue
    // 「没有」 answers the question that was asked, whichever that was, and no other.
    if (slot.choices && slot.name !== open.asked && NOTHING.test(found.text)) continue
    const stands = slot.name === open.asked ? undefined : open.answers[slot.name]
    if (stands !== undefined && !namesAnew(slot, stands, found, text, open.asked === undefined)) continue
    const one = takeOne(slot, next, found, facts)
    next = one.open
    if ("problem" in one) problems.push(one.problem)
    else got.push(slot.name)
  }
  return { open: next, got, problems }
}

/** Values that cannot be mistaken for another's: where nothing else waits, they replace what stands. */
const UNMISTAKABLE = new Set(["phone", "creditCode", "moment", "money"])

/** Whether a message means to replace an answer: it calls it by its name, or, at 核对, gives a value that can be nothing else. */
function namesAnew(slot: Slot, stands: unknown, found: Found, text: string, atCheck: boolean): boolean {
  if (atCheck && UNMISTAKABLE.has(slot.reads)) return true
  // 老年协会, then 赤壁市老年协会: the same name in full.
  if (slot.reads === "orgName" && found.text === text.trim() && text.includes(String(stands))) return true
  const before = text.slice(0, Math.max(0, text.indexOf(found.text))).trimEnd()
  return [slot.label, ...slot.aka].some(
    (word) => word.length > 1 && new RegExp(`${escaped(word)}(?:[：:是为在]|改成|改为)?$`, "u").test(before),
  )
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
}

/** Takes one value, or says why not. */
export function takeOne(
  slot: Slot,
  open: OpenForm,
  found: Found,
  facts: World,
): { open: OpenForm } | { open: OpenForm; problem: Problem } {
  const doubt = doubtOf(slot, found, facts)
  if (doubt) return { open, problem: doubt }
  const parsed = slot.schema.safeParse(found.value)
  if (!parsed.success) return { open, problem: { slot: slot.name, sentence: parsed.error.issues[0]?.message ?? "" } }
  const { [slot.name]: _, ...others } = open.answers
  const sentence = slot.refuse(parsed.data, others, facts)
  if (sentence !== undefined) return { open, problem: { slot: slot.name, sentence } }
  const { [slot.name]: __, ...said } = open.said
  const value = typeof parsed.data === "string" && TAKES_ANYTHING.has(slot.reads) ? halfWidth(parsed.data) : parsed.data
  const worthShowing = (slot.reads === "moment" || slot.reads === "day") && !/\d\s*[-月年./]\s*\d/.test(found.text)
  return {
    open: {
      ...open,
      answers: { ...open.answers, [slot.name]: value },
      said: worthShowing ? { ...said, [slot.name]: found.text } : said,
      skipped: open.skipped.filter((name) => name !== slot.name),
    },
  }
}

/** １０８号 → 108号: letters and digits only, a Chinese comma stays what it is. */
function halfWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ]/gu, (letter) => letter.normalize("NFKC"))
}

/** A value that must be asked about before it counts. */
function doubtOf(slot: Slot, found: Found, facts: World): Problem | undefined {
  const options = found.options?.map((one) => ({ id: String(one.value), label: one.label })) ?? []
  const [only] = options
  const flags = found.flags ?? []
  if (flags.includes("creditCode_invalid") && only)
    return yesOrAgain(slot, `这个代码里可能有看错的字符，是不是 ${only.label}？`, only, "对照证书再发一次")
  if (flags.includes("weekday_mismatch") && only) {
    const day = sayMoment(only.id, facts.now)
    return yesOrAgain(
      slot,
      `“${found.text}”的日期和星期对不上，是${day}吗？`,
      { ...only, label: day },
      "把时间再说一遍",
    )
  }
  if (flags.includes("weekday_mismatch"))
    return { slot: slot.name, sentence: `“${found.text}”的日期和星期对不上，是哪一天呢？` }
  if (flags.includes("start_vague") && slot.reads === "day") {
    if (!slot.schema.safeParse(found.value).success)
      return { slot: slot.name, sentence: `“${found.text}”是哪一天呢？${slot.hint ?? ""}` }
    const first = { id: String(found.value), label: sayDay(String(found.value)) }
    return yesOrAgain(slot, `“${found.text}”先记成${first.label}可以吗？`, first, "发一下具体哪天")
  }
  if (flags.includes("start_vague")) return { slot: slot.name, sentence: `“${found.text}”具体是哪天几点呢？` }
  if (flags.includes("time_conflict")) return { slot: slot.name, sentence: "结束时间比开始还早，请把时间再说一遍。" }
  // 五六十人: the larger number serves, and is said back.
  if (options.length > 1 && slot.reads !== "count" && slot.reads !== "money")
    return { slot: slot.name, sentence: `${slot.label}是下面哪一个呢？`, options }
  return undefined
}

function yesOrAgain(slot: Slot, sentence: string, only: Choice, otherwise: string): Problem {
  const options = [{ ...only, aka: YES }]
  return { slot: slot.name, sentence: `${sentence}是就回复“是”，不是请${otherwise}。`, options }
}
