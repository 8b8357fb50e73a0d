import { readAnswer, readCorrection } from "#language/read.ts"
import type { Found } from "#language/slot.ts"
import { advance, type Filling, problem, reopened } from "./asking.ts"
import { type Form, type Slot, specOf } from "./form.ts"
import { bare } from "./said.ts"
import { sayAnswer } from "./sheet.ts"
import { choicesOf, contextOf, specsOf, startsWith, type World } from "./slots.ts"
import { takeOne } from "./taking.ts"
import type { OpenForm } from "./talk.ts"

/** Answers that are changed, by name, by their old value, or by what they can only be. */

/** A new value for an answer that somebody called by its name. */
export function changed(form: Form, open: OpenForm, slot: Slot, found: Found, facts: World): Filling {
  const one = takeOne(slot, open, found, facts)
  if ("problem" in one) return problem(form, one.open, one.problem, facts)
  return advance(form, one.open, facts, [`${slot.label}改成“${sayAnswer(slot, one.open, facts)}”了。`])
}

/** 「电话打错了 应该是139…」 at another question: a short message that starts with a slot's name, or with what corrects, and gives the value. */
export function correctionOfAnother(form: Form, open: OpenForm, slot: Slot, text: string, at: Date, facts: World) {
  if (text.length > 40 || startsWith(slot, bare(text))) return undefined
  const words = bare(text).replace(/^(?:把|刚才的?|刚刚的?|前面的?)/, "")
  const named = form.slots.find((one) => one !== slot && startsWith(one, words))
  if (!named && !/^(?:改[到成为]|推迟|提前到|延期|换[到成]|不是.{1,15}是)/u.test(words)) return undefined
  const read = readCorrection(specsOf(form, open, facts), text, contextOf(form, open, at, facts))
  if (!read?.found || read.slot === slot.name || (named && read.slot !== named.name)) return undefined
  return correction(form, open, text, at, facts)
}

/** 人数写错了 不是50是15 · 地址换成文化馆 · 联系人错了 */
export function correction(form: Form, open: OpenForm, text: string, at: Date, facts: World): Filling | undefined {
  const specs = specsOf(form, open, facts)
  const read =
    oldForNew(form, open, text, at, facts) ??
    timeOrPlace(form, open, text, at, facts) ??
    readCorrection(specs, text, contextOf(form, open, at, facts))
  const slot = read && form.slots.find((one) => one.name === read.slot)
  if (!slot) return undefined
  if (!read.found) return reopened(slot, open, facts)
  return changed(form, open, slot, read.found, facts)
}

/** 张健国改成张建国: the answer that is as said gives way to the other. */
function oldForNew(form: Form, open: OpenForm, text: string, at: Date, facts: World) {
  const match = /([^\s,，。]{2,40}?)(?:应该是|应该改成|改成|改为|换成|换为|应为)[:：\s]*(.+)$/su.exec(text.trim())
  if (!match) return undefined
  const slot = form.slots.find((one) => String(open.answers[one.name] ?? "") === match[1])
  const found =
    slot && readAnswer(specOf(slot, choicesOf(slot, open, facts)), match[2]!, contextOf(form, open, at, facts))
  return found && { slot: slot.name, found }
}

/** 活动推迟了 改到下礼拜天 · 换到文化馆: where nothing else is named, a thing is moved in time or in space. */
function timeOrPlace(form: Form, open: OpenForm, text: string, at: Date, facts: World) {
  const match = /^(.*?)(?:改到|改在|挪到|换到|推迟到|提前到|延期到)[:：\s]*(.+)$/su.exec(text.trim())
  if (!match || form.slots.some((one) => one.names.includes(bare(match[1]!)) && one.reads !== "title")) return undefined
  for (const reads of ["moment", "place"]) {
    const slot = form.slots.find((one) => one.reads === reads && one.when(open.answers, facts))
    const found = slot && readAnswer(specOf(slot, undefined), match[2]!, contextOf(form, open, at, facts))
    if (slot && found) return { slot: slot.name, found }
  }
  return undefined
}
