import { createHash, randomUUID } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type pg from "pg"
import type { Database } from "./open.ts"

export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../prisma/migrations", import.meta.url))

/** The number that Prisma's own migrate locks on, so that the two never run at once. */
const LOCK = 72_707_369

const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

type Migration = { name: string; sql: string }
type Applied = { name: string; checksum: string; finished: boolean }

/**
 * Brings the database up to the migrations of this version, each in a transaction, recorded as Prisma records them. Returns the
 * names of those it applied. Throws one sentence when the database does not fit: it is ahead, a migration was edited after it was
 * applied, or one failed half way (which only another tool can leave behind).
 */
export async function migrate({ pool }: Pick<Database, "pool">, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  const migrations = await readMigrations(folder)
  if (missing(migrations, await applied(pool)).length === 0) return []
  const client = await pool.connect()
  try {
    // Another instance may be at a long migration; waiting for it is the point.
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0")
    await client.query("SELECT pg_advisory_lock($1)", [LOCK])
    await client.query(TABLE)
    const todo = missing(migrations, await applied(client))
    for (const migration of todo) await apply(client, migration)
    return todo.map((it) => it.name)
  } finally {
    // Closed, not returned: with the connection go the lock and the settings, however it ended.
    client.release(true)
  }
}

/** The migrations in a folder, oldest first. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((it) => it.isDirectory()).map((it) => it.name)
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(join(folder, name, "migration.sql"), "utf8") })),
  )
}

async function applied(client: pg.Pool | pg.ClientBase): Promise<Applied[]> {
  const table = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there")
  if (!table.rows[0].there) return []
  const result = await client.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return result.rows
}

/** What is still to be applied. Throws when what was applied is not the beginning of what this version has. */
function missing(migrations: Migration[], done: Applied[]): Migration[] {
  const known = new Map(migrations.map((it) => [it.name, it]))
  for (const { name, checksum, finished } of done) {
    const migration = known.get(name)
    if (!finished) throw new Error(`Migration ${name} failed half way; repair the database or restore a backup.`)
    if (!migration) {
      throw new Error(`The database is ahead of this version: it has migration ${name}, which is not known here.`)
    }
    if (!checksums(migration.sql).includes(checksum)) {
      throw new Error(`Migration ${name} was changed after it was applied; put the original file back.`)
    }
  }
  const names = new Set(done.map((it) => it.name))
  return migrations.filter((it) => !names.has(it.name))
}

async function apply(client: pg.ClientBase, { name, sql }: Migration): Promise<void> {
  const started = new Date()
  await client.query("BEGIN")
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, $5, 1)`,
      [randomUUID(), checksums(sql)[0], new Date(), name, started],
    )
    await client.query("COMMIT")
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {})
    throw new Error(`Migration ${name} could not be applied, nothing was changed: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** SHA-256 of the file as it is, and as it would be with the line ends of the other systems: git may change them. */
function checksums(sql: string): string[] {
  const unix = sql.replaceAll("\r\n", "\n")
  return [sql, unix, unix.replaceAll("\n", "\r\n")].map((it) => createHash("sha256").update(it).digest("hex"))
}
