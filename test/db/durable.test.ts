import fs from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest"
import { hold } from "#db/hold.ts"
import { openDatabase } from "#db/open.ts"
import { SyncedFolder } from "#db/synced-folder.ts"
import { child, cramped } from "#test/help/child.ts"
import { image } from "#test/help/database.ts"

let made: string
let folder: string

beforeAll(async () => {
  made = fs.mkdtempSync(join(tmpdir(), "jiangong-made-"))
  await (await openDatabase({ dataDir: made, image: await image() })).close()
})

afterAll(() => fs.rmSync(made, { recursive: true }))

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "jiangong-durable-"))
  fs.cpSync(made, folder, { recursive: true })
})

afterEach(() => fs.rmSync(folder, { recursive: true }))

test("what was committed survives kill -9 in the middle of writing, and the lock does not", async () => {
  const writer = child("db/writing.ts", folder, "1")
  let last = 0
  while (last < 100) {
    last = Number(await writer.line())
    expect(last).toBeGreaterThan(0)
  }
  await expect(hold(folder, () => {})).rejects.toThrow(`in use by process ${writer.pid} since`)
  writer.kill()
  await writer.exited
  for (let line = await writer.line(); line; line = await writer.line()) last = Number(line)

  const held = await hold(folder, () => {})
  const database = await openDatabase({ dataDir: folder })
  const { rows } = await database.pool.query("SELECT n FROM written ORDER BY n")
  const numbers = rows.map((it) => it.n)
  // One more may have been committed than could be said.
  expect([last, last + 1]).toContain(numbers.length)
  expect(numbers).toEqual(Array.from(numbers, (_, index) => index + 1))
  await database.close()
  await held.release()
}, 60_000)

test("a disk that is full ends the statement with the reason, and loses nothing before it", async () => {
  const writer = cramped(8 * 1024, "db/writing.ts", folder, "10000")
  let last = 0
  let line = await writer.line()
  for (; Number(line); line = await writer.line()) last = Number(line)
  expect(line).toMatch(/^failed: The embedded database stopped: could not write .*File too large/s)
  await writer.exited

  const database = await openDatabase({ dataDir: folder })
  expect((await database.pool.query("SELECT max(n) AS last FROM written")).rows).toEqual([{ last }])
  await database.close()
}, 60_000)

test("every commit is forced to the disk", async () => {
  const startParams = [...PGlite.defaultStartParams.filter((it) => it !== "-F"), "-c", "wal_sync_method=fsync"]
  const pglite = await PGlite.create({ fs: new SyncedFolder(join(folder, "database")), startParams })
  await pglite.exec("CREATE TABLE written (n INT)")
  const synced = vi.spyOn(fs, "fdatasyncSync")
  for (let n = 0; n < 20; n++) await pglite.query("INSERT INTO written VALUES ($1)", [n])
  expect(synced.mock.calls.length).toBeGreaterThanOrEqual(20)
  synced.mockRestore()
  await pglite.close()
})
