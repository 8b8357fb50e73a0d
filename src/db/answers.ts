import type { Database } from "./open.ts"

/** The bureau's own short answers as officials wrote them, and questions put under articles. */

export type AnswerRow = {
  id: string
  seq: number
  title: string
  answer: string
  basis: string
  asks: readonly string[]
  regionCode: string | null
  on: boolean
}

/** The last version of each, those taken away too, oldest first. */
export async function shortAnswerRows({ pool }: Pick<Database, "pool">): Promise<AnswerRow[]> {
  const { rows } = await pool.query<AnswerRow>(
    `SELECT * FROM (SELECT DISTINCT ON (id) id, seq, title, answer, basis, asks, "regionCode", "on", at FROM "ShortAnswer" ORDER BY id, seq DESC) a
     ORDER BY at, id`,
  )
  return rows
}

/** The number of the last version of a short answer; 0 where there is none. */
export async function lastAnswer({ pool }: Pick<Database, "pool">, id: string): Promise<number> {
  const { rows } = await pool.query<{ seq: number | null }>(`SELECT max(seq) AS seq FROM "ShortAnswer" WHERE id = $1`, [
    id,
  ])
  return rows[0]?.seq ?? 0
}

export type AliasRow = { id: string; document: string; article: string; question: string }

/** Questions that officials put under articles and that were not taken back, oldest first. */
export async function aliasQuestions({ pool }: Pick<Database, "pool">): Promise<AliasRow[]> {
  const { rows } = await pool.query<AliasRow>(
    `SELECT id, document, article, question FROM "AliasQuestion" WHERE "endedAt" IS NULL ORDER BY at, id`,
  )
  return rows
}

/** Another text whenever anything on the shelf changed, whoever changed it, also where somebody's name was taken out. */
export async function shelfRevision({ pool }: Pick<Database, "pool">): Promise<string> {
  const { rows } = await pool.query<{ revision: string }>(
    `SELECT concat_ws('/', (SELECT md5(string_agg(id || status, ' ' ORDER BY id)) FROM "Document"),
       (SELECT md5(string_agg(concat_ws(' ', id, seq, title, answer, asks), ' ' ORDER BY id, seq)) FROM "ShortAnswer"),
       (SELECT md5(string_agg(concat_ws(' ', id, question, "endedAt"), ' ' ORDER BY id)) FROM "AliasQuestion")) AS revision`,
  )
  return rows[0]!.revision
}
