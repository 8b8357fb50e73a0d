import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { MIGRATIONS_FOLDER } from "./migrations.ts"
import { difference } from "./schema-engine.ts"

/**
 * Writes the migration that leads to prisma/schema.prisma: `npx tsx src/db/write-migration.ts NAME`. Read it before committing it:
 * what renames a column for a human drops one and adds another for the engine.
 */
const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Usage: npx tsx src/db/write-migration.ts NAME (lower-case letters, digits and _)")
  process.exit(2)
}
const sql = await difference(await readFile(new URL("../../prisma/schema.prisma", import.meta.url), "utf8"))
if (sql === "") {
  console.log("The migrations already lead to prisma/schema.prisma; nothing was written.")
} else {
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14)
  const folder = join(MIGRATIONS_FOLDER, `${time}_${name}`)
  await mkdir(folder)
  await writeFile(join(folder, "migration.sql"), sql)
  console.log(`Wrote ${join(folder, "migration.sql")}`)
}
