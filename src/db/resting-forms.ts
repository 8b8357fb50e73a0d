import type { RestingForm } from "#domain/job-facts.ts"
import type { Database } from "./open.ts"

/** Forms that somebody began in private and left: the one being filled in, or else the newest draft. */

// The talk's `form` column says that there is one; what it is like stands in the state.
const FORMS = `SELECT t."personId", f.form->>'id' AS form, (f.form->>'since')::float8 AS since, (f.form->>'touched')::float8 AS touched
  FROM "Talk" t CROSS JOIN LATERAL (SELECT coalesce(t.state->'form', t.state->'drafts'->0) AS form) f
  WHERE t.form IS NOT NULL AND t.room IS NULL AND t."personId" IS NOT NULL AND f.form IS NOT NULL`

/** Those touched last between two instants, oldest first. */
export async function restingForms({ pool }: Pick<Database, "pool">, from: Date, until: Date): Promise<RestingForm[]> {
  const { rows } = await pool.query<RestingForm>(
    `SELECT * FROM (${FORMS}) f WHERE touched > $1 AND touched < $2 ORDER BY touched`,
    [from.getTime(), until.getTime()],
  )
  return rows
}

/** One of them as it is now; undefined once it was sent, dropped, or another one begun. */
export async function restingForm(
  { pool }: Pick<Database, "pool">,
  personId: string,
  form: string,
  since: number,
): Promise<RestingForm | undefined> {
  const { rows } = await pool.query<RestingForm>(
    `SELECT * FROM (${FORMS} AND t."personId" = $1) f WHERE form = $2 AND since = $3`,
    [personId, form, since],
  )
  return rows[0]
}
