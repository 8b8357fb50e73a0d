import { beforeEach, describe, expect, test } from "vitest"
import { type Database, openDatabase } from "#db/open.ts"
import { image, testDatabase, truncate } from "#test/help/database.ts"
import { startPostgres } from "#test/help/postgres.ts"

let database: Database

beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})

const person = (id: string) => ({ id, noticeVersion: 1, consentAt: new Date("2026-11-23T08:00:00.123+08:00") })

describe("values", () => {
  test("are the same read raw and by Prisma", async () => {
    const at = new Date("2026-12-31T23:30:00.456+08:00")
    const common = {
      channel: "chat",
      sender: "p1",
      messageId: "1",
      text: "办义诊😀",
      at,
      takenAt: at,
      id: crypto.randomUUID(),
    }
    await database.prisma.inbox.create({ data: { ...common, replies: [{ b: 1, a: "二" }] } })
    const raw = await database.pool.query('SELECT * FROM "Inbox"')
    expect(raw.rows).toEqual(await database.prisma.inbox.findMany())
    expect(raw.rows[0]).toMatchObject({ at, seq: 1n, replies: [{ b: 1, a: "二" }] })
  })

  test("written raw are read by Prisma, a day as midnight UTC", async () => {
    const day = new Date("2026-12-31T00:00:00Z")
    const now = new Date()
    await database.pool.query(
      `INSERT INTO "Plan" (id, revision, title, "from", until, content, checksum, "loadedAt")
       VALUES ('p', 1, 't', $1, $1, $2, 'c', $3)`,
      [day, { targets: [1, 2] }, now],
    )
    expect(await database.prisma.plan.findFirst()).toMatchObject({
      from: day,
      content: { targets: [1, 2] },
      loadedAt: now,
    })
    const raw = await database.pool.query(
      'SELECT "from", "loadedAt", 1.50::numeric AS amount, ARRAY[1::int8] AS list FROM "Plan"',
    )
    expect(raw.rows).toEqual([{ from: day, loadedAt: now, amount: "1.50", list: [1n] }])
  })

  test("of several megabytes pass whole, both ways", async () => {
    const bytes = Buffer.alloc(5_000_000, "建功")
    const id = crypto.randomUUID()
    await database.prisma.media.create({
      data: { id, personId: id, mime: "image/png", size: 1, bytes, at: new Date() },
    })
    const found = await database.prisma.media.findUniqueOrThrow({ where: { id } })
    expect(Buffer.compare(found.bytes, bytes)).toBe(0)
  })
})

describe("after a statement that failed", () => {
  test("the next one works, and a prepared one is prepared again", async () => {
    const twice = { name: "twice", text: "SELECT $1::int * 2 AS it" }
    for (const value of [1, 2, 3]) {
      await expect(database.pool.query("SELECT 1/0")).rejects.toThrow("division by zero")
      expect((await database.pool.query({ ...twice, values: [value] })).rows).toEqual([{ it: value * 2 }])
    }
  })

  test("Prisma knows what was violated", async () => {
    const id = crypto.randomUUID()
    await database.prisma.person.create({ data: person(id) })
    await expect(database.prisma.person.create({ data: person(id) })).rejects.toMatchObject({ code: "P2002" })
    await expect(
      database.prisma.membership.create({ data: { personId: id, organization: "none", seq: 1, since: new Date() } }),
    ).rejects.toMatchObject({ code: "P2003" })
  })

  test("a transaction leaves nothing", async () => {
    const id = crypto.randomUUID()
    const failing = database.prisma.$transaction(async (tx) => {
      await tx.person.create({ data: person(id) })
      await tx.$executeRaw`SELECT 1/0`
    })
    await expect(failing).rejects.toThrow("division by zero")
    expect(await database.prisma.person.count()).toBe(0)
  })

  test("a transaction that was abandoned with its connection leaves nothing", async () => {
    const client = await database.pool.connect()
    await client.query("BEGIN")
    await client.query('INSERT INTO "Region" (code, name, kind) VALUES (1, 2, 3)')
    client.release(true)
    expect((await database.pool.query('SELECT * FROM "Region"')).rows).toEqual([])
  })
})

test("statements that arrive during a transaction wait for it", async () => {
  const order: string[] = []
  await Promise.all([
    database.prisma.$transaction(async (tx) => {
      await tx.region.create({ data: { code: "1", name: "街道", kind: "street" } })
      await tx.region.update({ where: { code: "1" }, data: { name: "镇" } })
      order.push("transaction")
    }),
    ...[1, 2, 3].map(async () => {
      await database.pool.query("SELECT 1")
      order.push("statement")
    }),
  ])
  expect(order.filter((it) => it === "statement")).toHaveLength(3)
})

test("a closed database refuses politely, and closing twice is closing once", async () => {
  const own = await openDatabase({
    dataDir: "",
    inMemory: true,
    image: await image(),
  })
  await Promise.all([own.close(), own.close()])
  await expect(own.pool.query("SELECT 1")).rejects.toThrow("after calling end")
})

describe("a server", () => {
  test("that goes away and comes back is used again", async ({ skip }) => {
    const server = await startPostgres()
    if (!server) return skip("PostgreSQL is not installed here")
    const own = await openDatabase({ databaseUrl: server.url, dataDir: "", poolSize: 2 })
    const other = await openDatabase({ databaseUrl: server.url, dataDir: "" })
    const under = own.pool.query("SELECT pg_sleep(20)")
    under.catch(() => {})
    await other.pool.query("SELECT pg_sleep(0.2)")
    await other.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    await expect(under).rejects.toThrow("terminating connection")
    expect((await own.pool.query("SELECT current_setting('TimeZone') AS zone")).rows).toEqual([{ zone: "UTC" }])
    await Promise.all([own.close(), other.close()])
    await server.stop()
  })

  test("that is not there is named in a sentence", async () => {
    const opening = openDatabase({ databaseUrl: "postgresql://nobody@127.0.0.1:1/none", dataDir: "" })
    await expect(opening).rejects.toThrow("The PostgreSQL server of DATABASE_URL cannot be used: connect ECONNREFUSED")
  })
})
