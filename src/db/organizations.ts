import type { KnownOrganization } from "#domain/facts.ts"
import { plainName } from "#domain/organization.ts"
import type { Database } from "./open.ts"

/** The register. */

export type RegisteredOrganization = KnownOrganization & { statusSeq: number; tagSeq: number; foundedOn: string | null }

const SELECT = `SELECT o.number, o.name, o.kind, o."townCode", o."creditCode", o."foundedOn"::text AS "foundedOn", s.status, s.seq AS "statusSeq",
    coalesce(t.seq, 0) AS "tagSeq", coalesce(t.tags, '{}') AS tags
  FROM "Organization" o
  CROSS JOIN LATERAL (SELECT status, seq FROM "OrganizationStatus" s WHERE s.organization = o.number ORDER BY seq DESC LIMIT 1) s
  LEFT JOIN LATERAL (SELECT max(seq) AS seq, array_agg(tag ORDER BY tag) FILTER (WHERE "on" AND last) AS tags FROM (
      SELECT seq, tag, "on", seq = max(seq) OVER (PARTITION BY tag) AS last FROM "OrganizationTag" t WHERE t.organization = o.number) t) t ON true`

type Row = Omit<RegisteredOrganization, "creditCode"> & { creditCode: string | null }

const toOrganization = ({ creditCode, ...row }: Row): RegisteredOrganization => ({
  ...row,
  ...(creditCode ? { creditCode } : {}),
})

async function one(
  database: Database,
  name: string,
  where: string,
  value: string,
): Promise<RegisteredOrganization | undefined> {
  const { rows } = await database.pool.query<Row>({ name, text: `${SELECT} WHERE ${where}`, values: [value] })
  return rows[0] && toOrganization(rows[0])
}

export function organizationByKey(database: Database, key: string): Promise<RegisteredOrganization | undefined> {
  return one(database, "organization by key", `o."identityKey" = $1`, key)
}

export function organizationByNumber(database: Database, number: string): Promise<RegisteredOrganization | undefined> {
  return one(database, "organization by number", "o.number = $1", number)
}

/** Organizations that a text names: by number, by code, by full name, then by a part of the name; at most 6. */
export async function organizationsNamed(database: Database, text: string): Promise<RegisteredOrganization[]> {
  const wanted = plainName(text).slice(0, 60)
  if (wanted.length < 2) return []
  const { rows } = await database.pool.query<Row & { rank: number }>({
    name: "organizations named",
    text: `SELECT * FROM (${SELECT}) o
      WHERE o.status <> 'void' AND (lower(o.number) = $1 OR lower(o."creditCode") = $1
        OR strpos(lower(translate(o.name, ' ()（）', '')), $1) > 0 OR strpos($1, lower(translate(o.name, ' ()（）', ''))) > 0)
      ORDER BY (lower(o.number) = $1 OR lower(o."creditCode") = $1) DESC, lower(translate(o.name, ' ()（）', '')) = $1 DESC, length(o.name), o.number LIMIT 6`,
    values: [wanted],
  })
  return rows.map(toOrganization)
}
