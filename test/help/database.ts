import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { PGlite } from "@electric-sql/pglite"
import pg from "pg"
import { migrate } from "#db/migrations.ts"
import { type Database, openDatabase } from "#db/open.ts"

const kept = globalThis as typeof globalThis & { testDatabase?: Promise<Database> }

/**
 * The migrated database of this test worker, opened once and shared by the files it runs: embedded and in memory, or, with
 * TEST_DATABASE_URL set, a fresh database on that server. Empty it with `truncate` before each test; never close it.
 */
export function testDatabase(): Promise<Database> {
  kept.testDatabase ??= process.env.TEST_DATABASE_URL ? onServer(process.env.TEST_DATABASE_URL) : inMemory()
  return kept.testDatabase
}

/** A database of one's own, in memory, without tables: for what cannot share. Its opener closes it. */
export async function emptyDatabase(): Promise<Database> {
  return openDatabase({ dataDir: "", inMemory: true, image: await image() })
}

const emptying = new WeakMap<object, Promise<string>>()

/** Empties every table but that of the migrations, and starts the sequences again. */
export async function truncate({ pool }: Pick<Database, "pool">): Promise<void> {
  if (!emptying.has(pool)) emptying.set(pool, script(pool))
  await pool.query(await emptying.get(pool)!)
}

/** DELETE, with foreign keys asleep: on tables of a few rows it takes a tenth of the time of TRUNCATE. */
async function script(pool: pg.Pool): Promise<string> {
  const result = await pool.query(
    `SELECT format('DELETE FROM %I;', tablename) AS line FROM pg_tables
     WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'
     UNION ALL
     SELECT format('SELECT setval(%L, 1, false);', format('%I', sequencename)) FROM pg_sequences
     WHERE schemaname = current_schema()`,
  )
  const lines = result.rows.map((it) => it.line).join("\n")
  return `SET session_replication_role = replica;\n${lines}\nSET session_replication_role = DEFAULT`
}

/** The path of a new database's data folder as a tar, made once per version of PGlite: it spares each start the seconds of initdb. */
export async function image(): Promise<string> {
  const modules = fileURLToPath(new URL("../../node_modules", import.meta.url))
  const { version } = JSON.parse(readFileSync(`${modules}/@electric-sql/pglite/package.json`, "utf8"))
  const path = `${modules}/.cache/jiangong/pglite-${version}.tar`
  if (existsSync(path)) return path
  const pglite = await PGlite.create()
  const tar = await (await pglite.dumpDataDir("none")).arrayBuffer()
  await pglite.close()
  mkdirSync(dirname(path), { recursive: true })
  // Another worker may be at the same: whoever is later puts the same bytes there.
  writeFileSync(`${path}.${process.pid}`, new Uint8Array(tar))
  renameSync(`${path}.${process.pid}`, path)
  return path
}

async function inMemory(): Promise<Database> {
  const database = await emptyDatabase()
  await migrate(database)
  return database
}

async function onServer(url: string): Promise<Database> {
  const name = `jiangong_test_${process.env.VITEST_POOL_ID ?? process.pid}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const own = new URL(url)
  own.pathname = `/${name}`
  const database = await openDatabase({ databaseUrl: own.href, dataDir: "" })
  await migrate(database)
  return database
}
