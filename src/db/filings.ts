import type { Filing, FilingKindId, FilingState, FilingStepKind } from "#domain/filing.ts"
import type { Database } from "./open.ts"

/** Filings as everyone reads them: the latest version, and where the last step left it. */

const SELECT = `SELECT f.number, f.kind, f."townCode", f.about, f."byPerson", p.name AS "byName",
    json_build_object('number', o.number, 'name', o.name, 'townCode', o."townCode", 'status', s.status) AS organization,
    last.step, last.kind AS last, last.reason, last.at, sub.version, sub.answers, sub.warnings, sub.at AS "submittedAt",
    CASE WHEN stood.kind = 'approved' THEN stood.version END AS standing
  FROM "Filing" f
  JOIN "Organization" o ON o.number = f.organization
  CROSS JOIN LATERAL (SELECT status FROM "OrganizationStatus" s WHERE s.organization = o.number ORDER BY seq DESC LIMIT 1) s
  CROSS JOIN LATERAL (SELECT step, kind, reason, at FROM "FilingStep" x WHERE x.filing = f.number ORDER BY step DESC LIMIT 1) last
  CROSS JOIN LATERAL (SELECT version, answers, warnings, at FROM "FilingStep" x WHERE x.filing = f.number AND x.kind = 'submitted' ORDER BY step DESC LIMIT 1) sub
  LEFT JOIN LATERAL (SELECT kind, version FROM "FilingStep" x WHERE x.filing = f.number AND x.kind IN ('approved', 'revoked') ORDER BY step DESC LIMIT 1) stood ON true
  LEFT JOIN "Person" p ON p.id = f."byPerson"`

type Row = {
  number: string
  kind: FilingKindId
  townCode: string
  about: string | null
  byPerson: string
  byName: string | null
  organization: Filing["organization"]
  step: number
  last: FilingStepKind
  reason: string | null
  at: Date
  version: number
  answers: Record<string, unknown>
  warnings: string[] | null
  submittedAt: Date
  standing: number | null
}

const STATES: Record<FilingStepKind, FilingState> = {
  submitted: "pending",
  approved: "approved",
  returned: "returned",
  withdrawn: "withdrawn",
  revoked: "revoked",
}

function toFiling(row: Row): Filing {
  const { last, about, byName, reason, standing, warnings, ...rest } = row
  return {
    ...rest,
    state: STATES[last],
    warnings: warnings ?? [],
    ...(about === null ? {} : { about }),
    ...(byName === null ? {} : { byName }),
    ...(reason === null ? {} : { reason }),
    ...(standing === null ? {} : { standing }),
  }
}

async function read(database: Database, name: string, tail: string, values: readonly unknown[]): Promise<Filing[]> {
  const { rows } = await database.pool.query<Row>({ name, text: `${SELECT} ${tail}`, values: [...values] })
  return rows.map(toFiling)
}

export async function filingByNumber(database: Database, number: string): Promise<Filing | undefined> {
  return (await read(database, "filing by number", "WHERE f.number = $1", [number]))[0]
}

export function filingsByNumbers(database: Database, numbers: readonly string[]): Promise<Filing[]> {
  return read(database, "filings by numbers", "WHERE f.number = ANY($1) LIMIT 60", [numbers])
}

/** Filings whose number ends so, within what a person may see: their own, their organizations', their region's. */
export function filingsEnding(database: Database, ending: string, viewer: Viewer): Promise<Filing[]> {
  return read(
    database,
    "filings ending",
    `WHERE f.number LIKE '%' || $1 AND ${VISIBLE} ORDER BY f.number DESC LIMIT 3`,
    [ending, viewer.personId, viewer.organizations, viewer.region ?? "none"],
  )
}

export type Viewer = { personId: string; organizations: readonly string[]; region: string | undefined }
const VISIBLE = `(f."byPerson" = $2 OR f.organization = ANY($3) OR f."townCode" LIKE $4 || '%')`

/** A person's own filings and their organizations', newest first, at most 50. */
export function filingsOf(database: Database, viewer: Viewer): Promise<Filing[]> {
  return read(
    database,
    "filings of",
    `WHERE f."byPerson" = $1 OR (f.organization = ANY($2) AND f.kind <> 'membership') ORDER BY f."createdAt" DESC, f.number DESC LIMIT 50`,
    [viewer.personId, viewer.organizations],
  )
}

/** The filings whose last step asks for a decision. One pass over all steps: to look up the last of each filing takes twice as long. */
export const WAITING = `SELECT filing FROM "FilingStep" GROUP BY filing HAVING max(step) = max(step) FILTER (WHERE kind = 'submitted')`

const DECIDABLE = `f.number IN (${WAITING}) AND f."byPerson" <> $1
  AND ((f."townCode" LIKE $3 || '%' AND (f.kind = 'membership' OR NOT f.organization = ANY($2))) OR (f.kind = 'membership' AND f.organization = ANY($2)))`

/** What waits for a decision this person may take, oldest first, at most 50. */
export function filingsWaiting(database: Database, viewer: Viewer): Promise<Filing[]> {
  return read(database, "filings waiting", `WHERE ${DECIDABLE} ORDER BY sub.at, f.number LIMIT 50`, [
    viewer.personId,
    viewer.organizations,
    viewer.region ?? "none",
  ])
}

/** How much waits in a region, by what it is: organizations to be registered, and everything else. */
export async function countWaiting(
  database: Database,
  region: string,
): Promise<{ organizations: number; filings: number }> {
  const { rows } = await database.pool.query<{ organizations: bigint; filings: bigint }>({
    name: "count waiting",
    text: `SELECT count(*) FILTER (WHERE f.kind = 'registration') AS organizations, count(*) FILTER (WHERE f.kind <> 'registration') AS filings
      FROM (${WAITING}) w JOIN "Filing" f ON f.number = w.filing WHERE f."townCode" LIKE $1 || '%'`,
    values: [region],
  })
  return { organizations: Number(rows[0]?.organizations ?? 0), filings: Number(rows[0]?.filings ?? 0) }
}

/** Activities of these organizations that stand or wait and have no summary yet, newest first, at most 30. */
export function activitiesWithoutOutcome(database: Database, viewer: Viewer): Promise<Filing[]> {
  return read(
    database,
    "activities without outcome",
    `WHERE f.kind = 'activity' AND f.organization = ANY($1) AND last.kind IN ('submitted', 'approved', 'returned')
       AND NOT EXISTS (SELECT 1 FROM "Filing" g CROSS JOIN LATERAL (SELECT kind FROM "FilingStep" x WHERE x.filing = g.number ORDER BY step DESC LIMIT 1) y
         WHERE g.kind = 'outcome' AND g.about = f.number AND y.kind IN ('submitted', 'approved', 'returned'))
     ORDER BY f."createdAt" DESC, f.number DESC LIMIT 30`,
    [viewer.organizations],
  )
}

/** The number of the summary of an activity, unless it was withdrawn or revoked. */
export async function outcomeOf(database: Database, activity: string): Promise<string | undefined> {
  const [found] = await read(
    database,
    "outcome of",
    `WHERE f.kind = 'outcome' AND f.about = $1 AND last.kind IN ('submitted', 'approved', 'returned') LIMIT 1`,
    [activity],
  )
  return found?.number
}

/** How many summaries of an activity were ever filed, those withdrawn or revoked included. */
export function outcomesEver(database: Database, activity: string): Promise<number> {
  return database.prisma.filing.count({ where: { kind: "outcome", about: activity } })
}

/** The number of a person's request to join an organization that still waits. */
export async function openRequestOf(
  database: Database,
  personId: string,
  organization: string,
): Promise<string | undefined> {
  const [found] = await read(
    database,
    "open request of",
    `WHERE f.kind = 'membership' AND f."byPerson" = $1 AND f.organization = $2 AND last.kind IN ('submitted', 'returned') LIMIT 1`,
    [personId, organization],
  )
  return found?.number
}
