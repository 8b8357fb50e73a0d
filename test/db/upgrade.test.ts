import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { MIGRATIONS_FOLDER, migrate } from "#db/migrations.ts"
import type { Database } from "#db/open.ts"
import { emptyDatabase } from "#test/help/database.ts"

/** A database as each release left it, brought up to this one. */

const ALL = readdirSync(MIGRATIONS_FOLDER)
  .filter((name) => /^\d{14}_/.test(name))
  .sort()

/** A value for a column of each type, with something in it that could get lost. */
const VALUES: Record<string, string> = {
  text: `'原来的字'`,
  uuid: `'00000000-0000-4000-8000-00000000000a'`,
  int4: "7",
  int8: "77",
  bool: "true",
  date: `'2024-02-29'`,
  timestamptz: `'2026-11-20 09:08:07.654+08'`,
  numeric: "1234.56",
  jsonb: `'{"原来": ["的", 1]}'`,
  bytea: `'\\x00ff'`,
}

let database: Database
let folder: string

beforeAll(async () => {
  database = await emptyDatabase()
  folder = mkdtempSync(join(tmpdir(), "jiangong-upgrade-"))
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const rows = async <Row extends object>(sql: string) => (await database.pool.query<Row>(sql)).rows

async function tables(): Promise<string[]> {
  const found = await rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations' ORDER BY 1`,
  )
  return found.map((one) => one.name)
}

const read = (table: string) => rows<{ row: object }>(`SELECT to_jsonb(t) AS row FROM "${table}" t`)

/** A row with every column filled, in each table that has none. What it refers to need not be there. */
async function fill(): Promise<void> {
  for (const table of await tables()) {
    if ((await read(table)).length > 0) continue
    const columns = await rows<{ name: string; type: string }>(
      `SELECT column_name AS name, udt_name AS type FROM information_schema.columns
       WHERE table_schema = current_schema() AND table_name = '${table}'`,
    )
    const names = columns.map((one) => `"${one.name}"`).join(", ")
    const values = columns.map((one) => VALUES[one.type] ?? `NULL /* ${one.type} */`).join(", ")
    await database.pool.query(
      `SET session_replication_role = replica; INSERT INTO "${table}" (${names}) VALUES (${values}); SET session_replication_role = DEFAULT`,
    )
  }
}

test("nothing that a release wrote is lost on the way to this one", async () => {
  const left = new Map<string, { row: object }[]>()
  for (const name of ALL) {
    mkdirSync(join(folder, name))
    cpSync(join(MIGRATIONS_FOLDER, name), join(folder, name), { recursive: true })
    expect(await migrate(database, folder)).toEqual([name])
    await fill()
    for (const table of await tables()) if (!left.has(table)) left.set(table, await read(table))
  }
  expect(left.size).toBeGreaterThan(20)
  for (const [table, before] of left) expect(await read(table), table).toMatchObject(before)
  const recorded = await rows<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1`,
  )
  expect(recorded.map((one) => one.name)).toEqual(ALL)
  expect(await migrate(database)).toEqual([])
})
