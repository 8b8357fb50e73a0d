import { digestText, keepDigest } from "#db/digests.ts"
import { activitiesEnded, heldActivity } from "#db/held-activities.ts"
import { officialsOf, waitingByOfficial } from "#db/officials.ts"
import type { Database } from "#db/open.ts"
import { restingForm, restingForms } from "#db/resting-forms.ts"
import { applyRetention } from "#db/retention.ts"
import { attendants, returnTalk, talksOver, ticketByNumber, unansweredTickets } from "#db/tickets.ts"
import { waitedWorkDay } from "#domain/office.ts"
import { whyNotAnswer } from "#domain/ticket.ts"
import type { Job, JobWorld, MadeDigest } from "#src/job.ts"
import type { Outbox } from "./outbox.ts"

/** What jobs are handed, over the database and the outbox. */
export function jobWorld(given: {
  database: Database
  outbox: Pick<Outbox, "tell" | "sweep">
  /** The digest of a region; undefined while no plan is loaded. */
  digest(regionCode: string, asOf: string, knownAt: Date): Promise<MadeDigest | undefined>
  formName(form: string): string
}): JobWorld {
  const { database, outbox, digest, formName } = given
  return {
    outbox,
    officials: () => officialsOf(database),
    waitingByOfficial: () => waitingByOfficial(database),
    tickets: {
      talksOver: (now) => talksOver(database, now),
      returnTalk: (talk, owed, now) => returnTalk(database, talk, owed, now),
      longWaiting: (now) => longWaiting(database, now),
      stateOf: async (number, now) => (await ticketByNumber(database, number, now))?.state,
    },
    digests: {
      make: digest,
      keep: (made) => keepDigest(database, made),
      kept: (id) => digestText(database, id),
    },
    activities: {
      endedBetween: (from, until) => activitiesEnded(database, from, until),
      byNumber: (number) => heldActivity(database, number),
    },
    restingForms: (from, until) => restingForms(database, from, until),
    restingForm: (personId, form, since) => restingForm(database, personId, form, since),
    formName,
    clean: (now) => applyRetention(database, now),
  }
}

const EVERYWHERE = [""]
/** More than anybody will answer soon; what is newer is not counted. */
const MOST_WAITING = 2000

async function longWaiting(database: Database, now: Date): Promise<{ personId: string; count: number }[]> {
  const tickets = await unansweredTickets(database, EVERYWHERE, now, MOST_WAITING)
  const waiting = tickets.filter((one) => one.state === "open" && waitedWorkDay(one.openedAt, now))
  return (await attendants(database))
    .map((one) => ({ personId: one.id, count: waiting.filter((ticket) => !whyNotAnswer(one, ticket)).length }))
    .filter((one) => one.count > 0)
}

/** Asks the job that owes a key, which begins with its id, whether it still does: the outbox's `overtaken`. */
export function overtakenBy(jobs: readonly Job[], world: () => JobWorld) {
  const byId = new Map(jobs.map((one) => [one.id, one]))
  return async (key: string, at: Date): Promise<string | undefined> =>
    byId.get(key.split(":", 1)[0]!)?.overtaken?.(world(), key, at)
}
