import type { Region } from "#domain/region.ts"
import type { Database } from "./open.ts"

/** Puts the region tree into the database, where records can be joined with it; codes that are gone stay. */
export async function saveRegions({ pool }: Database, regions: readonly Region[]): Promise<void> {
  const county = regions.find((one) => one.kind === "county")?.code ?? null
  const rows = regions.map((one) => ({ ...one, parentCode: one.kind === "county" ? null : county }))
  await pool.query(
    `INSERT INTO "Region" (code, name, kind, "parentCode")
       SELECT code, name, kind, "parentCode" FROM json_to_recordset($1::json) AS r(code text, name text, kind text, "parentCode" text)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, "parentCode" = excluded."parentCode"
       WHERE ("Region".name, "Region".kind) IS DISTINCT FROM (excluded.name, excluded.kind)`,
    [JSON.stringify(rows)],
  )
}
