import type { Command } from "#domain/commands.ts"
import type { FactName, With } from "#domain/facts.ts"
import type { Me } from "#domain/person.ts"
import type { Refusal } from "#domain/refusal.ts"
import { again, type Filling, goOn, skip } from "./asking.ts"
import type { Book, Flow, Route } from "./book.ts"
import { back, begin, change, fill, refit, refused, reminder } from "./filling.ts"
import type { Form, Instead } from "./form.ts"
import type { Message } from "./reply.ts"
import { confirms, nods } from "./said.ts"
import { newTalk, type OpenForm, type Talk, withDraft, withoutForm } from "./talk.ts"
import { interruption } from "./understand.ts"

/**
 * One message: saved talk, message and facts in; new talk, words to say and at most one command out. Pure: it never sends, saves,
 * reads, waits or looks at a clock.
 */
export type Step = {
  talk: Talk
  say: readonly string[]
  /** What the house is asked to do, and how the talk goes on when it did or would not. */
  command?: Command
  done?: (result: object) => Step
  refused?: (refusal: Refusal) => Step
  /** The message belongs elsewhere: to be stepped again by this route, with the facts it needs. */
  instead?: Route
}

type World = With<FactName>

const PRIVATE_ONLY = "这件事涉及个人或内部信息，请加我私聊再说。"
const UNKNOWN = "这句话我没听懂。"
/** The words of the flow that takes none of what was offered. */
const NEITHER = "都不是"

/** The facts that a message's route needs, those of an open form that will be asked again included. */
export function needsOf(book: Book, route: Route, talk: Talk): FactName[] {
  const needs = new Set<FactName>()
  const add = (names: readonly FactName[]) => {
    for (const name of names) needs.add(name)
  }
  if (route.to === "reply") add(route.flow.needs)
  if (route.to === "start") add(route.form.needs)
  const open = talk.form ?? (route.to === "control" && route.control === "resume" ? talk.drafts[0] : undefined)
  const form = open && formOf(book, open)
  if (form) add(form.needs)
  return [...needs]
}

/** Takes one message of somebody who agreed to the notice. `guesses` are flows that understanding found likely, best first. */
export function step(book: Book, route: Route, talk: Talk, message: Message, facts: World, rested?: OpenForm): Step {
  // Choices, and what was asked outside a form, stand for one message only.
  const { offered, next, ...rest } = talk
  const heard = next?.stays ? { ...rest, next } : rest
  // 取消 takes back what was asked last, and 返回 where there is no form to go back in.
  const leaves = route.to === "control" && (route.control === "cancel" || (route.control === "back" && !talk.form))
  if ((offered || (next && !next.stays)) && leaves)
    return withQuestion(book, { talk: heard, say: ["好的，那就不办了。"] }, facts)
  const taken = current(book, route, route.to === "reply" ? talk : heard, message, facts)
  const form = rested && formOf(book, rested)
  if (!form || taken.talk.form?.since === rested.since) return taken
  return { ...taken, say: [...taken.say, `（您上次的${form.name}填到一半，我留着，发“继续”接着填。）`] }
}

const GONE = "刚才那张表已经不用了，需要什么可以发“帮助”。"
const RENEWED = "表格刚刚更新过，您前面填的能用的都留着。"

/** A talk in the middle of another version of its form goes on with the new one. */
function current(book: Book, route: Route, talk: Talk, message: Message, facts: World): Step {
  const open = talk.form
  const form = open && formOf(book, open)
  if (!open || !form || open.version === form.version) return take(book, route, talk, message, facts)
  const renewed = refit(form, open, facts)
  const next: Talk = { ...talk, form: renewed.open }
  const answers = route.to === "answer" || route.to === "change"
  // The message answers what was asked; where something else is asked now, it answers nothing.
  if (answers && (open.asked === undefined || renewed.open.asked !== open.asked))
    return { talk: next, say: [RENEWED, renewed.say] }
  const taken = take(book, route, next, message, facts)
  return taken.talk.form === undefined || taken.command ? taken : { ...taken, say: [RENEWED, ...taken.say] }
}

function take(book: Book, route: Route, talk: Talk, message: Message, facts: World): Step {
  switch (route.to) {
    case "reply":
      return answer(book, route, talk, message, facts)
    case "start":
      return start(book, route.form, route.rest, talk, message, facts)
    case "control":
      return control(book, route.control, talk, message, facts)
    default:
      break
  }
  const form = talk.form && formOf(book, talk.form)
  if (!talk.form || !form) {
    const next = withoutForm(talk)
    if (talk.form) return { talk: next, say: [GONE] }
    // A second 提交, a word that only closes what was said, or no words at all: 👍.
    if (nods(message.text) || !/[\p{L}\p{N}?？]/u.test(message.text)) return { talk: next, say: ["好的，有事随时说。"] }
    if (confirms(message.text)) return { talk: next, say: ["现在没有等着提交的，报过的发“我的申报”看。"] }
    if (route.to === "unknown" && route.perhaps.length > 0) return offer(route.perhaps, next, message)
    return { talk: next, say: [`${UNKNOWN}可以发“帮助”看看我能做什么。`] }
  }
  const filling =
    route.to === "change"
      ? change(form, talk.form, route.rest, message.text, message.at, facts)
      : fill(form, talk.form, message.text, message.at, facts)
  const instead = filling.unread && elsewhere(book, message, facts, filling.unread)
  return instead ? { talk, say: [], instead } : filled(talk, form, filling, facts)
}

/** What a question in the middle of a form may be for, when it is not about what the form asks. */
const ASKED_OF_US = new Set(["policy", "my-filings", "progress"])

/** Where a message belongs that the open form made nothing of. */
function elsewhere(
  book: Book,
  message: Message,
  facts: World,
  unread: NonNullable<Filling["unread"]>,
): Route | undefined {
  const meant = interruption(message.text, facts.me, unread === "asks-back")
  if (unread === "asks-back" && !(meant && "flow" in meant && ASKED_OF_US.has(meant.flow))) return undefined
  if (meant && "control" in meant) return { to: "control", control: meant.control }
  const flow = meant && book.byId.get(meant.flow)
  return flow?.type === "reply" ? { to: "reply", flow, args: flow.args?.("", newTalk(), message) } : undefined
}

/** What may have been meant, to choose from: nothing is begun on a guess. The message goes along with the choice. */
function offer(flows: readonly Flow[], talk: Talk, message: Message): Step {
  const words = flows.map((flow) => (flow.type === "form" ? flow.starts : flow.words)[0] ?? "")
  const carries = (flow: Flow) => flow.type === "form" || flow.args?.(message.text, talk, message) !== undefined
  const chosen = flows.map((flow, at) => (carries(flow) ? `${words[at]} ${message.text}` : words[at]!))
  const lines = [...words, NEITHER].map((word, at) => `${at + 1}. ${word}`)
  return {
    talk: { ...talk, offered: [...chosen, NEITHER] },
    say: [`您是想办哪件事？\n${lines.join("\n")}\n（回复序号就行）`],
  }
}

/** A reply: said, and where a form is open its question is asked again exactly once. */
function answer(
  book: Book,
  { flow, args, otherwise }: Extract<Route, { to: "reply" }>,
  talk: Talk,
  message: Message,
  facts: World,
): Step {
  const barred = (flow.private && message.room ? PRIVATE_ONLY : undefined) ?? flow.refuse(facts.me as Me)
  if (barred !== undefined) return withQuestion(book, { talk, say: [barred] }, facts)
  const open = talk.form && formOf(book, talk.form)
  const asked = open?.slots.find((one) => one.name === talk.form?.asked)
  const given = {
    facts,
    talk,
    message,
    args,
    ...(asked ? { asked } : {}),
    ...(otherwise ? { guessed: true as const } : {}),
  }
  const said = flow.run(given)
  if (said.passes && otherwise) return { talk, say: [], instead: otherwise }
  const other = said.instead && book.byId.get(said.instead.reply)
  if (other?.type === "reply") return { talk, say: [], instead: { to: "reply", flow: other, args: said.instead?.args } }
  if (said.passes && open) return filled(talk, open, fill(open, talk.form!, message.text, message.at, facts), facts)
  const next: Step = {
    talk: afterReply(talk, said.talk ?? talk),
    say: typeof said.say === "string" ? [said.say] : said.say,
  }
  if (said.opened) return next
  const left = said.otherwise ? afterReply(talk, said.otherwise) : next.talk
  if (said.silent) {
    const refused = (refusal: Refusal) => ({ talk: left, say: [refusal.sentence] })
    return said.command ? { ...next, command: said.command, done: () => next, refused } : next
  }
  if (!said.command) return withQuestion(book, next, facts)
  return {
    ...next,
    command: said.command,
    done: (result) =>
      withQuestion(
        book,
        { ...next, say: [...next.say, flow.done?.(result as never, given) ?? ""].filter(Boolean) },
        facts,
      ),
    refused: (refusal) => withQuestion(book, { talk: left, say: [refusal.sentence] }, facts),
  }
}

/** What a reply left of the talk: what was asked before stands for one message, what it asks itself for the next. */
function afterReply(before: Talk, after: Talk): Talk {
  const { offered, next, ...rest } = after
  return {
    ...rest,
    ...(offered && offered !== before.offered ? { offered } : {}),
    ...(next && (next.stays || next !== before.next) ? { next } : {}),
  }
}

function withQuestion(book: Book, it: Step, facts: World): Step {
  // A reply that offers choices, or waits for words, asks something itself; one question a message. Nobody is asked between two people.
  if (it.talk.offered || it.talk.next || facts.me?.attended) return it
  const form = it.talk.form && formOf(book, it.talk.form)
  if (!form || !it.talk.form) return it
  const asked = reminder(form, it.talk.form, facts)
  return { ...it, talk: { ...it.talk, form: asked.open }, say: [...it.say, `我们接着填${form.name}。\n${asked.say}`] }
}

/** A form begun, or the draft of it taken up again where someone only said its name. */
function start(book: Book, form: Form, rest: string, talk: Talk, message: Message, facts: World): Step {
  const barred = (form.private && message.room ? PRIVATE_ONLY : undefined) ?? form.refuse(facts)
  if (barred !== undefined) return barredFrom(book, barred, rest, talk, message, facts)
  const open = talk.form?.id === form.id && talk.form.correcting === undefined ? talk.form : undefined
  if (open && rest === "") return filled(talk, form, again(form, open, facts), facts)
  const draft = talk.drafts.find((one) => one.id === form.id && one.correcting === undefined)
  const { talk: clear, note } = putAside(book, talk)
  const next =
    draft && rest === ""
      ? resume(book, draft, talk, facts, [`上次的${form.name}填到一半，我们接着填。想重新填就先发“取消”。`])
      : filled(clear, form, begin(form, rest, message.at, facts), facts)
  return { ...next, say: [...note, ...next.say] }
}

/** Someone who may not: the sentence, and where their words fit another form, that one. */
function barredFrom(
  book: Book,
  barred: string | Instead,
  rest: string,
  talk: Talk,
  message: Message,
  facts: World,
): Step {
  if (typeof barred === "string") return withQuestion(book, { talk, say: [barred] }, facts)
  const other = book.byId.get(barred.begin)
  const loaded = other?.type === "form" && other.needs.every((name) => name in facts)
  if (rest === "" || other?.type !== "form" || !loaded) return withQuestion(book, { talk, say: [barred.say] }, facts)
  const next = start(book, other, rest, talk, message, facts)
  return { ...next, say: [barred.say, ...next.say] }
}

/** Makes room for another form: the one that is open becomes a draft. */
function putAside(book: Book, talk: Talk): { talk: Talk; note: string[] } {
  if (!talk.form) return { talk, note: [] }
  const name = formOf(book, talk.form)?.name ?? "刚才那张表"
  return { talk: withDraft(talk, talk.form), note: [`${name}先放一边，回头发“继续”接着填。`] }
}

/** Opens a filing again for its next version, at 核对 with the answers it had. */
export function correct(
  form: Form,
  filing: { number: string; answers: Record<string, unknown> },
  talk: Talk,
  at: Date,
  facts: World,
): Step {
  const aside = talk.form ? withDraft(talk, talk.form) : talk
  return filled(aside, form, begin(form, "", at, facts, filing), facts)
}

function resume(book: Book, draft: OpenForm, talk: Talk, facts: World, note?: string[]): Step {
  const form = formOf(book, draft)
  const rest = { ...talk, drafts: talk.drafts.filter((one) => one !== draft) }
  const next = talk.form ? withDraft(rest, talk.form) : rest
  if (!form) return { talk: next, say: [GONE] }
  const back = { ...draft, touched: facts.now.getTime() }
  const before = note ?? [`接着填${form.name}。`]
  if (draft.version === form.version) return filled(next, form, again(form, back, facts, before), facts)
  const renewed = filled(next, form, refit(form, back, facts), facts)
  return { ...renewed, say: [`${before.join("")}${RENEWED}`, ...renewed.say] }
}

function control(
  book: Book,
  word: "back" | "cancel" | "skip" | "pause" | "resume" | "more",
  talk: Talk,
  message: Message,
  facts: World,
): Step {
  if (word === "more") {
    const [page, ...left] = talk.more ?? []
    const { more: _, ...rest } = talk
    if (page === undefined) return withQuestion(book, { talk, say: ["没有更多了。"] }, facts)
    return { talk: left.length > 0 ? { ...rest, more: left } : rest, say: [page] }
  }
  const open = talk.form
  const form = open && formOf(book, open)
  if (word === "resume") {
    if (open && form) return filled(talk, form, goOn(form, open, facts), facts)
    const draft = talk.drafts[0]
    return draft
      ? resume(book, draft, talk, facts)
      : { talk, say: ["现在没有填到一半的表。可以发“帮助”看看我能做什么。"] }
  }
  if (word === "pause" && !open) return { talk, say: ["好的，不急，想好了随时说。"] }
  if (!open || !form)
    return { talk: withoutForm(talk), say: ["现在没有在填的表，不用操作。可以发“帮助”看看我能做什么。"] }
  switch (word) {
    case "cancel":
      return {
        talk: withoutForm(talk),
        say: [
          open.correcting
            ? `好的，不改了，${open.correcting} 还是原来的样子。`
            : `好的，这次的${form.name}取消了，没有提交。`,
        ],
      }
    case "pause":
      return {
        talk: withDraft(talk, { ...open, touched: facts.now.getTime() }),
        say: [`好的，${form.name}先放着。想接着填的时候发“继续”。`],
      }
    case "back":
      return filled(talk, form, back(form, { ...open, touched: message.at.getTime() }, facts), facts)
    case "skip":
      return filled(talk, form, skip(form, { ...open, touched: message.at.getTime() }, facts), facts)
  }
}

/** The talk after a form took a message; at 提交 the command, and what follows it. */
function filled(talk: Talk, form: Form, filling: Filling, facts: World): Step {
  const next: Talk = { ...talk, form: filling.open }
  if (!filling.submit) return { talk: next, say: [filling.say] }
  const { answers, correcting, pictures } = filling.open
  const parsed = form.schema.safeParse(answers)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    const asked = refused(form, filling.open, issue.message, String(issue.path[0]), facts)
    return { talk: { ...talk, form: asked.open }, say: [asked.say] }
  }
  return {
    talk: next,
    say: [],
    command: {
      name: form.submit,
      input: { answers: parsed.data, ...(correcting ? { correcting } : {}), ...(pictures ? { pictures } : {}) },
    } as Command,
    done: (result) => ({ talk: withoutForm(talk), say: [form.done(result as never, parsed.data)] }),
    refused: (refusal) => {
      const asked = refused(form, filling.open, refusal.sentence, refusal.slot, facts)
      return { talk: { ...talk, form: asked.open }, say: [asked.say] }
    },
  }
}

function formOf(book: Book, open: OpenForm): Form | undefined {
  const flow = book.byId.get(open.id)
  return flow?.type === "form" ? flow : undefined
}
