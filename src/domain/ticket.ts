import { plainName } from "./organization.ts"
import { answersFor, type Me } from "./person.ts"
import { COUNTY, REGIONS } from "./region.ts"

/** 转人工: what somebody asks a person of the bureau. Its life is a list of steps, as a filing's is; the last one is its state. */

export type TicketKind = "question" | "complaint"
export type TicketState = "open" | "taken" | "answered" | "closed"

/**
 * opened, said: words of the person who asks. answered: words of an official. taken: an official talks with the person, until the time that
 * each step meanwhile carries. returned: the talk is over. closed: the person asked to be forgotten.
 */
export type TicketStepKind = "opened" | "said" | "taken" | "answered" | "returned" | "closed"

export type Ticket = {
  number: string
  kind: TicketKind
  /** Where its person is at home: that town, or the county. Of a complaint always the county. */
  regionCode: string
  /** Who asked. Of a complaint nobody is told who. */
  personId: string
  byName?: string
  organization?: string
  /** What was asked first. */
  question: string
  openedAt: Date
  /** The number of its last step: the next one is this plus one. */
  step: number
  state: TicketState
  /** Who talks with the person now. */
  taken?: { by: string; byName?: string; until: Date }
  /** Who answered last, and what. */
  answer?: { by: string; byName?: string; text: string }
  /** All that was said over it, oldest first. */
  words: readonly { by: "person" | "official"; text: string; at: Date }[]
}

export const TICKET_PREFIX = "GD"
export const TICKET_NUMBER = /^GD\d{8}\d{3,}$/
/** A person may have so many open; what they ask then goes to the newest. */
export const MOST_OPEN = 3
/** So often somebody may add to what waits: officials are told each time. */
export const MOST_ADDED = 10
/** So much may be said over one ticket, all of it is read each time. */
export const MOST_STEPS = 400
/** An official who is silent so long gives the talk back. */
export const TAKEN_MINUTES = 30
/** Characters of one answer of an official. */
export const LONGEST_ANSWER = 500

/** The obligation to tell somebody of a step; in order of the steps. */
export function tellKey(number: string, step: number, to: "person" | "official"): string {
  return `ticket:${number}:${String(step).padStart(6, "0")}:${to}`
}

export function takenUntil(now: Date): Date {
  return new Date(now.getTime() + TAKEN_MINUTES * 60_000)
}

/** Somebody who may answer a ticket, as far as that decides. */
export type Answering = Pick<Me, "id" | "name" | "roles"> & { organizations: readonly { name: string }[] }

/** Why somebody may not see and answer a ticket: it is their own, it is not of their region, it is not for them to know of. */
export function whyNotAnswer(me: Answering, ticket: Pick<Ticket, "kind" | "personId" | "regionCode" | "words">) {
  if (ticket.personId === me.id) return "own"
  if (!answersFor(me, ticket.regionCode)) return ticket.kind === "complaint" ? "hidden" : "elsewhere"
  const about = ticket.words.map((one) => one.text).join("\n")
  return ticket.kind === "complaint" && isNamed(me, about) ? "hidden" : undefined
}

/** Who is told of a ticket: whoever is on duty; else everybody who may answer it, first those who want to be told things. */
export function toTell<One extends Answering & { onDuty: boolean; optedOut: boolean }>(
  officials: readonly One[],
  ticket: Parameters<typeof whyNotAnswer>[1],
): readonly One[] {
  const may = officials.filter((one) => whyNotAnswer(one, ticket) === undefined)
  const [onDuty, willing] = [may.filter((one) => one.onDuty), may.filter((one) => !one.optedOut)]
  return onDuty.length > 0 ? onDuty : willing.length > 0 ? willing : may
}

/** Whether a complaint names an official, or an organization of theirs: rather once too often than once too little. */
function isNamed(me: Answering, about: string): boolean {
  const text = plainName(about)
  const names = [me.name, ...me.organizations.flatMap((one) => [one.name, coreOf(one.name)])]
  return names.some((name) => name !== undefined && name.length > 1 && text.includes(plainName(name)))
}

const PLACES = [...REGIONS.map((one) => one.name), COUNTY.name.replace(/[市县区]$/, "")]
const ENDING =
  /(?:产业|行业)?(?:协会|商会|学会|研究会|联合会|促进会|基金会|服务中心|服务站|中心|服务社|合作社|队|社|会|站|院|园)$/u

/** What people call an organization by: 青砖茶 of 赤壁市青砖茶产业协会; the whole name where nothing is left of it. */
function coreOf(name: string): string {
  const place = PLACES.find((one) => name.startsWith(one)) ?? ""
  const core = name.slice(place.length).replace(ENDING, "")
  return core.length > 1 ? core : name
}

/** How an official is called: 民政局李明. */
export function sayOfficial(name: string | undefined): string {
  return `民政局${name ?? "工作人员"}`
}

/** How officials are told of whoever asks; who complains has no name. */
export function sayAsker({ kind, byName }: Pick<Ticket, "kind" | "byName">): string {
  return kind === "complaint" ? "举报人" : (byName ?? "对方")
}
