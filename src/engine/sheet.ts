import { sayDay, sayMoment } from "#domain/calendar.ts"
import type { FactName, With } from "#domain/facts.ts"
import { regionName } from "#domain/region.ts"
import type { Choice } from "#language/slot.ts"
import type { Form, Slot } from "./form.ts"
import type { OpenForm } from "./talk.ts"

/** The words around a form: a question with its choices, a value as people read it, the 核对 list. */

/** A value as it stands at 核对. */
export function sayValue(slot: Slot, value: unknown, it: Record<string, unknown>, facts: With<FactName>): string {
  if (slot.show) return slot.show(value, facts)
  if (slot.reads === "town") return regionName(String(value))
  const choice = slot.choices?.(facts, it).find((one) => one.id === value)
  if (choice) return choice.label
  switch (slot.reads) {
    case "moment":
    case "momentEnd":
      return sayMoment(String(value), facts.now)
    case "day":
      return sayDay(String(value))
    case "money":
      return sayMoney(Number(value))
    case "count":
      return `${value}人`
    default:
      return String(value)
  }
}

/** An answer of a form as people read it; what a chosen value is called may only be known from when it was chosen. */
export function sayAnswer(slot: Slot, open: OpenForm, facts: With<FactName>): string {
  const value = open.answers[slot.name]
  const said = sayValue(slot, value, open.answers, facts)
  return said === value ? (open.labels?.[slot.name] ?? said) : said
}

/** 8000元, 1.2万元, 300万元 */
function sayMoney(yuan: number): string {
  return yuan >= 10_000 && yuan % 100 === 0 ? `${yuan / 10_000}万元` : `${yuan}元`
}

/** A question with its choices numbered, several to a line where there are many. */
export function question(ask: string, choices: readonly Choice[] | undefined): string {
  if (!choices || choices.length === 0) return ask
  const lines = choices.map((one, at) => `${at + 1}. ${one.label}`)
  const many = choices.length > 8 && choices.every((one) => one.label.length <= 8)
  const list = many ? rows(lines, 3).join("\n") : lines.join("\n")
  return `${ask}\n${list}\n（回复序号或名称都行）`
}

function rows(items: readonly string[], width: number): string[] {
  return Array.from({ length: Math.ceil(items.length / width) }, (_, row) =>
    items.slice(row * width, (row + 1) * width).join("　"),
  )
}

/** The slots that have an answer, in the form's order. */
export function answered(form: Form, open: OpenForm): Slot[] {
  return form.slots.filter((slot) => open.answers[slot.name] !== undefined)
}

function line(slot: Slot, open: OpenForm, facts: With<FactName>): string {
  const value = sayAnswer(slot, open, facts)
  const said = open.said[slot.name]
  return `${slot.label}：${value}${said ? `（您说的“${said}”）` : ""}`
}

/** What was read off a message that gave several answers at once. */
export function noted(form: Form, open: OpenForm, slots: readonly string[], facts: With<FactName>): string {
  const lines = form.slots.filter((slot) => slots.includes(slot.name)).map((slot) => `· ${line(slot, open, facts)}`)
  return `记下了：\n${lines.join("\n")}`
}

/** The 核对 list: every answer, what to keep in mind, and how to go on. */
export function checkList(form: Form, open: OpenForm, facts: With<FactName>): string {
  const lines = answered(form, open).map((slot, at) => `${at + 1}. ${line(slot, open, facts)}`)
  const warnings = form.warnings(open.answers, facts).map((one) => `提醒：${one}`)
  return [
    `请核对${form.name}：`,
    ...lines,
    ...warnings,
    `没问题请回复“提交”。要改哪项直接说，比如“改一下${answered(form, open).at(-1)?.label ?? "名称"}”。`,
  ].join("\n")
}
