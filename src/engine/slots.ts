import type { FactName, With } from "#domain/facts.ts"
import { TOWNS } from "#domain/region.ts"
import type { Choice, Context } from "#language/slot.ts"
import { type Form, type Slot, specOf } from "./form.ts"
import type { OpenForm } from "./talk.ts"

/** The slots of a form as a message meets them: what they are called, what they may be, what they are read against. */

export type World = With<FactName>

export function startsWith(slot: Slot, text: string): boolean {
  return slot.names.some((word) => text.startsWith(word))
}

/** Questions that any words would answer. */
export const TAKES_ANYTHING = new Set(["text", "title", "orgName", "place"])

export function slotOf(form: Form, name: string): Slot {
  return form.slots.find((slot) => slot.name === name) ?? form.slots[0]!
}

export function choicesOf(slot: Slot, open: OpenForm, facts: World): readonly Choice[] | undefined {
  if (slot.reads === "town" && !slot.choices) return TOWN_CHOICES
  return slot.choices?.(facts, open.answers)
}

const TOWN_CHOICES: readonly Choice[] = TOWNS.map((one) => ({ id: one.code, label: one.name }))

export function specsOf(form: Form, open: OpenForm, facts: World) {
  return form.slots
    .filter((slot) => slot.when(open.answers, facts) || open.answers[slot.name] === undefined)
    .map((slot) => specOf(slot, choicesOf(slot, open, facts)))
}

export function contextOf(form: Form, open: OpenForm, at: Date, facts: World): Context {
  const start = form.slots.find((slot) => slot.reads === "moment")?.name
  const begun = start === undefined ? undefined : open.answers[start]
  return {
    now: at,
    towns: TOWNS,
    ...(facts.me ? { organizations: facts.me.organizations.map((one) => ({ id: one.number, name: one.name })) } : {}),
    ...(form.tense ? { tense: form.tense } : {}),
    ...(typeof begun === "string" ? { start: begun } : {}),
  }
}

/** The slot whose label or alias stands in a text. */
export function named(form: Form, open: OpenForm, text: string, facts: World): Slot | undefined {
  if (text === "") return undefined
  const applying = form.slots.filter((slot) => slot.when(open.answers, facts))
  const said = applying.flatMap((slot) =>
    slot.names.filter((name) => text.includes(name)).map((name) => ({ slot, name })),
  )
  // 改一下活动类型 names the type, though 活动 stands in it too.
  const longest = said.sort((a, b) => b.name.length - a.name.length)[0]?.slot
  return (
    longest ?? (text.length > 1 ? applying.find((slot) => slot.names.some((name) => name.includes(text))) : undefined)
  )
}
