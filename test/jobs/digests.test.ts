import { afterEach, beforeEach, expect, test } from "vitest"
import { digestById } from "#db/digests.ts"
import type { Database } from "#db/open.ts"
import type { Figure } from "#domain/figure.ts"
import { monthlyDigest } from "#jobs/monthly-digest.ts"
import { weeklyDigest } from "#jobs/weekly-digest.ts"
import { addPerson, china, closeOutboxes } from "#test/app/telling.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { addRole, keysOf, TOWN, worldOn } from "./county.ts"

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})
afterEach(closeOutboxes)

const MONDAY = china("2026-11-23 08:37")
const FIGURES = [
  { id: "paired", value: 10, numerator: 10, denominator: null, status: "met", records: ["DJ1", "DJ2"] },
  { id: "share", value: 14.9, numerator: 7, denominator: 47, status: "behind", records: [] },
] as unknown as Figure[]

/** A digest that says what it was asked for, and how often. */
function counting() {
  const asked: string[] = []
  const digest = async (region: string, asOf: string, knownAt: Date) => {
    asked.push(`${region} ${asOf}`)
    return {
      plan: "chibi",
      text: `${region}截至${asOf}，第${asked.length}次，${knownAt.toISOString()}`,
      figures: FIGURES,
    }
  }
  return { asked, digest }
}

async function addOfficials() {
  const [county, administrator, town, optedOut, trainer, wide] = await Promise.all([
    addPerson(database),
    addPerson(database),
    addPerson(database),
    addPerson(database, { optedOut: true }),
    addPerson(database),
    addPerson(database),
  ])
  await addRole(database, county, "official", "421281")
  await addRole(database, administrator, "administrator", "421281")
  await addRole(database, town, "official", TOWN)
  await addRole(database, optedOut, "official", "421281101")
  await addRole(database, trainer, "trainer", "421281")
  await addRole(database, wide, "official", TOWN)
  await addRole(database, wide, "administrator", "421281")
  return { county, administrator, town, wide }
}

test("each official gets the digest of their region, a week once, as of the day", async () => {
  const { county, administrator, town, wide } = await addOfficials()
  const { asked, digest } = counting()
  const { world, outbox, heard } = worldOn(database, { now: MONDAY }, { digest })
  expect(await weeklyDigest.run(world, MONDAY)).toBe("2026-W48的进展，2个地方，发给4位工作人员。")
  expect(asked.sort()).toEqual(["421281 2026-11-23", `${TOWN} 2026-11-23`])
  const key = (region: string, person: string) => `weekly-digest:2026-W48:${region}:${person}`
  const keys = [key("421281", county), key("421281", administrator), key("421281", wide), key(TOWN, town)]
  expect(await keysOf(database)).toEqual(keys.sort())
  expect(await weeklyDigest.run(world, china("2026-11-25 15:00"))).toBe("2026-W48的进展，2个地方，发给0位工作人员。")
  await outbox.sweep(MONDAY)
  expect(new Set(heard.map((one) => one.text)).size).toBe(2)
})

test("can be shown again exactly; whoever comes later in the week gets the same", async () => {
  const { digest } = counting()
  const first = await addPerson(database)
  await addRole(database, first, "official", "421281")
  const { world } = worldOn(database, { now: MONDAY }, { digest })
  await weeklyDigest.run(world, MONDAY)
  await addRole(database, await addPerson(database), "official", "421281")
  await weeklyDigest.run(world, china("2026-11-25 15:00"))
  const texts = (await database.prisma.outbox.findMany()).map((row) => row.text)
  expect(new Set(texts)).toEqual(new Set([`421281截至2026-11-23，第1次，${MONDAY.toISOString()}`]))
  expect(await digestById(database, "weekly-digest/2026-W48/421281")).toEqual({
    id: "weekly-digest/2026-W48/421281",
    plan: "chibi",
    regionCode: "421281",
    asOf: "2026-11-23",
    knownAt: MONDAY,
    text: texts[0],
    figures: FIGURES,
  })
})

test.each([
  ["2026-12-01 08:47", "2026-11", "2026-11-30"],
  ["2026-03-01 08:47", "2026-02", "2026-02-28"],
  ["2028-03-01 08:47", "2028-02", "2028-02-29"],
  ["2027-01-01 08:47", "2026-12", "2026-12-31"],
  // Asked for by hand on the 31st it is about the month before.
  ["2026-12-31 10:00", "2026-11", "2026-11-30"],
])("the monthly one of %s is about %s, as of %s", async (at, month, asOf) => {
  const official = await addPerson(database)
  await addRole(database, official, "official", "421281")
  const { asked, digest } = counting()
  const { world } = worldOn(database, { now: china(at) }, { digest })
  await monthlyDigest.run(world, china(at))
  expect(asked).toEqual([`421281 ${asOf}`])
  expect(await keysOf(database)).toEqual([`monthly-digest:${month}:421281:${official}`])
})

test("without a plan there is none, and it says so", async () => {
  await addOfficials()
  const { world } = worldOn(database, { now: MONDAY })
  expect(await weeklyDigest.run(world, MONDAY)).toBe("还没有载入方案，没有进展可报。")
  expect(await keysOf(database)).toEqual([])
})
