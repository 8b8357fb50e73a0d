import type { Database } from "./open.ts"

/** What people asked, as it was recorded: what no document answered, until somebody decides that it needs no answer. */

export type QuestionRow = {
  id: string
  text: string
  region: string
  personId: string | null
  articles: readonly string[]
  at: Date
}

/** Within a region, after `since` and up to `until`. */
export type Stretch = { region: string; since: Date; until: Date }

/** One's own state and current figures are answered from the records, not from documents. */
const OPEN = `kind IN ('near-miss', 'out-of-scope')`
const COLUMNS = `id, text, "regionCode" AS region, "personId", articles, at`
const MOST = 2000
/** Of one person: nobody's questions push out those of all others. */
const MOST_OF_ONE = 100

/** Newest first, at most 2,000, and of one person at most 100. The same words asked again where they were dismissed stay dismissed. */
export async function unansweredQuestions(
  { pool }: Pick<Database, "pool">,
  { region, since, until }: Stretch,
): Promise<QuestionRow[]> {
  const { rows } = await pool.query<QuestionRow>({
    name: "unanswered questions",
    text: `SELECT ${COLUMNS} FROM (SELECT *, row_number() OVER (PARTITION BY "personId" ORDER BY at DESC, id DESC) AS nth FROM "Question"
      WHERE at > $2 AND at <= $3 AND ${OPEN} AND "regionCode" LIKE $1 || '%' AND "dismissedAt" IS NULL AND text <> ''
        AND (text, "regionCode") NOT IN (SELECT text, "regionCode" FROM "Question" WHERE at > $2 AND "dismissedAt" IS NOT NULL)) asked
      WHERE "personId" IS NULL OR nth <= ${MOST_OF_ONE} ORDER BY at DESC, id DESC LIMIT ${MOST}`,
    values: [region, since, until],
  })
  return rows
}

/** How many questions were asked, and how many of them got no answer then. */
export async function countQuestions(
  { pool }: Pick<Database, "pool">,
  { region, since, until }: Stretch,
): Promise<{ asked: number; unanswered: number }> {
  const { rows } = await pool.query<{ asked: bigint; unanswered: bigint }>({
    name: "count questions",
    text: `SELECT count(*) AS asked, count(*) FILTER (WHERE ${OPEN}) AS unanswered FROM "Question"
      WHERE at > $2 AND at <= $3 AND "regionCode" LIKE $1 || '%'`,
    values: [region, since, until],
  })
  return { asked: Number(rows[0]?.asked ?? 0), unanswered: Number(rows[0]?.unanswered ?? 0) }
}

/** A question of a region, dismissed or not. */
export async function questionById(
  { pool }: Pick<Database, "pool">,
  id: string,
  region: string,
): Promise<QuestionRow | undefined> {
  const { rows } = await pool.query<QuestionRow>(
    `SELECT ${COLUMNS} FROM "Question" WHERE id = $1 AND "regionCode" LIKE $2 || '%'`,
    [id, region],
  )
  return rows[0]
}

type Decision = { region: string; by: string; now: Date; auditId: string }

/** 不用回答. Only those of the region, and not yet dismissed; how many they were. `about` is the question that stands for them. */
export async function dismissQuestions(
  { pool }: Pick<Database, "pool">,
  ids: readonly string[],
  about: string,
  { region, by, now, auditId }: Decision,
): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH these AS (UPDATE "Question" SET "dismissedAt" = $3::timestamptz
       WHERE id = ANY ($1::uuid[]) AND "regionCode" LIKE $2 || '%' AND "dismissedAt" IS NULL RETURNING id),
     noted AS (INSERT INTO "Audit" (id, at, by, action, subject, detail)
       SELECT $4::uuid, $3::timestamptz, $5::uuid, 'dismiss-questions', $6::text, json_build_object('count', (SELECT count(*) FROM these))
       WHERE EXISTS (SELECT 1 FROM these))
     SELECT id FROM these`,
    [ids, region, now, auditId, by, about],
  )
  return rowCount ?? 0
}

/** Takes a dismissal back, with all that was dismissed along with this question; how many they were. */
export async function recallQuestions(
  { pool }: Pick<Database, "pool">,
  id: string,
  { region, by, now, auditId }: Decision,
): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH these AS (UPDATE "Question" SET "dismissedAt" = NULL
       WHERE "dismissedAt" = (SELECT "dismissedAt" FROM "Question" WHERE id = $1::uuid) AND "regionCode" LIKE $2 || '%' RETURNING id),
     noted AS (INSERT INTO "Audit" (id, at, by, action, subject, detail)
       SELECT $4::uuid, $3::timestamptz, $5::uuid, 'recall-questions', $1::uuid::text, json_build_object('count', (SELECT count(*) FROM these))
       WHERE EXISTS (SELECT 1 FROM these))
     SELECT id FROM these`,
    [id, region, now, auditId, by],
  )
  return rowCount ?? 0
}

/** Names of people known to the service that stand in these words: to be masked. */
export async function namesIn({ pool }: Pick<Database, "pool">, words: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT DISTINCT name FROM "Person" WHERE length(name) >= 2 AND position(name in $1) > 0`,
    [words],
  )
  return rows.map((row) => row.name)
}
