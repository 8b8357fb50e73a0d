import { afterEach, beforeEach, expect, test } from "vitest"
import type { Database } from "#db/open.ts"
import { remindReview } from "#jobs/remind-review.ts"
import { addPerson, china, closeOutboxes, rowOf } from "#test/app/telling.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { addFiling, addOrganization, addRole, keysOf, TOWN, worldOn } from "./county.ts"

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})
afterEach(closeOutboxes)

const MORNING = china("2026-11-25 09:17")
const AFTERNOON = china("2026-11-25 14:17")

test("each official is told how much waits in their region, but for what is their own", async () => {
  const [contact, county, town, both, elsewhere, former, trainer] = await Promise.all(
    Array.from({ length: 7 }, () => addPerson(database)),
  )
  await addRole(database, county!, "administrator", "421281")
  await addRole(database, town!, "official", TOWN)
  await addRole(database, both!, "official", TOWN)
  await addRole(database, elsewhere!, "official", "421281101")
  await addRole(database, former!, "official", "421281", true)
  await addRole(database, trainer!, "trainer", "421281")
  await addOrganization(database, "DJ1", [contact!])
  await addOrganization(database, "DJ2", [contact!, both!])
  await addFiling(database, { number: "HD1", by: contact!, organization: "DJ1" })
  await addFiling(database, { number: "HD2", by: contact!, organization: "DJ2" })
  await addFiling(database, { number: "RY2", kind: "membership", by: contact!, organization: "DJ2" })
  await addFiling(database, { number: "RY3", kind: "membership", by: town!, organization: "DJ1" })
  await addFiling(database, { number: "HD4", by: contact!, townCode: "421281102" })
  for (const [number, last] of [
    ["HD5", "approved"],
    ["HD6", "returned"],
    ["HD7", "withdrawn"],
  ] as const)
    await addFiling(database, { number, by: contact!, steps: ["submitted", last] })
  await addFiling(database, { number: "HD8", by: contact!, steps: ["submitted", "approved", "submitted"] })

  const { world, outbox, heard } = worldOn(database, { now: MORNING })
  expect(await remindReview.run(world, MORNING)).toBe("3位工作人员有待审，新提醒3位。")
  await outbox.sweep(MORNING)
  const said = Object.fromEntries(heard.map(({ to, text }) => [to, text]))
  expect(said).toEqual({
    [county!.slice(0, 8)]: "待审6件。发“待审”看是哪些。",
    // Not their own request.
    [town!.slice(0, 8)]: "待审4件。发“待审”看是哪些。",
    // Not the activity of their own organization, but the request to join it.
    [both!.slice(0, 8)]: "待审4件。发“待审”看是哪些。",
  })
})

test("once a half-day, on working days, where something waits", async () => {
  const [contact, official] = [await addPerson(database), await addPerson(database)]
  await addRole(database, official, "official", "421281")
  const { world } = worldOn(database, { now: MORNING })
  expect(await remindReview.run(world, MORNING)).toBe("0位工作人员有待审，新提醒0位。")
  await addOrganization(database, "DJ1", [contact])
  await addFiling(database, { number: "HD1", by: contact })
  for (const at of [MORNING, MORNING, AFTERNOON]) await remindReview.run(world, at)
  const half = (name: string) => `remind-review:${name}:${official}`
  expect(await keysOf(database)).toEqual([half("2026-11-25-am"), half("2026-11-25-pm")])
  // A Saturday; the Saturday that makes up for a holiday; the holiday.
  for (const at of ["2026-11-28 09:17", "2026-10-10 09:17", "2026-10-01 09:17"])
    await remindReview.run(world, china(at))
  expect((await keysOf(database)).slice(0, 1)).toEqual([half("2026-10-10-am")])
  expect(await keysOf(database)).toHaveLength(3)
})

test.each([
  ["nothing waits any more", MORNING, true],
  ["its half-day is over", AFTERNOON, false],
])("is not told where %s", async (reason, at, decided) => {
  const [contact, official] = [await addPerson(database), await addPerson(database)]
  await addRole(database, official, "official", "421281")
  await addOrganization(database, "DJ1", [contact])
  await addFiling(database, { number: "HD1", by: contact })
  const { world, outbox } = worldOn(database, { now: at })
  await remindReview.run(world, MORNING)
  if (decided)
    await database.prisma.filingStep.create({
      data: { filing: "HD1", step: 2, kind: "approved", version: 1, by: official, at: MORNING },
    })
  await outbox.sweep(at)
  const row = await rowOf(database, `remind-review:2026-11-25-am:${official}`)
  expect(row).toMatchObject({ status: "dropped", reason })
})
