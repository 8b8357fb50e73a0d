import { afterEach, beforeEach, expect, test } from "vitest"
import type { Database } from "#db/open.ts"
import { nudgeDrafts } from "#jobs/nudge-drafts.ts"
import { addPerson, china, closeOutboxes, rowOf, TUESDAY } from "#test/app/telling.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { keysOf, worldOn } from "./county.ts"

let database: Database
let person: string
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
  person = await addPerson(database, { accounts: [["wechat", "a"]] })
})
afterEach(closeOutboxes)

const HOUR = 3_600_000
const hoursAgo = (hours: number) => TUESDAY.getTime() - hours * HOUR
const form = (hours: number, id = "file-activity") => ({ id, since: 1000, touched: hoursAgo(hours) })

function addTalk(state: object, more: { room?: string; personId?: string | null; form?: string | null } = {}) {
  return database.prisma.talk.create({
    data: {
      key: `wechat/${more.room ?? ""}/a`,
      channel: "wechat",
      sender: "a",
      room: more.room ?? null,
      personId: more.personId === undefined ? person : more.personId,
      version: 1,
      state: { ...state },
      form: more.form === undefined ? "file-activity" : more.form,
      heardAt: TUESDAY,
    },
  })
}

test.each<[what: string, state: object, more: Parameters<typeof addTalk>[1], nudged: boolean]>([
  ["touched twenty hours ago", { form: form(20) }, {}, false],
  ["untouched for longer", { form: form(20.01) }, {}, true],
  ["nearly a week", { form: form(7 * 24 - 0.01) }, {}, true],
  ["a week", { form: form(7 * 24) }, {}, false],
  ["put aside", { drafts: [form(30)] }, {}, true],
  ["put aside, another one being filled in", { form: form(1), drafts: [form(30)] }, {}, false],
  ["the newest of those put aside is too young", { drafts: [form(10), form(30, "other")] }, {}, false],
  ["in a room", { form: form(30) }, { room: "r" }, false],
  ["of someone who has not agreed", { form: form(30) }, { personId: null }, false],
  ["no form kept", { drafts: [] }, { form: null }, false],
])("a form %s", async (_, state, more, nudged) => {
  await addTalk(state, more)
  const { world } = worldOn(database, { now: TUESDAY })
  await nudgeDrafts.run(world, TUESDAY)
  expect(await keysOf(database)).toEqual(nudged ? [`nudge-drafts:file-activity:1000:${person}`] : [])
})

test("once, in the words for the form", async () => {
  await addTalk({ form: form(30) })
  const clock = { now: TUESDAY }
  const { world, outbox, heard } = worldOn(database, clock)
  expect(await nudgeDrafts.run(world, clock.now)).toBe("1份填到一半，新提醒1份。")
  await outbox.sweep(clock.now)
  for (const day of ["2026-11-25 10:07", "2026-11-26 10:07"]) {
    clock.now = china(day)
    expect(await nudgeDrafts.run(world, clock.now)).toBe("1份填到一半，新提醒0份。")
    await outbox.sweep(clock.now)
  }
  expect(heard.map((one) => one.text)).toEqual(["您的“备案活动”填到一半，发“继续”接着填。"])
})

test.each<[what: string, state: object, reason: string]>([
  ["sent", { drafts: [] }, "the form was sent or dropped"],
  ["begun anew", { form: { ...form(1), since: 2000 } }, "the form was sent or dropped"],
  ["taken up again", { form: form(1) }, "the form was taken up again"],
])("nobody is nudged about a form that was %s meanwhile", async (_, state, reason) => {
  const { key } = await addTalk({ form: form(30) })
  const { world, outbox, heard } = worldOn(database, { now: TUESDAY })
  await nudgeDrafts.run(world, TUESDAY)
  await database.prisma.talk.update({ where: { key }, data: { state: { ...state } } })
  await outbox.sweep(TUESDAY)
  expect(heard).toEqual([])
  expect(await rowOf(database, `nudge-drafts:file-activity:1000:${person}`)).toMatchObject({
    status: "dropped",
    reason,
  })
})
