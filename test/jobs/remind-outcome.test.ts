import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Database } from "#db/open.ts"
import { addDays, dayOf } from "#domain/calendar.ts"
import { remindOutcome } from "#jobs/remind-outcome.ts"
import { addPerson, china, closeOutboxes, rowOf } from "#test/app/telling.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { addFiling, addOrganization, keysOf, type MadeStep, worldOn } from "./county.ts"

let database: Database
let person: string
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
  person = await addPerson(database)
  await addOrganization(database, "DJ1", [person])
})
afterEach(closeOutboxes)

/** A Wednesday. */
const NOW = china("2026-11-25 09:07")
const TODAY = dayOf(NOW)
const ago = (days: number) => addDays(TODAY, -days)
const on = (start: string, end?: string) => ({ title: "义诊", start, ...(end && { end }) })

const activity = (answers: object, steps: readonly MadeStep[] = ["submitted", "approved"]) =>
  addFiling(database, { number: "HD1", by: person, answers: { ...answers }, steps })

describe("an activity is reminded of", () => {
  test.each<[what: string, answers: object, steps: readonly MadeStep[], keys: string[]]>([
    ["held today", on(TODAY), ["submitted", "approved"], []],
    ["held yesterday", on(ago(1)), ["submitted", "approved"], []],
    ["held two days ago", on(ago(2)), ["submitted", "approved"], [`remind-outcome:HD1:${ago(2)}:2`]],
    [
      "held two days ago, with a time",
      on(`${ago(2)}T14:00:00+08:00`),
      ["submitted", "approved"],
      [`remind-outcome:HD1:${ago(2)}:2`],
    ],
    [
      "over two days ago, begun before",
      on(ago(20), ago(2)),
      ["submitted", "approved"],
      [`remind-outcome:HD1:${ago(2)}:2`],
    ],
    ["still going on", on(ago(20), addDays(TODAY, 1)), ["submitted", "approved"], []],
    ["held eight days ago", on(ago(8)), ["submitted", "approved"], [`remind-outcome:HD1:${ago(8)}:2`]],
    ["held nine days ago", on(ago(9)), ["submitted", "approved"], [`remind-outcome:HD1:${ago(9)}:9`]],
    ["held sixty days ago", on(ago(60)), ["submitted", "approved"], [`remind-outcome:HD1:${ago(60)}:9`]],
    ["held sixty-one days ago", on(ago(61)), ["submitted", "approved"], []],
    ["waiting", on(ago(2)), ["submitted"], []],
    ["returned", on(ago(2)), ["submitted", "returned"], []],
    ["withdrawn", on(ago(2)), ["submitted", "withdrawn"], []],
    ["revoked", on(ago(2)), ["submitted", "approved", "revoked"], []],
    [
      "approved, with a correction that waits",
      on(ago(2)),
      ["submitted", "approved", "submitted"],
      [`remind-outcome:HD1:${ago(2)}:2`],
    ],
    [
      "approved, with a correction that moves it",
      on(ago(2)),
      ["submitted", "approved", { kind: "submitted", answers: on(addDays(TODAY, 5)) }],
      [],
    ],
  ])("%s", async (_, answers, steps, keys) => {
    await activity(answers, steps)
    const { world } = worldOn(database, { now: NOW })
    await remindOutcome.run(world, NOW)
    expect(await keysOf(database)).toEqual(keys)
  })

  test.each<[steps: readonly MadeStep[], reminded: boolean]>([
    [["submitted"], false],
    [["submitted", "approved"], false],
    [["submitted", "returned"], false],
    [["submitted", "withdrawn"], true],
    [["submitted", "approved", "revoked"], true],
  ])("by where its summary stands: %j", async (steps, reminded) => {
    await activity(on(ago(2)))
    await addFiling(database, { number: "ZJ1", kind: "outcome", about: "HD1", by: person, steps })
    const { world } = worldOn(database, { now: NOW })
    expect(await remindOutcome.run(world, NOW)).toBe(
      `1个活动已结束，其中${reminded ? 1 : 0}个还没有总结，新提醒${reminded ? 1 : 0}个。`,
    )
  })
})

test("once after two days and once after nine, and not on days off", async () => {
  await activity(on("2026-11-20"))
  const { world } = worldOn(database, { now: NOW })
  for (let day = "2026-11-20"; day <= "2026-12-20"; day = addDays(day, 1))
    await remindOutcome.run(world, china(`${day} 09:07`))
  const rows = await database.prisma.outbox.findMany({ orderBy: { dueAt: "asc" } })
  // Two days after is a Sunday, nine days after too.
  expect(rows.map((row) => [row.key, dayOf(row.dueAt)])).toEqual([
    ["remind-outcome:HD1:2026-11-20:2", "2026-11-23"],
    ["remind-outcome:HD1:2026-11-20:9", "2026-11-30"],
  ])
  expect(await remindOutcome.run(world, china("2026-11-28 09:07"))).toBe("今天休息，不提醒。")
})

describe("what became untrue before it was told is dropped with its reason", () => {
  test.each<[what: string, change: () => Promise<unknown>, reason: string | null]>([
    ["nothing", async () => {}, null],
    ["done", () => addFiling(database, { number: "ZJ1", kind: "outcome", about: "HD1", by: person }), "done: ZJ1"],
    ["revoked", () => step("revoked"), "the activity was revoked"],
    ["withdrawn", () => step("withdrawn"), "the activity was withdrawn"],
    ["moved", () => step("submitted", on("2026-12-05")), "the activity was moved to 2026-12-05"],
    [
      "wanted no more",
      () => database.prisma.person.updateMany({ data: { optedOutAt: NOW } }),
      "the person wants no reminders",
    ],
  ])("%s", async (_, change, reason) => {
    await activity(on(ago(2)))
    const { world, outbox, heard } = worldOn(database, { now: NOW })
    await remindOutcome.run(world, NOW)
    await change()
    await outbox.sweep(NOW)
    expect(heard.map((one) => one.text)).toEqual(
      reason === null ? ["您的活动“义诊”（HD1）办完了，还差一份总结。发“活动总结”，两分钟就能填好。"] : [],
    )
    expect(await rowOf(database, `remind-outcome:HD1:${ago(2)}:2`)).toMatchObject({
      status: reason === null ? "sent" : "dropped",
      reason,
    })
  })

  async function step(kind: string, answers?: object) {
    await database.prisma.filingStep.create({
      data: {
        filing: "HD1",
        step: 3,
        kind,
        version: 2,
        ...(answers && { answers: { ...answers } }),
        by: person,
        at: NOW,
      },
    })
  }
})
