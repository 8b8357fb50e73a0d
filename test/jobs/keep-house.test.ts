import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, expect, test } from "vitest"
import type { Database } from "#db/open.ts"
import { applyRetention, RETENTION } from "#db/retention.ts"
import { keepHouse } from "#jobs/keep-house.ts"
import { addPerson, closeOutboxes, TUESDAY } from "#test/app/telling.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { worldOn } from "./county.ts"

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})
afterEach(closeOutboxes)

const DAY = 86_400_000
type Rule = (typeof RETENTION)[number]["id"]

/** What makes a row that a rule looks at, `at` being the time that counts; answers what is left of it. */
const ROWS: Record<Rule, (at: Date) => Promise<() => Promise<"kept" | "gone" | "emptied">>> = {
  "talks without consent": async (at) => talk(at, null),
  "messages without consent": async (at) => inbox(at, null),
  "messages of the forgotten": async (at) => {
    const person = await addPerson(database)
    await database.prisma.person.update({ where: { id: person }, data: { forgottenAt: at } })
    return inbox(TUESDAY, person)
  },
  "words of messages": async (at) => inbox(at, await addPerson(database)),
  questions: async (at) => {
    const id = randomUUID()
    const asked = { text: "年检要交什么", kind: "out-of-scope", articles: [], regionCode: "421281" }
    await database.prisma.question.create({ data: { id, at, ...asked } })
    return async () => left(await database.prisma.question.count({ where: { id } }))
  },
  "words of tickets": async (at) => {
    const personId = await addPerson(database)
    const old = await ticket("GD1", personId, [at, at])
    await ticket("GD2", personId, [at, TUESDAY])
    return async () => {
      expect(await database.prisma.ticketStep.count({ where: { ticket: "GD2", text: null } })).toBe(0)
      return old()
    }
  },
  messages: async (at) => {
    const person = await addPerson(database)
    const state = await inbox(at, person)
    // At half a year its words are long gone.
    await database.prisma.inbox.updateMany({ data: { text: null, replies: [] } })
    return async () => ((await state()) === "gone" ? "gone" : "kept")
  },
  "talks asleep": async (at) => talk(at, await addPerson(database)),
  "told or dropped": async (at) => {
    const states = await Promise.all([
      outbox({ status: "sent", createdAt: at, dueAt: at, sentAt: at }),
      outbox({ status: "dropped", createdAt: at, dueAt: at }),
    ])
    await outbox({ status: "held", createdAt: at, dueAt: at })
    return async () => (await Promise.all(states.map((state) => state()))).join() as "kept" | "gone" | "emptied"
  },
  invitations: async (at) => {
    const codeHash = randomUUID()
    await database.prisma.invite.create({ data: { codeHash, use: "role", createdAt: at, expiresAt: at } })
    return async () => left(await database.prisma.invite.count({ where: { codeHash } }))
  },
  "sign-ins": async (at) => {
    const tokenHash = randomUUID()
    const personId = await addPerson(database)
    await database.prisma.signIn.create({ data: { tokenHash, use: "link", personId, createdAt: at, expiresAt: at } })
    return async () => left(await database.prisma.signIn.count({ where: { tokenHash } }))
  },
  "parked and answered": async (at) => {
    const state = await parked(at, "m1")
    await inbox(TUESDAY, await addPerson(database), "m1")
    return state
  },
  parked: (at) => parked(at, "m2"),
  "pictures without a filing": async (at) => {
    const personId = await addPerson(database)
    const made = { personId, mime: "image/png", size: 1, bytes: new Uint8Array(1), at }
    await database.prisma.media.create({ data: { ...made, id: randomUUID(), filing: "HD1" } })
    await database.prisma.media.create({ data: { ...made, id: randomUUID() } })
    return async () => {
      expect(await database.prisma.media.count({ where: { filing: "HD1" } })).toBe(1)
      return left(await database.prisma.media.count({ where: { filing: null } }))
    }
  },
  "runs of jobs": async (at) => {
    await database.prisma.jobRun.create({ data: { job: "x", period: "y", startedAt: at } })
    return async () => left(await database.prisma.jobRun.count())
  },
}

const left = (count: number) => (count > 0 ? "kept" : "gone")

async function talk(heardAt: Date, personId: string | null) {
  const key = randomUUID()
  await database.prisma.talk.create({
    data: { key, channel: "wechat", sender: "a", personId, version: 1, state: {}, heardAt },
  })
  return async () => left(await database.prisma.talk.count({ where: { key } }))
}

async function inbox(takenAt: Date, personId: string | null, messageId: string = randomUUID()) {
  const id = randomUUID()
  const [text, replies] = ["你好", ["您好"]]
  await database.prisma.inbox.create({
    data: { id, channel: "wechat", sender: "a", messageId, personId, text, replies, at: takenAt, takenAt },
  })
  return async () => {
    const row = await database.prisma.inbox.findUnique({ where: { id } })
    if (!row) return "gone"
    return row.text === null && JSON.stringify(row.replies) === "[]" ? "emptied" : "kept"
  }
}

async function ticket(number: string, personId: string, times: readonly Date[]) {
  const data = { number, kind: "question", regionCode: "421281", personId, createdAt: times[0]! }
  await database.prisma.ticket.create({ data })
  for (const [index, at] of times.entries())
    await database.prisma.ticketStep.create({
      data: { ticket: number, step: index + 1, kind: index === 0 ? "opened" : "answered", text: "话", at },
    })
  return async () => {
    const steps = await database.prisma.ticketStep.findMany({ where: { ticket: number } })
    expect(steps).toHaveLength(times.length)
    const emptied = steps.filter((one) => one.text === null).length
    return emptied === 0 ? "kept" : emptied === steps.length ? "emptied" : "gone"
  }
}

async function parked(at: Date, id: string) {
  const key = randomUUID()
  await database.prisma.parked.create({ data: { id: key, inbound: { channel: "wechat", from: "a", id }, at } })
  return async () => left(await database.prisma.parked.count({ where: { id: key } }))
}

async function outbox(row: { status: string; createdAt: Date; dueAt: Date; sentAt?: Date }) {
  const key = randomUUID()
  await database.prisma.outbox.create({ data: { key, kind: "decision", text: "x", ...row } })
  return async () => left(await database.prisma.outbox.count({ where: { key } }))
}

test.each(RETENTION.map(({ id, days, set }) => [id, days, set ? "emptied" : "gone"] as const))(
  "%s stay %i days, then they are %s",
  async (id, days, after) => {
    const bound = TUESDAY.getTime() - days * DAY
    const young = await ROWS[id]!(new Date(bound + 1000))
    await applyRetention(database, TUESDAY)
    expect(await young()).toMatch(/^kept(,kept)?$/)
    await truncate(database)
    const old = await ROWS[id]!(new Date(bound - 1000))
    const touched = await applyRetention(database, TUESDAY)
    expect(await old()).toMatch(new RegExp(`^${after}(,${after})?$`))
    expect(touched.find((one) => one.rule === id)!.rows).toBeGreaterThan(0)
  },
)

test("the account of somebody forgotten is nowhere in what they wrote", async () => {
  const person = await addPerson(database, { forgotten: true })
  await inbox(TUESDAY, person)
  await inbox(TUESDAY, person)
  await applyRetention(database, TUESDAY)
  const senders = (await database.prisma.inbox.findMany()).map((row) => row.sender)
  expect(senders.every((sender) => /^forgotten\/[0-9a-f-]{36}$/.test(sender))).toBe(true)
})

test("what is held is not deleted, however old", async () => {
  const held = await outbox({ status: "held", createdAt: new Date(0), dueAt: new Date(0) })
  await applyRetention(database, TUESDAY)
  expect(await held()).toBe("kept")
})

test("says what it did, and many rows are no hindrance", async () => {
  const { world } = worldOn(database, { now: TUESDAY })
  expect(await keepHouse.run(world, TUESDAY)).toBe("没有到期的。")
  await database.pool.query(
    `INSERT INTO "JobRun" (job, period, "startedAt") SELECT 'x', n::text, '2026-01-01' FROM generate_series(1, 4100) n`,
  )
  expect(await keepHouse.run(world, TUESDAY)).toBe("清理了4100行（runs of jobs）。")
})
