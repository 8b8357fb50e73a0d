import { dateColumn } from "#domain/calendar.ts"
import type { Figure } from "#domain/figure.ts"
import type { Database } from "./open.ts"

/** Digests as they went out, with their figures, so that one can be shown again exactly. */

export type Digest = {
  /** job/period/region */
  id: string
  plan: string
  regionCode: string
  /** 2026-11-23 */
  asOf: string
  knownAt: Date
  text: string
  figures: readonly Pick<Figure, "id" | "value" | "numerator" | "denominator" | "status" | "records">[]
}

/** Keeps a digest, whole or not at all. Answers the text kept under its id: the first one stays. */
export async function keepDigest({ pool }: Pick<Database, "pool">, { figures, ...digest }: Digest): Promise<string> {
  await pool.query(
    `WITH new AS (INSERT INTO "Digest" (id, plan, "regionCode", "asOf", "knownAt", text) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO NOTHING RETURNING id)
     INSERT INTO "DigestFigure" (digest, figure, value, numerator, denominator, status, records)
     SELECT new.id, f.id, f.value, f.numerator, f.denominator, f.status, f.records
     FROM new, json_to_recordset($7) AS f(id text, value numeric, numerator numeric, denominator numeric, status text, records jsonb)`,
    [
      digest.id,
      digest.plan,
      digest.regionCode,
      dateColumn(digest.asOf),
      digest.knownAt,
      digest.text,
      JSON.stringify(figures),
    ],
  )
  return (await digestText({ pool }, digest.id)) ?? digest.text
}

export async function digestText({ pool }: Pick<Database, "pool">, id: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ text: string }>(`SELECT text FROM "Digest" WHERE id = $1`, [id])
  return rows[0]?.text
}

/** A digest as it went out; figures in the order of their names. */
export async function digestById({ prisma }: Pick<Database, "prisma">, id: string): Promise<Digest | undefined> {
  const row = await prisma.digest.findUnique({ where: { id }, include: { figures: { orderBy: { figure: "asc" } } } })
  if (!row) return undefined
  return {
    ...row,
    asOf: row.asOf.toISOString().slice(0, 10),
    figures: row.figures.map(({ figure, value, numerator, denominator, status, records }) => ({
      id: figure,
      value: value?.toNumber() ?? null,
      numerator: numerator?.toNumber() ?? null,
      denominator: denominator?.toNumber() ?? null,
      status: status as Figure["status"],
      records: records as string[],
    })),
  }
}
