import { readFileSync, writeFileSync } from "node:fs"
import { argv } from "node:process"
import { parse } from "yaml"
import type { Command } from "#domain/commands.ts"
import type { FactName, Facts, FigureLine, OwnRecord, ShelvedDocument, With } from "#domain/facts.ts"
import type { Filing } from "#domain/filing.ts"
import { FILING_KINDS } from "#domain/filings/index.ts"
import { answersFor, homeRegion, type Me, officialRegion } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { sayAsker, type Ticket, takenUntil, whyNotAnswer } from "#domain/ticket.ts"
import { bookOf, type Route, route, textOf } from "#engine/book.ts"
import type { Message } from "#engine/reply.ts"
import { needsOf, type Step, step } from "#engine/step.ts"
import { newTalk, type Talk, talkAt } from "#engine/talk.ts"
import { greet } from "#flows/greeting.ts"
import { flows } from "#flows/index.ts"
import { questionIn } from "#flows/policy.ts"
import { answer } from "#knowledge/answer.ts"
import { finderOfShelf } from "#knowledge/ask.ts"
import { readDocument } from "#knowledge/read-file.ts"
import { COLLEAGUES, FILINGS, INDICATORS, ORGANIZATIONS, PEOPLE, TICKETS } from "./cast.ts"

/**
 * A transcript: a talk as a person sees it, held against the pure engine. Under a YAML head (title, now, me, what is on file) stand
 * lines 「用户：」 and 「助手：」, 「⇢ command {…}」 for what the engine asks of the house, 「⇠ {…}」 or 「⇠ 拒绝 code 句子」 for what the house
 * answers, 「〔过13小时〕」 for time that passes, 「〔现在 {…}〕」 for what changes in the world. 「#」 begins a remark, 「===」 parts two talks.
 *
 * `npx tsx test/help/transcript.ts --record FILE…` writes anew what 助手 says and asks, for the maintainer to review in the diff.
 */

export type Head = {
  title: string
  now?: string
  /** Somebody of the cast; absent: nobody who agreed yet. */
  me?: string
  room?: boolean
  /** Filings on record, by number, with what differs from the cast. */
  filings?: Record<string, Partial<Filing> | null>
  /** The saved talk it begins with. */
  talk?: Partial<Talk>
  progress?: string
  figure?: string
  /** Figures of the plan, line by line. */
  figures?: FigureLine[]
  /** What the register holds of an organization besides its name and status, by its number. */
  records?: Record<string, Pick<OwnRecord, "foundedOn" | "rating">>
  /** What stands on the shelf, newest first. */
  documents?: ShelvedDocument[]
  /** What becomes of a file that an official sends, 「〔文件 通知.docx〕」, when it is read. */
  files?: Record<string, Omit<NonNullable<Message["file"]>, "name">>
  /** Tickets, by number, with what differs from the cast. */
  tickets?: Record<string, Partial<Ticket> | null>
  /** The ticket over which an official talks with the one who speaks, or which that one, an official, has taken. */
  attended?: string | null
  taking?: string | null
  /** Names of organizations that can be found; all of the cast's when absent. */
  organizations?: string[]
}

type Line = { is: "user" | "bot" | "asks" | "answers" | "passes" | "changes" | "remark"; text: string }
export type Transcript = { head: Head; headText: string; lines: Line[] }

const MARKS: [Line["is"], string][] = [
  ["user", "用户："],
  ["bot", "助手："],
  ["asks", "⇢ "],
  ["answers", "⇠ "],
  ["passes", "〔过"],
  ["changes", "〔现在"],
  ["remark", "#"],
]

export function readTranscripts(text: string): Transcript[] {
  return text
    .trim()
    .split(/^===$/m)
    .map((part) => {
      const [, headText, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(part.trim()) ?? []
      if (headText === undefined || body === undefined) throw new Error(`A talk without a head: ${part.slice(0, 60)}`)
      const lines: Line[] = []
      for (const line of body.trimEnd().split("\n")) {
        const mark = MARKS.find(([, word]) => line.startsWith(word))
        if (mark) lines.push({ is: mark[0], text: line.slice(mark[1].length) })
        else if (lines.length > 0) lines.at(-1)!.text += `\n${line}`
        else throw new Error(`Nobody says: ${line}`)
      }
      return { head: parse(headText) as Head, headText, lines }
    })
}

export function writeTranscripts(transcripts: readonly Transcript[]): string {
  const parts = transcripts.map(({ headText, lines }) => {
    const body = lines.map((line) => `${MARKS.find(([is]) => is === line.is)![1]}${line.text.replace(/\n+$/, "")}`)
    return `---\n${headText}\n---\n${body.join("\n")}\n`
  })
  return parts.join("===\n")
}

const book = bookOf(flows)

const file = (name: string) => new URL(`../knowledge/documents/${name}`, import.meta.url)
const PLAN = "made-up-plan.txt"
/** What the bureau's shelf holds: a made-up plan and the answers that come with the service. */
export const DOCUMENTS = finderOfShelf([await readDocument(PLAN, readFileSync(file(PLAN)))], "2026-11-23")

/** Holds a talk with the engine: the same lines, with what 助手 said and asked this time; and the flows that took part. */
export function hold(transcript: Transcript): { transcript: Transcript; took: Set<string> } {
  const { head } = transcript
  const took = new Set<string>()
  let now = new Date(head.now ?? "2026-11-23T09:30:00+08:00")
  let me: Me | undefined = head.me === undefined ? undefined : PEOPLE[head.me]
  if (head.me !== undefined && !me) throw new Error(`${head.me} is nobody of the cast`)
  let talk: Talk = asJsonb({ ...newTalk(), ...head.talk })
  const world = { filings: filingsOf(head), head }
  const lines: Line[] = []
  let replies: string[] = []

  const carryOut = (taken: Step): Step => {
    if (!taken.command) return taken
    lines.push({ is: "asks", text: `${taken.command.name} ${JSON.stringify(taken.command.input)}` })
    const answer = replies.shift() ?? JSON.stringify(USUAL[taken.command.name](taken.command.input as never))
    lines.push({ is: "answers", text: answer })
    const refusal = /^拒绝 (\S+) (.+?)(?: @(\S+))?$/.exec(answer.trim())
    if (refusal) return taken.refused!(new Refusal(refusal[1]!, refusal[2]!, refusal[3]))
    return taken.done!(revived(JSON.parse(answer)))
  }
  const who = (): Me | undefined => {
    const { attended } = world.head
    return me && attended ? { ...me, attended: { ticket: attended, until: takenUntil(now) } } : me
  }
  const hear = (message: Message, from: Talk, rested?: Parameters<typeof step>[5]): Step =>
    follow(route(book, from, message, who()), message, from, rested)
  const follow = (way: Route, message: Message, from: Talk, rested?: Parameters<typeof step>[5]): Step => {
    if (way.to === "reply") took.add(way.flow.id)
    if (way.to === "start") took.add(way.form.id)
    const facts = factsFor(needsOf(book, way, from), {
      ...world,
      now,
      me: who(),
      text: textOf(way, message),
      talk: from,
    })
    const taken = step(book, way, from, message, facts, rested)
    if (taken.talk.form) took.add(taken.talk.form.id)
    return taken.instead ? follow(taken.instead, message, from, rested) : carryOut(taken)
  }

  for (const [at, line] of transcript.lines.entries()) {
    if (line.is === "remark") lines.push(line)
    if (line.is === "passes") {
      now = new Date(
        now.getTime() + Number(/\d+/.exec(line.text)?.[0]) * (line.text.includes("天") ? 24 : 1) * 3_600_000,
      )
      lines.push(line)
    }
    if (line.is === "changes") {
      const change = parse(line.text.replace(/〕\s*$/, "")) as Partial<Head>
      if (change.me) me = PEOPLE[change.me]
      Object.assign(world.head, change)
      world.filings = filingsOf(world.head)
      lines.push(line)
    }
    if (line.is !== "user") continue
    lines.push(line)
    replies = answersAfter(transcript.lines, at)
    const message = messageOf(line.text, now, world.head)
    const { talk: rested, rested: form } = talkAt(talk, now.getTime())
    let taken: Step
    if (me) taken = hear(message, rested, form)
    else {
      took.add("greeting")
      const greeted = greet(rested, message)
      if (greeted.agreed) me = PEOPLE.新人
      const first = greeted.agreed?.first
      const then = first === undefined ? undefined : hear({ ...message, text: first }, greeted.talk)
      taken = { talk: then?.talk ?? greeted.talk, say: [...greeted.say, ...(then?.say ?? [])] }
    }
    for (const say of taken.say) if (say.trim() !== "") lines.push({ is: "bot", text: say })
    talk = asJsonb(taken.talk)
  }
  return { transcript: { ...transcript, lines }, took }
}

/** What the house answers to this message, as the transcript has it. */
function answersAfter(lines: readonly Line[], at: number): string[] {
  const until = lines.findIndex((line, index) => index > at && line.is === "user")
  const turn = lines.slice(at + 1, until < 0 ? undefined : until)
  return turn.filter((line) => line.is === "answers").map((line) => line.text)
}

/** A value as PostgreSQL gives it back from a jsonb column: plain JSON, keys by length and then by letters. */
export function asJsonb<Value>(value: Value): Value {
  return sorted(JSON.parse(JSON.stringify(value))) as Value
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]))
}

function messageOf(text: string, at: Date, { room = false, files = {} }: Head): Message {
  const special = /^〔(.+)〕$/.exec(text)?.[1]
  if (special === "关注") return { text: "", at, room, event: "follow" }
  const file = special?.startsWith("文件 ") ? special.slice(3) : undefined
  if (file) return { text: "", at, room, file: { name: file, ...files[file] } }
  if (special === "图片") return { text: "", at, room, picture: "m-1" }
  if (special) return { text: "", at, room, unsupported: special }
  return { text, at, room }
}

function filingsOf(head: Head): Filing[] {
  return Object.entries(head.filings ?? {}).map(([number, change]) => {
    const known = FILINGS[number] ?? FILINGS[change?.number ?? ""]
    if (!known) throw new Error(`${number} is no filing of the cast`)
    return { ...known, ...change, number }
  })
}

type World = { now: Date; me: Me | undefined; text: string; talk: Talk; filings: Filing[]; head: Head }

/** Only what was asked for, as the house would load it: a flow that needs more than it declares finds nothing. */
function factsFor(names: readonly FactName[], world: World): With<FactName> {
  const { now, me, text, talk, filings, head } = world
  const tickets = Object.entries(head.tickets ?? {}).map(([number, change]) => ({ ...TICKETS[number]!, ...change }))
  const mine = filings.filter(
    (one) => one.byPerson === me?.id || me?.organizations.some((own) => own.number === one.organization.number),
  )
  const visible = filings.filter((one) => mine.includes(one) || answersFor(me, one.townCode))
  const waits = visible.filter((one) => one.state === "pending" && one.byPerson !== me?.id)
  const all: { [Name in FactName]: () => Facts[Name] } = {
    myFilings: () => mine.toSorted((a, b) => b.submittedAt.getTime() - a.submittedAt.getTime()),
    openActivities: () =>
      mine.filter(
        (one) =>
          one.kind === "activity" &&
          !["withdrawn", "revoked"].includes(one.state) &&
          !filings.some((it) => it.about === one.number),
      ),
    waiting: () => waits.filter((one) => answersFor(me, one.townCode) || one.kind === "membership"),
    waitingCount: () => waits.filter((one) => answersFor(me, one.townCode)).length,
    named: () => {
      const plain = text.normalize("NFKC").toUpperCase()
      const whole = [...plain.matchAll(/[A-Z]{2}\d{8}\d{3,}/g)].map((match) => match[0])
      if (whole.length > 0) return visible.filter((one) => whole.includes(one.number))
      const number = /\d+/.exec(plain)?.[0] ?? ""
      const listed = number.length <= 2 ? talk.list?.[Number(number) - 1] : undefined
      if (listed) return visible.filter((one) => one.number === listed)
      return number.length >= 3 ? visible.filter((one) => one.number.endsWith(number)) : []
    },
    found: () => {
      const wanted = text.replace(/^(?:我要)?(?:加入组织|加入|打标签|去标签)/, "").trim()
      const known = Object.values(ORGANIZATIONS).filter((one) => head.organizations?.includes(one.name) ?? true)
      return wanted.length < 2
        ? []
        : known.filter((one) =>
            [one.name, one.number, one.creditCode ?? "-"].some(
              (name) => name.includes(wanted) || wanted.includes(name),
            ),
          )
    },
    progressText: () => head.progress,
    figureText: () => head.figure,
    indicators: () => INDICATORS,
    colleagues: () => COLLEAGUES,
    policy: () => answer(questionIn(text), DOCUMENTS, { region: homeRegion(me) }),
    ownRecords: () => (me?.organizations ?? []).map((one) => ({ ...one, ...head.records?.[one.number] })),
    figureLines: () => (officialRegion(me) === undefined ? [] : (head.figures ?? [])),
    documents: () =>
      (head.documents ?? []).filter((one) => one.status === "current" || officialRegion(me) !== undefined),
    tickets: () => tickets.filter((one) => !one.answer && one.state !== "closed" && !whyNotAnswer(me as Me, one)),
    taking: () => tickets.find((one) => one.number === head.taking),
    namedTickets: () => {
      const named = /[A-Z]{2}\d{8}\d{3,}|\d+/.exec(text.normalize("NFKC").toUpperCase())?.[0] ?? ""
      const wanted = (named.length <= 2 ? talk.list?.[Number(named) - 1] : undefined) ?? named
      return tickets.filter(
        (one) =>
          wanted.length > 2 &&
          one.number.endsWith(wanted) &&
          (one.personId === me?.id || (me && !whyNotAnswer(me, one))),
      )
    },
  }
  return { now, me, ...Object.fromEntries(names.map((name) => [name, all[name]()])) } as With<FactName>
}

/** What the house usually answers; a transcript that needs another says so itself. */
const USUAL: { [Name in Command["name"]]: (input: Extract<Command, { name: Name }>["input"]) => object } = {
  agreeToNotice: () => ({}),
  registerOrganization: ({ correcting }) => filed(correcting, "DJ20261123001"),
  requestMembership: ({ correcting }) => filed(correcting, "RY20261123001"),
  fileActivity: ({ correcting }) => filed(correcting, "HD20261123001"),
  fileOutcome: ({ correcting }) => filed(correcting, "ZJ20261123001"),
  decideFiling: ({ number }) => ({ ...headlined(number), organization: FILINGS[number]?.organization.name }),
  withdrawFiling: ({ number }) => headlined(number),
  tagOrganization: ({ number, tag, on }) => ({ organization: ORGANIZATIONS[number]?.name, tags: on ? [tag] : [] }),
  setBaseline: () => ({ title: "社会组织总量增长" }),
  invite: () => ({ code: "K7Q2MX", until: "2026-11-30T09:30:00+08:00" }),
  inviteSelf: () => ({ code: "P4T8WZ", until: "2026-11-23T09:45:00+08:00" }),
  bind: () => ({ joined: "role", role: "official", regionCode: "421281" }),
  disable: () => ({ name: "陈刚" }),
  optOut: () => ({}),
  forgetMe: () => ({}),
  leaveOrganization: ({ number }) => ({ name: ORGANIZATIONS[number]?.name }),
  signIn: () => ({ url: "https://example.test/sign-in?token=abc", until: "2026-11-23T09:40:00+08:00" }),
  recordQuestion: () => ({}),
  openTicket: () => ({ number: "GD20261123001", added: false }),
  answerTicket: ({ number }) => ({ number, asker: asker(number), tip: false }),
  takeTicket: ({ number }) => ({ number, asker: asker(number), question: TICKETS[number]?.question }),
  sayOverTicket: () => ({}),
  returnTicket: ({ number }) => ({ number }),
  setDuty: () => ({ region: "赤壁市" }),
  keepAnswer: ({ article }) => ({
    question: "年检要交哪些材料？",
    ...(article === undefined
      ? { answer: "交年度工作报告书和财务报表。" }
      : { document: "赤壁市社会组织三年行动方案", article: "二(四)9" }),
  }),
  attachPicture: () => ({}),
  addDocument: ({ document }) => ({
    said: `《${document.title}》存好了，分成${document.articles}条，现在就能问。`,
    status: document.status,
    replaced: [],
  }),
  repealDocument: ({ id }) => ({ id, title: "关于做好社会组织年度检查工作的通知" }),
  restoreDocument: ({ id }) => ({ id, said: "《关于做好社会组织年度检查工作的通知》现在标为现行，现在就能问。" }),
}

function asker(number: string): string {
  const ticket = TICKETS[number]
  return ticket ? sayAsker(ticket) : ""
}

function headlined(number: string) {
  const filing = FILINGS[number]
  return {
    number,
    headline: filing && FILING_KINDS[filing.kind].headline(filing.answers, new Date("2026-11-23T09:30:00+08:00")),
  }
}

function filed(correcting: string | undefined, number: string) {
  return { number: correcting ?? number, version: correcting ? 2 : 1, warnings: [] }
}

/** Instants are written as text in a transcript. */
function revived(result: { until?: string }): object {
  return result.until === undefined ? result : { ...result, until: new Date(result.until) }
}

if (argv[2] === "--record")
  for (const file of argv.slice(3)) {
    const talks = readTranscripts(readFileSync(file, "utf8")).map((one) => hold(one).transcript)
    writeFileSync(file, writeTranscripts(talks))
  }
