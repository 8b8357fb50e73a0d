import { afterEach, beforeEach, expect, test } from "vitest"
import type { Database } from "#db/open.ts"
import type { TicketKind, TicketStepKind } from "#domain/ticket.ts"
import { returnTalks } from "#jobs/return-talks.ts"
import { addPerson, china, closeOutboxes } from "#test/app/telling.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { worldOn } from "./county.ts"

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})
afterEach(closeOutboxes)

const NOW = china("2026-11-25 10:30")
type Made = [kind: TicketStepKind, by: string | null, at: string, until?: string]

async function addTicket(number: string, personId: string, steps: readonly Made[], kind: TicketKind = "question") {
  const data = { number, kind, regionCode: "421281", personId, createdAt: china(steps[0]![2]) }
  await database.prisma.ticket.create({ data })
  for (const [index, [stepKind, by, at, until]] of steps.entries())
    await database.prisma.ticketStep.create({
      data: {
        ticket: number,
        step: index + 1,
        kind: stepKind,
        text: "话",
        by,
        at: china(at),
        until: until === undefined ? null : china(until),
      },
    })
}

const kinds = async (number: string) =>
  (await database.prisma.ticketStep.findMany({ where: { ticket: number }, orderBy: { step: "asc" } })).map(
    (one) => one.kind,
  )

test("talks whose time is over are given back and both are told, once", async () => {
  const [person, official, other] = [await addPerson(database), await addPerson(database), await addPerson(database)]
  await database.prisma.person.update({ where: { id: official }, data: { name: "李明" } })
  await database.prisma.person.update({ where: { id: person }, data: { name: "张建国" } })
  const opened: Made = ["opened", person, "2026-11-25 09:00"]
  // The contact spoke last, within the time of the official's words.
  await addTicket("GD1", person, [
    opened,
    ["taken", official, "2026-11-25 09:30", "2026-11-25 10:00"],
    ["answered", official, "2026-11-25 10:00", "2026-11-25 10:30"],
    ["said", person, "2026-11-25 10:20", "2026-11-25 10:30"],
  ])
  // Still going on; given back by hand; answered only; of somebody who complained.
  await addTicket("GD2", person, [opened, ["taken", official, "2026-11-25 10:01", "2026-11-25 10:31"]])
  await addTicket("GD3", person, [
    opened,
    ["taken", official, "2026-11-25 09:10", "2026-11-25 09:40"],
    ["returned", official, "2026-11-25 09:20"],
  ])
  await addTicket("GD4", person, [opened, ["answered", official, "2026-11-25 09:10"]])
  await addTicket(
    "GD5",
    other,
    [
      ["opened", other, "2026-11-25 09:00"],
      ["taken", official, "2026-11-25 09:10", "2026-11-25 09:40"],
    ],
    "complaint",
  )

  const { world, outbox, heard } = worldOn(database, { now: NOW })
  expect(await returnTalks.run(world, NOW)).toBe("交还2个对话。")
  expect(await returnTalks.run(world, NOW)).toBe("交还0个对话。")
  expect(await kinds("GD1")).toEqual(["opened", "taken", "answered", "said", "returned"])
  expect(await kinds("GD2")).toEqual(["opened", "taken"])
  await outbox.sweep(NOW)
  expect(heard.map(({ to, kind, text }) => [to, kind, text]).sort()).toEqual(
    [
      [person, "民政局李明先离开了，小助手接着为您服务；有没填完的表，发“继续”接着填。还要找工作人员，请发“转人工”。"],
      [other, "民政局李明先离开了，小助手接着为您服务；有没填完的表，发“继续”接着填。还要找工作人员，请发“转人工”。"],
      [official, "您和张建国的对话（GD1）30分钟没有新的话，已经交还给小助手。"],
      [official, "您和举报人的对话（GD5）30分钟没有新的话，已经交还给小助手。"],
    ]
      .map(([to, text]) => [to!.slice(0, 8), "talk", text])
      .sort(),
  )
})

test("after downtime, and whoever had it gone", async () => {
  const [person, official] = [await addPerson(database), await addPerson(database, { forgotten: true })]
  await addTicket("GD1", person, [
    ["opened", person, "2026-11-20 09:00"],
    ["taken", official, "2026-11-20 09:30", "2026-11-20 10:00"],
  ])
  const { world, outbox, heard } = worldOn(database, { now: NOW })
  expect(await returnTalks.run(world, NOW)).toBe("交还1个对话。")
  await outbox.sweep(NOW)
  expect(heard.map((one) => one.text)).toEqual([
    "民政局工作人员先离开了，小助手接着为您服务；有没填完的表，发“继续”接着填。还要找工作人员，请发“转人工”。",
  ])
})
