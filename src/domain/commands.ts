import type { PolicyAnswer, ShelvedDocument, StoredDocument } from "./facts.ts"
import type { NewActivity } from "./filings/activity.ts"
import type { MembershipRequest } from "./filings/membership.ts"
import type { NewOutcome } from "./filings/outcome.ts"
import type { NewOrganization } from "./filings/registration.ts"
import type { RoleName } from "./person.ts"
import type { TicketKind } from "./ticket.ts"

/** Every request the application takes, and what it answers. Each is carried out by app/commands/<verb>.ts. */

/** A new filing, or a new version of the returned or waiting one named by `correcting`. */
type Filed<Answers> = {
  answers: Answers
  correcting?: string
  /** Pictures that came while the form was filled in, by the id they are kept under. */
  pictures?: readonly string[]
}

export type Commands = {
  agreeToNotice: { input: { noticeVersion: number }; result: object }
  registerOrganization: { input: Filed<NewOrganization>; result: FiledResult }
  requestMembership: { input: Filed<MembershipRequest>; result: FiledResult }
  fileActivity: { input: Filed<NewActivity>; result: FiledResult }
  fileOutcome: { input: Filed<NewOutcome>; result: FiledResult }
  /** `version` is the one the decider was shown. */
  decideFiling: {
    input: { number: string; verdict: "approved" | "returned" | "revoked"; version: number; reason?: string }
    result: { number: string; headline: string; organization: string }
  }
  withdrawFiling: { input: { number: string }; result: { number: string; headline: string } }
  tagOrganization: {
    input: { number: string; tag: string; on: boolean }
    result: { organization: string; tags: readonly string[] }
  }
  setBaseline: { input: { target: string; value: number }; result: { title: string } }
  invite: { input: { role: RoleName; regionCode: string }; result: { code: string; until: Date } }
  /** A code for one's own second WeChat. */
  inviteSelf: { input: object; result: { code: string; until: Date } }
  bind: { input: { code: string }; result: { joined: "role" | "identity"; role?: RoleName; regionCode?: string } }
  disable: { input: { personId: string }; result: { name: string } }
  optOut: { input: { on: boolean }; result: object }
  forgetMe: { input: object; result: object }
  leaveOrganization: { input: { number: string }; result: { name: string } }
  signIn: { input: object; result: { url: string; until: Date } }
  recordQuestion: {
    input: { text: string; kind: PolicyAnswer["kind"]; articles: readonly string[] }
    result: object
  }
  /** 转人工 · 举报. `added`: so much of theirs waits already that it went to the newest of it. */
  openTicket: { input: { kind: TicketKind; text: string }; result: { number: string; added: boolean } }
  /** What an official answers. `tip`: they were never told that an answer can be kept. */
  answerTicket: { input: { number: string; text: string }; result: { number: string; asker: string; tip: boolean } }
  /** From now on what an official and the person of a ticket say goes to the other. */
  takeTicket: { input: { number: string }; result: { number: string; asker: string; question: string } }
  sayOverTicket: { input: { number: string; text: string }; result: object }
  returnTicket: { input: { number: string }; result: { number: string } }
  setDuty: { input: { on: boolean }; result: { region: string } }
  /** Keeps what I answered last as a short answer, or its question under an article. */
  keepAnswer: {
    input: { article?: string }
    result: { question: string } & ({ answer: string } | { document: string; article: string })
  }
  attachPicture: { input: { media: string; filing: string }; result: object }
  /** A file that an official sent. `status`: what it counts as now, absent where nothing changed; `replaced`: its older versions. */
  addDocument: {
    input: { document: StoredDocument }
    result: { said: string; status?: string; replaced: readonly ShelvedDocument[] }
  }
  repealDocument: { input: { id: string }; result: { id: string; title: string } }
  restoreDocument: { input: { id: string }; result: { id: string; said: string } }
}

export type CommandName = keyof Commands
export type FiledResult = {
  number: string
  version: number
  /** What to keep in mind, in sentences. */
  warnings: readonly string[]
}
export type Command = { [Name in CommandName]: { name: Name; input: Commands[Name]["input"] } }[CommandName]
