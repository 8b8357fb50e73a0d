import { DatabaseError } from "pg"
import { CHANGEABLE, KEYS, type Row } from "#domain/rows.ts"
import type { Database } from "./open.ts"

/**
 * Writes rows outside a turn, all or none, in one statement. False when one of them is there already: somebody was faster, and the
 * rows are to be made afresh.
 */
export async function writeRows({ pool }: Pick<Database, "pool">, rows: readonly Row[]): Promise<boolean> {
  const values: string[] = []
  const clauses = rows.map((row, at) => {
    values.push(JSON.stringify("add" in row ? row.row : { ...row.key, ...row.set }))
    const given = `json_populate_record(NULL::"${"add" in row ? row.add : row.change}", $${at + 1}::json) r`
    if ("add" in row) return `row${at} AS (INSERT INTO "${row.add}" SELECT r.* FROM ${given})`
    const columns = CHANGEABLE[row.change].filter((name) => Object.hasOwn(row.set, name))
    const set = columns.map((name) => `"${name}" = r."${name}"`).join(", ")
    const fits = KEYS[row.change].map((name) => `o."${name}" = r."${name}"`).join(" AND ")
    return `row${at} AS (UPDATE "${row.change}" o SET ${set} FROM ${given} WHERE ${fits})`
  })
  if (clauses.length === 0) return true
  try {
    await pool.query(`WITH ${clauses.join(",\n")} SELECT 1`, values)
    return true
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "23505") return false
    throw error
  }
}
