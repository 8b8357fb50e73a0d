import { fileURLToPath } from "node:url"
import { defineConfig } from "prisma/config"

/**
 * Prisma's command line wants to download its schema engine before anything else. Nothing here needs it: the client is
 * generated without it, and migrations are written by `npm run migration` and applied by `src/db/migrations.ts`. So it is pointed at a script that
 * fails loudly, should a command that does need the engine be tried.
 */
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL("no-schema-engine.sh", import.meta.url))

export default defineConfig({ schema: "../prisma/schema.prisma" })
