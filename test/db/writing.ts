import { hold } from "#db/hold.ts"
import { openDatabase } from "#db/open.ts"

// A process of durable.test.ts: writes numbers into a database until it is killed, and says each one that was committed.
const [folder, padding] = process.argv.slice(2)
await hold(folder!, () => {})
const database = await openDatabase({ dataDir: folder! })
await database.pool.query("CREATE TABLE IF NOT EXISTS written (n INT PRIMARY KEY, padding TEXT STORAGE EXTERNAL)")
const { rows } = await database.pool.query("SELECT coalesce(max(n), 0) AS last FROM written")
for (let n = rows[0].last + 1; ; n++) {
  // One half by Prisma, in a transaction of several statements: no part of it may stay.
  try {
    if (n % 2) {
      await database.pool.query("INSERT INTO written VALUES ($1::int, repeat(md5($1::text), $2))", [n, Number(padding)])
    } else {
      await database.prisma.$transaction(async (tx) => {
        await tx.$executeRaw`INSERT INTO written VALUES (${-n}, '')`
        await tx.$executeRaw`UPDATE written SET n = ${n} WHERE n = ${-n}`
      })
    }
  } catch (error) {
    console.log(`failed: ${(error as Error).message}`)
    process.exit(1)
  }
  console.log(n)
}
