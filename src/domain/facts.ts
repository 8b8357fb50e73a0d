import type { Figure } from "./figure.ts"
import type { Filing } from "./filing.ts"
import type { Me } from "./person.ts"
import type { Ticket } from "./ticket.ts"

/**
 * What a flow may know of the world when it answers: plain data, loaded before the step for what the flow declares in `needs`.
 * Choices are functions of facts; a command checks them again.
 */
export type Facts = {
  now: Date
  /** Undefined until someone agreed to the personal-data notice. */
  me: Me | undefined
  /** My filings and those of my organizations, newest first, at most 50. */
  myFilings: readonly Filing[]
  /** Activities of my organizations that have no summary yet, newest first. */
  openActivities: readonly Filing[]
  /** What waits for a decision I may take, oldest first, at most 50; `waitingCount` counts all. */
  waiting: readonly Filing[]
  waitingCount: number
  /** Filings the message names by number, by a number's ending, or by its place in the list shown last. */
  named: readonly Filing[]
  /** Organizations whose code or name the message gives, best first, at most 6. */
  found: readonly KnownOrganization[]
  /** The digest as it stands now, within the official's region; undefined while no plan is loaded. */
  progressText: string | undefined
  /** The figure that the message names, opened down to its records; undefined where it names none. */
  figureText: string | undefined
  /** Each figure of the plan in the digest's words, within the official's region; none for anybody else. */
  figureLines: readonly FigureLine[]
  /** The targets and counted tasks of the plan, to be pointed at. */
  indicators: readonly { id: string; mark: string; title: string; ratio: boolean }[]
  /** What the documents say to the message, as a question. */
  policy: PolicyAnswer
  /** What the register holds of my organizations, for questions about one's own state. */
  ownRecords: readonly OwnRecord[]
  /** Documents on the shelf, newest first. */
  documents: readonly ShelvedDocument[]
  /** Tickets that I may answer and that nobody answered yet, oldest first, at most 50. */
  tickets: readonly Ticket[]
  /** The ticket over which I, an official, talk with its person now. */
  taking: Ticket | undefined
  /** Tickets of mine, or that I may answer, which the message names by number, by a number's ending, or by its place in the list shown last. */
  namedTickets: readonly Ticket[]
  /** Officials and trainers of the region, for 停用. */
  colleagues: readonly Colleague[]
}

export type FactName = Exclude<keyof Facts, "now" | "me">

export type KnownOrganization = {
  number: string
  name: string
  kind: string
  townCode: string
  creditCode?: string
  status: string
  tags: readonly string[]
}

export type Progress = {
  planId: string
  planTitle: string
  asOf: string
  regionCode: string
  figures: readonly Figure[]
  pending: { organizations: number; filings: number }
}

/** `line`: 结对帮扶的社会组织：12家，目标10家以上，进行中. `plan` is the title of the document whose article it is. */
export type FigureLine = { mark: string; plan: string; article: string; line: string }

export type FigureRecord = { number: string; organization: string; what: string; on?: string }

/** An answer from the documents: with its article, or what they do not say. */
export type PolicyAnswer = {
  answered: boolean
  kind: "answered" | "near-miss" | "out-of-scope" | "own-state" | "progress"
  /** Nearly the words of a question that was written for the article. */
  foreseen?: true
  /** Articles on the topic, best first, and the title of the document that each stands in. */
  articles: readonly string[]
  documents: readonly string[]
  text: string
}

export type OwnRecord = {
  number: string
  name: string
  status: string
  foundedOn?: string
  /** 等级评估: 3 is 3A. */
  rating?: { grade: number; validUntil: string }
}

/** A document as the shelf keeps it; `content` is its text and articles. */
export type StoredDocument = {
  id: string
  title: string
  number?: string
  date?: string
  status: "current" | "repealed"
  region?: string
  articles: number
  content: unknown
}
export type ShelvedDocument = Omit<StoredDocument, "content">

export type Colleague = { id: string; name: string; roles: readonly { role: string; regionCode: string }[] }

/** Facts with some of them loaded. */
export type With<Names extends FactName> = Pick<Facts, "now" | "me" | Names>
