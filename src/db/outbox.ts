import type { PoolClient } from "pg"
import { MANNERS, type Owed, type OwedKind, UNASKED } from "#domain/owed.ts"
import type { Database } from "./open.ts"

/**
 * What is owed, and to whom it can go. A row is leased before it is sent: its `dueAt` moves to the end of the lease, so a process that dies
 * between sending and marking leaves a row that is sent once more when the lease runs out, and never one that is lost.
 */

export type Leased = {
  key: string
  personId: string | null
  channel: string | null
  address: string | null
  kind: OwedKind
  text: string
  createdAt: Date
  /** This one included. */
  attempts: number
}

/** What became of a leased row. Only `sent` and `tried` count as an attempt. */
export type Outcome =
  | { to: "sent"; sentTo: string; text: string }
  /** Waits for the person's next message, until it is stale. */
  | { to: "held"; reason: string; until: Date }
  | { to: "waiting"; reason: string; dueAt: Date; tried: boolean }
  | { to: "dropped"; reason: string }

type At = Pick<Database, "pool">

/** The reason a leased row carries: whatever else waits says why it waits. */
const LEASED = "being sent"
/** Leasing is done by one instance at a time, in no time: that is what keeps the order of what one person is told. */
const LEASING = "SELECT pg_advisory_xact_lock(hashtextextended('jiangong outbox', 0))"

const RANK = `CASE kind ${Object.entries(MANNERS)
  .map(([kind, { rank }]) => `WHEN '${kind}' THEN ${rank}`)
  .join(" ")} ELSE 9 END`
const LANE = (row: string) => `coalesce(${row}."personId"::text, ${row}.channel || '/' || ${row}.address)`

/**
 * Leases what is due at `at`, the most pressing first. A lane (a person, a room) that has a row with somebody else, or an earlier one that
 * waits to be tried again, is left alone. Leases are by the clock (`now`), which `at` need not be.
 */
export async function lease({ pool }: At, at: Date, now: Date, until: Date, limit: number): Promise<Leased[]> {
  return inTransaction(pool, async (client) => {
    await client.query(LEASING)
    const { rows } = await client.query<Leased>({
      name: "outbox lease",
      text: `WITH o AS (SELECT *, ${RANK} AS rank FROM "Outbox" WHERE status = 'waiting'),
        due AS (
          SELECT key FROM "Outbox" WHERE status = 'waiting' AND key IN (
            SELECT o.key FROM o
            WHERE o."dueAt" <= CASE WHEN o.reason = '${LEASED}' THEN $2::timestamptz ELSE $1::timestamptz END
              AND NOT EXISTS (SELECT 1 FROM o b WHERE b.attempts > 0 AND ${LANE("b")} = ${LANE("o")} AND (
                (b.reason = '${LEASED}' AND b."dueAt" > $2)
                OR (b."dueAt" > $1 AND b.rank <= o.rank AND (b."createdAt", b.key) < (o."createdAt", o.key))))
            ORDER BY o.rank, o."createdAt", o.key LIMIT $4)
          FOR UPDATE SKIP LOCKED)
        UPDATE "Outbox" SET "dueAt" = $3, attempts = attempts + 1, reason = '${LEASED}' FROM due WHERE "Outbox".key = due.key
        RETURNING "Outbox".key, "personId", channel, address, kind, text, "createdAt", attempts`,
      values: [at, now, until, limit],
    })
    return rows.sort(
      (a, b) =>
        MANNERS[a.kind].rank - MANNERS[b.kind].rank ||
        a.createdAt.getTime() - b.createdAt.getTime() ||
        (a.key < b.key ? -1 : 1),
    )
  })
}

/** Leases that run on: their sends take longer. */
export async function renew({ pool }: At, keys: readonly string[], until: Date): Promise<void> {
  await pool.query(
    `UPDATE "Outbox" SET "dueAt" = $2 WHERE key = ANY($1) AND status = 'waiting' AND reason = '${LEASED}'`,
    [keys, until],
  )
}

/** Marks a leased row. What was sent is so whoever holds the lease by now; anything else is for the holder to say. */
export async function settle({ pool }: At, row: Leased, outcome: Outcome, at: Date): Promise<void> {
  switch (outcome.to) {
    case "sent":
      await pool.query(
        `UPDATE "Outbox" SET status = 'sent', reason = NULL, "sentAt" = $2, "sentTo" = $3, text = $4, seq = nextval('"Inbox_seq_seq"')
         WHERE key = $1 AND status = 'waiting'`,
        [row.key, at, outcome.sentTo, outcome.text],
      )
      return
    case "waiting":
      await pool.query(
        `UPDATE "Outbox" SET "dueAt" = $3, reason = $4, attempts = attempts - $5::int WHERE key = $1 AND status = 'waiting' AND attempts = $2`,
        [row.key, row.attempts, outcome.dueAt, outcome.reason, outcome.tried ? 0 : 1],
      )
      return
    default:
      await pool.query(
        `UPDATE "Outbox" SET status = $3, reason = $4, "dueAt" = coalesce($5, "dueAt") WHERE key = $1 AND status = 'waiting' AND attempts = $2`,
        [row.key, row.attempts, outcome.to, outcome.reason, outcome.to === "held" ? outcome.until : null],
      )
  }
}

/** Owes these. A key that was owed before is left as it is. Answers how many are new. */
export async function owe({ pool }: At, rows: readonly Owed[]): Promise<number> {
  if (rows.length === 0) return 0
  const { rowCount } = await pool.query(
    `INSERT INTO "Outbox" (key, "personId", channel, address, kind, text, "createdAt", "dueAt", status)
     SELECT key, "personId", channel, address, kind, text, "dueAt", "dueAt", 'waiting'
     FROM json_to_recordset($1) AS r(key text, "personId" uuid, channel text, address text, kind text, text text, "dueAt" timestamptz)
     ON CONFLICT (key) DO NOTHING`,
    [JSON.stringify(rows)],
  )
  return rowCount ?? 0
}

export type Recipient = {
  /** Why this person is told nothing at all. */
  gone?: "forgotten" | "disabled"
  optedOut: boolean
  /** Heard from last first. */
  accounts: { channel: string; address: string }[]
  /** What they were told unasked in the day of China that began at `dayStart`. */
  unasked: number
}

/** Undefined where there is no such person. */
export async function recipientOf({ pool }: At, personId: string, dayStart: Date): Promise<Recipient | undefined> {
  const { rows } = await pool.query<{
    forgotten: boolean
    disabled: boolean
    optedOut: boolean
    accounts: Recipient["accounts"] | null
    unasked: bigint
  }>({
    name: "outbox recipient",
    text: `SELECT p."forgottenAt" IS NOT NULL AS forgotten, p."disabledAt" IS NOT NULL AS disabled, p."optedOutAt" IS NOT NULL AS "optedOut",
      (SELECT json_agg(json_build_object('channel', i.channel, 'address', i."externalId") ORDER BY t.heard DESC NULLS LAST, i."linkedAt" DESC)
         FROM "Identity" i LEFT JOIN LATERAL (SELECT max(k."heardAt") AS heard FROM "Talk" k
           WHERE k.channel = i.channel AND k.sender = i."externalId") t ON true
         WHERE i."personId" = p.id) AS accounts,
      (SELECT count(*) FROM "Outbox" o WHERE o."personId" = p.id AND o.status = 'sent' AND o.kind = ANY($2) AND o."sentTo" IS NOT NULL
         AND o."sentAt" >= $3 AND o."sentAt" < $3::timestamptz + interval '1 day') AS unasked
      FROM "Person" p WHERE p.id = $1`,
    values: [personId, UNASKED, dayStart],
  })
  const [row] = rows
  if (!row) return undefined
  return {
    ...(row.forgotten ? { gone: "forgotten" as const } : row.disabled ? { gone: "disabled" as const } : {}),
    optedOut: row.optedOut,
    accounts: row.accounts ?? [],
    unasked: Number(row.unasked),
  }
}

export type Held = Pick<Leased, "key" | "kind" | "text">

/** What waits for a person's next message, the most pressing first. */
export async function heldOf({ pool }: At, personId: string, now: Date, limit: number): Promise<Held[]> {
  const { rows } = await pool.query<Held>({
    name: "outbox held",
    text: `SELECT key, kind, text FROM "Outbox" WHERE "personId" = $1 AND status = 'held' AND "dueAt" > $2
      ORDER BY ${RANK}, "createdAt", key LIMIT $3`,
    values: [personId, now, limit],
  })
  return rows
}

/** The people for whom something is held. */
export async function peopleWithHeld({ pool }: At): Promise<string[]> {
  const { rows } = await pool.query<{ personId: string }>({
    name: "outbox people with held",
    text: `SELECT DISTINCT "personId" FROM "Outbox" WHERE status = 'held' AND "personId" IS NOT NULL`,
  })
  return rows.map((row) => row.personId)
}

/** Drops a held row that need not be told any more. */
export async function dropHeld({ pool }: At, key: string, reason: string): Promise<void> {
  await pool.query(`UPDATE "Outbox" SET status = 'dropped', reason = $2 WHERE key = $1 AND status = 'held'`, [
    key,
    reason,
  ])
}

/** Drops what was held until it was not worth telling any more. */
export async function dropStale({ pool }: At, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE "Outbox" SET status = 'dropped', reason = 'not worth telling any more; ' || coalesce(reason, '') WHERE status = 'held' AND "dueAt" <= $1`,
    [now],
  )
  return rowCount ?? 0
}

async function inTransaction<T>(pool: Database["pool"], work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query("BEGIN")
    const result = await work(client)
    await client.query("COMMIT")
    client.release()
    return result
  } catch (error) {
    // A connection in an unknown state is not given back.
    await client.query("ROLLBACK").then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}
