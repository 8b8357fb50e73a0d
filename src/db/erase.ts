import type { PoolClient } from "pg"
import { GONE, redact } from "#domain/redact.ts"

/**
 * Takes a person out of every record, inside the transaction of the turn that asked for it (删除我的信息, or unfollowing, where WeChat
 * requires it): name, phone and accounts go, in every version of a filing, every talk and inbox row; the organization's record and the
 * decisions stay, by an author without a name.
 */
export async function erasePerson(
  client: PoolClient,
  personId: string,
  turn: { id: string; takenAt: Date },
): Promise<void> {
  const person = await client.query<{ name: string | null; phone: string | null }>(
    `SELECT name, phone FROM "Person" WHERE id = $1 FOR UPDATE`,
    [personId],
  )
  const { name, phone } = person.rows[0] ?? { name: null, phone: null }
  const steps = await client.query<{ filing: string; step: number; answers: Record<string, unknown>; own: boolean }>(
    `SELECT s.filing, s.step, s.answers, f."byPerson" = $1 AS own FROM "FilingStep" s JOIN "Filing" f ON f.number = s.filing
     WHERE s.answers IS NOT NULL AND (f."byPerson" = $1 OR s.by = $1 OR s.answers->>'phone' = $2)`,
    [personId, phone ?? ""],
  )
  for (const one of steps.rows) {
    const answers = redact(one.answers, { name: name ?? undefined, phone: phone ?? undefined, own: one.own })
    await client.query(`UPDATE "FilingStep" SET answers = $3 WHERE filing = $1 AND step = $2`, [
      one.filing,
      one.step,
      JSON.stringify(answers),
    ])
  }
  await wipeFromOthers(client, personId, theirWords(name, phone, steps.rows))
  await wipeTickets(client, personId, turn)
  await client.query(
    `UPDATE "Inbox" SET text = NULL, replies = CASE WHEN id = $2 THEN replies ELSE '[]'::jsonb END,
       sender = CASE WHEN id = $2 THEN sender ELSE 'forgotten/' || id END
     WHERE "personId" = $1 OR (channel, sender) IN (SELECT channel, "externalId" FROM "Identity" WHERE "personId" = $1)`,
    [personId, turn.id],
  )
  await client.query(
    `DELETE FROM "Talk" WHERE "personId" = $1 OR (channel, sender) IN (SELECT channel, "externalId" FROM "Identity" WHERE "personId" = $1)`,
    [personId],
  )
  await client.query(
    `DELETE FROM "Parked" WHERE (inbound->>'channel', inbound->>'from') IN (SELECT channel, "externalId" FROM "Identity" WHERE "personId" = $1)`,
    [personId],
  )
  await client.query(
    `UPDATE "Outbox" SET text = '', address = NULL, "sentTo" = NULL,
       status = CASE WHEN status = 'sent' THEN status ELSE 'dropped' END, reason = 'the person asked to be forgotten'
     WHERE "personId" = $1 OR (channel, address) IN (SELECT channel, "externalId" FROM "Identity" WHERE "personId" = $1)`,
    [personId],
  )
  await client.query(`DELETE FROM "Identity" WHERE "personId" = $1`, [personId])
  await client.query(`DELETE FROM "Media" WHERE "personId" = $1 AND filing IS NULL`, [personId])
  await client.query(`DELETE FROM "SignIn" WHERE "personId" = $1`, [personId])
  await client.query(`UPDATE "Role" SET "endedAt" = $2 WHERE "personId" = $1 AND "endedAt" IS NULL`, [
    personId,
    turn.takenAt,
  ])
  await client.query(`UPDATE "Membership" SET "endedAt" = $2 WHERE "personId" = $1 AND "endedAt" IS NULL`, [
    personId,
    turn.takenAt,
  ])
  await client.query(
    `UPDATE "Person" SET name = NULL, phone = NULL, "forgottenAt" = $2, "optedOutAt" = coalesce("optedOutAt", $2) WHERE id = $1`,
    [personId, turn.takenAt],
  )
}

/** What they asked goes, also where officials were shown and told it; that they asked, and what an official answered, stays. */
async function wipeTickets(client: PoolClient, personId: string, turn: { id: string; takenAt: Date }): Promise<void> {
  const tickets = await client.query<{ number: string }>(`SELECT number FROM "Ticket" WHERE "personId" = $1`, [
    personId,
  ])
  const numbers = tickets.rows.map((row) => row.number)
  await client.query(`UPDATE "TicketStep" SET text = NULL WHERE ticket = ANY($1) AND kind IN ('opened', 'said')`, [
    numbers,
  ])
  // Nobody is to answer any more what nobody answered yet, or is talking about.
  await client.query(
    `INSERT INTO "TicketStep" (ticket, step, kind, by, at, source)
     SELECT last.ticket, last.step + 1, 'closed', $2, $3, $4
     FROM (SELECT DISTINCT ON (ticket) ticket, step, kind, until FROM "TicketStep" WHERE ticket = ANY($1) ORDER BY ticket, step DESC) last
     WHERE last.until > $3 OR NOT EXISTS (SELECT 1 FROM "TicketStep" x WHERE x.ticket = last.ticket AND x.kind IN ('answered', 'closed'))`,
    [numbers, personId, turn.takenAt, turn.id],
  )
  for (const number of numbers) {
    await client.query(
      `UPDATE "Outbox" SET text = '', status = CASE WHEN status = 'sent' THEN status ELSE 'dropped' END, reason = 'the person asked to be forgotten'
       WHERE key LIKE 'ticket:' || $1 || ':%' OR key LIKE 'remind-tickets:new:' || $1 || ':%'`,
      [number],
    )
    const shown = `LIKE '%' || $1 || '%' AND "personId" IN (SELECT "personId" FROM "Role")`
    await client.query(`UPDATE "Inbox" SET replies = '[]' WHERE replies::text ${shown} AND id <> $2`, [number, turn.id])
    await client.query(`UPDATE "Talk" SET state = state - 'more' WHERE (state->'more')::text ${shown}`, [number])
  }
  // An account that was joined to this person had asked as somebody else.
  await client.query(
    `WITH RECURSIVE was AS (SELECT $1::uuid AS id UNION
       SELECT a.by FROM was JOIN "Audit" a ON a.action = 'join-identity' AND a.subject = was.id::text
       WHERE NOT EXISTS (SELECT 1 FROM "Identity" i WHERE i."personId" = a.by))
     DELETE FROM "Question" WHERE "personId" IN (SELECT id FROM was)`,
    [personId],
  )
}

/** The names and phones by which the person went: on record, and in what they filed. */
function theirWords(
  name: string | null,
  phone: string | null,
  steps: readonly { answers: Record<string, unknown>; own: boolean }[],
): string[] {
  const filed = steps
    .filter((one) => one.own || (phone !== null && one.answers.phone === phone))
    .flatMap(({ answers }) => [answers.contactName, answers.phone])
  const words = [name, phone, ...filed].filter((one): one is string => typeof one === "string" && one.length > 1)
  // A longer name before one that begins it. Nothing that JSON would escape is part of a name or a phone.
  return [...new Set(words)].filter((one) => !/["\\]/.test(one)).sort((a, b) => b.length - a.length)
}

/** A name that stands in more of the bureau's answers than these is an everyday word that somebody gave for a name. */
const MOST_NAMING = 3

/** What others were shown and told, and the words of decisions. What others complained of stays as they said it. */
async function wipeFromOthers(client: PoolClient, personId: string, words: readonly string[]): Promise<void> {
  for (const word of words) {
    const [like, values] = [`LIKE '%' || $1 || '%'`, [word, GONE]]
    await client.query(
      `UPDATE "TicketStep" SET text = replace(text, $1, $2) WHERE text ${like} AND ticket NOT IN
         (SELECT number FROM "Ticket" WHERE kind = 'complaint' AND "personId" <> $3)`,
      [...values, personId],
    )
    const named = (table: string, id: string, text: string) =>
      `(SELECT count(DISTINCT ${id}) FROM "${table}" WHERE ${text} ${like}) <= ${MOST_NAMING}`
    const without = (column: string) => `replace(${column}, $1, $2)`
    for (const statement of [
      `UPDATE "Inbox" SET text = ${without("text")}, replies = ${without("replies::text")}::jsonb
         WHERE text ${like} OR replies::text ${like}`,
      `UPDATE "Outbox" SET text = ${without("text")} WHERE text ${like}`,
      `UPDATE "FilingStep" SET reason = ${without("reason")} WHERE reason ${like}`,
      `UPDATE "ShortAnswer" SET title = ${without("title")}, answer = ${without("answer")}, asks = ${without("asks::text")}::jsonb
         WHERE (title ${like} OR answer ${like} OR asks::text ${like})
           AND ${named("ShortAnswer", "id", `concat_ws(' ', title, answer, asks)`)}`,
      `UPDATE "AliasQuestion" SET question = ${without("question")}
         WHERE question ${like} AND ${named("AliasQuestion", "article", "question")}`,
      `UPDATE "Question" SET text = ${without("text")} WHERE text ${like}`,
      `UPDATE "Audit" SET detail = ${without("detail::text")}::jsonb WHERE detail::text ${like}`,
      `UPDATE "Talk" SET state = jsonb_set(state, '{more}', ${without("(state->'more')::text")}::jsonb)
         WHERE (state->'more')::text ${like}`,
    ])
      await client.query(statement, values)
  }
}
