import type { Inbound } from "#src/channel.ts"
import type { Database } from "./open.ts"

/** Messages taken, talks as they were left, and what is parked. */

export type Taken = { id: string; seq: bigint; replies: string[] }

/** The answer to a message that was taken before. */
export async function takenBefore(
  database: Database,
  channel: string,
  sender: string,
  messageId: string,
): Promise<Taken | undefined> {
  const { rows } = await database.pool.query<Taken>({
    name: "taken before",
    text: `SELECT id, seq, replies FROM "Inbox" WHERE channel = $1 AND sender = $2 AND "messageId" = $3`,
    values: [channel, sender, messageId],
  })
  return rows[0]
}

export async function talkOf(
  database: Database,
  key: string,
): Promise<{ version: number; state: unknown } | undefined> {
  const { rows } = await database.pool.query<{ version: number; state: unknown }>({
    name: "talk",
    text: `SELECT version, state FROM "Talk" WHERE key = $1`,
    values: [key],
  })
  return rows[0]
}

/**
 * Everything said to a person (in private) or in a room, oldest first: answers, and what was pushed. `seq` counts in hundreds a message, so
 * that the pages of one answer have their own.
 */
export async function saidTo(
  database: Database,
  channel: string,
  to: string,
  after: number,
  limit = 200,
): Promise<{ seq: number; text: string; at: Date }[]> {
  const { rows } = await database.pool.query<{ seq: bigint; texts: string[]; at: Date }>({
    name: "said to",
    text: `SELECT seq, replies AS texts, "takenAt" AS at FROM "Inbox"
        WHERE channel = $1 AND ((sender = $2 AND room IS NULL) OR room = $2) AND seq >= $3 AND replies <> '[]'
      UNION ALL SELECT seq, jsonb_build_array(text), "sentAt" FROM "Outbox" WHERE "sentTo" = $1 || '/' || $2 AND seq >= $3
      ORDER BY seq LIMIT $4`,
    values: [channel, to, Math.floor(after / 100), limit],
  })
  return rows
    .flatMap(({ seq, texts, at }) => texts.map((text, index) => ({ seq: Number(seq) * 100 + index, text, at })))
    .filter((one) => one.seq > after)
}

export async function park(database: Database, id: string, inbound: Inbound, at: Date): Promise<void> {
  await database.prisma.parked.create({ data: { id, inbound: JSON.parse(JSON.stringify(inbound)), at } })
}

export async function parked(database: Database): Promise<{ id: string; inbound: Inbound }[]> {
  const rows = await database.prisma.parked.findMany({ orderBy: { at: "asc" }, take: 500 })
  return rows.map((row) => {
    const inbound = row.inbound as unknown as Inbound & { at: string }
    return { id: row.id, inbound: { ...inbound, at: new Date(inbound.at) } }
  })
}

export async function unpark(database: Database, id: string): Promise<void> {
  await database.prisma.parked.deleteMany({ where: { id } })
}
