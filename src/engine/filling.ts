import { readAnswer } from "#language/read.ts"
import { atQuestion } from "./answering.ts"
import { advance, again, ask, canonical, type Filling, reopened } from "./asking.ts"
import { changed, correction } from "./correcting.ts"
import { type Form, specOf } from "./form.ts"
import { bare, CONFIRMS, KEEPS } from "./said.ts"
import { answered, noted } from "./sheet.ts"
import { choicesOf, contextOf, named, slotOf, startsWith, type World } from "./slots.ts"
import { takeAll } from "./taking.ts"
import type { OpenForm } from "./talk.ts"

/** Filling in a form: one message in, the form with its new answers and the words to say out. Pure. */

/** Begins a form, with what the message already says. */
export function begin(
  form: Form,
  text: string,
  at: Date,
  facts: World,
  correcting?: { number: string; answers: Record<string, unknown> },
): Filling {
  const now = facts.now.getTime()
  const open: OpenForm = {
    id: form.id,
    version: form.version,
    answers: correcting ? { ...correcting.answers } : {},
    said: {},
    path: [],
    skipped: [],
    misses: 0,
    since: now,
    touched: now,
    ...(correcting ? { correcting: correcting.number } : {}),
  }
  // What was left out the first time is not asked for again.
  const leftOut = form.slots.filter((slot) => slot.optional && open.answers[slot.name] === undefined)
  if (correcting) return advance(form, { ...open, skipped: leftOut.map((slot) => slot.name) }, facts, [])
  const taken = text === "" ? { open, got: [], problems: [] } : takeAll(form, open, text, at, facts)
  const card = taken.got.length > 0 ? noted(form, taken.open, taken.got, facts) : form.opening(facts)
  return advance(form, taken.open, facts, [card], taken.problems)
}

/** One message for the open form. */
export function fill(form: Form, open: OpenForm, text: string, at: Date, facts: World): Filling {
  const touched: OpenForm = { ...open, touched: facts.now.getTime() }
  return touched.asked === undefined
    ? atCheck(form, touched, text, at, facts)
    : atQuestion(form, touched, slotOf(form, touched.asked), text, at, facts)
}

/** The question once more after something else was answered: a long list of choices stands a few lines above and is not repeated. */
export function reminder(form: Form, open: OpenForm, facts: World): Filling {
  const slot = open.asked === undefined ? undefined : slotOf(form, open.asked)
  if (!slot || !open.offered || open.offered.length <= 8) return again(form, open, facts)
  return { open, say: `${slot.ask(open.answers, facts)}（回复名称就行）` }
}

/** 返回: the question before. */
export function back(form: Form, open: OpenForm, facts: World): Filling {
  const path = open.path.filter((name) =>
    form.slots.some((slot) => slot.name === name && slot.when(open.answers, facts)),
  )
  const at = open.asked === undefined ? path.length - 1 : path.lastIndexOf(open.asked) - 1
  const previous = path[at]
  if (previous === undefined) return again(form, open, facts, ["前面没有问题了。"])
  const unskipped = open.skipped.filter((name) => name !== previous)
  return reopened(slotOf(form, previous), { ...open, path: path.slice(0, at), skipped: unskipped, misses: 0 }, facts)
}

/** 改一下…: by label or alias, with or without the new value. */
export function change(form: Form, open: OpenForm, rest: string, text: string, at: Date, facts: World): Filling {
  const now = { ...open, touched: facts.now.getTime() }
  const slot = named(form, now, rest, facts)
  // 「改善人居环境」 is an answer: a bare 改 changes what it names at once.
  const meant = !/^改(?!一?下)/u.test(text.trim()) || rest === "" || (slot && startsWith(slot, rest))
  if (!meant) return fill(form, open, text, at, facts)
  const name = slot?.names.find((one) => rest.startsWith(one))
  if (slot && name !== undefined) {
    const words = rest.slice(name.length).replace(/^[\s:：,，]*(?:改?[成为到]|换成|是)?[\s:：]*/u, "")
    // 改一下名称: the name of an answer is no new value.
    if (words === "") return reopened(slot, now, facts)
    const found = readAnswer(specOf(slot, choicesOf(slot, now, facts)), words, contextOf(form, now, at, facts))
    if (found) return changed(form, now, slot, found, facts)
  }
  const corrected = correction(form, now, text, at, facts)
  if (corrected) return corrected
  if (slot) return reopened(slot, now, facts)
  const labels = form.slots.filter((one) => one.when(now.answers, facts)).map((one) => one.label)
  return again(form, now, facts, [`可以改的有：${labels.join("、")}。要改就发“改一下${labels[0]}”这样。`])
}

/** A form of another version: what still fits is kept, the rest is asked again. */
export function refit(form: Form, open: OpenForm, facts: World): Filling {
  const kept: Record<string, unknown> = {}
  for (const slot of form.slots) {
    const value = slot.schema.safeParse(open.answers[slot.name])
    if (open.answers[slot.name] !== undefined && value.success) kept[slot.name] = value.data
  }
  const { asked: _, offered: __, checked: ___, ...rest } = open
  const fitted: OpenForm = { ...rest, version: form.version, answers: kept, said: {}, path: [], skipped: [], misses: 0 }
  return advance(form, fitted, facts, [])
}

/** After a refused command: the reason, and where it concerns one answer, that question again. */
export function refused(
  form: Form,
  open: OpenForm,
  sentence: string,
  slotName: string | undefined,
  facts: World,
): Filling {
  const slot = form.slots.find((one) => one.name === slotName)
  return slot ? ask(slot, open, facts, [sentence]) : again(form, open, facts, [sentence])
}

function atCheck(form: Form, open: OpenForm, text: string, at: Date, facts: World): Filling {
  const word = bare(text)
  if (CONFIRMS.test(word)) {
    // Only what was shown may be submitted.
    if (open.checked === canonical(open.answers)) return { open, say: "", submit: true }
    return advance(form, open, facts, [])
  }
  const lines = answered(form, open)
  const number = /^(?:改|第)?(\d{1,2})(?:项|条)?$/.exec(word)
  const pointed = number && lines[Number(number[1]) - 1]
  if (pointed) return reopened(pointed, open, facts)
  const corrected = correction(form, open, text, at, facts)
  if (corrected) return corrected
  const taken = takeAll(form, open, text, at, facts)
  if (taken.got.length > 0 || taken.problems.length > 0) {
    const changed = taken.got.map((name) => slotOf(form, name).label)
    return advance(form, taken.open, facts, changed.length > 0 ? [`${changed.join("、")}改好了。`] : [], taken.problems)
  }
  const slot = named(form, open, word, facts)
  if (slot) return reopened(slot, open, facts)
  if (KEEPS.test(word)) return { open, say: "没问题请回复“提交”，不想交了就回复“取消”。" }
  const say = "没看明白您要改哪一项。没问题请回复“提交”，要改就说“改一下”加上那一项的名字。"
  return { open, say, unread: "meant-otherwise" }
}
