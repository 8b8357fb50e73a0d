import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openOutbox } from "#app/outbox.ts"
import { openCommitter } from "#db/commit.ts"
import type { Database } from "#db/open.ts"
import { isoOf } from "#domain/calendar.ts"
import type { OwedKind } from "#domain/owed.ts"
import type { Verdict } from "#src/channel.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import {
  addPerson,
  china,
  closeOutboxes,
  fakeChannels,
  fakeLog,
  outboxOn,
  owe,
  owed,
  refused,
  rowOf,
  sent,
  TUESDAY,
  throttled,
  unreachable,
} from "./telling.ts"

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})
afterEach(closeOutboxes)

const minutesLater = (minutes: number, from = TUESDAY) => new Date(from.getTime() + minutes * 60_000)
const said = (at: Date) => isoOf(at).slice(0, 16).replace("T", " ")

describe("who is told", () => {
  test("the account that was heard from last, or linked last where none was heard from", async () => {
    const heard = await addPerson(database, {
      accounts: [
        ["wechat", "a", "2026-11-01 09:00"],
        ["wecom", "b", "2026-11-20 09:00"],
        ["wechaty", "c"],
      ],
    })
    const { heard: pushes, channels } = fakeChannels({ wechat: undefined, wecom: undefined, wechaty: undefined })
    await owe(database, [owed(heard, "k")])
    expect(await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)).toBe(1)
    expect(pushes).toEqual([{ channel: "wecom", to: "b", text: "text of k", kind: "decision" }])
    expect(await rowOf(database, "k")).toMatchObject({
      status: "sent",
      sentTo: "wecom/b",
      sentAt: TUESDAY,
      reason: null,
      attempts: 1,
    })
  })

  test.each<
    [what: string, person: Parameters<typeof addPerson>[1], kind: OwedKind, status: string, reason: string | null]
  >([
    [
      "a reminder to someone who wants none",
      { optedOut: true },
      "reminder",
      "dropped",
      "the person wants no reminders",
    ],
    ["a digest to someone who wants none", { optedOut: true }, "digest", "dropped", "the person wants no reminders"],
    ["work for someone who wants none", { optedOut: true }, "work", "dropped", "the person wants no reminders"],
    ["a decision to someone who wants none", { optedOut: true }, "decision", "sent", null],
    ["a late answer to someone who wants none", { optedOut: true }, "late", "sent", null],
    ["a decision to someone forgotten", { forgotten: true }, "decision", "dropped", "the person asked to be forgotten"],
    ["a decision to someone disabled", { disabled: true }, "decision", "dropped", "the person's access was ended"],
    [
      "without any account",
      { accounts: [] },
      "decision",
      "held",
      "no account on a channel that is on; waits for the next contact",
    ],
    [
      "only on a channel that is off",
      { accounts: [["fax", "1"]] },
      "decision",
      "held",
      "no account on a channel that is on; waits for the next contact",
    ],
  ])("%s", async (_, person, kind, status, reason) => {
    const { channels } = fakeChannels({ wechat: undefined })
    await owe(database, [owed(await addPerson(database, person), "k", kind)])
    await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)
    expect(await rowOf(database, "k")).toMatchObject({ status, reason })
  })

  test("a room, and one account and no other", async () => {
    const person = await addPerson(database, { accounts: [["wechat", "a", "2026-11-20 09:00"]] })
    const { heard, channels } = fakeChannels({ wechat: undefined, wecom: undefined })
    await owe(database, [
      { key: "room", channel: "wecom", address: "room-7", kind: "reminder", text: "开会", dueAt: TUESDAY },
      { key: "one", personId: person, channel: "wecom", address: "b", kind: "late", text: "好的", dueAt: TUESDAY },
    ])
    await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)
    expect(heard.map(({ channel, to }) => `${channel}/${to}`).sort()).toEqual(["wecom/b", "wecom/room-7"])
  })

  test("phones of others are hidden in what goes out unasked, and stay in a decision", async () => {
    const person = await addPerson(database)
    const { heard, channels } = fakeChannels({ wechat: undefined })
    const text = "联系人13800138000"
    await owe(database, [owed(person, "a", "decision", { text }), owed(person, "b", "work", { text })])
    await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)
    expect(heard.map((one) => one.text)).toEqual(["联系人13800138000", "联系人138****8000"])
    expect((await rowOf(database, "b")).text).toBe("联系人138****8000")
  })
})

describe("what came of it", () => {
  const accounts: [string, string, string][] = [
    ["first", "a", "2026-11-20 09:00"],
    ["second", "b", "2026-11-01 09:00"],
  ]
  test.each<[first: Verdict | Error, second: Verdict | Error, tried: string[], status: string, reason: string | null]>([
    [sent, sent, ["first"], "sent", null],
    [unreachable, sent, ["first", "second"], "sent", null],
    [{ verdict: "announced" }, sent, ["first"], "held", "announced on first; waits for the next contact"],
    [refused, sent, ["first", "second"], "sent", null],
    [
      unreachable,
      unreachable,
      ["first", "second"],
      "held",
      "unreachable by first: window shut; unreachable by second: window shut; waits for the next contact",
    ],
    [
      refused,
      unreachable,
      ["first", "second"],
      "held",
      "refused by first: not a follower; unreachable by second: window shut; waits for the next contact",
    ],
    [
      refused,
      refused,
      ["first", "second"],
      "dropped",
      "refused by first: not a follower; refused by second: not a follower",
    ],
    [throttled(), sent, ["first"], "waiting", "throttled by first: busy"],
    [unreachable, throttled(), ["first", "second"], "waiting", "throttled by second: busy"],
    [new Error("socket hang up"), sent, ["first"], "waiting", "throttled by first: socket hang up"],
  ])("%o, then %o", async (first, second, tried, status, reason) => {
    const answer = (it: Verdict | Error) => async () => {
      if (it instanceof Error) throw it
      return it
    }
    const { heard, channels } = fakeChannels({ first: answer(first), second: answer(second) })
    await owe(database, [owed(await addPerson(database, { accounts }), "k")])
    await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)
    expect(heard.map((one) => one.channel)).toEqual(tried)
    expect(await rowOf(database, "k")).toMatchObject({ status, reason })
  })

  test.each<[kind: OwedKind, status: string]>([
    ["reminder", "dropped"],
    ["decision", "held"],
  ])("a %s is tried eight times, each later than the one before, and is %s then", async (kind, status) => {
    const { heard, channels } = fakeChannels({ wechat: () => throttled() })
    const clock = { now: TUESDAY }
    const outbox = outboxOn(database, channels, clock)
    const { logged, log } = fakeLog()
    const noting = outboxOn(database, channels, clock, { log })
    await owe(database, [owed(await addPerson(database), "k", kind)])
    const waits: number[] = []
    for (let attempt = 1; attempt <= 7; attempt++) {
      await outbox.sweep(clock.now)
      const { dueAt, attempts } = await rowOf(database, "k")
      expect(attempts).toBe(attempt)
      waits.push((dueAt.getTime() - clock.now.getTime()) / 60_000)
      clock.now = new Date(dueAt.getTime() - 1)
      expect(await outbox.sweep(clock.now)).toBe(0)
      clock.now = dueAt
    }
    await noting.sweep(clock.now)
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60])
    expect(heard).toHaveLength(8)
    expect(await rowOf(database, "k")).toMatchObject({
      status,
      reason: expect.stringMatching(/^given up after 8 attempts/),
    })
    expect(logged).toMatchObject([{ level: "warn", fields: { key: "k" } }])
  })

  test("a platform that names a time is not asked before", async () => {
    const midnight = china("2026-11-25 00:00")
    const { channels } = fakeChannels({ wechat: () => throttled(midnight) })
    await owe(database, [owed(await addPerson(database), "k", "late")])
    await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)
    expect((await rowOf(database, "k")).dueAt).toEqual(midnight)
  })

  test("a room that cannot be reached is tried again: nobody will write from it", async () => {
    const { channels } = fakeChannels({ wecom: () => unreachable })
    await owe(database, [{ key: "k", channel: "wecom", address: "room", kind: "reminder", text: "x", dueAt: TUESDAY }])
    await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)
    expect(await rowOf(database, "k")).toMatchObject({ status: "waiting", dueAt: minutesLater(1) })
  })
})

describe("when", () => {
  test.each<[what: string, kind: OwedKind, at: string, status: string, dueAt: string, reason: string]>([
    ["at night", "decision", "2026-11-24 21:00", "waiting", "2026-11-25 08:00", "quiet hours"],
    ["on a holiday", "reminder", "2026-10-01 10:00", "waiting", "2026-10-08 08:00", "public holiday"],
  ])("%s it waits, and that is not an attempt", async (_, kind, at, status, dueAt, reason) => {
    const { heard, channels } = fakeChannels({ wechat: undefined })
    await owe(database, [owed(await addPerson(database), "k", kind, { dueAt: china(at) })])
    const clock = { now: china(at) }
    const outbox = outboxOn(database, channels, clock)
    await outbox.sweep(clock.now)
    const row = await rowOf(database, "k")
    expect([row.status, said(row.dueAt), row.reason, row.attempts]).toEqual([status, dueAt, reason, 0])
    clock.now = row.dueAt
    expect(await outbox.sweep(clock.now)).toBe(1)
    expect(heard).toHaveLength(1)
  })

  test("a channel without quiet hours tells at night and on holidays", async () => {
    const night = china("2026-10-01 23:00")
    const { heard, channels } = fakeChannels({ simulator: undefined }, false)
    const person = await addPerson(database, { accounts: [["simulator", "p1"]] })
    await owe(database, [owed(person, "k", "reminder", { dueAt: night })])
    await outboxOn(database, channels, { now: night }).sweep(night)
    expect(heard).toHaveLength(1)
  })

  test("three a day unasked, the fourth the next morning; decisions and late answers stand outside", async () => {
    const person = await addPerson(database)
    const { heard, channels } = fakeChannels({ wechat: undefined })
    const kinds: OwedKind[] = ["work", "work", "reminder", "reminder", "decision", "late"]
    await owe(
      database,
      kinds.map((kind, index) => owed(person, `${index}`, kind)),
    )
    const clock = { now: TUESDAY }
    const outbox = outboxOn(database, channels, clock)
    expect(await outbox.sweep(clock.now)).toBe(5)
    expect(heard.map((one) => one.kind)).toEqual(["late", "decision", "work", "work", "reminder"])
    const over = await rowOf(database, "3")
    expect([over.status, said(over.dueAt), over.reason]).toEqual([
      "waiting",
      "2026-11-25 08:00",
      "the 3 of today were told",
    ])
    clock.now = over.dueAt
    expect(await outbox.sweep(clock.now)).toBe(1)
  })

  test("the day of the cap is that of China", async () => {
    const person = await addPerson(database, { accounts: [["simulator", "p"]] })
    const { channels } = fakeChannels({ simulator: undefined }, false)
    const clock = { now: china("2026-11-24 23:59") }
    const outbox = outboxOn(database, channels, clock, { dailyCap: 1 })
    await owe(
      database,
      ["a", "b"].map((key) => owed(person, key, "work")),
    )
    expect(await outbox.sweep(clock.now)).toBe(1)
    await owe(database, [owed(person, "c", "work")])
    clock.now = china("2026-11-25 00:00")
    expect(await outbox.sweep(clock.now)).toBe(1)
    clock.now = china("2026-11-25 08:00")
    expect(await outbox.sweep(clock.now)).toBe(0)
  })

  test("what would be stale by the time it may be told is dropped, and what is stale already", async () => {
    const person = await addPerson(database)
    const { heard, channels } = fakeChannels({ wechat: undefined })
    await owe(database, [
      owed(person, "old", "reminder", { dueAt: china("2026-09-20 09:00") }),
      owed(person, "by then", "reminder", { dueAt: china("2026-09-25 09:00") }),
    ])
    const holiday = china("2026-10-02 10:00")
    await outboxOn(database, channels, { now: holiday }).sweep(holiday)
    expect(heard).toEqual([])
    expect(await rowOf(database, "old")).toMatchObject({ status: "dropped", reason: "not worth telling any more" })
    expect(await rowOf(database, "by then")).toMatchObject({
      status: "dropped",
      reason: "not worth telling after this: public holiday",
    })
  })

  test("what a job takes back is dropped with its reason, just before it would be told", async () => {
    const person = await addPerson(database)
    const { channels } = fakeChannels({ wechat: undefined })
    const overtaken = async (key: string) => (key === "job:done" ? "done: ZJ20261124001" : undefined)
    await owe(database, [owed(person, "job:done", "reminder"), owed(person, "job:open", "reminder")])
    expect(await outboxOn(database, channels, { now: TUESDAY }, { overtaken }).sweep(TUESDAY)).toBe(1)
    expect(await rowOf(database, "job:done")).toMatchObject({ status: "dropped", reason: "done: ZJ20261124001" })
  })
})

describe("order", () => {
  test("a person hears things in the order they came, and nothing overtakes one that is tried again", async () => {
    const person = await addPerson(database)
    const other = await addPerson(database)
    let busy = true
    const { heard, channels } = fakeChannels({
      wechat: ({ text }) => (busy && text.endsWith("1") ? throttled() : sent),
    })
    const at = (second: number) => ({ dueAt: new Date(TUESDAY.getTime() + second * 1000) })
    const clock = { now: minutesLater(1) }
    await owe(database, [
      owed(person, "approved 1", "decision", at(0)),
      owed(person, "revoked 2", "decision", at(1)),
      owed(other, "approved 3", "decision", at(2)),
    ])
    const outbox = outboxOn(database, channels, clock)
    await outbox.sweep(clock.now)
    await owe(database, [owed(person, "work 4", "work", at(3)), owed(person, "late 5", "late", at(4))])
    await outbox.sweep(clock.now)
    const keys = () => heard.map((one) => one.text.slice("text of ".length))
    // Two people side by side, in any order.
    expect(keys().slice(0, 2).sort()).toEqual(["approved 1", "approved 3"])
    expect(keys().slice(2)).toEqual(["late 5"])
    busy = false
    clock.now = minutesLater(2)
    await outbox.sweep(clock.now)
    expect(keys().slice(3)).toEqual(["approved 1", "revoked 2", "work 4"])
  })

  test("more than is sent at once keeps its order too", async () => {
    const person = await addPerson(database)
    const { heard, channels } = fakeChannels({ wechat: undefined })
    const numbers = Array.from({ length: 50 }, (_, index) => index)
    await owe(
      database,
      numbers.map((number) =>
        owed(person, `${number}`, "decision", { dueAt: new Date(TUESDAY.getTime() - 50 + number) }),
      ),
    )
    await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)
    expect(heard.map((one) => Number(one.text.slice("text of ".length)))).toEqual(numbers)
  })

  test("what was told has its place in the one sequence of all that people were told", async () => {
    const person = await addPerson(database)
    const { channels } = fakeChannels({ wechat: undefined })
    const [{ seq: before }] = (await database.pool.query(`SELECT nextval('"Inbox_seq_seq"') AS seq`)).rows
    await owe(
      database,
      ["a", "b"].map((key) => owed(person, key)),
    )
    expect((await rowOf(database, "a")).seq).toBe(null)
    await outboxOn(database, channels, { now: TUESDAY }).sweep(TUESDAY)
    expect([(await rowOf(database, "a")).seq, (await rowOf(database, "b")).seq]).toEqual([before + 1n, before + 2n])
  })
})

describe("what waits for the next contact", () => {
  const turn = (personId: string, delivers: string[]) => ({
    id: randomUUID(),
    channel: "wechat",
    sender: "a",
    messageId: randomUUID(),
    personId,
    text: "你好",
    replies: ["好"],
    at: TUESDAY,
    takenAt: TUESDAY,
    talk: { key: "wechat//a", version: 0, state: {} },
    rows: [],
    tells: [],
    delivers,
  })

  test("goes with the answer to it, the most pressing first, once", async () => {
    const [person, nobody] = [await addPerson(database), await addPerson(database)]
    const { heard, channels } = fakeChannels({ wechat: () => unreachable })
    const outbox = outboxOn(database, channels, { now: TUESDAY })
    await owe(database, [owed(person, "r", "reminder", { text: "请联系13800138000" }), owed(person, "d")])
    expect(await outbox.sweep(TUESDAY)).toBe(0)
    expect([outbox.hasHeld(person), outbox.hasHeld(nobody)]).toEqual([true, false])
    const held = await outbox.heldFor(person)
    expect(held).toEqual([
      { key: "d", text: "text of d" },
      { key: "r", text: "请联系138****8000" },
    ])
    const delivers = held.map((one) => one.key)
    expect(await openCommitter(database.pool).commit(turn(person, delivers))).not.toBe("lost")
    expect(await rowOf(database, "d")).toMatchObject({ status: "sent", reason: "with the next answer" })
    expect(await outbox.heldFor(person)).toEqual([])
    expect(outbox.hasHeld(person)).toBe(false)
    await outbox.sweep(minutesLater(60))
    expect(heard).toHaveLength(2)
  })

  test("is known as soon as it is held, without a sweep", async () => {
    const person = await addPerson(database)
    const { channels } = fakeChannels({ wechat: () => unreachable })
    const outbox = outboxOn(database, channels, { now: TUESDAY })
    await outbox.sweep(TUESDAY)
    expect(outbox.hasHeld(person)).toBe(false)
    await outbox.tell([owed(person, "k")])
    while ((await rowOf(database, "k")).status !== "held") await new Promise(setImmediate)
    await outbox.stop()
    expect(outbox.hasHeld(person)).toBe(true)
  })

  test("is not told where it was overtaken or is stale", async () => {
    const person = await addPerson(database)
    const { channels } = fakeChannels({ wechat: () => unreachable })
    let done = false
    const clock = { now: TUESDAY }
    const outbox = outboxOn(database, channels, clock, {
      overtaken: async (key) => (done && key === "a" ? "done" : undefined),
    })
    await owe(
      database,
      ["a", "b"].map((key) => owed(person, key, "reminder")),
    )
    await outbox.sweep(TUESDAY)
    done = true
    expect((await outbox.heldFor(person)).map((one) => one.key)).toEqual(["b"])
    expect(await rowOf(database, "a")).toMatchObject({ status: "dropped", reason: "done" })
    clock.now = china("2026-12-04 10:00")
    expect(await outbox.heldFor(person)).toEqual([])
    await outbox.sweep(clock.now)
    expect(await rowOf(database, "b")).toMatchObject({
      status: "dropped",
      reason: expect.stringMatching(/^not worth telling any more; unreachable by wechat/),
    })
  })

  test("another instance's rows are known after a sweep", async () => {
    const person = await addPerson(database)
    const { channels } = fakeChannels({ wechat: () => unreachable })
    const [one, two] = [outboxOn(database, channels, { now: TUESDAY }), outboxOn(database, channels, { now: TUESDAY })]
    await two.sweep(TUESDAY)
    await owe(database, [owed(person, "k")])
    await one.sweep(TUESDAY)
    await two.sweep(TUESDAY)
    expect(two.hasHeld(person)).toBe(true)
  })
})

describe("several instances", () => {
  test("never tell one thing twice, and keep each person's order, however their sends interleave", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => addPerson(database)))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ person: fc.nat(5), yields: fc.nat(4), busy: fc.boolean() }), {
          minLength: 1,
          maxLength: 40,
          size: "max",
        }),
        fc.integer({ min: 2, max: 3 }),
        async (things, instances) => {
          await database.pool.query(`DELETE FROM "Outbox"`)
          const plans = new Map(things.map((thing, index) => [`text of ${index}`, { ...thing }]))
          const { heard, channels } = fakeChannels({
            wechat: async ({ text }) => {
              const plan = plans.get(text)!
              for (let turns = plan.yields; turns > 0; turns--) await new Promise(setImmediate)
              if (!plan.busy) return sent
              plan.busy = false
              return throttled()
            },
          })
          await owe(
            database,
            things.map(({ person }, index) =>
              owed(people[person]!, `${index}`, "decision", { dueAt: new Date(TUESDAY.getTime() + index) }),
            ),
          )
          const clock = { now: minutesLater(1) }
          const outboxes = Array.from({ length: instances }, () => outboxOn(database, channels, clock))
          for (let round = 0; round < 40; round++) {
            await Promise.all(outboxes.map((one) => one.sweep(clock.now)))
            clock.now = minutesLater(1, clock.now)
          }
          const told = heard.map(({ to, text }) => ({ to, text }))
          const attempts = things.reduce((sum, { busy }) => sum + (busy ? 2 : 1), 0)
          expect(told).toHaveLength(attempts)
          for (const to of new Set(told.map((one) => one.to))) {
            const order = told.filter((one) => one.to === to).map((one) => Number(one.text.slice("text of ".length)))
            expect(order).toEqual([...order].sort((a, b) => a - b))
          }
          expect(await database.prisma.outbox.count({ where: { status: { not: "sent" } } })).toBe(0)
          await closeOutboxes()
        },
      ),
      { numRuns: 8 },
    )
  })

  test("one that dies between sending and marking leads to one more telling, when its lease is over", async () => {
    const { heard, channels } = fakeChannels({ wechat: undefined })
    const dying = fakeChannels({ wechat: () => new Promise(() => {}) })
    const clock = { now: TUESDAY }
    await owe(database, [owed(await addPerson(database), "k")])
    const dead = openOutbox({ database, channels: dying.channels, log: fakeLog().log, now: () => clock.now })
    void dead.sweep(TUESDAY)
    while (dying.heard.length === 0) await new Promise(setImmediate)
    const alive = outboxOn(database, channels, clock)
    expect(await rowOf(database, "k")).toMatchObject({ status: "waiting", reason: "being sent" })
    clock.now = new Date(TUESDAY.getTime() + 119_999)
    expect(await alive.sweep(clock.now)).toBe(0)
    // As of another time it is still with the one who has it: leases go by the clock.
    expect(await alive.sweep(minutesLater(600))).toBe(0)
    clock.now = minutesLater(2)
    expect(await alive.sweep(clock.now)).toBe(1)
    expect(heard).toHaveLength(1)
    expect(await rowOf(database, "k")).toMatchObject({ status: "sent", attempts: 2 })
    await alive.sweep(minutesLater(10))
    expect(heard).toHaveLength(1)
  })
})

test("a send that takes longer than a lease keeps its lease", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] })
  try {
    const clock = { now: TUESDAY }
    let answer!: (verdict: Verdict) => void
    const { heard, channels } = fakeChannels({
      wechat: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    })
    await owe(database, [owed(await addPerson(database), "k")])
    const outbox = outboxOn(database, channels, clock)
    const sweeping = outbox.sweep(TUESDAY)
    while (heard.length === 0) await new Promise(setImmediate)
    clock.now = minutesLater(1.9)
    vi.advanceTimersByTime(30_000)
    while ((await rowOf(database, "k")).dueAt < minutesLater(3)) await new Promise(setImmediate)
    const other = fakeChannels({ wechat: undefined })
    expect(await outboxOn(database, other.channels, { now: minutesLater(3) }).sweep(minutesLater(3))).toBe(0)
    answer(sent)
    expect(await sweeping).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})

describe("poking and stopping", () => {
  test("a poke tells soon, many pokes once; what is told by tell() pokes", async () => {
    const person = await addPerson(database)
    let told!: () => void
    const done = new Promise<void>((resolve) => {
      told = resolve
    })
    const { heard, channels } = fakeChannels({
      wechat: () => {
        if (heard.length === 2) told()
        return sent
      },
    })
    const outbox = outboxOn(database, channels, { now: TUESDAY })
    expect(await outbox.tell([owed(person, "a"), owed(person, "b")])).toBe(2)
    for (let times = 0; times < 50; times++) outbox.poke()
    await done
    expect(await outbox.tell([owed(person, "a"), owed(person, "b")])).toBe(0)
    await outbox.stop()
    expect(heard).toHaveLength(2)
  })

  test("a poke never throws, even where the database is away", async () => {
    const { logged, log } = fakeLog()
    const { channels } = fakeChannels({ wechat: undefined })
    const away = { ...database, pool: { query: failing, connect: failing } } as unknown as Database
    const outbox = outboxOn(away, channels, { now: TUESDAY }, { log })
    outbox.poke()
    while (!logged.some((one) => one.level === "error")) await new Promise(setImmediate)
    expect(logged.map((one) => one.message)).toContain("the outbox could not be emptied")
  })

  test("stopping waits for what is being sent and leaves the rest for the next start", async () => {
    const person = await addPerson(database)
    let answer!: (verdict: Verdict) => void
    const { heard, channels } = fakeChannels({
      wechat: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    })
    const outbox = outboxOn(database, channels, { now: TUESDAY })
    await owe(database, [owed(person, "a"), owed(person, "b")])
    const sweeping = outbox.sweep(TUESDAY)
    while (heard.length === 0) await new Promise(setImmediate)
    let stopped = false
    const stopping = outbox.stop().then(() => {
      stopped = true
    })
    await new Promise(setImmediate)
    expect(stopped).toBe(false)
    answer(sent)
    await stopping
    expect(await sweeping).toBe(1)
    expect(await rowOf(database, "a")).toMatchObject({ status: "sent" })
    expect(await rowOf(database, "b")).toMatchObject({ status: "waiting", attempts: 0, reason: "the service stopped" })
    const { heard: later, channels: open } = fakeChannels({ wechat: undefined })
    await outboxOn(database, open, { now: TUESDAY }).sweep(TUESDAY)
    expect(later.map((one) => one.text)).toEqual(["text of b"])
  })
})

async function failing(): Promise<never> {
  throw new Error("the database is away")
}
