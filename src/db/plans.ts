import { createHash } from "node:crypto"
import { type Plan, planContent, readPlan } from "#domain/plan.ts"
import type { Database } from "./open.ts"

/** Plans, the baselines their targets start from, and whether the county's ledger was imported. */

type Pool = Pick<Database, "pool">
export type Loaded = { plan: Plan; revision: number; changed: boolean }

/**
 * Loads a plan that ships with the service. The same text again changes nothing, a newer one is a new revision; a plan that the
 * bureau loaded itself under that id stays. Throws a `PlanError` where the text has faults.
 */
export async function loadSeedPlan(database: Pool, yamlText: string): Promise<Loaded> {
  return save(database, yamlText, "seed")
}

/** Loads a plan of the bureau's own (plan load FILE); it goes before one that ships with the service. Throws a `PlanError`. */
export async function loadPlan(database: Pool, yamlText: string): Promise<Loaded> {
  return save(database, yamlText, "bureau")
}

async function save({ pool }: Pool, yamlText: string, origin: "seed" | "bureau"): Promise<Loaded> {
  const read = planContent(yamlText)
  const plan = readPlan(read)
  const checksum = createHash("sha256").update(yamlText).digest("hex")
  const content = { origin, plan: read }
  const { rows } = await pool.query<{ revision: number }>(
    `INSERT INTO "Plan" AS kept (id, revision, title, "from", until, content, checksum, "loadedAt")
     VALUES ($1, 1, $2, $3::date, $4::date, $5::jsonb, $6, now())
     ON CONFLICT (id) DO UPDATE SET revision = kept.revision + 1, title = excluded.title, "from" = excluded."from",
       until = excluded.until, content = excluded.content, checksum = excluded.checksum, "loadedAt" = excluded."loadedAt"
     WHERE kept.checksum <> excluded.checksum
       AND (excluded.content->>'origin' = 'bureau' OR kept.content->>'origin' = 'seed')
     RETURNING revision`,
    [plan.id, plan.title, plan.from, plan.until, JSON.stringify(content), checksum],
  )
  if (rows[0]) return { plan, revision: rows[0].revision, changed: true }
  const kept = await pool.query<Kept>(`SELECT content, revision FROM "Plan" WHERE id = $1`, [plan.id])
  return { ...planOf(kept.rows[0]!), changed: false }
}

type Kept = { content: { plan: unknown }; revision: number }
const planOf = ({ content, revision }: Kept) => ({ plan: readPlan(content.plan), revision })

/** The plan that is reported on a day (midnight UTC): of those begun by then the latest, past its end too until a successor begins. */
export async function currentPlan({ pool }: Pool, on: Date): Promise<Plan | undefined> {
  const { rows } = await pool.query<Kept>(
    `SELECT content, revision FROM "Plan" ORDER BY ("from" <= $1::date) DESC, abs("from" - $1::date), id LIMIT 1`,
    [on.toISOString().slice(0, 10)],
  )
  return rows[0] && planOf(rows[0]).plan
}

/** What the bureau stated last by `knownAt`, by the id of the target. */
export async function baselines({ pool }: Pool, planId: string, knownAt: Date): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ target: string; value: string }>(
    `SELECT DISTINCT ON (target) target, value FROM "Baseline" WHERE plan = $1 AND at <= $2 ORDER BY target, seq DESC`,
    [planId, knownAt],
  )
  return Object.fromEntries(rows.map(({ target, value }) => [target, Number(value)]))
}

/** Whether a ledger of the whole county had been imported by `knownAt`. */
export async function registerImported({ pool }: Pool, knownAt: Date): Promise<boolean> {
  const { rows } = await pool.query(`SELECT 1 FROM "RegisterImport" WHERE at <= $1 LIMIT 1`, [knownAt])
  return rows.length > 0
}

/** The sequence number of the last baseline stated for a target; 0 where there is none. */
export async function lastBaseline({ pool }: Pool, planId: string, target: string): Promise<number> {
  const { rows } = await pool.query<{ seq: number | null }>(
    `SELECT max(seq) AS seq FROM "Baseline" WHERE plan = $1 AND target = $2`,
    [planId, target],
  )
  return rows[0]?.seq ?? 0
}
