import type { ShelvedDocument, StoredDocument } from "#domain/facts.ts"
import type { Database } from "./open.ts"

/** The documents that officials put on the shelf, newest first, repealed ones too. */

type Row = {
  id: string
  title: string
  number: string | null
  date: Date | null
  status: "current" | "repealed"
  regionCode: string | null
  articles: number
}

const COLUMNS = `id, title, number, date, status, "regionCode", jsonb_array_length(content->'articles') AS articles`
const NEWEST_FIRST = `ORDER BY "addedAt" DESC, id DESC`

/** What is on the shelf now, without the texts: what a decision about a document is made on. */
export async function shelvedDocuments({ pool }: Pick<Database, "pool">): Promise<ShelvedDocument[]> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM "Document" ${NEWEST_FIRST}`)
  return rows.map(shelved)
}

/** The whole shelf; the content of documents in `known` is not read again. */
export async function storedDocuments(
  { pool }: Pick<Database, "pool">,
  known: readonly string[],
): Promise<(StoredDocument | (ShelvedDocument & { content?: undefined }))[]> {
  const { rows } = await pool.query<Row & { content: unknown }>(
    `SELECT ${COLUMNS}, CASE WHEN id = ANY ($1) THEN NULL ELSE content END AS content FROM "Document" ${NEWEST_FIRST}`,
    [known],
  )
  return rows.map(({ content, ...row }) => (content === null ? shelved(row) : { ...shelved(row), content }))
}

function shelved({ number, date, regionCode, ...row }: Row): ShelvedDocument {
  return {
    ...row,
    ...(number === null ? {} : { number }),
    ...(date === null ? {} : { date: date.toISOString().slice(0, 10) }),
    ...(regionCode === null ? {} : { region: regionCode }),
  }
}
