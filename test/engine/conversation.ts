import type { Command } from "#domain/commands.ts"
import type { FactName, With } from "#domain/facts.ts"
import { homeRegion } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { type Book, type Route, route } from "#engine/book.ts"
import type { Message } from "#engine/reply.ts"
import { type Step, step } from "#engine/step.ts"
import { newTalk, type OpenForm, type Talk, talkAt } from "#engine/talk.ts"
import { questionIn } from "#flows/policy.ts"
import { answer } from "#knowledge/answer.ts"
import { FILINGS, INDICATORS, ORGANIZATIONS, PEOPLE } from "#test/help/cast.ts"
import { asJsonb, DOCUMENTS } from "#test/help/transcript.ts"

/** One exchange of a made-up talk, with what it was before and after, for properties to look at. */
export type Turn = {
  book: Book
  text: string
  way: Route
  before: Talk
  facts: With<FactName>
  /** The step itself; what `after` and `said` come from is what followed its command, if any. */
  taken: Step
  command?: Command
  after: Talk
  said: readonly string[]
}

const MINUTE = 60_000

/** Holds a talk of somebody with two organizations. Every second command is refused, since a house may do that. */
export function converse(book: Book, texts: readonly string[], look: (turn: Turn) => void): Talk {
  let talk = newTalk()
  let time = Date.parse("2026-11-23T09:30:00+08:00")
  let commands = 0
  const me = PEOPLE.王芳!
  for (const text of texts) {
    time += text === "〔过13小时〕" ? 13 * 60 * MINUTE : MINUTE
    if (text === "〔过13小时〕") continue
    const now = new Date(time)
    const facts = {
      now,
      me,
      myFilings: Object.values(FILINGS),
      openActivities: [FILINGS.HD20261110002!, FILINGS.HD20261120001!],
      waiting: [],
      waitingCount: 0,
      named: Object.values(FILINGS).filter((one) => text.includes(one.number)),
      found: Object.values(ORGANIZATIONS).filter((one) => text.includes(one.name)),
      progressText: undefined,
      figureText: undefined,
      figureLines: [],
      indicators: INDICATORS,
      colleagues: [],
      // Looked up only where a flow asks: most of what is said here is no question.
      get policy() {
        return answer(questionIn(text), DOCUMENTS, { region: homeRegion(me) })
      },
      ownRecords: me.organizations,
      documents: [],
      tickets: [],
      taking: undefined,
      namedTickets: [],
    } as With<FactName>
    const message: Message = { text, at: now, room: false }
    const { talk: before, rested } = talkAt(talk, time)
    const way = route(book, before, message, me)
    let taken = step(book, way, before, message, facts, rested)
    while (taken.instead) taken = step(book, taken.instead, before, message, facts, rested)
    const refuses = taken.command !== undefined && commands++ % 2 === 1
    const after = !taken.command
      ? taken
      : refuses
        ? taken.refused!(new Refusal("made-up", "这个现在办不了。"))
        : taken.done!(resultOf(taken.command))
    look({
      book,
      text,
      way,
      before,
      facts,
      taken,
      ...(taken.command ? { command: taken.command } : {}),
      after: after.talk,
      said: after.say,
    })
    talk = asJsonb(after.talk)
  }
  return talk
}

function resultOf(command: Command): object {
  const until = new Date("2026-11-30T09:30:00+08:00")
  return {
    number: "HD20261123001",
    version: 1,
    warnings: [],
    headline: "义诊",
    organization: "茶协",
    name: command.name,
    tags: [],
    title: "总量",
    code: "K7",
    until,
    url: "u",
    joined: "identity",
  }
}

/** All forms a talk holds, by when they were begun and which they are. */
export function formsIn(talk: Talk): Map<string, OpenForm> {
  return new Map(
    [...(talk.form ? [talk.form] : []), ...talk.drafts].map((one) => [
      `${one.id}/${one.since}/${one.correcting ?? ""}`,
      one,
    ]),
  )
}
