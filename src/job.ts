import type { Figure } from "#domain/figure.ts"
import type { HeldActivity, Official, OverTalk, RestingForm } from "#domain/job-facts.ts"
import type { Owed } from "#domain/owed.ts"
import type { Once } from "#domain/period.ts"
import type { TicketState } from "#domain/ticket.ts"

/**
 * The contract of a job: one file under jobs/, listed in jobs/index.ts. It runs as of a time and says what it did; it never looks at a
 * clock. What it tells goes through the outbox under a key, so running it again tells nobody twice.
 */
export type Job = {
  id: string
  /** What it does, in one Chinese line. */
  about: string
  /** When it is due, in China time: five fields. Not on minute 0 or 30, when everybody pushes. */
  cron: string
  /** The stretch of time that it runs once in, whichever instance gets to it. */
  once: Once
  /** `now` is when it was due, or the time asked for. Answers with one Chinese sentence: what was done. */
  run(world: JobWorld, now: Date): Promise<string>
  /** Why what this job owes under a key needs no telling any more (English, for the operator); asked again just before telling. */
  overtaken?(world: JobWorld, key: string, now: Date): Promise<string | undefined>
}

export function job(spec: Job): Job {
  return spec
}

/** All that jobs are handed. Days are 2026-11-23. */
export type JobWorld = {
  outbox: {
    /** Owes these, each key once. Answers how many are new. */
    tell(rows: readonly Owed[]): Promise<number>
    /** Tells what is due. Answers how many were told. */
    sweep(now: Date): Promise<number>
  }
  /** Everyone who may decide, each with the widest region they answer for. */
  officials(): Promise<readonly Official[]>
  /** How much waits for each official's decision, where anything does. */
  waitingByOfficial(): Promise<readonly { personId: string; count: number }[]>
  tickets: {
    /** Talks between a person and an official whose time is over. */
    talksOver(now: Date): Promise<readonly OverTalk[]>
    /** Ends one, and owes what is said of that; false where somebody spoke meanwhile. */
    returnTalk(talk: OverTalk, owed: readonly Owed[], now: Date): Promise<boolean>
    /** How much each official may answer that waits for a whole working day, where anything does. */
    longWaiting(now: Date): Promise<readonly { personId: string; count: number }[]>
    stateOf(number: string, now: Date): Promise<TicketState | undefined>
  }
  digests: {
    /** Undefined while no plan is loaded. */
    make(regionCode: string, asOf: string, knownAt: Date): Promise<MadeDigest | undefined>
    /** Keeps a digest as it goes out. Answers the text kept under that id: the first one stays. */
    keep(digest: KeptDigest): Promise<string>
    /** The text kept under an id. */
    kept(id: string): Promise<string | undefined>
  }
  activities: {
    /** Those that stand approved and were to end within these days. */
    endedBetween(from: string, until: string): Promise<readonly HeldActivity[]>
    byNumber(number: string): Promise<HeldActivity | undefined>
  }
  /** Forms left half-filled in private, last touched within this time. */
  restingForms(from: Date, until: Date): Promise<readonly RestingForm[]>
  restingForm(personId: string, form: string, since: number): Promise<RestingForm | undefined>
  /** A form as people know it: 登记组织. */
  formName(form: string): string
  /** Deletes what is kept no longer; how many rows by rule. */
  clean(now: Date): Promise<readonly { rule: string; rows: number }[]>
}

export type MadeDigest = { plan: string; text: string; figures: readonly Figure[] }
export type KeptDigest = MadeDigest & { id: string; regionCode: string; asOf: string; knownAt: Date }
