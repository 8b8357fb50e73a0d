import type { Form, Slot } from "./form.ts"
import { checkList, question, sayAnswer } from "./sheet.ts"
import { choicesOf, slotOf, type World } from "./slots.ts"
import type { Problem } from "./taking.ts"
import type { OpenForm } from "./talk.ts"

/** How a form goes on: the next question, the same one again, or the 核对 list. */

export type Filling = {
  open: OpenForm
  say: string
  submit?: true
  /** The form made nothing of the message, which may have been meant otherwise; or took it for a question about what it asks, which may ask for a policy. */
  unread?: "meant-otherwise" | "asks-back"
}

/** The form again as it stands: the question that waits, or the 核对 list. */
export function again(form: Form, open: OpenForm, facts: World, before: string[] = []): Filling {
  if (open.asked === undefined) return advance(form, open, facts, before)
  return ask(slotOf(form, open.asked), open, facts, before)
}

/** 继续 at a question whose answer stands already: it stays as it is. */
export function goOn(form: Form, open: OpenForm, facts: World): Filling {
  if (open.asked === undefined || open.answers[open.asked] === undefined) return again(form, open, facts)
  return advance(form, settled(open), facts, ["好，不改了。"])
}

/** A question put again whose answer may stand. */
export function reopened(slot: Slot, open: OpenForm, facts: World): Filling {
  if (open.answers[slot.name] === undefined) return ask(slot, open, facts, [])
  return ask(slot, open, facts, [`${slot.label}现在是“${sayAnswer(slot, open, facts)}”，不改就回复“继续”。`])
}

/** 跳过: an optional question is passed over; one that must be answered says so. */
export function skip(form: Form, open: OpenForm, facts: World): Filling {
  if (open.asked === undefined) return again(form, open, facts, ["都填好了，不用跳过。"])
  const slot = slotOf(form, open.asked)
  // Someone who changed their mind about changing an answer keeps the old one.
  if (open.answers[slot.name] !== undefined && !slot.optional) return goOn(form, open, facts)
  if (!slot.optional) return ask(slot, open, facts, [mustBeFilled(slot)])
  const { [slot.name]: had, ...answers } = open.answers
  const note = had === undefined ? [] : [`好，${slot.label}不填了。`]
  return advance(form, { ...settled(open), answers, skipped: [...open.skipped, slot.name] }, facts, note)
}

export function mustBeFilled(slot: Slot): string {
  return `${slot.label}这一项要填。一时不清楚的话，可以先回复“暂停”，问好了再接着填。`
}

export function problem(form: Form, open: OpenForm, it: Problem, facts: World): Filling {
  const slot = slotOf(form, it.slot)
  if (!it.options) return ask(slot, { ...open, misses: open.misses + 1 }, facts, [it.sentence], true)
  const asked = { ...asking(slot, open), offered: [...it.options] }
  return { open: asked, say: it.options.length > 1 ? question(it.sentence, it.options) : it.sentence }
}

/** Fills in what is known, drops what no longer applies, and asks the next question or shows the 核对 list. */
export function advance(
  form: Form,
  from: OpenForm,
  facts: World,
  before: string[],
  problems: readonly Problem[] = [],
): Filling {
  const open = settled(from)
  const answers: Record<string, unknown> = {}
  const broken: Problem[] = []
  for (const slot of form.slots) {
    if (!slot.when(answers, facts)) continue
    const value = open.answers[slot.name] ?? knownValue(slot, open, answers, facts)
    if (value === undefined) continue
    // An answer that a later change made wrong (the end before the new start) is asked for again, and stands until then.
    const sentence = slot.refuse(value, answers, facts)
    if (sentence !== undefined) broken.push({ slot: slot.name, sentence })
    answers[slot.name] = value
  }
  const kept = <Value>(record: Record<string, Value>) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => answers[name] !== undefined))
  const labels = { ...kept(open.labels ?? {}), ...labelsOf(form, answers, facts) }
  const next: OpenForm = { ...open, answers, said: kept(open.said), labels }
  const first = problems[0] ?? broken[0]
  if (first) {
    const asked = problem(form, { ...next, misses: 0 }, first, facts)
    return { ...asked, say: [...before, asked.say].filter(Boolean).join("\n") }
  }
  const missing = form.slots.find(
    (slot) =>
      slot.asked && answers[slot.name] === undefined && !open.skipped.includes(slot.name) && slot.when(answers, facts),
  )
  if (missing) return ask(missing, { ...next, misses: 0 }, facts, before)
  const checked: OpenForm = { ...next, checked: canonical(answers) }
  return { open: checked, say: [...before, checkList(form, checked, facts)].filter(Boolean).join("\n") }
}

/** What chosen values are called, as long as the facts still tell. */
function labelsOf(form: Form, answers: Record<string, unknown>, facts: World): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const slot of form.slots) {
    const label = slot.choices?.(facts, answers).find((one) => one.id === answers[slot.name])?.label
    if (slot.changing && label !== undefined) labels[slot.name] = label
  }
  return labels
}

function knownValue(slot: Slot, open: OpenForm, answers: Record<string, unknown>, facts: World): unknown {
  if (open.skipped.includes(slot.name)) return undefined
  const value = slot.known(facts, answers)
  return value !== undefined && slot.schema.safeParse(value).success ? value : undefined
}

/** Puts a question; `shown` keeps choices that were numbered a moment ago. */
export function ask(slot: Slot, open: OpenForm, facts: World, before: string[], short = false): Filling {
  const choices = choicesOf(slot, open, facts)
  const asked = asking(slot, open)
  const text = question(slot.ask(open.answers, facts), choices)
  // A rule's own sentence already says what is wanted; with choices the list is needed all the same.
  const say = short && before.length > 0 && !choices ? before.join("\n") : [...before, text].filter(Boolean).join("\n")
  // Kept as they were numbered; their other names are those of the form.
  return { open: choices ? { ...asked, offered: choices.map(({ id, label }) => ({ id, label })) } : asked, say }
}

function asking(slot: Slot, open: OpenForm): OpenForm {
  const { offered: _, checked: __, ...rest } = open
  return { ...rest, asked: slot.name, path: open.path.at(-1) === slot.name ? open.path : [...open.path, slot.name] }
}

function settled(open: OpenForm): OpenForm {
  const { asked: _, offered: __, checked: ___, ...rest } = open
  return rest
}

/** JSON with keys in order: jsonb does not keep them. */
export function canonical(answers: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)))
}
