import { afterEach, beforeEach, expect, test } from "vitest"
import type { Database } from "#db/open.ts"
import { remindTickets } from "#jobs/remind-tickets.ts"
import { addPerson, china, closeOutboxes, owe, owed, rowOf } from "#test/app/telling.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { addOrganization, addRole, keysOf, TOWN, worldOn } from "./county.ts"

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})
afterEach(closeOutboxes)

const MORNING = china("2026-11-25 09:27")
const AFTERNOON = china("2026-11-25 15:27")

async function addTicket(
  number: string,
  personId: string,
  at: string,
  more: { kind?: string; regionCode?: string } = {},
) {
  const createdAt = china(at)
  const data = { number, kind: "question", regionCode: TOWN, personId, createdAt, ...more }
  await database.prisma.ticket.create({ data })
  await database.prisma.ticketStep.create({
    data: { ticket: number, step: 1, kind: "opened", text: "DJ1协会乱收费", by: personId, at: createdAt },
  })
}

const answer = (ticket: string, by: string) =>
  database.prisma.ticketStep.create({ data: { ticket, step: 2, kind: "answered", text: "好", by, at: MORNING } })

test("a town hears of its own however many wait elsewhere", async () => {
  const [contact, town] = await Promise.all([addPerson(database), addPerson(database)])
  await addRole(database, town!, "official", TOWN)
  const at = china("2026-11-02 09:00")
  const numbers = Array.from({ length: 120 }, (_, at) => `GD${at + 100}`)
  const data = { kind: "question", regionCode: "421281001", personId: contact!, createdAt: at }
  await database.prisma.ticket.createMany({ data: numbers.map((number) => ({ number, ...data })) })
  await database.prisma.ticketStep.createMany({
    data: numbers.map((ticket) => ({ ticket, step: 1, kind: "opened", text: "章丢了", by: contact!, at })),
  })
  await addTicket("GD1", contact!, "2026-11-20 09:00")
  const { world } = worldOn(database, { now: MORNING })
  expect(await world.tickets.longWaiting(MORNING)).toEqual([{ personId: town, count: 1 }])
})

test("each official is told how many wait for longer than a working day that they may answer", async () => {
  const [contact, county, town, elsewhere, named, trainer] = await Promise.all(
    Array.from({ length: 6 }, () => addPerson(database)),
  )
  await addRole(database, county!, "administrator", "421281")
  await addRole(database, town!, "official", TOWN)
  await addRole(database, elsewhere!, "official", "421281001")
  await addRole(database, named!, "official", "421281")
  await addRole(database, trainer!, "trainer", "421281")
  await addOrganization(database, "DJ1", [named!])
  await addTicket("GD1", contact!, "2026-11-24 09:00")
  await addTicket("GD2", contact!, "2026-11-24 09:40")
  await addTicket("GD3", contact!, "2026-11-20 09:00")
  await addTicket("GD4", town!, "2026-11-20 09:00")
  await addTicket("GD5", contact!, "2026-11-20 09:00", { kind: "complaint", regionCode: "421281" })
  await answer("GD3", county!)
  const { world, outbox, heard } = worldOn(database, { now: MORNING })
  expect(await remindTickets.run(world, MORNING)).toBe("3位工作人员有等了很久的提问，新提醒3位。")
  await outbox.sweep(MORNING)
  const told = (count: number) => `有${count}件提问等了一个多工作日，还没有人回复。发“工单”看是哪些。`
  expect(Object.fromEntries(heard.map(({ to, text }) => [to, text]))).toEqual({
    [county!.slice(0, 8)]: told(3),
    // Neither their own, nor the complaint.
    [town!.slice(0, 8)]: told(1),
    // Not the complaint that names their organization.
    [named!.slice(0, 8)]: told(2),
  })
})

test("once a half-day, on working days", async () => {
  const [contact, official] = [await addPerson(database), await addPerson(database)]
  await addRole(database, official, "official", "421281")
  await addTicket("GD1", contact, "2026-11-20 09:00")
  const { world } = worldOn(database, { now: MORNING })
  for (const at of [MORNING, MORNING, AFTERNOON]) await remindTickets.run(world, at)
  expect(await remindTickets.run(world, china("2026-11-28 09:27"))).toBe("今天休息，不提醒。")
  expect(await keysOf(database)).toEqual(["am", "pm"].map((half) => `remind-tickets:2026-11-25-${half}:${official}`))
})

test.each([
  ["nothing waits so long any more", MORNING, true],
  ["its half-day is over", AFTERNOON, false],
])("is not told where %s", async (reason, at, answered) => {
  const [contact, official] = [await addPerson(database), await addPerson(database)]
  await addRole(database, official, "official", "421281")
  await addTicket("GD1", contact, "2026-11-20 09:00")
  const { world, outbox } = worldOn(database, { now: at })
  await remindTickets.run(world, MORNING)
  if (answered) await answer("GD1", official)
  await outbox.sweep(at)
  expect(await rowOf(database, `remind-tickets:2026-11-25-am:${official}`)).toMatchObject({ status: "dropped", reason })
})

test("a notice of a ticket is told while it is open, and not after", async () => {
  const [contact, official] = [await addPerson(database), await addPerson(database)]
  for (const number of ["GD1", "GD2"]) {
    await addTicket(number, contact, "2026-11-24 22:00")
    await owe(database, [owed(official, `remind-tickets:new:${number}:1:${official}`, "ticket", { dueAt: MORNING })])
  }
  await answer("GD1", official)
  const { outbox, heard } = worldOn(database, { now: MORNING })
  await outbox.sweep(MORNING)
  expect(heard.map((one) => one.text)).toEqual([`text of remind-tickets:new:GD2:1:${official}`])
  expect(await rowOf(database, `remind-tickets:new:GD1:1:${official}`)).toMatchObject({
    status: "dropped",
    reason: "the ticket is answered",
  })
})
