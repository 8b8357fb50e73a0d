import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { PrismaPg } from "@prisma/adapter-pg"
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils"
import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg"
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg"
import pg from "pg"
import { MIGRATIONS_FOLDER, readMigrations } from "./migrations.ts"
import { type Database, openDatabase } from "./open.ts"

/** Its number among PostgreSQL's types; pg has no name for it. */
const LETTER = 18

type Performs = { performIO(query: SqlQuery): Promise<pg.QueryResult> }

// The compiler's libraries for Node declare only the types of it.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

/**
 * The SQL that leads from where the migrations end to what the schema says; empty when they agree. It is Prisma's own schema engine
 * as WebAssembly over an embedded database in memory: what `prisma migrate diff` would say, without the download. For writing and
 * checking migrations only; the service never loads it. `image` as in `openDatabase`.
 */
export async function difference(schema: string, options: { folder?: string; image?: string } = {}): Promise<string> {
  const { folder = MIGRATIONS_FOLDER, image } = options
  loaded ??= load()
  await loaded
  const database = await openDatabase({ dataDir: "", inMemory: true, image })
  const adapter = bindMigrationAwareSqlAdapterFactory(factory(database))
  const engine = await glue.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, adapter)
  try {
    const result = await engine.diff({
      from: { tag: "migrations", ...(await list(folder)) },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return result.exitCode === 0 ? "" : (result.stdout ?? "")
  } finally {
    engine.free()
    await database.close()
  }
}

let loaded: Promise<void> | undefined

/** Once per process: the JavaScript around the engine keeps views of the memory it was first given. */
async function load(): Promise<void> {
  const glueFile = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg")
  const bytes = await readFile(glueFile.replace(/js$/, "wasm"))
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue })
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
}

/** The database is the engine's shadow database too, which migrations are replayed on: a diff touches no other. */
function factory({ pool }: Database): SqlMigrationAwareDriverAdapterFactory {
  const connect = async () => {
    const adapter = await new PrismaPg(pool).connect()
    withLetters(adapter)
    // The adapter's own cuts a script at every semicolon, also in a comment.
    adapter.executeScript = async (script) => void (await pool.query(script))
    return adapter
  }
  return { provider: "postgres", adapterName: "@prisma/adapter-pg", connect, connectToShadowDb: connect }
}

/** Tells the engine which columns are PostgreSQL's one-letter type, of which its catalogue is full and the adapter knows nothing. */
function withLetters(adapter: SqlDriverAdapter): void {
  const letters = new WeakMap<object, number[]>()
  const inner = adapter as unknown as Performs
  const perform = inner.performIO.bind(adapter)
  inner.performIO = async (query) => {
    const result = await perform(query)
    const found = [...result.fields.keys()].filter((at) => result.fields[at]!.dataTypeID === LETTER)
    for (const at of found) result.fields[at]!.dataTypeID = pg.types.builtins.TEXT
    letters.set(result.rows, found)
    return result
  }
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const at of letters.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character
    return result
  }
}

async function list(folder: string): Promise<MigrationList> {
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: (await readMigrations(folder)).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  }
}
