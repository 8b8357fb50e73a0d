import { sayDay, sayMoment } from "#domain/calendar.ts"
import type { FactName, With } from "#domain/facts.ts"
import { TOWNS } from "#domain/region.ts"
import { looksLikeQuestion, readAnswer, readCorrection, readMessage } from "#language/read.ts"
import type { Choice, Context, Found } from "#language/slot.ts"
import { type Form, type Slot, specOf } from "./form.ts"
import { answered, checkList, noted, question, sayAnswer } from "./sheet.ts"
import type { OpenForm } from "./talk.ts"

/** Filling in a form: one message in, the form with its new answers and the words to say out. Pure. */

export type Filling = { open: OpenForm; say: string; submit?: true }
type World = With<FactName>

const CONFIRMS =
  /^(?:(?:好的?|行|可以|没问题|没错|无误|嗯+),?)?(?:提交|确认|确定|确认提交)(?:吧|了|一下)?$|^(?:对|对的|是|是的|好|好的|好了|可以|可以了|行|没问题|没错|无误|核对无误|确认无误|没有问题|都对|ok|嗯+)$/iu
const NOTHING = /^(?:没有?|都?没有|无|不填|暂无|没得|冇|不清楚|不知道|不晓得|不记得|记不清|忘了)(?:了|啊|呢)?$/u
/** Said to a question whose answer stands already: it stays. */
const KEEPS = /^(?:不改了?|不用改|不变|没变|就这样|对|对的|是|是的|没错|好|好的|继续|不用了?)$/u
/** What people say to show that they are there; no answer to any question. */
const NODS = /^(?:好|好的|好了|嗯+|哦+|噢|收到|明白|知道了|行|ok|可以|对|对的|是|是的|来了|在)$/iu
const YES = ["是", "是的", "对", "对的", "嗯", "好", "好的", "没错", "就是", "是这个", "确认", "1"]

/** A short message as words are compared: half width, without blanks and what ends a sentence. */
function bare(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s。！!.~～；;]/gu, "")
    .replace(/[,，、]+$/u, "")
}

/** Whether a message says yes to what was shown: 提交, 没问题. */
export function confirms(text: string): boolean {
  return CONFIRMS.test(bare(text))
}

/** Whether a message only shows that someone is there: 好的, 收到. */
export function nods(text: string): boolean {
  return NODS.test(bare(text))
}

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

/** The form again as it stands: the question that waits, or the 核对 list. */
export function again(form: Form, open: OpenForm, facts: World, before: string[] = []): Filling {
  if (open.asked === undefined) return advance(form, open, facts, before)
  return ask(slotOf(form, open.asked), open, facts, before)
}

/** The question once more after something else was answered: a long list of choices stands a few lines above and is not repeated. */
export function reminder(form: Form, open: OpenForm, facts: World): Filling {
  const slot = open.asked === undefined ? undefined : slotOf(form, open.asked)
  if (!slot || !open.offered || open.offered.length <= 8) return again(form, open, facts)
  return { open, say: `${slot.ask(open.answers, facts)}（回复名称就行）` }
}

/** 继续 at a question whose answer stands already: it stays as it is. */
export function goOn(form: Form, open: OpenForm, facts: World): Filling {
  if (open.asked === undefined || open.answers[open.asked] === undefined) return again(form, open, facts)
  return advance(form, settled(open), facts, ["好，不改了。"])
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

/** A question put again whose answer may stand. */
function reopened(slot: Slot, open: OpenForm, facts: World): Filling {
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

function mustBeFilled(slot: Slot): string {
  return `${slot.label}这一项要填。一时不清楚的话，可以先回复“暂停”，问好了再接着填。`
}

/** 改一下…: by label or alias, with or without the new value. */
export function change(form: Form, open: OpenForm, rest: string, text: string, at: Date, facts: World): Filling {
  const now = { ...open, touched: facts.now.getTime() }
  const slot = named(form, now, rest, facts)
  // 「改善人居环境」 is an answer: a bare 改 changes what it names at once.
  const meant = !/^改(?!一?下)/u.test(text.trim()) || rest === "" || (slot && startsWith(slot, rest))
  if (!meant) return fill(form, open, text, at, facts)
  const name = slot && namesOf(slot).find((one) => rest.startsWith(one))
  if (slot && name !== undefined) {
    const words = rest.slice(name.length).replace(/^[\s:：,，]*(?:改?[成为到]|换成|是)?[\s:：]*/u, "")
    // 改一下名称: the name of an answer is no new value.
    if (words === "") return reopened(slot, now, facts)
    const found = readAnswer(specOf(slot, choicesOf(slot, now, facts)), words, contextOf(form, at, facts))
    if (found) return changed(form, now, slot, found, facts)
  }
  const corrected = correction(form, now, text, at, facts)
  if (corrected) return corrected
  if (slot) return reopened(slot, now, facts)
  const labels = form.slots.filter((one) => one.when(now.answers, facts)).map((one) => one.label)
  return again(form, now, facts, [`可以改的有：${labels.join("、")}。要改就发“改一下${labels[0]}”这样。`])
}

/** What a slot is called, longest first. */
function namesOf(slot: Slot): string[] {
  return [slot.label, ...slot.aka].sort((a, b) => b.length - a.length)
}

function startsWith(slot: Slot, text: string): boolean {
  return namesOf(slot).some((word) => text.startsWith(word))
}

/** A new value for an answer that somebody called by its name. */
function changed(form: Form, open: OpenForm, slot: Slot, found: Found, facts: World): Filling {
  const one = takeOne(slot, open, found, facts)
  if ("problem" in one) return problem(form, one.open, one.problem, facts)
  return advance(form, one.open, facts, [`${slot.label}改成“${sayAnswer(slot, one.open, facts)}”了。`])
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

// ── at a question ────────────────────────────────────────────────────────────────────────────────────────────────────

function atQuestion(form: Form, open: OpenForm, slot: Slot, text: string, at: Date, facts: World): Filling {
  const word = bare(text)
  const picked =
    open.offered && slot.reads !== "choice" && slot.reads !== "town" ? pickedOf(slot, open.offered, text) : undefined
  if (picked) return took(form, open, slot, picked, text, at, facts)
  // Not what a doubt offered: the question stays open.
  if (picked === undefined && /^(?:不是?|不对|不行|错了?)$/.test(word)) return ask(slot, open, facts, [])
  if (open.answers[slot.name] !== undefined && KEEPS.test(word)) return goOn(form, open, facts)
  if (/^(?:确认)?提交(?:吧|了)?$/.test(word)) return ask(slot, open, facts, ["还差几项，填完就能提交。"])
  const choices = choicesNow(slot, open, text, facts)
  const spec = specOf(slot, choices)
  const chosen = choices?.some((one) => [one.id, one.label, ...(one.aka ?? [])].includes(word)) ?? false
  const nothing = NOTHING.test(word) || [slot.label, ...slot.aka].some((name) => NOTHING.test(word.replace(name, "")))
  if (!chosen && nothing) {
    if (slot.optional) return skip(form, open, facts)
    return ask(slot, open, facts, [slot.hint ? `${slot.hint}\n${mustBeFilled(slot)}` : mustBeFilled(slot)])
  }
  if (!chosen && (NODS.test(word) || !/[\p{L}\p{N}]/u.test(word))) return again(form, open, facts)

  // Long or many-lined messages may answer several questions; a free-text question takes its message whole.
  if (slot.reads !== "text" && isRich(text)) {
    const taken = takeAll(form, open, text, at, facts)
    if (taken.got.length > 1 || taken.got.includes(slot.name) || taken.problems.length > 0) {
      const note = taken.got.length > 0 ? [noted(form, taken.open, taken.got, facts)] : []
      return advance(form, taken.open, facts, note, taken.problems)
    }
  }
  if (!chosen && asksBack(slot, text)) return ask(slot, open, facts, [slot.hint ?? `这里填${slot.label}就行。`])
  const other = correctionOfAnother(form, open, slot, text, at, facts)
  if (other) return other

  const found = answerOf(slot, readAnswer(spec, text, contextOf(form, at, facts)), text)
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
  const ownName = namesOf(slot).some((name) => lead.includes(name))
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

/** Questions that any words would answer. */
const TAKES_ANYTHING = new Set(["text", "title", "orgName", "place"])

/** 「电话打错了 应该是139…」 at another question: a short message that starts with a slot's name, or with what corrects, and gives the value. */
function correctionOfAnother(form: Form, open: OpenForm, slot: Slot, text: string, at: Date, facts: World) {
  if (text.length > 40 || startsWith(slot, bare(text))) return undefined
  const words = bare(text).replace(/^(?:把|刚才的?|刚刚的?|前面的?)/, "")
  const named = form.slots.find((one) => one !== slot && startsWith(one, words))
  if (!named && !/^(?:改[到成为]|推迟|提前到|延期|换[到成]|不是.{1,15}是)/u.test(words)) return undefined
  const read = readCorrection(specsOf(form, open, facts), text, contextOf(form, at, facts))
  if (!read?.found || read.slot === slot.name || (named && read.slot !== named.name)) return undefined
  return correction(form, open, text, at, facts)
}

/** What an answer may choose from: a number means the list as it was shown, words also what is known by now. */
function choicesNow(slot: Slot, open: OpenForm, text: string, facts: World): readonly Choice[] | undefined {
  const now = choicesOf(slot, open, facts)
  if (!open.offered || !now) return now
  if (/^\D{0,3}\d{1,2}\D{0,2}$/.test(bare(text))) return open.offered
  return [...open.offered, ...now.filter((one) => !open.offered?.some((shown) => shown.id === one.id))]
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
  return ask(slot, { ...open, misses }, facts, help)
}

/** What a slot wants to hear, in its rule's own sentence where that fits. */
function ruleOf(slot: Slot, choices: readonly Choice[] | undefined, text: string): string {
  const unclear = "这句我没看明白。"
  if (choices?.length === 0 && text.length <= 40) return `没有找到“${text.trim()}”。${slot.hint ?? ""}`
  if (slot.reads === "choice") return "请从下面选一个。"
  if (slot.reads === "creditCode" && !/[0-9A-Za-z]{4}/.test(bare(text))) return unclear
  return slot.schema.safeParse(text.trim()).error?.issues[0]?.message ?? unclear
}

/** Whether a message asks about the question instead of answering it. */
function asksBack(slot: Slot, text: string): boolean {
  if (text.length >= 40 || !looksLikeQuestion(text)) return false
  if (!TAKES_ANYTHING.has(slot.reads)) return true
  // Free words may hold a 什么 of their own: 「给老人讲了什么是诈骗」.
  return /[?？吗么嘛呢]\s*$|填|写|啥|意思|咋|怎么弄/u.test(text) || startsWith(slot, text)
}

// ── at 核对 ──────────────────────────────────────────────────────────────────────────────────────────────────────────

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
  return { open, say: "没看明白您要改哪一项。没问题请回复“提交”，要改就说“改一下”加上那一项的名字。" }
}

/** 人数写错了 不是50是15 · 地址换成文化馆 · 联系人错了 */
function correction(form: Form, open: OpenForm, text: string, at: Date, facts: World): Filling | undefined {
  const specs = specsOf(form, open, facts)
  const read =
    oldForNew(form, open, text, at, facts) ??
    timeOrPlace(form, open, text, at, facts) ??
    readCorrection(specs, text, contextOf(form, at, facts))
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
  const found = slot && readAnswer(specOf(slot, choicesOf(slot, open, facts)), match[2]!, contextOf(form, at, facts))
  return found && { slot: slot.name, found }
}

/** 活动推迟了 改到下礼拜天 · 换到文化馆: where nothing else is named, a thing is moved in time or in space. */
function timeOrPlace(form: Form, open: OpenForm, text: string, at: Date, facts: World) {
  const match = /^(.*?)(?:改到|改在|挪到|换到|推迟到|提前到|延期到)[:：\s]*(.+)$/su.exec(text.trim())
  if (!match || form.slots.some((one) => namesOf(one).includes(bare(match[1]!)) && one.reads !== "title"))
    return undefined
  for (const reads of ["moment", "place"]) {
    const slot = form.slots.find((one) => one.reads === reads && one.when(open.answers, facts))
    const found = slot && readAnswer(specOf(slot, undefined), match[2]!, contextOf(form, at, facts))
    if (slot && found) return { slot: slot.name, found }
  }
  return undefined
}

// ── taking values ────────────────────────────────────────────────────────────────────────────────────────────────────

type Problem = { slot: string; sentence: string; options?: readonly Choice[] }
type Taken = { open: OpenForm; got: string[]; problems: Problem[] }

/** Reads every slot that applies out of one message. An answer that stands is only replaced where the message names it anew. */
function takeAll(form: Form, open: OpenForm, text: string, at: Date, facts: World, except?: string): Taken {
  const specs = specsOf(form, open, facts).filter((spec) => spec.name !== except)
  const read = readMessage(specs, text, contextOf(form, at, facts))
  let next = open
  const got: string[] = []
  const problems: Problem[] = []
  for (const slot of form.slots) {
    const found = read.get(slot.name)
    if (!found || slot.name === except || !slot.when(next.answers, facts)) continue
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
function takeOne(
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

function problem(form: Form, open: OpenForm, it: Problem, facts: World): Filling {
  const slot = slotOf(form, it.slot)
  if (!it.options) return ask(slot, { ...open, misses: open.misses + 1 }, facts, [it.sentence], true)
  const asked = { ...asking(slot, open), offered: [...it.options] }
  return { open: asked, say: it.options.length > 1 ? question(it.sentence, it.options) : it.sentence }
}

// ── going on ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Fills in what is known, drops what no longer applies, and asks the next question or shows the 核对 list. */
function advance(
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
function ask(slot: Slot, open: OpenForm, facts: World, before: string[], short = false): Filling {
  const choices = choicesOf(slot, open, facts)
  const asked = asking(slot, open)
  const text = question(slot.ask(open.answers, facts), choices)
  // A rule's own sentence already says what is wanted; with choices the list is needed all the same.
  const say = short && before.length > 0 && !choices ? before.join("\n") : [...before, text].filter(Boolean).join("\n")
  return { open: choices ? { ...asked, offered: [...choices] } : asked, say }
}

function asking(slot: Slot, open: OpenForm): OpenForm {
  const { offered: _, checked: __, ...rest } = open
  return { ...rest, asked: slot.name, path: open.path.at(-1) === slot.name ? open.path : [...open.path, slot.name] }
}

function settled(open: OpenForm): OpenForm {
  const { asked: _, offered: __, checked: ___, ...rest } = open
  return rest
}

// ── small things ─────────────────────────────────────────────────────────────────────────────────────────────────────

function slotOf(form: Form, name: string): Slot {
  return form.slots.find((slot) => slot.name === name) ?? form.slots[0]!
}

function choicesOf(slot: Slot, open: OpenForm, facts: World): readonly Choice[] | undefined {
  if (slot.reads === "town" && !slot.choices) return TOWN_CHOICES
  return slot.choices?.(facts, open.answers)
}

const TOWN_CHOICES: readonly Choice[] = TOWNS.map((one) => ({ id: one.code, label: one.name }))

function specsOf(form: Form, open: OpenForm, facts: World) {
  return form.slots
    .filter((slot) => slot.when(open.answers, facts) || open.answers[slot.name] === undefined)
    .map((slot) => specOf(slot, choicesOf(slot, open, facts)))
}

function contextOf(form: Form, at: Date, facts: World): Context {
  return {
    now: at,
    towns: TOWNS,
    ...(facts.me ? { organizations: facts.me.organizations.map((one) => ({ id: one.number, name: one.name })) } : {}),
    ...(form.tense ? { tense: form.tense } : {}),
  }
}

/** The slot whose label or alias stands in a text. */
function named(form: Form, open: OpenForm, text: string, facts: World): Slot | undefined {
  if (text === "") return undefined
  const applying = form.slots.filter((slot) => slot.when(open.answers, facts))
  const said = applying.flatMap((slot) =>
    namesOf(slot)
      .filter((name) => text.includes(name))
      .map((name) => ({ slot, name })),
  )
  // 改一下活动类型 names the type, though 活动 stands in it too.
  const longest = said.sort((a, b) => b.name.length - a.name.length)[0]?.slot
  return (
    longest ??
    (text.length > 1 ? applying.find((slot) => namesOf(slot).some((name) => name.includes(text))) : undefined)
  )
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

/** JSON with keys in order: jsonb does not keep them. */
export function canonical(answers: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)))
}
