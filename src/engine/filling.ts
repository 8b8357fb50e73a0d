import { sayDay } from "#domain/calendar.ts"
import type { FactName, With } from "#domain/facts.ts"
import { TOWNS } from "#domain/region.ts"
import { looksLikeQuestion, readAnswer, readCorrection, readMessage } from "#language/read.ts"
import type { Choice, Context, Found } from "#language/slot.ts"
import { type Form, type Slot, specOf } from "./form.ts"
import { answered, checkList, noted, question, sayValue } from "./sheet.ts"
import type { OpenForm } from "./talk.ts"

/** Filling in a form: one message in, the form with its new answers and the words to say out. Pure. */

export type Filling = { open: OpenForm; say: string; submit?: true }
type World = With<FactName>

const CONFIRMS =
  /^(提交|确认|确定|确认提交|提交吧|对|对的|是|是的|好|好的|可以|行|没问题|没错|无误|核对无误|没有问题|ok|OK|Ok|嗯|嗯嗯)$/
const NOTHING = /^(没有|没|无|不填|暂无|没得|冇|不清楚|不知道)$/

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
  if (correcting) return advance(form, open, facts, [])
  const taken = text === "" ? { open, got: [], problems: [] } : takeAll(form, open, text, at, facts)
  const card = taken.got.length > 0 ? noted(form, taken.open, taken.got, facts) : form.opening
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
  const slot = slotOf(form, open.asked)
  return ask(slot, open, facts, before)
}

/** 返回: the question before. */
export function back(form: Form, open: OpenForm, facts: World): Filling {
  const path = open.path.filter((name) => form.slots.some((slot) => slot.name === name))
  const at = open.asked === undefined ? path.length - 1 : path.lastIndexOf(open.asked) - 1
  const previous = path[at]
  if (previous === undefined) return again(form, open, facts, ["前面没有问题了。"])
  const slot = slotOf(form, previous)
  const old = open.answers[previous]
  const note = old === undefined ? [] : [`${slot.label}现在是“${sayValue(slot, old, open.answers, facts)}”。`]
  const unskipped = open.skipped.filter((name) => name !== previous)
  return ask(slot, { ...open, path: path.slice(0, at), skipped: unskipped, misses: 0 }, facts, note)
}

/** 跳过: an optional question is passed over; one that must be answered says so. */
export function skip(form: Form, open: OpenForm, facts: World): Filling {
  if (open.asked === undefined) return again(form, open, facts, ["都填好了，不用跳过。"])
  const slot = slotOf(form, open.asked)
  // Someone who changed their mind about changing an answer keeps the old one.
  if (open.answers[slot.name] !== undefined && !slot.optional)
    return advance(form, settled(open), facts, ["好，不改了。"])
  if (!slot.optional) return ask(slot, open, facts, [`${slot.label}这一项要填，不能跳过。`])
  const { [slot.name]: _, ...answers } = open.answers
  return advance(form, { ...settled(open), answers, skipped: [...open.skipped, slot.name] }, facts, [])
}

/** 改一下…: by label or alias, with or without the new value. */
export function change(form: Form, open: OpenForm, rest: string, text: string, at: Date, facts: World): Filling {
  const now = { ...open, touched: facts.now.getTime() }
  const corrected = correction(form, now, text, at, facts)
  if (corrected) return corrected
  const slot = named(form, now, rest, facts)
  if (slot) return ask(slot, now, facts, [])
  const labels = form.slots.filter((one) => one.when(now.answers, facts)).map((one) => one.label)
  return again(form, now, facts, [`要改哪一项呢？可以改的有：${labels.join("、")}。比如“改一下${labels[0]}”。`])
}

/** A talk in the middle of another version of the form: what still fits is kept, the rest is asked again. */
export function refit(form: Form, open: OpenForm, facts: World): Filling {
  const kept: Record<string, unknown> = {}
  for (const slot of form.slots) {
    const value = slot.schema.safeParse(open.answers[slot.name])
    if (open.answers[slot.name] !== undefined && value.success) kept[slot.name] = value.data
  }
  const { asked: _, offered: __, checked: ___, ...rest } = open
  const fitted: OpenForm = { ...rest, version: form.version, answers: kept, said: {}, path: [], skipped: [], misses: 0 }
  return advance(form, fitted, facts, ["表格刚刚更新过，您前面填的能用的都留着，我们接着来。"])
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
  if (slot.optional && NOTHING.test(text.trim())) return skip(form, open, facts)
  const context = contextOf(form, at, facts)
  const spec = specOf(slot, open.offered ?? choicesOf(slot, open, facts))

  // Long or many-lined messages may answer several questions; a free-text question takes its message whole.
  if (slot.reads !== "text" && isRich(text)) {
    const taken = takeAll(form, open, text, at, facts)
    if (taken.got.length > 1 || taken.got.includes(slot.name) || taken.problems.length > 0) {
      const note = taken.got.length > 0 ? [noted(form, taken.open, taken.got, facts)] : []
      return advance(form, taken.open, facts, note, taken.problems)
    }
  }
  if (asksBack(slot, text)) return ask(slot, open, facts, [slot.hint ?? `这里要填的是${slot.label}。`])

  const found = readAnswer(spec, text, context)
  if (!found) {
    const corrected = correction(form, open, text, at, facts)
    return corrected ?? missed(form, open, slot, text, at, facts)
  }
  const took = takeOne(slot, open, found, facts)
  if ("problem" in took) return problem(form, took.open, took.problem, facts)
  const echo = echoes(slot, found)
    ? [`好的，${sayValue(slot, took.open.answers[slot.name], took.open.answers, facts)}。`]
    : []
  const extra = leftover(form, took.open, slot, text, found, at, facts)
  return advance(
    form,
    extra.open,
    facts,
    extra.got.length > 0 ? [noted(form, extra.open, [slot.name, ...extra.got], facts)] : echo,
    extra.problems,
  )
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
  const help =
    misses >= 2
      ? slot.optional
        ? "这项可以回复“跳过”。"
        : "填不下去也没关系，可以回复“暂停”，以后再接着填。"
      : "这句我没看明白。"
  return ask(slot, { ...open, misses }, facts, [slot.hint && misses >= 2 ? `${slot.hint}\n${help}` : help])
}

/** Whether a message asks about the question instead of answering it. */
function asksBack(slot: Slot, text: string): boolean {
  const free = slot.reads !== "choice" && slot.reads !== "town"
  return free && text.length < 40 && looksLikeQuestion(text)
}

// ── at 核对 ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function atCheck(form: Form, open: OpenForm, text: string, at: Date, facts: World): Filling {
  const word = text
    .normalize("NFKC")
    .trim()
    .replace(/[。！!.~，,]+$/u, "")
  if (CONFIRMS.test(word)) {
    // Only what was shown may be submitted.
    if (open.checked === canonical(open.answers)) return { open, say: "", submit: true }
    return advance(form, open, facts, [])
  }
  const lines = answered(form, open)
  const number = /^(?:改|第)?\s*(\d{1,2})\s*(?:项|条)?$/.exec(word)
  if (number && lines[Number(number[1]) - 1]) return ask(lines[Number(number[1]) - 1]!, open, facts, [])
  const corrected = correction(form, open, text, at, facts)
  if (corrected) return corrected
  const taken = takeAll(form, open, text, at, facts)
  if (taken.got.length > 0 || taken.problems.length > 0) return advance(form, taken.open, facts, [], taken.problems)
  const slot = named(form, open, word, facts)
  if (slot) return ask(slot, open, facts, [])
  return { open, say: "没看明白您要改哪一项。没问题请回复“提交”，要改就说“改一下”加上那一项的名字。" }
}

/** 人数写错了 不是50是15 · 地址换成文化馆 · 联系人错了 */
function correction(form: Form, open: OpenForm, text: string, at: Date, facts: World): Filling | undefined {
  const specs = specsOf(form, open, facts)
  const read = readCorrection(specs, text, contextOf(form, at, facts))
  const slot = read && form.slots.find((one) => one.name === read.slot)
  if (!slot) return undefined
  if (!read.found) return ask(slot, open, facts, [])
  const took = takeOne(slot, open, read.found, facts)
  if ("problem" in took) return problem(form, took.open, took.problem, facts)
  return advance(form, took.open, facts, [`${slot.label}改好了。`])
}

// ── taking values ────────────────────────────────────────────────────────────────────────────────────────────────────

type Problem = { slot: string; sentence: string; options?: readonly Choice[] }
type Taken = { open: OpenForm; got: string[]; problems: Problem[] }

/** Reads every slot that applies out of one message. Values given earlier are only replaced where the message names them anew. */
function takeAll(form: Form, open: OpenForm, text: string, at: Date, facts: World, except?: string): Taken {
  const specs = specsOf(form, open, facts).filter((spec) => spec.name !== except)
  const read = readMessage(specs, text, contextOf(form, at, facts))
  let next = open
  const got: string[] = []
  const problems: Problem[] = []
  for (const slot of form.slots) {
    const found = read.get(slot.name)
    if (!found || slot.name === except) continue
    const took = takeOne(slot, next, found, facts)
    next = took.open
    if ("problem" in took) problems.push(took.problem)
    else got.push(slot.name)
  }
  return { open: next, got, problems }
}

/** Takes one value, or says why not. */
function takeOne(
  slot: Slot,
  open: OpenForm,
  found: Found,
  facts: World,
): { open: OpenForm } | { open: OpenForm; problem: Problem } {
  const doubt = doubtOf(slot, found)
  if (doubt) return { open, problem: doubt }
  const parsed = slot.schema.safeParse(found.value)
  if (!parsed.success) return { open, problem: { slot: slot.name, sentence: parsed.error.issues[0]?.message ?? "" } }
  const { [slot.name]: _, ...others } = open.answers
  const sentence = slot.refuse(parsed.data, others, facts)
  if (sentence !== undefined) return { open, problem: { slot: slot.name, sentence } }
  const { [slot.name]: __, ...said } = open.said
  const worthShowing = (slot.reads === "moment" || slot.reads === "day") && !/^\d{4}[-年./]/.test(found.text)
  return {
    open: {
      ...open,
      answers: { ...open.answers, [slot.name]: parsed.data },
      said: worthShowing ? { ...said, [slot.name]: found.text } : said,
      skipped: open.skipped.filter((name) => name !== slot.name),
    },
  }
}

/** A value that must be asked about before it counts. */
function doubtOf(slot: Slot, found: Found): Problem | undefined {
  const options = found.options?.map((one) => ({ id: String(one.value), label: one.label }))
  if (found.flags?.includes("weekday_mismatch"))
    return {
      slot: slot.name,
      sentence: `“${found.text}”的日期和星期对不上，是哪一天呢？`,
      ...(options ? { options } : {}),
    }
  if (found.flags?.includes("start_vague") && slot.reads === "day" && slot.schema.safeParse(found.value).success)
    return { slot: slot.name, sentence: `“${found.text}”是哪一天呢？记不清就发“${sayDay(String(found.value))}”。` }
  if (found.flags?.includes("start_vague"))
    return { slot: slot.name, sentence: `“${found.text}”具体是哪一天、几点呢？` }
  if (found.flags?.includes("time_conflict"))
    return { slot: slot.name, sentence: "结束时间比开始还早，请把时间再说一遍。" }
  if (options && options.length > 1) return { slot: slot.name, sentence: `${slot.label}是下面哪一个呢？`, options }
  return undefined
}

function problem(form: Form, open: OpenForm, it: Problem, facts: World): Filling {
  const slot = slotOf(form, it.slot)
  if (!it.options) return ask(slot, { ...open, misses: open.misses + 1 }, facts, [it.sentence], true)
  const asked = asking(slot, open)
  return { open: { ...asked, offered: [...it.options] }, say: question(it.sentence, it.options) }
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
    // An answer that a later change made wrong (the end before the new start) is asked for again.
    const sentence = slot.refuse(value, answers, facts)
    if (sentence === undefined) answers[slot.name] = value
    else broken.push({ slot: slot.name, sentence })
  }
  const said = Object.fromEntries(Object.entries(open.said).filter(([name]) => answers[name] !== undefined))
  const next: OpenForm = { ...open, answers, said }
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
  const fits = (slot: Slot) =>
    [slot.label, ...slot.aka].some((word) => text.includes(word) || (text.length > 1 && word.includes(text)))
  return form.slots.find((slot) => slot.when(open.answers, facts) && fits(slot))
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
