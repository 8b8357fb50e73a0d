import { setImmediate as turn } from "node:timers/promises"
import type { FigureRecord } from "#domain/facts.ts"
import { eachFigure, type Figure } from "#domain/figure.ts"
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

/** How long the figures may keep everybody else waiting at a stretch. */
const SLICE_MS = 10

/** All figures of a plan, in its order. Two times apart: in effect by `asOf`, known by `knownAt`. */
export async function measureFigures({ pool }: Pick<Database, "pool">, plan: Plan, at: FiguresAt): Promise<Figure[]> {
  const { knownAt, region, registerImported, baselines } = at
  const asOf = at.asOf.toISOString().slice(0, 10)
  const history = await historyOf(pool, plan, asOf, knownAt)
  const figures: Figure[] = []
  await turn()
  let since = performance.now()
  for (const figure of eachFigure(plan, history, { asOf, region, registerImported, baselines })) {
    figures.push(figure)
    if (performance.now() - since < SLICE_MS) continue
    await turn()
    since = performance.now()
  }
  return figures
}

/**
 * One statement, so one moment: organizations with all that changed about them, and the filings that count. A filing counts while the
 * latest known decision about it is an approval; a correction that waits leaves it standing, a revocation takes it away.
 * What held on which day is worked out in the domain, since a figure is wanted for its deadline and for today. Filings come as four lists
 * side by side, unsorted: to sort tens of thousands by kind, type and town takes the database longer than to find them.
 */
const HISTORY = `
SELECT
  (SELECT json_agg(json_build_array(number, kind, "townCode", "foundedOn", staff)) FROM "Organization") AS organizations,
  (SELECT json_agg(json_build_array(organization, "effectiveOn", seq, status))
     FROM "OrganizationStatus" WHERE "knownAt" <= $1 AND "effectiveOn" <= $2::date) AS statuses,
  (SELECT json_agg(json_build_array(organization, "effectiveOn", seq, tag, "on"))
     FROM "OrganizationTag" WHERE "knownAt" <= $1 AND "effectiveOn" <= $2::date) AS tags,
  (SELECT json_agg(json_build_array(organization, "validFrom", seq, grade, "validUntil"))
     FROM "Rating" WHERE "knownAt" <= $1 AND "validFrom" <= $2::date) AS ratings,
  filings.*
  FROM (
     SELECT string_agg(filing.kind || '/' || filing."townCode" || '/' || coalesce(submitted.answers->>'type', ''), E'\\n') AS groups,
            string_agg(filing.number, E'\\n') AS numbers, string_agg(filing.organization, E'\\n') AS owners,
            string_agg(approved."effectiveOn"::text, E'\\n') AS days
       FROM "FilingStep" approved
       JOIN "Filing" filing ON filing.number = approved.filing
       JOIN "FilingStep" submitted
         ON submitted.filing = approved.filing AND submitted.version = approved.version AND submitted.kind = 'submitted'
      WHERE approved.kind = 'approved' AND approved.at <= $1 AND approved."effectiveOn" <= $2::date AND filing.kind = ANY($3)
        AND NOT EXISTS (
          -- The first decision is step 2 at the earliest, so a later one is not: few are left to compare with.
          SELECT FROM "FilingStep" later
           WHERE later.filing = approved.filing AND later.step > approved.step AND later.step > 2
             AND later.kind IN ('approved', 'revoked') AND later.at <= $1)) AS filings`

/** A list is null where there is nothing. */
type Found = {
  organizations:
    | [number: string, kind: OrganizationKind, town: string, founded: string | null, staff: number | null][]
    | null
  statuses: [organization: string, from: string, seq: number, status: OrganizationStatus][] | null
  tags: [organization: string, from: string, seq: number, tag: string, on: boolean][] | null
  ratings: [organization: string, from: string, seq: number, grade: number, until: string][] | null
  groups: string | null
  numbers: string | null
  owners: string | null
  days: string | null
}
type Growing<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer One)[] ? One[] : T[Key] }

async function historyOf(pool: Database["pool"], plan: Plan, asOf: string, knownAt: Date): Promise<History> {
  const kinds = new Set(plan.indicators.flatMap(({ measure }) => ("filings" in measure && measure.filings?.kind) || []))
  const { rows } = await pool.query<Found>(HISTORY, [knownAt, asOf, [...kinds]])
  const found = rows[0]!
  const organizations = new Map<string, Growing<OrganizationHistory>>()
  for (const [number, kind, townCode, foundedOn, staff] of found.organizations ?? [])
    organizations.set(number, { number, kind, townCode, foundedOn, staff, statuses: [], tags: [], ratings: [] })
  for (const [key, from, seq, status] of found.statuses ?? [])
    organizations.get(key)?.statuses.push({ from, seq, status })
  for (const [key, from, seq, tag, on] of found.tags ?? []) organizations.get(key)?.tags.push({ from, seq, tag, on })
  for (const [key, from, seq, grade, until] of found.ratings ?? [])
    organizations.get(key)?.ratings.push({ from, seq, grade, until })
  return { organizations: [...organizations.values()], filings: filingGroups(found) }
}

function filingGroups({ groups, numbers, owners, days }: Found): FilingGroup[] {
  if (groups === null || numbers === null || owners === null || days === null) return []
  const [number, owner, day] = [numbers.split("\n"), owners.split("\n"), days.split("\n")]
  const made = new Map<string, Growing<FilingGroup>>()
  groups.split("\n").forEach((key, at) => {
    let group = made.get(key)
    if (!group) {
      const [kind = "", townCode = "", ...type] = key.split("/")
      group = { kind, townCode, type: type.join("/"), numbers: [], organizations: [], days: [] }
      made.set(key, group)
    }
    group.numbers.push(number[at]!)
    group.organizations.push(owner[at]!)
    group.days.push(day[at]!)
  })
  return [...made.values()]
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
