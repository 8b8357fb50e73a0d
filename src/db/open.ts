import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { PrismaPg } from "@prisma/adapter-pg"
import pg from "pg"
import { PrismaClient } from "./generated/client.ts"
import { Pglite } from "./pglite.ts"
import { keepUp } from "./upkeep.ts"
import { types } from "./values.ts"

/** How long a close waits for statements that are under way. */
const CLOSE_MS = 5000

export type Database = {
  kind: "pglite" | "postgres"
  /** For the raw statements of the hot path. */
  pool: pg.Pool
  /** For everything else; over the same pool. */
  prisma: PrismaClient
  close(): Promise<void>
}

export type DatabaseOptions = {
  /** A PostgreSQL server. Absent: the embedded database under `dataDir`. */
  databaseUrl?: string | undefined
  dataDir: string
  /** The embedded database in memory: for tests, nothing is kept. */
  inMemory?: boolean
  /** A tar of a data folder that a new embedded database starts from, instead of seconds of initdb. */
  image?: string | undefined
  /** Connections to a PostgreSQL server. The embedded database has one. */
  poolSize?: number
}

/** Opens the database; whoever opens it closes it. Throws when it cannot be reached or read. Applies no migrations. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl ? openServer(options.databaseUrl, options.poolSize ?? 10) : openEmbedded(options)
}

async function openServer(connectionString: string, max: number): Promise<Database> {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    keepAlive: true,
    connectionTimeoutMillis: 30_000,
    application_name: "jiangong",
    // Prisma reads and writes times without their offset, so a session in another zone would shift every one of them.
    onConnect: async (client) => {
      await client.query(
        "SET TimeZone = 'UTC'; SET statement_timeout = '60s'; SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '60s'",
      )
    },
  })
  const database = assemble("postgres", pool, async () => {})
  try {
    await pool.query("SELECT 1")
  } catch (error) {
    await database.close()
    throw new Error(`The PostgreSQL server of DATABASE_URL cannot be used: ${reason(error)}`, { cause: error })
  }
  return database
}

async function openEmbedded({ dataDir, inMemory, image }: DatabaseOptions): Promise<Database> {
  const pglite = new Pglite({ ...(!inMemory && { folder: join(dataDir, "database") }), ...(image && { image }) })
  await pglite.ready().catch((error) => {
    throw new Error(`The database in ${dataDir} cannot be opened. ${reason(error)}`, { cause: error })
  })
  const pool = new pg.Pool({
    stream: () => pglite.connect() as never,
    // One session inside: an interactive transaction holds the only connection, everyone else waits here.
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 60_000,
    types,
    user: "postgres",
    database: "postgres",
    allowExitOnIdle: inMemory ?? false,
  })
  const rest = inMemory ? undefined : keepUp(pool)
  return assemble("pglite", pool, async () => {
    rest?.()
    await pglite.close()
  })
}

function assemble(kind: Database["kind"], pool: pg.Pool, end: () => Promise<void>): Database {
  // A connection that is lost while idle is replaced by the pool; unheard, the event would end the process.
  pool.on("error", () => {})
  pool.on("connect", (client) => client.on("error", () => {}))
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  })
  let closed: Promise<void> | undefined
  const close = async () => {
    // A connection that somebody never gave back must not keep the service from ending.
    await Promise.race([prisma.$disconnect().then(() => pool.end()), pause(CLOSE_MS, undefined, { ref: false })])
    await end()
  }
  return {
    kind,
    pool,
    prisma,
    close() {
      closed ??= close()
      return closed
    },
  }
}

/** A connection refused on every address of a host is an error without a message. */
function reason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string }
  return message || code || String(error)
}
