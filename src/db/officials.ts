import type { Official } from "#domain/job-facts.ts"
import { WAITING } from "./filings.ts"
import type { Database } from "./open.ts"

/** Everyone who may decide: officials and administrators whose access stands. */

const OFFICIALS = `SELECT p.id AS "personId", p."optedOutAt" IS NOT NULL AS "optedOut", array_agg(r."regionCode") AS regions
  FROM "Person" p JOIN "Role" r ON r."personId" = p.id
  WHERE r.role IN ('official', 'administrator') AND r."endedAt" IS NULL AND p."forgottenAt" IS NULL AND p."disabledAt" IS NULL
  GROUP BY p.id`

/** Each with the widest region they answer for. */
export async function officialsOf({ pool }: Pick<Database, "pool">): Promise<Official[]> {
  const { rows } = await pool.query<{ personId: string; optedOut: boolean; regions: string[] }>(
    `${OFFICIALS} ORDER BY p.id`,
  )
  return rows.map(({ personId, optedOut, regions }) => ({
    personId,
    optedOut,
    regionCode: regions.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0]!,
  }))
}

/**
 * How many filings wait for a decision that each official may take: in a region of theirs, not their own, and of an organization of
 * theirs only requests to join. Officials for whom nothing waits are not listed.
 */
export async function waitingByOfficial({
  pool,
}: Pick<Database, "pool">): Promise<{ personId: string; count: number }[]> {
  const { rows } = await pool.query<{ personId: string; count: bigint }>(
    `WITH waiting AS (SELECT f.* FROM (${WAITING}) w JOIN "Filing" f ON f.number = w.filing)
     SELECT o."personId", count(*) AS count FROM (${OFFICIALS}) o
     JOIN waiting f ON f."byPerson" <> o."personId" AND EXISTS (SELECT 1 FROM unnest(o.regions) region WHERE f."townCode" LIKE region || '%')
     WHERE f.kind = 'membership' OR NOT EXISTS (SELECT 1 FROM "Membership" m
       WHERE m."personId" = o."personId" AND m.organization = f.organization AND m."endedAt" IS NULL)
     GROUP BY o."personId" ORDER BY o."personId"`,
  )
  return rows.map(({ personId, count }) => ({ personId, count: Number(count) }))
}
