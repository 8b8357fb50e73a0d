import { spawnSync } from "node:child_process"
import { startPostgres } from "./postgres.ts"

/**
 * Runs a command with a PostgreSQL server of its own, whose address it finds in TEST_DATABASE_URL and DATABASE_URL:
 * tsx test/help/on-postgres.ts COMMAND…
 */
const [command = "", ...args] = process.argv.slice(2)
const postgres = await startPostgres()
if (!postgres) {
  console.error("PostgreSQL is not installed: neither in the PATH nor under /usr/lib/postgresql.")
  process.exit(1)
}
const env = { ...process.env, TEST_DATABASE_URL: postgres.url, DATABASE_URL: postgres.url }
const { status } = spawnSync(command, args, { stdio: "inherit", env })
await postgres.stop()
process.exit(status ?? 1)
