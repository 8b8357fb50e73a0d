import type { Database } from "./open.ts"

/** One-time links and signed-in browsers. */

/** Uses up a link: true for exactly one caller. Answers whose it was. */
export async function useLink(database: Database, tokenHash: string, now: Date): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ personId: string }>(
    `UPDATE "SignIn" SET "usedAt" = $2 WHERE "tokenHash" = $1 AND use = 'link' AND "usedAt" IS NULL AND "expiresAt" > $2 RETURNING "personId"`,
    [tokenHash, now],
  )
  return rows[0]?.personId
}

export async function addSession(
  database: Database,
  it: { tokenHash: string; personId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await database.prisma.signIn.create({ data: { ...it, use: "session" } })
}

/** Whose session it is; undefined when it ended. */
export async function sessionOf(database: Database, tokenHash: string, now: Date): Promise<string | undefined> {
  const row = await database.prisma.signIn.findUnique({ where: { tokenHash } })
  return row && row.use === "session" && row.usedAt === null && row.expiresAt > now ? row.personId : undefined
}

export async function endSession(database: Database, tokenHash: string): Promise<void> {
  await database.prisma.signIn.deleteMany({ where: { tokenHash, use: "session" } })
}
