import type { Database } from "./open.ts"

/** The ledger of jobs: one row for a job and a period, whichever instance ran it. */

export type JobRun = { job: string; period: string; startedAt: Date; finishedAt: Date | null; outcome: string | null }

/** A run that did not end in this time died with its process; another may take it over. */
const DEAD_AFTER_MS = 30 * 60_000
/** How often a failed run is tried again. */
const RETRIES = 3
const FAILED = "failed, attempt "
const RETRY = Array.from({ length: RETRIES }, (_, index) => `${FAILED}${index + 1}:%`)

/** Takes a period for this process. Undefined where it was run, is being run, or failed too often; else which attempt this is. */
export async function claimRun(
  { pool }: Pick<Database, "pool">,
  job: string,
  period: string,
  now: Date,
): Promise<number | undefined> {
  const { rows } = await pool.query<{ outcome: string | null }>(
    `INSERT INTO "JobRun" AS r (job, period, "startedAt") VALUES ($1, $2, $3)
     ON CONFLICT (job, period) DO UPDATE SET "startedAt" = excluded."startedAt", "finishedAt" = NULL
     WHERE (r."finishedAt" IS NULL AND r."startedAt" < $4) OR (r."finishedAt" IS NOT NULL AND r.outcome LIKE ANY($5))
     RETURNING outcome`,
    [job, period, now, new Date(now.getTime() - DEAD_AFTER_MS), RETRY],
  )
  if (rows.length === 0) return undefined
  return 1 + attemptsIn(rows[0]!.outcome)
}

export async function finishRun(
  { pool }: Pick<Database, "pool">,
  job: string,
  period: string,
  at: Date,
  outcome: string,
): Promise<void> {
  await pool.query(`UPDATE "JobRun" SET "finishedAt" = $3, outcome = $4 WHERE job = $1 AND period = $2`, [
    job,
    period,
    at,
    outcome,
  ])
}

/** How a failure is written down; `claimRun` reads it. */
export function failure(attempt: number, error: unknown): string {
  return `${FAILED}${attempt}: ${error instanceof Error ? error.message : String(error)}`
}

const isFailure = (outcome: string | null) => outcome?.startsWith(FAILED) ?? false

function attemptsIn(outcome: string | null): number {
  return isFailure(outcome) ? Number.parseInt(outcome!.slice(FAILED.length), 10) : 0
}

export async function runOf(
  { pool }: Pick<Database, "pool">,
  job: string,
  period: string,
): Promise<JobRun | undefined> {
  const { rows } = await pool.query<JobRun>(`SELECT * FROM "JobRun" WHERE job = $1 AND period = $2`, [job, period])
  return rows[0]
}

/** The last run of each job. */
export async function lastRuns({ pool }: Pick<Database, "pool">): Promise<JobRun[]> {
  const { rows } = await pool.query<JobRun>(`SELECT DISTINCT ON (job) * FROM "JobRun" ORDER BY job, "startedAt" DESC`)
  return rows
}
