import type { FigureRecord } from "#domain/facts.ts"
import { type Figure, figuresOf } from "#domain/figure.ts"
import { KIND_NAMES, type OrganizationKind, type OrganizationStatus } from "#domain/organization.ts"
import type { Plan } from "#domain/plan.ts"
import type { FilingGroup, History, OrganizationHistory } from "#domain/standing.ts"
import type { Database } from "./open.ts"

/** The figures query. What it reads it also lists: each figure comes with the numbers of the records that were counted. */

export type FiguresAt = {
  /** The day that is reported, as a DATE column gives it (midnight UTC). */
  asOf: Date
  /** Only what was known by then counts: now, or the time of a digest that is to be shown again. */
  knownAt: Date
  /** The plan's region, or one inside it. */
  region: string
  registerImported: boolean
  baselines: Readonly<Record<string, number>>
}

/** All figures of a plan, in its order. Two times apart: in effect by `asOf`, known by `knownAt`. */
export async function measureFigures({ pool }: Pick<Database, "pool">, plan: Plan, at: FiguresAt): Promise<Figure[]> {
  const { knownAt, region, registerImported, baselines } = at
  const asOf = at.asOf.toISOString().slice(0, 10)
  return figuresOf(plan, await historyOf(pool, plan, asOf, knownAt), { asOf, region, registerImported, baselines })
}

/**
 * One statement, so one moment: organizations with all that changed about them, and the filings that count. A filing counts while the
 * latest known decision about it is an approval; a correction that waits leaves it standing, a revocation takes it away.
 * What held on which day is worked out in the domain, since a figure is wanted for its deadline and for today. Filings come as one row
 * for each kind, type and town, with three lists side by side: a row for each would cost more to read than to find.
 */
const HISTORY = `
SELECT 'organization', number, kind, "townCode", "foundedOn"::text, staff::text, NULL
  FROM "Organization"
UNION ALL
SELECT 'status', organization, status, "effectiveOn"::text, seq::text, NULL, NULL
  FROM "OrganizationStatus" WHERE "knownAt" <= $1 AND "effectiveOn" <= $2::date
UNION ALL
SELECT 'tag', organization, tag, "effectiveOn"::text, seq::text, "on"::text, NULL
  FROM "OrganizationTag" WHERE "knownAt" <= $1 AND "effectiveOn" <= $2::date
UNION ALL
SELECT 'rating', organization, grade::text, "validFrom"::text, seq::text, "validUntil"::text, NULL
  FROM "Rating" WHERE "knownAt" <= $1 AND "validFrom" <= $2::date
UNION ALL
SELECT 'filings', kind, type, town, string_agg(number, ' '), string_agg(organization, ' '), string_agg(since, ' ')
  FROM (
    SELECT filing.number, filing.kind, filing.organization, filing."townCode" AS town, approved."effectiveOn"::text AS since,
           coalesce(submitted.answers->>'type', '') AS type
      FROM "FilingStep" approved
      JOIN "Filing" filing ON filing.number = approved.filing
      JOIN "FilingStep" submitted
        ON submitted.filing = approved.filing AND submitted.version = approved.version AND submitted.kind = 'submitted'
     WHERE approved.kind = 'approved' AND approved.at <= $1 AND approved."effectiveOn" <= $2::date AND filing.kind = ANY($3)
       AND NOT EXISTS (
         SELECT FROM "FilingStep" later
          WHERE later.filing = approved.filing AND later.step > approved.step
            AND later.kind IN ('approved', 'revoked') AND later.at <= $1)) AS counted
 GROUP BY kind, type, town`

type Row = [row: string, key: string, a: string, b: string, c: string | null, d: string | null, e: string | null]
type Growing<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer One)[] ? One[] : T[Key] }

async function historyOf(pool: Database["pool"], plan: Plan, asOf: string, knownAt: Date): Promise<History> {
  const kinds = new Set(plan.indicators.flatMap(({ measure }) => ("filings" in measure && measure.filings?.kind) || []))
  const { rows } = await pool.query<Row>({ text: HISTORY, values: [knownAt, asOf, [...kinds]], rowMode: "array" })
  const organizations = new Map<string, Growing<OrganizationHistory>>()
  for (const [row, number, kind, townCode, foundedOn, staff] of rows)
    if (row === "organization")
      organizations.set(number, {
        number,
        kind: kind as OrganizationKind,
        townCode,
        foundedOn,
        staff: staff === null ? null : Number(staff),
        statuses: [],
        tags: [],
        ratings: [],
      })
  const filings: FilingGroup[] = []
  for (const [row, key, a, b, c, d, e] of rows) {
    const one = organizations.get(key)
    const since = { from: b, seq: Number(c) }
    if (row === "status") one?.statuses.push({ ...since, status: a as OrganizationStatus })
    else if (row === "tag") one?.tags.push({ ...since, tag: a, on: d === "true" })
    else if (row === "rating") one?.ratings.push({ ...since, grade: Number(a), until: d! })
    else if (row === "filings") {
      const [numbers, owners, days] = [c, d, e].map((list) => list!.split(" ")) as [string[], string[], string[]]
      filings.push({ kind: key, type: a, townCode: b, numbers, organizations: owners, days })
    }
  }
  return { organizations: [...organizations.values()], filings }
}

/** What a person is shown of some records behind a figure, in the order of `numbers`: at most a screenful is asked for at once. */
export async function describeRecords(
  { pool }: Pick<Database, "pool">,
  numbers: readonly string[],
  knownAt: Date,
): Promise<FigureRecord[]> {
  const { rows } = await pool.query<{ number: string; organization: string; what: string; on: string | null }>(
    `SELECT number, name AS organization, kind AS what, "foundedOn"::text AS on FROM "Organization" WHERE number = ANY($1)
     UNION ALL
     SELECT filing.number, organization.name, coalesce(submitted.answers->>'title', ''), approved."effectiveOn"::text
       FROM "Filing" filing
       JOIN "Organization" organization ON organization.number = filing.organization
       JOIN LATERAL (SELECT version, "effectiveOn" FROM "FilingStep"
                      WHERE filing = filing.number AND kind = 'approved' AND at <= $2 ORDER BY step DESC LIMIT 1) approved ON true
       JOIN "FilingStep" submitted
         ON submitted.filing = filing.number AND submitted.version = approved.version AND submitted.kind = 'submitted'
      WHERE filing.number = ANY($1)`,
    [numbers, knownAt],
  )
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  return numbers.flatMap((number) => {
    const row = byNumber.get(number)
    if (!row) return []
    const { organization, what, on } = row
    return [{ number, organization, what: KIND_NAMES[what as OrganizationKind] ?? what, ...(on !== null && { on }) }]
  })
}
