import type { Me } from "#domain/person.ts"
import { looksLikeQuestion } from "#language/read.ts"
import type { Form } from "./form.ts"
import type { Message, Reply } from "./reply.ts"
import { newTalk, type Talk } from "./talk.ts"
import { asksPolicy, understood } from "./understand.ts"

/** All flows, and which of them a message is for. Exact words come first; understanding comes after. */

export type Flow = Form | Reply

export type Book = {
  flows: readonly Flow[]
  byId: ReadonlyMap<string, Flow>
  exact: ReadonlyMap<string, Flow>
  prefixes: readonly { word: string; flow: Flow }[]
  matchers: readonly Reply[]
}

export function bookOf(flows: readonly Flow[]): Book {
  const exact = new Map<string, Flow>()
  const prefixes: { word: string; flow: Flow }[] = []
  for (const flow of flows) {
    for (const word of flow.type === "form" ? flow.starts : flow.words) {
      if (exact.has(word)) throw new Error(`Two flows are begun by ${word}: ${exact.get(word)!.id} and ${flow.id}`)
      exact.set(word, flow)
      if (flow.type === "form" || flow.args) prefixes.push({ word, flow })
    }
  }
  prefixes.sort((a, b) => b.word.length - a.word.length)
  const matchers = flows.filter((flow): flow is Reply => flow.type === "reply" && flow.match !== undefined)
  return { flows, byId: new Map(flows.map((flow) => [flow.id, flow])), exact, prefixes, matchers }
}

/** The words that steer a form, and what people say for them. */
const CONTROLS = {
  back: ["返回", "上一步", "返回上一步", "上一项", "退回去", "回到上一步"],
  cancel: [
    "取消",
    "不填了",
    "算了",
    "退出",
    "不办了",
    "取消吧",
    "算了不填了",
    "算了不报了",
    "不报了",
    "不登记了",
    "不想填了",
    "算了算了",
  ],
  skip: ["跳过", "略过", "跳过这项", "先跳过", "跳过吧"],
  pause: ["暂停", "等会再填", "等一下再填", "先放一放", "先放着", "晚点再填", "回头再填", "先不填了"],
  resume: ["继续", "接着填", "继续填", "接着来"],
  more: ["更多", "还有呢"],
} as const
export type Control = keyof typeof CONTROLS

const CONTROL_OF = new Map<string, Control>(
  Object.entries(CONTROLS).flatMap(([control, words]) => words.map((word) => [word, control as Control])),
)
/** 等哈 我先去问下会长 */
const WAITS =
  /^(?:(?:等(?:一?会儿?|一?下|哈)|稍等(?:一下)?|待会儿?|过会儿?)(?:$|再|我|[\s,，。])|我?(?:先|去|先去|要)?问(?:一?下|问|一问)?(?:会长|队长|理事长|负责人|领导|主任|书记|他们)|我?(?:先|去|先去)问(?:一?下|问|一问)?$)\P{N}{0,20}$/u
/** 问下会长能连任几届 asks; only in a form, where something else was asked, it may be what somebody does meanwhile. */
const ASKS_ON = /^我?问|[?？吗]|么|几|多少|能不能|要不要|可不可以|是不是|哪/
const CHANGE = /^(?:改一下|修改一下|修改|改下|我要改|改)(.*)$/su

/** Which word that steers a form a text is. */
function controlIn(text: string, talk: Talk): Control | undefined {
  const control = CONTROL_OF.get(text.replace(/[\s,，。]/gu, ""))
  if (control || !WAITS.test(text)) return control
  return talk.form || !ASKS_ON.test(text) ? "pause" : undefined
}

/** What a message is for. */
export type Route =
  /** `text`: what was meant, where a number chose it. `otherwise`: it is a guess, and where else it belongs. */
  | { to: "reply"; flow: Reply; args: unknown; text?: string; otherwise?: Route }
  | { to: "start"; form: Form; rest: string }
  | { to: "control"; control: Control }
  | { to: "change"; rest: string }
  | { to: "answer" }
  /** Not understood, or not surely: the flows it may be for, at most two. */
  | { to: "unknown"; perhaps: readonly Flow[] }

/** What the facts of a message are looked up by: its text, or what it chose by a number. */
export function textOf(way: Route, message: Message): string {
  return (way.to === "reply" ? way.text : undefined) ?? message.text
}

/** A text as words are compared: half width, without what stands around it. */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .replace(/^[“"'「『]+|[”"'」』。！!.~～;；,，、]+$/gu, "")
    .trim()
}

/** Finds what a message of `me` is for. The talk is as `talkAt` left it. */
export function route(book: Book, talk: Talk, message: Message, me: Me | undefined): Route {
  const text = plain(message.text)
  // What was offered with the last answer is what a number means now, in the middle of a form too.
  const choice = /^\d{1,2}$/.test(text) ? talk.offered?.[Number(text) - 1] : undefined
  // Two people talk through the service, in private: only what is meant for the service itself is heard.
  const between = message.room ? undefined : me?.attended ? "attended" : talk.next?.stays ? talk.next.reply : undefined
  if (me && between !== undefined) {
    if (talk.more && controlIn(text, talk) === "more") return { to: "control", control: "more" }
    const way = worded(book, talk, choice ? { ...message, text: choice } : message, me)
    if (way?.to === "reply" && choice) return { ...way, text: choice }
    return way ?? { to: "reply", flow: book.byId.get(between) as Reply, args: undefined }
  }
  const special = message.event
    ? "follow"
    : message.picture
      ? "picture"
      : message.file
        ? "file"
        : message.unsupported
          ? "unsupported"
          : undefined
  if (special) return { to: "reply", flow: book.byId.get(special) as Reply, args: undefined }

  if (choice) {
    const way = route(book, { ...talk, offered: [] }, { ...message, text: choice }, me)
    return way.to === "reply" ? { ...way, text: choice } : way
  }

  const control = controlIn(text, talk)
  if (control) return { to: "control", control }

  const exact = worded(book, talk, message)
  if (exact) return exact
  if (talk.next) return { to: "reply", flow: book.byId.get(talk.next.reply) as Reply, args: undefined }
  if (talk.form) {
    const change = CHANGE.exec(text)
    return change ? { to: "change", rest: change[1]!.trim() } : { to: "answer" }
  }
  return meant(book, message, me)
}

/** The flow that a message names by its own words; from somebody who talks with another (`between`) only what serves them meanwhile. */
function worded(book: Book, talk: Talk, message: Message, between?: Me): Route | undefined {
  const text = plain(message.text)
  const heard = (flow: Flow) =>
    !between || (flow.type === "reply" && flow.between && flow.refuse(between) === undefined)
  const named = book.exact.get(text)
  if (named && !heard(named)) return undefined
  if (named?.type === "form") return { to: "start", form: named, rest: "" }
  if (named) {
    if (!named.args) return { to: "reply", flow: named, args: undefined }
    const args = named.args("", talk, message)
    if (args !== undefined) return { to: "reply", flow: named, args }
  }
  for (const flow of book.matchers) {
    if (!heard(flow)) continue
    const args = flow.match!(message.text.trim(), talk)
    if (args !== undefined) return { to: "reply", flow, args }
  }
  for (const { word, flow } of book.prefixes) {
    if (!text.startsWith(word) || text === word || !heard(flow)) continue
    // Within a form 「活动总结会」 may be how an answer begins; 「报活动 …」 with a gap is not. Asked for words, one may say 「登记组织要多久」, and 「登记要什么材料」 is a question.
    if (flow.type === "form") {
      if (talk.next) continue
      const another = talk.form?.id !== flow.id && word.length > 2 && /^[\s,，:：。;；]/u.test(text.slice(word.length))
      if ((!talk.form || another) && !asksPolicy(text)) return { to: "start", form: flow, rest: message.text.trim() }
      continue
    }
    const args = flow.args!(text.slice(word.length).trim(), talk, message)
    if (args !== undefined) return { to: "reply", flow, args }
  }
  return undefined
}

/** What a message without exact words is for, as far as it can be understood. */
function meant(book: Book, message: Message, me: Me | undefined): Route {
  const found = understood(message.text, me)
  const asks = looksLikeQuestion(message.text)
  const policy = replyOf(book, "policy", message)
  if ("perhaps" in found) {
    const [first] = found.perhaps
    // A question that fits nothing else, or policy best, is looked up: an answer begins nothing, and an honest no offers a person.
    if (policy && asks && (first === undefined || first === "policy" || first === "human")) return policy
    const perhaps = found.perhaps.flatMap((id) => book.byId.get(id) ?? []).filter(isChoice)
    const unknown: Route = { to: "unknown", perhaps }
    return policy && asks ? { ...policy, otherwise: unknown } : unknown
  }
  const flow = book.byId.get(found.clear)
  const way: Route | undefined =
    flow?.type === "form"
      ? { to: "start", form: flow, rest: message.text.trim() }
      : flow && replyOf(book, flow.id, message)
  // A greeting in its own words was heard before: what is left of those and asks, asks.
  if (!way || (asks && found.clear === "follow")) return policy ?? { to: "unknown", perhaps: [] }
  // 协会登记的步骤 may sound like the wish to register; where an answer was written for the question, it is a question.
  return policy && asks && found.clear !== "policy" ? { ...policy, otherwise: way } : way
}

function replyOf(book: Book, id: string, message: Message): Extract<Route, { to: "reply" }> | undefined {
  const flow = book.byId.get(id)
  return flow?.type === "reply" ? { to: "reply", flow, args: flow.args?.("", newTalk(), message) } : undefined
}

/** 你好 or 帮助 is nothing to choose: only what somebody can do is offered. */
const isChoice = (flow: Flow) => flow.about !== undefined

/** Whether this person may use a flow at all; for 帮助. */
export function usable(flow: Flow, me: Me): boolean {
  return flow.about !== undefined && flow.visible(me) && (flow.type === "form" || flow.refuse(me) === undefined)
}
