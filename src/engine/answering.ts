import { type Intent, readIntent } from "#language/intent.ts"
import { readAnswer } from "#language/read.ts"
import type { Choice, Found } from "#language/slot.ts"
import { advance, again, ask, type Filling, goOn, mustBeFilled, problem, skip } from "./asking.ts"
import { asksBack, asksHow } from "./asking-back.ts"
import { correction, correctionOfAnother } from "./correcting.ts"
import { type Form, type Slot, specOf } from "./form.ts"
import { bare, CONFIRMS, KEEPS, NODS, NOTHING } from "./said.ts"
import { noted, sayAnswer } from "./sheet.ts"
import { choicesOf, contextOf, TAKES_ANYTHING, type World } from "./slots.ts"
import { type Taken, takeAll, takeOne } from "./taking.ts"
import type { OpenForm } from "./talk.ts"
import { CERTAIN } from "./understand.ts"

/** A message at a question: an answer, several, a correction, a question back, or none of these. */

const SUBMITS = /^(?:确认)?提交(?:吧|了)?$/

export function atQuestion(form: Form, open: OpenForm, slot: Slot, text: string, at: Date, facts: World): Filling {
  const word = bare(text)
  const picked =
    open.offered && slot.reads !== "choice" && slot.reads !== "town" ? pickedOf(slot, open.offered, text) : undefined
  if (picked) return took(form, open, slot, picked, text, at, facts)
  // Not what a doubt offered: the question stays open.
  if (picked === undefined && /^(?:不是?|不对|不行|错了?)$/.test(word)) return ask(slot, open, facts, [])
  if (open.answers[slot.name] !== undefined && KEEPS.test(word)) return goOn(form, open, facts)
  if (open.answers[slot.name] !== undefined && SUBMITS.test(word)) return goOn(form, open, facts)
  if (SUBMITS.test(word)) return ask(slot, open, facts, ["还差几项，填完就能提交。"])
  const choices = choicesNow(slot, open, text, facts)
  const spec = specOf(slot, choices)
  const chosen = choices?.some((one) => [one.id, one.label, ...(one.aka ?? [])].includes(word)) ?? false
  const nothing = NOTHING.test(word) || [slot.label, ...slot.aka].some((name) => NOTHING.test(word.replace(name, "")))
  if (!chosen && nothing) {
    if (slot.optional) return skip(form, open, facts)
    return ask(slot, open, facts, [slot.hint ? `${slot.hint}\n${mustBeFilled(slot)}` : mustBeFilled(slot)])
  }
  // 没问题 may be what somebody has to say in free words, and is nobody's name.
  const nothingSaid = NODS.test(word) || (slot.reads !== "text" && CONFIRMS.test(word)) || !/[\p{L}\p{N}]/u.test(word)
  if (!chosen && nothingSaid) return again(form, open, facts)

  // Long or many-lined messages may answer several questions; a free-text question takes its message whole.
  if (slot.reads !== "text" && isRich(text)) {
    const taken = takeAll(form, open, text, at, facts)
    if (taken.got.length > 1 || taken.got.includes(slot.name) || taken.problems.length > 0) {
      const note = taken.got.length > 0 ? [noted(form, taken.open, taken.got, facts)] : []
      return advance(form, taken.open, facts, note, taken.problems)
    }
  }
  if (!chosen && asksBack(slot, text)) {
    const hinted = ask(slot, open, facts, [slot.hint ?? `这里填${slot.label}就行。`])
    return asksHow(text) ? hinted : { ...hinted, unread: "asks-back" }
  }
  const other = correctionOfAnother(form, open, slot, text, at, facts)
  if (other) return other

  if (TAKES_ANYTHING.has(slot.reads) && leavesTheForm(text))
    return { ...ask(slot, open, facts, []), unread: "meant-otherwise" }

  const found = answerOf(slot, readAnswer(spec, text, contextOf(form, open, at, facts)), text)
  if (!found) return correction(form, open, text, at, facts) ?? missed(form, open, slot, text, at, facts)
  return took(form, open, slot, wholeOf(slot, found, text), text, at, facts)
}

/** 12月 and 三万块钱 are no numbers of people. */
function answerOf(slot: Slot, found: Found | undefined, text: string): Found | undefined {
  if (!found || slot.reads !== "count") return found
  const after = text.slice(text.indexOf(found.text) + found.text.length).trimStart()
  return /^[月号日点元块￥]/u.test(after) || /[月元块]/u.test(found.text) ? undefined : found
}

/** 「场地小了点」 as an answer in free words: only the slot's own name is no part of it. */
function wholeOf(slot: Slot, found: Found, text: string): Found {
  if (slot.reads !== "text") return found
  const lead = text.slice(0, Math.max(0, text.indexOf(found.text))).trim()
  const ownName = slot.names.some((name) => lead.includes(name))
  return lead.length < 2 || ownName ? found : { value: text.trim(), text: text.trim() }
}

/** A value for the question that waits: taken with whatever else the message says, or asked about. */
function took(form: Form, open: OpenForm, slot: Slot, found: Found, text: string, at: Date, facts: World): Filling {
  const one = takeOne(slot, open, found, facts)
  if ("problem" in one) return problem(form, one.open, one.problem, facts)
  const echo = echoes(slot, found) ? [`好的，${sayAnswer(slot, one.open, facts)}。`] : []
  const extra = leftover(form, one.open, slot, text, found, at, facts)
  const note = extra.got.length > 0 ? [noted(form, extra.open, [slot.name, ...extra.got], facts)] : echo
  return advance(form, extra.open, facts, note, extra.problems)
}

/** What an answer may choose from: a number means the list as it was shown, words also what is known by now. */
function choicesNow(slot: Slot, open: OpenForm, text: string, facts: World): readonly Choice[] | undefined {
  const now = choicesOf(slot, open, facts)
  if (!open.offered || !now) return now
  if (/^\D{0,3}\d{1,2}\D{0,2}$/.test(bare(text))) return open.offered
  const shown = open.offered.map((one) => now.find(({ id }) => id === one.id) ?? one)
  return [...shown, ...now.filter((one) => !shown.includes(one))]
}

/** One of the values that a doubt offered. */
function pickedOf(slot: Slot, offered: readonly Choice[], text: string): Found | undefined {
  const word = bare(text)
  const one = /^\d{1,2}$/.test(word)
    ? (offered.find((option) => option.label === word) ?? offered[Number(word) - 1])
    : offered.find((option) => option.label === text.trim() || option.aka?.includes(word))
  if (!one) return undefined
  return { value: slot.reads === "count" || slot.reads === "money" ? Number(one.id) : one.id, text: text.trim() }
}

/** What else a short answer says beyond the question: 「李明13800138000」. */
function leftover(form: Form, open: OpenForm, slot: Slot, text: string, found: Found, at: Date, facts: World): Taken {
  const rest = text.replace(found.text, " ").trim()
  if (slot.reads === "text" || rest.length < 4 || found.text.length >= text.trim().length - 3)
    return { open, got: [], problems: [] }
  return takeAll(form, open, rest, at, facts, slot.name)
}

function missed(form: Form, open: OpenForm, slot: Slot, text: string, at: Date, facts: World): Filling {
  const taken = takeAll(form, open, text, at, facts)
  if (taken.got.length > 0)
    return advance(form, taken.open, facts, [noted(form, taken.open, taken.got, facts)], taken.problems)
  const misses = open.misses + 1
  const wayOut = slot.optional ? "这项可以回复“跳过”。" : "填不下去也没关系，可以回复“暂停”，以后再接着填。"
  const help =
    misses < 2 ? [ruleOf(slot, choicesOf(slot, open, facts), text)] : [slot.hint ?? "", wayOut].filter(Boolean)
  return { ...ask(slot, { ...open, misses }, facts, help), unread: "meant-otherwise" }
}

/** A short message that wants out of the form rather than into its free text: 先不填了, 审到哪了, 还是找人工吧. */
function leavesTheForm(text: string): boolean {
  if (text.length > 12 || !/[不算退返停审查]|上一|人工|取消|真人|进度|帮助/u.test(text)) return false
  const { intent, confidence } = readIntent(text, { role: "contact", inForm: true })
  return confidence >= CERTAIN && LEAVING.has(intent)
}
const LEAVING: ReadonlySet<Intent> = new Set(["cancel", "back", "human", "my_filings", "help"] as const)

/** What a slot wants to hear, in its rule's own sentence where that fits. */
function ruleOf(slot: Slot, choices: readonly Choice[] | undefined, text: string): string {
  const unclear = "这句我没看明白。"
  if (choices?.length === 0 && text.length <= 40) return `没有找到“${text.trim()}”。${slot.hint ?? ""}`
  if (slot.reads === "choice") return "请从下面选一个。"
  if (slot.reads === "creditCode" && !/[0-9A-Za-z]{4}/.test(bare(text))) return unclear
  return slot.schema.safeParse(text.trim()).error?.issues[0]?.message ?? unclear
}

/** Whether an answer was interpreted, so that saying it back helps. */
function echoes(slot: Slot, found: Found): boolean {
  return (
    slot.reads === "moment" ||
    slot.reads === "momentEnd" ||
    slot.reads === "day" ||
    ((slot.reads === "money" || slot.reads === "count") && !/^\d+$/.test(found.text.trim()))
  )
}

function isRich(text: string): boolean {
  return text.length > 24 || text.includes("\n") || /[：:]/.test(text)
}
