import type { HeldActivity } from "#domain/job-facts.ts"
import type { Database } from "./open.ts"

/** Activities that are over, as the reminder of their summary sees them. */

const ACTIVITIES = `SELECT f.number, f."byPerson", a.title, a.day, CASE last.kind WHEN 'submitted' THEN 'pending' ELSE last.kind END AS state,
    coalesce(stood.kind = 'approved', false) AS approved, summary.number AS outcome
  FROM "Filing" f
  CROSS JOIN LATERAL (SELECT kind FROM "FilingStep" s WHERE s.filing = f.number ORDER BY step DESC LIMIT 1) last
  CROSS JOIN LATERAL (SELECT answers->>'title' AS title, left(coalesce(answers->>'end', answers->>'start'), 10) AS day
    FROM "FilingStep" s WHERE s.filing = f.number AND s.kind = 'submitted' ORDER BY step DESC LIMIT 1) a
  LEFT JOIN LATERAL (SELECT kind FROM "FilingStep" s
    WHERE s.filing = f.number AND s.kind IN ('approved', 'revoked') ORDER BY step DESC LIMIT 1) stood ON true
  LEFT JOIN LATERAL (SELECT g.number FROM "Filing" g CROSS JOIN LATERAL
      (SELECT kind FROM "FilingStep" s WHERE s.filing = g.number ORDER BY step DESC LIMIT 1) x
    WHERE g.kind = 'outcome' AND g.about = f.number AND x.kind IN ('submitted', 'approved', 'returned')
    ORDER BY g.number LIMIT 1) summary ON true
  WHERE f.kind = 'activity'`

type Row = Omit<HeldActivity, "outcome"> & { outcome: string | null }
const toActivity = ({ outcome, ...row }: Row): HeldActivity => ({ ...row, ...(outcome !== null && { outcome }) })

/** Those that stand approved and were to end within these days, oldest first. */
export async function activitiesEnded(
  { pool }: Pick<Database, "pool">,
  from: string,
  until: string,
): Promise<HeldActivity[]> {
  const { rows } = await pool.query<Row>(
    `${ACTIVITIES} AND a.day BETWEEN $1 AND $2 AND stood.kind = 'approved' ORDER BY a.day, f.number`,
    [from, until],
  )
  return rows.map(toActivity)
}

export async function heldActivity(
  { pool }: Pick<Database, "pool">,
  number: string,
): Promise<HeldActivity | undefined> {
  const { rows } = await pool.query<Row>(`${ACTIVITIES} AND f.number = $1`, [number])
  return rows[0] && toActivity(rows[0])
}
