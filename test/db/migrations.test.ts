import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { MIGRATIONS_FOLDER, migrate } from "#db/migrations.ts"
import { type Database, openDatabase } from "#db/open.ts"
import { difference } from "#db/schema-engine.ts"
import { emptyDatabase, image } from "#test/help/database.ts"
import { type Postgres, startPostgres } from "#test/help/postgres.ts"

/** Every migration there is, in order. */
const ALL = readdirSync(MIGRATIONS_FOLDER)
  .filter((name) => /^\d{14}_/.test(name))
  .sort()
const schema = readFileSync(new URL("../../prisma/schema.prisma", import.meta.url), "utf8")

describe("the schema and the migrations", () => {
  test("agree", async () => {
    expect(await difference(schema, { image: await image() })).toBe("")
  })

  test("would be seen to differ", async () => {
    const more = schema.replace("model Person {", "model Person {\n  nickname String?")
    expect(await difference(more, { image: await image() })).toContain(
      'ALTER TABLE "Person" ADD COLUMN     "nickname" TEXT',
    )
  })
})

describe("migrate", () => {
  let database: Database
  let folder: string

  beforeAll(async () => {
    database = await emptyDatabase()
    folder = mkdtempSync(join(tmpdir(), "jiangong-migrations-"))
    cpSync(MIGRATIONS_FOLDER, folder, { recursive: true })
    add("20991231000001_first", 'CREATE TABLE "First" (id INT)')
  })

  afterAll(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  function add(name: string, sql: string) {
    cpSync(join(folder, "20261123000000_start"), join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, "migration.sql"), sql)
  }

  test("applies what is missing in order, then nothing", async () => {
    expect(await migrate(database, folder)).toEqual([...ALL, "20991231000001_first"])
    expect(await migrate(database, folder)).toEqual([])
    add("20991231000002_second", 'ALTER TABLE "First" ADD name TEXT; -- a comment; with a semicolon')
    expect(await migrate(database, folder)).toEqual(["20991231000002_second"])
  })

  test("records them as Prisma does", async () => {
    const { rows } = await database.pool.query("SELECT * FROM _prisma_migrations ORDER BY migration_name LIMIT 1")
    expect(rows[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      finished_at: expect.any(Date),
      migration_name: "20261123000000_start",
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(Date),
      applied_steps_count: 1,
    })
  })

  test("takes the line ends of another system for the same file, and nothing else", async () => {
    const file = join(folder, "20261123000000_start/migration.sql")
    const original = readFileSync(file, "utf8")
    writeFileSync(file, original.replaceAll("\n", "\r\n"))
    expect(await migrate(database, folder)).toEqual([])
    writeFileSync(file, `${original}-- edited`)
    await expect(migrate(database, folder)).rejects.toThrow("20261123000000_start was changed after it was applied")
    writeFileSync(file, original)
  })

  test("leaves nothing behind of one that fails", async () => {
    add("20991231000003_third", 'CREATE TABLE "Third" (id INT); SELECT 1/0')
    await expect(migrate(database, folder)).rejects.toThrow(
      "20991231000003_third could not be applied, nothing was changed: division by zero",
    )
    const { rows } = await database.pool.query(`SELECT to_regclass('"Third"') AS name`)
    expect(rows).toEqual([{ name: null }])
    rmSync(join(folder, "20991231000003_third"), { recursive: true })
  })

  test("refuses a database that is ahead, and one that another tool left half migrated", async () => {
    await expect(migrate(database)).rejects.toThrow("ahead of this version: it has migration 20991231000001_first")
    await database.pool.query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%first'")
    await expect(migrate(database, folder)).rejects.toThrow("20991231000001_first failed half way")
  })
})

describe("on a server", () => {
  let server: Postgres | undefined

  beforeAll(async () => {
    server = await startPostgres()
  })

  afterAll(() => server?.stop())

  test("two instances that start at once migrate once", async ({ skip }) => {
    if (!server) return skip("PostgreSQL is not installed here")
    const url = server.url
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ databaseUrl: url, dataDir: "" })))
    const applied = await Promise.all(databases.map((it) => migrate(it)))
    expect(applied.flat()).toEqual(ALL)
    await Promise.all(databases.map((it) => it.close()))
  })
})
