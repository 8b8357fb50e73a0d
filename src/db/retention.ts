import type { Database } from "./open.ts"

/** How long things are kept. Personal data goes as soon as it has served (个人信息保护法 19); records that officials answer for stay. */

type Rule = {
  id: string
  /** Days; $1 of the statement is that long ago. */
  days: number
  /** Picks the rows by their `ctid`, a batch at a time. */
  rows: { table: string; where: string }
  /** What becomes of them; absent: they are deleted. */
  set?: string
}

export const RETENTION: readonly Rule[] = [
  // The first message of somebody who has not agreed to the notice waits a day at most.
  { id: "talks without consent", days: 1, rows: { table: "Talk", where: `"personId" IS NULL AND "heardAt" < $1` } },
  { id: "messages without consent", days: 1, rows: { table: "Inbox", where: `"personId" IS NULL AND "takenAt" < $1` } },
  // The platform delivers a message again for minutes; after that the account of somebody forgotten is needed for nothing.
  {
    id: "messages of the forgotten",
    days: 1,
    rows: {
      table: "Inbox",
      where: `sender NOT LIKE 'forgotten/%' AND "personId" IN (SELECT id FROM "Person" WHERE "forgottenAt" < $1)`,
    },
    set: `sender = 'forgotten/' || id, text = NULL, replies = '[]'`,
  },
  // What was said is of use while a filing is being talked about.
  {
    id: "words of messages",
    days: 90,
    rows: { table: "Inbox", where: `"takenAt" < $1 AND (text IS NOT NULL OR replies <> '[]')` },
    set: `text = NULL, replies = '[]'`,
  },
  // Half a year shows what people keep asking.
  { id: "questions", days: 180, rows: { table: "Question", where: `at < $1` } },
  // That somebody asked, and who answered when, stays.
  {
    id: "words of tickets",
    days: 365,
    rows: {
      table: "TicketStep",
      where: `text IS NOT NULL AND at < $1 AND NOT EXISTS (SELECT 1 FROM "TicketStep" later WHERE later.ticket = "TicketStep".ticket AND later.at >= $1)`,
    },
    set: "text = NULL",
  },
  // That a message was taken, and when: half a year is how long anybody asks.
  { id: "messages", days: 180, rows: { table: "Inbox", where: `"takenAt" < $1` } },
  // Drafts end after thirty days; a talk that slept this long holds nothing else.
  { id: "talks asleep", days: 180, rows: { table: "Talk", where: `"heardAt" < $1` } },
  {
    id: "told or dropped",
    days: 180,
    rows: {
      table: "Outbox",
      where: `status IN ('sent', 'dropped') AND coalesce("sentAt", "dueAt") < $1 AND "createdAt" < $1`,
    },
  },
  // For a week a code that is too late is told so, after that it is unknown. That it was used stays in InviteUse.
  { id: "invitations", days: 7, rows: { table: "Invite", where: `"expiresAt" < $1` } },
  { id: "sign-ins", days: 1, rows: { table: "SignIn", where: `"expiresAt" < $1` } },
  // A parked message that is in the inbox was answered, if need be on the day after; one that three days could not finish never will be.
  {
    id: "parked and answered",
    days: 1,
    rows: {
      table: "Parked",
      where: `at < $1 AND EXISTS (SELECT 1 FROM "Inbox" i WHERE i.channel = inbound->>'channel' AND i.sender = inbound->>'from' AND i."messageId" = inbound->>'id')`,
    },
  },
  { id: "parked", days: 3, rows: { table: "Parked", where: "at < $1" } },
  // Pictures that went into no filing; a draft that might still want one ends after thirty days.
  { id: "pictures without a filing", days: 60, rows: { table: "Media", where: `filing IS NULL AND at < $1` } },
  // Longer than a month: the monthly run must be found.
  { id: "runs of jobs", days: 100, rows: { table: "JobRun", where: `"startedAt" < $1` } },
]

const DAY = 86_400_000
/** Rows in one statement: the embedded database serves nobody meanwhile. */
const BATCH = 2000

/** Applies every rule as of `now`; how many rows each touched. */
export async function applyRetention(
  { pool }: Pick<Database, "pool">,
  now: Date,
): Promise<{ rule: string; rows: number }[]> {
  const result: { rule: string; rows: number }[] = []
  for (const { id, days, rows, set } of RETENTION) {
    const picked = `ctid = ANY(ARRAY(SELECT ctid FROM "${rows.table}" WHERE ${rows.where} LIMIT ${BATCH}))`
    const statement = set
      ? `UPDATE "${rows.table}" SET ${set} WHERE ${picked}`
      : `DELETE FROM "${rows.table}" WHERE ${picked}`
    let touched = 0
    for (let count = BATCH; count === BATCH; ) {
      count = (await pool.query(statement, [new Date(now.getTime() - days * DAY)])).rowCount ?? 0
      touched += count
    }
    result.push({ rule: id, rows: touched })
  }
  return result
}
