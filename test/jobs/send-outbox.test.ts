import { afterEach, beforeEach, expect, test } from "vitest"
import type { Database } from "#db/open.ts"
import { sendOutbox } from "#jobs/send-outbox.ts"
import { addPerson, closeOutboxes, owe, owed, TUESDAY } from "#test/app/telling.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { worldOn } from "./county.ts"

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})
afterEach(closeOutboxes)

test("sends what is due and says how much", async () => {
  const person = await addPerson(database)
  const { world, heard } = worldOn(database, { now: TUESDAY })
  await owe(database, [owed(person, "a"), owed(person, "b", "decision", { dueAt: new Date(TUESDAY.getTime() + 1) })])
  expect(await sendOutbox.run(world, TUESDAY)).toBe("发出1条。")
  expect(heard).toHaveLength(1)
})
