import type { ShelvedDocument, StoredDocument } from "#domain/facts.ts"
import type { Database } from "./open.ts"

/** The documents that officials put on the shelf, newest first, repealed ones too. */

type Columns = {
  id: string
  title: string
  number: string | null
  date: Date | null
  status: "current" | "repealed"
  regionCode: string | null
}

const COLUMNS = `id, title, number, date, status, "regionCode"`
const NEWEST_FIRST = `ORDER BY "addedAt" DESC, id DESC`

/** What is on the shelf now, without the texts: what a decision about a document is made on. */
export async function shelvedDocuments({ pool }: Pick<Database, "pool">): Promise<ShelvedDocument[]> {
  const { rows } = await pool.query<Columns & { articles: number }>(
    `SELECT ${COLUMNS}, jsonb_array_length(content->'articles') AS articles FROM "Document" ${NEWEST_FIRST}`,
  )
  return rows.map(shelved)
}

/** The whole shelf with the texts; those of documents in `known` are not read again (null). */
export async function storedDocuments(
  { pool }: Pick<Database, "pool">,
  known: readonly string[],
): Promise<Omit<StoredDocument, "articles">[]> {
  const { rows } = await pool.query<Columns & { content: unknown }>(
    `SELECT ${COLUMNS}, CASE WHEN id = ANY ($1) THEN NULL ELSE content END AS content FROM "Document" ${NEWEST_FIRST}`,
    [known],
  )
  return rows.map(shelved)
}

function shelved<Other>({ number, date, regionCode, ...row }: Columns & Other) {
  return {
    ...row,
    ...(number === null ? {} : { number }),
    ...(date === null ? {} : { date: date.toISOString().slice(0, 10) }),
    ...(regionCode === null ? {} : { region: regionCode }),
  }
}
