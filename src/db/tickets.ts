import type { OverTalk } from "#domain/job-facts.ts"
import type { Owed } from "#domain/owed.ts"
import type { RoleName } from "#domain/person.ts"
import type { Answering, Ticket, TicketKind, TicketStepKind } from "#domain/ticket.ts"
import type { Database } from "./open.ts"

/** Tickets as everyone reads them: their steps, folded into where they stand at a time. */

type At = Pick<Database, "pool">

const SELECT = `SELECT t.number, t.kind, t."regionCode", t."personId", t."createdAt" AS "openedAt", p.name AS "byName", org.name AS organization, s.steps
  FROM "Ticket" t
  JOIN "Person" p ON p.id = t."personId"
  LEFT JOIN LATERAL (SELECT o.name FROM "Membership" m JOIN "Organization" o ON o.number = m.organization
    WHERE m."personId" = t."personId" AND m."endedAt" IS NULL ORDER BY m.since LIMIT 1) org ON true
  CROSS JOIN LATERAL (SELECT json_agg(json_build_object('step', x.step, 'kind', x.kind, 'text', x.text, 'by', x.by, 'name', q.name,
      'at', x.at, 'until', x.until) ORDER BY x.step) AS steps
    FROM "TicketStep" x LEFT JOIN "Person" q ON q.id = x.by WHERE x.ticket = t.number) s`

type Step = {
  step: number
  kind: TicketStepKind
  text: string | null
  by: string | null
  name: string | null
  at: string
  until: string | null
}
type Row = {
  number: string
  kind: TicketKind
  regionCode: string
  personId: string
  openedAt: Date
  byName: string | null
  organization: string | null
  steps: readonly Step[]
}

/** `now` decides whether an official still has the talk. */
function toTicket({ steps, byName, organization, ...row }: Row, now: Date): Ticket {
  const last = steps.at(-1)!
  const ofKind = (kind: TicketStepKind) => steps.findLast((one) => one.kind === kind)
  const official = ({ by, name }: Step) => ({ by: by ?? "", ...(name === null ? {} : { byName: name }) })
  const [taken, answer] = [ofKind("taken"), ofKind("answered")]
  const until = last.until === null ? undefined : new Date(last.until)
  const runs = taken !== undefined && until !== undefined && until > now
  return {
    ...row,
    ...(byName === null ? {} : { byName }),
    ...(organization === null ? {} : { organization }),
    question: steps[0]!.text ?? "",
    step: last.step,
    state: last.kind === "closed" ? "closed" : runs ? "taken" : answer ? "answered" : "open",
    ...(runs ? { taken: { ...official(taken), until } } : {}),
    ...(answer ? { answer: { ...official(answer), text: answer.text ?? "" } } : {}),
    words: steps.flatMap(({ kind, text, at }) =>
      text === null || (kind !== "opened" && kind !== "said" && kind !== "answered")
        ? []
        : [{ by: kind === "answered" ? ("official" as const) : ("person" as const), text, at: new Date(at) }],
    ),
  }
}

async function read({ pool }: At, now: Date, name: string, tail: string, values: readonly unknown[]) {
  const { rows } = await pool.query<Row>({ name, text: `${SELECT} ${tail}`, values: [...values] })
  return rows.map((row) => toTicket(row, now))
}

export async function ticketByNumber(database: At, number: string, now: Date): Promise<Ticket | undefined> {
  return (await read(database, now, "ticket by number", "WHERE t.number = $1", [number]))[0]
}

/** Tickets whose number ends so, newest first, at most 10; who may see them is for the caller to say. */
export function ticketsEnding(database: At, ending: string, now: Date): Promise<Ticket[]> {
  return read(database, now, "tickets ending", `WHERE t.number LIKE '%' || $1 ORDER BY t.number DESC LIMIT 10`, [
    ending,
  ])
}

const UNANSWERED = `NOT EXISTS (SELECT 1 FROM "TicketStep" x WHERE x.ticket = t.number AND x.kind IN ('answered', 'closed'))`

/** What nobody answered yet in these regions, oldest first. */
export function unansweredTickets(
  database: At,
  regions: readonly string[],
  now: Date,
  most: number,
): Promise<Ticket[]> {
  return read(
    database,
    now,
    "unanswered tickets",
    `WHERE t."regionCode" LIKE ANY ($1) AND ${UNANSWERED} ORDER BY t."createdAt", t.number LIMIT $2`,
    [regions.map((one) => `${one}%`), most],
  )
}

/** What a person asked and nobody answered yet, oldest first. */
export function openTicketsOf(database: At, personId: string, now: Date): Promise<Ticket[]> {
  return read(
    database,
    now,
    "open tickets of",
    `WHERE t."personId" = $1 AND ${UNANSWERED} ORDER BY t."createdAt", t.number`,
    [personId],
  )
}

/** The ticket over which an official talks with its person now. */
export async function takenBy(database: At, official: string, now: Date): Promise<Ticket | undefined> {
  const found = await read(
    database,
    now,
    "tickets taken by",
    `WHERE t.number IN (SELECT x.ticket FROM "TicketStep" x WHERE x.kind = 'taken' AND x.by = $1 AND x.at > $2)`,
    [official, new Date(now.getTime() - LONGEST_TALK)],
  )
  return found.find((one) => one.taken?.by === official)
}

/** The ticket over which somebody talks with a person now. */
export async function takenOf(database: At, personId: string, now: Date): Promise<Ticket | undefined> {
  const found = await read(
    database,
    now,
    "tickets taken of",
    `WHERE t."personId" = $1 AND (SELECT x.until FROM "TicketStep" x WHERE x.ticket = t.number ORDER BY x.step DESC LIMIT 1) > $2`,
    [personId, now],
  )
  return found.find((one) => one.state === "taken")
}

const DAY = 86_400_000
/** No talk is looked for that began longer ago. */
const LONGEST_TALK = 30 * DAY

/** Talks whose time is over and that nobody gave back, the longest over first. */
export async function talksOver({ pool }: At, now: Date): Promise<OverTalk[]> {
  const { rows } = await pool.query<OverTalk>({
    name: "talks over",
    text: `SELECT t.number, t.kind, x.step, t."personId", p.name AS "byName", taken.by AS official, o.name AS "officialName"
      FROM "TicketStep" x JOIN "Ticket" t ON t.number = x.ticket JOIN "Person" p ON p.id = t."personId"
      CROSS JOIN LATERAL (SELECT y.by FROM "TicketStep" y WHERE y.ticket = x.ticket AND y.kind = 'taken' ORDER BY y.step DESC LIMIT 1) taken
      LEFT JOIN "Person" o ON o.id = taken.by
      WHERE x.kind IN ('taken', 'said', 'answered') AND x.at > $2 AND x.until <= $1
        AND NOT EXISTS (SELECT 1 FROM "TicketStep" z WHERE z.ticket = x.ticket AND z.step > x.step)
      ORDER BY x.until, t.number`,
    values: [now, new Date(now.getTime() - LONGEST_TALK)],
  })
  return rows
}

/** Ends a talk that is over, and owes what its two are told of that. False where one of them spoke meanwhile: then nothing is done. */
export async function returnTalk({ pool }: At, { number, step }: OverTalk, owed: readonly Owed[], now: Date) {
  const { rows } = await pool.query<{ back: bigint }>(
    `WITH back AS (INSERT INTO "TicketStep" (ticket, step, kind, at) VALUES ($1, $2, 'returned', $3)
        ON CONFLICT (ticket, step) DO NOTHING RETURNING 1),
      told AS (INSERT INTO "Outbox" (key, "personId", kind, text, "createdAt", "dueAt", status)
        SELECT r.key, r."personId", r.kind, r.text, r."dueAt", r."dueAt", 'waiting'
        FROM json_to_recordset($4) AS r(key text, "personId" uuid, kind text, text text, "dueAt" timestamptz), back
        ON CONFLICT (key) DO NOTHING)
      SELECT count(*) AS back FROM back`,
    [number, step + 1, now, JSON.stringify(owed)],
  )
  return rows[0]?.back === 1n
}

/** `asker`, `phone`: by which whoever asked could be known. */
export type LastAnswer = {
  ticket: string
  kind: TicketKind
  question: string
  answer: string
  asker: string | null
  phone: string | null
}

/** What an official said last in answer to a ticket: the last 回复, or of a talk the longest they said, which is what it was about. */
export async function lastAnswerBy({ pool }: At, official: string): Promise<LastAnswer | undefined> {
  const { rows } = await pool.query<Omit<LastAnswer, "question"> & { question: string | null }>({
    name: "last answer by",
    text: `WITH last AS (SELECT ticket, until FROM "TicketStep" WHERE kind = 'answered' AND by = $1 ORDER BY at DESC, step DESC LIMIT 1)
      SELECT t.number AS ticket, t.kind, (SELECT q.text FROM "TicketStep" q WHERE q.ticket = t.number AND q.step = 1) AS question, a.text AS answer,
        p.name AS asker, p.phone
      FROM last JOIN "Ticket" t ON t.number = last.ticket JOIN "Person" p ON p.id = t."personId"
      JOIN "TicketStep" a ON a.ticket = t.number AND a.kind = 'answered' AND a.by = $1 AND a.text IS NOT NULL
      ORDER BY CASE WHEN last.until IS NULL THEN a.step END DESC NULLS LAST, length(a.text) DESC, a.step DESC LIMIT 1`,
    values: [official],
  })
  const [row] = rows
  return row ? { ...row, question: row.question ?? "" } : undefined
}

/** Whether an official answered anything yet. */
export async function hasAnswered({ pool }: At, official: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: "has answered",
    text: `SELECT 1 FROM "TicketStep" WHERE kind = 'answered' AND by = $1 LIMIT 1`,
    values: [official],
  })
  return rowCount === 1
}

/** Somebody who may answer tickets. */
export type Attendant = Answering & { onDuty: boolean; optedOut: boolean }

/** Officials and administrators whose access stands, with all that decides which tickets they may answer. */
export async function attendants({ pool }: At): Promise<Attendant[]> {
  const { rows } = await pool.query<{
    id: string
    name: string | null
    onDuty: boolean
    optedOut: boolean
    roles: { id: string; role: RoleName; regionCode: string }[]
    organizations: { name: string }[] | null
  }>({
    name: "attendants",
    text: `SELECT p.id, p.name, p."onDutySince" IS NOT NULL AS "onDuty", p."optedOutAt" IS NOT NULL AS "optedOut",
        json_agg(json_build_object('id', r.id, 'role', r.role, 'regionCode', r."regionCode")) AS roles,
        (SELECT json_agg(json_build_object('name', o.name)) FROM "Membership" m JOIN "Organization" o ON o.number = m.organization
          WHERE m."personId" = p.id AND m."endedAt" IS NULL) AS organizations
      FROM "Person" p JOIN "Role" r ON r."personId" = p.id
      WHERE r.role IN ('official', 'administrator') AND r."endedAt" IS NULL AND p."forgottenAt" IS NULL AND p."disabledAt" IS NULL
      GROUP BY p.id ORDER BY p.id`,
  })
  return rows.map(({ name, organizations, ...row }) => ({
    ...row,
    ...(name === null ? {} : { name }),
    organizations: organizations ?? [],
  }))
}
