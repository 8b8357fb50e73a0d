import type { OwnRecord } from "#domain/facts.ts"
import type { Database } from "./open.ts"

/** What the register holds of some organizations, in the order given: status, founding day, and the last rating with its end. */
export async function ownRecords(database: Database, organizations: readonly string[]): Promise<OwnRecord[]> {
  if (organizations.length === 0) return []
  const { rows } = await database.pool.query<{
    number: string
    name: string
    status: string
    foundedOn: string | null
    grade: number | null
    validUntil: string | null
  }>({
    name: "own records",
    text: `SELECT o.number, o.name, s.status, o."foundedOn"::text AS "foundedOn", r.grade, r."validUntil"::text AS "validUntil"
      FROM unnest($1::text[]) WITH ORDINALITY AS mine(number, at) JOIN "Organization" o ON o.number = mine.number
      CROSS JOIN LATERAL (SELECT status FROM "OrganizationStatus" s WHERE s.organization = o.number ORDER BY seq DESC LIMIT 1) s
      LEFT JOIN LATERAL (SELECT grade, "validUntil" FROM "Rating" r WHERE r.organization = o.number ORDER BY seq DESC LIMIT 1) r ON true
      ORDER BY mine.at`,
    values: [[...organizations]],
  })
  return rows.map(({ number, name, status, foundedOn, grade, validUntil }) => ({
    number,
    name,
    status,
    ...(foundedOn === null ? {} : { foundedOn }),
    ...(grade === null || validUntil === null ? {} : { rating: { grade, validUntil } }),
  }))
}
