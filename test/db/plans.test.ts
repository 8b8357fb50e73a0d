import { readFileSync } from "node:fs"
import { beforeEach, expect, test } from "vitest"
import type { Database } from "#db/open.ts"
import { baselines, currentPlan, loadPlan, loadSeedPlan, registerImported } from "#db/plans.ts"
import { dateColumn } from "#domain/calendar.ts"
import { PlanError } from "#domain/plan.ts"
import { testDatabase, truncate } from "#test/help/database.ts"

const SEED = readFileSync(new URL("../../prisma/seed/plans/chibi-2023-2025.yaml", import.meta.url), "utf8")
const NEWER = SEED.replace("atLeast: 2000", "atLeast: 2500")
const SUCCESSOR = SEED.replace("id: chibi-2023-2025", "id: chibi-2027-2029")
  .replaceAll("2025-12-31", "2029-12-31")
  .replaceAll("2023-12-31", "2027-12-31")
  .replace("2023-01-01", "2027-01-01")
  .replace("2022-12-31", "2026-12-31")

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})

test("the same text again changes nothing, a newer one is a new revision", async () => {
  expect(await loadSeedPlan(database, SEED)).toMatchObject({ revision: 1, changed: true })
  expect(await loadSeedPlan(database, SEED)).toMatchObject({ revision: 1, changed: false })
  expect(await loadSeedPlan(database, NEWER)).toMatchObject({ revision: 2, changed: true })
  const kept = await currentPlan(database, dateColumn("2026-11-23"))
  expect(kept?.indicators.find(({ id }) => id === "I-09")?.goal).toMatchObject({ value: 2500 })
})

test("two instances that start at once load it once", async () => {
  const loaded = await Promise.all([1, 2, 3].map(() => loadSeedPlan(database, SEED)))
  expect(loaded.filter(({ changed }) => changed)).toHaveLength(1)
})

test("what the bureau loaded itself stays when the service starts again", async () => {
  await loadSeedPlan(database, SEED)
  expect(await loadPlan(database, NEWER)).toMatchObject({ revision: 2, changed: true })
  const again = await loadSeedPlan(database, SEED)
  expect(again).toMatchObject({ revision: 2, changed: false })
  expect(again.plan.indicators.find(({ id }) => id === "I-09")?.goal).toMatchObject({ value: 2500 })
})

test("a plan with faults is not loaded", async () => {
  await expect(loadPlan(database, SEED.replace("kind: sum", "kind: total"))).rejects.toThrow(PlanError)
  expect(await currentPlan(database, dateColumn("2026-11-23"))).toBeUndefined()
})

test.each([
  ["2022-06-01", "chibi-2023-2025"],
  ["2024-06-01", "chibi-2023-2025"],
  ["2026-11-23", "chibi-2023-2025"],
  ["2027-01-01", "chibi-2027-2029"],
  ["2035-01-01", "chibi-2027-2029"],
])("on %s the plan is %s", async (day, id) => {
  await loadSeedPlan(database, SEED)
  await loadPlan(database, SUCCESSOR)
  expect((await currentPlan(database, dateColumn(day)))?.id).toBe(id)
})

test("the baseline stated last, as known then", async () => {
  const row = { plan: "p", asOf: dateColumn("2022-12-31") }
  await database.prisma.baseline.createMany({
    data: [
      { ...row, target: "I-01", seq: 1, value: 20, at: new Date("2026-01-01T00:00:00Z") },
      { ...row, target: "I-01", seq: 2, value: 22.5, at: new Date("2026-02-01T00:00:00Z") },
      { ...row, target: "I-05c", seq: 1, value: 700, at: new Date("2026-02-01T00:00:00Z") },
      { ...row, plan: "q", target: "I-01", seq: 1, value: 99, at: new Date("2026-01-01T00:00:00Z") },
    ],
  })
  expect(await baselines(database, "p", new Date("2026-03-01T00:00:00Z"))).toEqual({ "I-01": 22.5, "I-05c": 700 })
  expect(await baselines(database, "p", new Date("2026-01-15T00:00:00Z"))).toEqual({ "I-01": 20 })
  expect(await baselines(database, "p", new Date("2025-01-01T00:00:00Z"))).toEqual({})
})

test("whether the register was imported, as known then", async () => {
  const id = "00000000-0000-4000-8000-000000000001"
  await database.prisma.registerImport.create({
    data: { id, at: new Date("2026-02-01T00:00:00Z"), file: "台账.xlsx", rows: 3 },
  })
  expect(await registerImported(database, new Date("2026-01-31T00:00:00Z"))).toBe(false)
  expect(await registerImported(database, new Date("2026-02-01T00:00:00Z"))).toBe(true)
})
