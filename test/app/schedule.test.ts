import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { dueTimes } from "#app/schedule/due.ts"
import { openSchedule, type Schedule, UnknownJob } from "#app/schedule.ts"
import type { Database } from "#db/open.ts"
import { isoOf } from "#domain/calendar.ts"
import { jobs as realJobs } from "#jobs/index.ts"
import { type Job, type JobWorld, job } from "#src/job.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { china, fakeLog } from "./telling.ts"

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})

const opened: Schedule[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()))
})

const said = (at: Date | undefined) => at && isoOf(at).slice(0, 16).replace("T", " ")

/** A job that notes when it ran as of; `work` may fail or take its time. */
function noting(made: Partial<Job> = {}, work: (run: number) => Promise<void> = async () => {}) {
  const ran: string[] = []
  const spec = job({
    id: "noting",
    about: "",
    cron: "37 8 * * *",
    once: "day",
    run: async (_, now) => {
      ran.push(said(now)!)
      await work(ran.length)
      return `第${ran.length}次`
    },
    ...made,
  })
  return { ran, spec }
}

function scheduleOf(jobs: readonly Job[], clock: { now: Date }) {
  const { logged, log } = fakeLog()
  const schedule = openSchedule({ database, jobs, world: {} as JobWorld, log, now: () => clock.now })
  opened.push(schedule)
  return { schedule, logged, at: (time: string) => tickAt(schedule, clock, time) }
}

async function tickAt(schedule: Schedule, clock: { now: Date }, time: string) {
  clock.now = china(time)
  await schedule.tick(clock.now)
}

const ledger = () => database.prisma.jobRun.findMany({ orderBy: { period: "asc" } })

describe("when a job was due last", () => {
  test.each<[cron: string, now: string, due: string]>([
    ["37 8 * * *", "2026-11-23 08:37", "2026-11-23 08:37"],
    ["37 8 * * *", "2026-11-23 08:36", "2026-11-22 08:37"],
    ["37 8 * * *", "2026-11-23 00:00", "2026-11-22 08:37"],
    ["37 8 * * 1", "2026-11-23 08:37", "2026-11-23 08:37"],
    ["37 8 * * 1", "2026-11-22 23:59", "2026-11-16 08:37"],
    ["17 9,14 * * *", "2026-11-23 14:16", "2026-11-23 09:17"],
    ["17 9,14 * * *", "2026-11-23 14:17", "2026-11-23 14:17"],
    ["17 9,14 * * *", "2026-11-23 09:16", "2026-11-22 14:17"],
    ["* * * * *", "2026-11-23 00:00", "2026-11-23 00:00"],
    ["*/5 * * * *", "2026-11-23 00:04", "2026-11-23 00:00"],
    ["47 8 1 * *", "2026-12-01 08:46", "2026-11-01 08:47"],
    ["47 8 1 * *", "2026-12-01 08:47", "2026-12-01 08:47"],
    ["47 8 1 * *", "2027-01-01 00:00", "2026-12-01 08:47"],
    ["47 8 L * *", "2026-03-01 00:00", "2026-02-28 08:47"],
    ["47 8 L * *", "2028-03-30 00:00", "2028-02-29 08:47"],
    ["47 8 L * *", "2026-12-31 08:47", "2026-12-31 08:47"],
  ])("%s at %s: %s", (cron, now, due) => {
    expect(said(dueTimes({ id: "x", cron, once: "tick" })(china(now)))).toBe(due)
  })

  test.each<[cron: string, once: Job["once"], error: RegExp]>([
    ["47 8 31 * *", "month", /the last day is L/],
    ["47 8 29,30 * *", "month", /the last day is L/],
    ["0 37 8 * * *", "day", /five fields/],
    ["99 8 * * *", "day", /five fields: 99/],
  ])("%s once a %s is refused", (cron, once, error) => {
    expect(() => dueTimes({ id: "x", cron, once })).toThrow(error)
  })

  test("the jobs there are have crons that hold, names of their files, and keep off the minutes when everybody pushes", () => {
    expect(new Set(realJobs.map((one) => one.id)).size).toBe(realJobs.length)
    for (const one of realJobs) {
      expect(dueTimes(one)(china("2026-11-23 12:00")), one.id).toBeInstanceOf(Date)
      expect(one.cron).not.toMatch(/^(0|30) /)
      expect(one.about).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})

describe("the ledger", () => {
  test("lets a job run once a period, however often it is looked at", async () => {
    const { ran, spec } = noting()
    const { at } = scheduleOf([spec], { now: china("2026-11-23 08:00") })
    for (const time of [
      "2026-11-23 08:37",
      "2026-11-23 08:38",
      "2026-11-23 20:00",
      "2026-11-24 08:36",
      "2026-11-24 08:37",
    ])
      await at(time)
    expect(ran).toEqual(["2026-11-23 08:37", "2026-11-24 08:37"])
    expect(await ledger()).toMatchObject([
      { job: "noting", period: "2026-11-23", outcome: "第1次" },
      { job: "noting", period: "2026-11-24", outcome: "第2次" },
    ])
  })

  test("lets one of two instances run it, whoever looked first", async () => {
    const { ran, spec } = noting({ cron: "* * * * *", once: "tick" }, () => new Promise(setImmediate))
    const clock = { now: china("2026-11-23 08:00") }
    const instances = [scheduleOf([spec], clock), scheduleOf([spec], clock)]
    for (let minute = 10; minute < 30; minute++) {
      const time = `2026-11-23 08:${minute}`
      await Promise.all(instances.map(({ at }) => at(time)))
    }
    expect(ran).toEqual(Array.from({ length: 20 }, (_, index) => `2026-11-23 08:${10 + index}`))
  })

  test("does not begin a job again while this process still runs it", async () => {
    let end!: () => void
    const { ran, spec } = noting({ cron: "* * * * *", once: "tick" }, () => new Promise((resolve) => (end = resolve)))
    const { at } = scheduleOf([spec], { now: china("2026-11-23 08:00") })
    const first = at("2026-11-23 08:10")
    while (ran.length === 0) await new Promise(setImmediate)
    await at("2026-11-23 08:11")
    end()
    await first
    expect(ran).toEqual(["2026-11-23 08:10"])
  })

  test.each<[what: string, once: Job["once"], cron: string, starts: string[], ran: string[]]>([
    ["a week missed, once, as of when it was due", "week", "37 8 * * 1", ["2026-11-25 15:00"], ["2026-11-23 08:37"]],
    [
      "days missed, the last one once",
      "day",
      "37 8 * * *",
      ["2026-11-20 09:00", "2026-11-23 12:00"],
      ["2026-11-20 08:37", "2026-11-23 08:37"],
    ],
    ["a month missed on its last day", "month", "47 8 L * *", ["2026-03-02 12:00"], ["2026-02-28 08:47"]],
    ["nothing missed", "day", "37 8 * * *", ["2026-11-23 09:00", "2026-11-23 10:00"], ["2026-11-23 08:37"]],
  ])("catches up at the start: %s", async (_, once, cron, starts, expected) => {
    const { ran, spec } = noting({ cron, once })
    for (const time of starts) {
      const { schedule } = scheduleOf([spec], { now: china(time) })
      await schedule.start()
      await schedule.stop()
    }
    expect(ran).toEqual(expected)
  })

  test("a failure is logged, written down, and tried again at the next ticks, three times", async () => {
    const { ran, spec } = noting({}, async (run) => {
      if (run !== 6) throw new Error(`broken ${run}`)
    })
    const { at, logged } = scheduleOf([spec], { now: china("2026-11-23 08:00") })
    await at("2026-11-23 08:37")
    expect(await ledger()).toMatchObject([{ period: "2026-11-23", outcome: "failed, attempt 1: broken 1" }])
    for (const minute of [38, 39, 40, 41, 42]) await at(`2026-11-23 08:${minute}`)
    expect(ran).toEqual(Array(4).fill("2026-11-23 08:37"))
    expect(await ledger()).toMatchObject([{ outcome: "failed, attempt 4: broken 4" }])
    expect(logged.filter((one) => one.level === "error")).toHaveLength(4)
    await at("2026-11-24 08:37")
    await at("2026-11-24 08:38")
    expect(await ledger()).toMatchObject([{}, { period: "2026-11-24", outcome: "第6次" }])
  })

  test("a run that died with its process is taken over after half an hour", async () => {
    const { ran, spec } = noting()
    await database.prisma.jobRun.create({
      data: { job: "noting", period: "2026-11-23", startedAt: china("2026-11-23 08:37") },
    })
    const { at } = scheduleOf([spec], { now: china("2026-11-23 08:38") })
    await at("2026-11-23 09:07")
    expect(ran).toEqual([])
    await at("2026-11-23 09:08")
    await at("2026-11-23 09:09")
    expect(ran).toEqual(["2026-11-23 08:37"])
  })

  test("a database that is away is asked again a minute later", async () => {
    const { ran, spec } = noting()
    const { logged, log } = fakeLog()
    let away = true
    const pool = {
      query: (...given: [string]) => (away ? Promise.reject(new Error("away")) : database.pool.query(...given)),
    }
    const schedule = openSchedule({
      database: { ...database, pool } as unknown as Database,
      jobs: [spec],
      world: {} as JobWorld,
      log,
      now: () => china("2026-11-23 08:37"),
    })
    await schedule.tick(china("2026-11-23 08:37"))
    expect(logged).toMatchObject([{ level: "error", message: "the ledger of jobs could not be kept" }])
    away = false
    await schedule.tick(china("2026-11-23 08:38"))
    expect(ran).toEqual(["2026-11-23 08:37"])
  })
})

describe("from the command line", () => {
  test("a job runs as of a time, and says so where that period had its run", async () => {
    const { ran, spec } = noting({ once: "week", cron: "37 8 * * 1" })
    const { schedule, at } = scheduleOf([spec], { now: china("2026-11-23 08:00") })
    const wednesday = china("2026-11-25 15:00")
    expect(await schedule.runJob("noting", wednesday)).toEqual({
      job: "noting",
      period: "2026-W48",
      result: "done",
      outcome: "第1次",
    })
    expect(await schedule.runJob("noting", wednesday)).toMatchObject({ result: "already", outcome: "第1次" })
    await at("2026-11-23 08:37")
    expect(ran).toEqual(["2026-11-25 15:00"])
    await expect(schedule.runJob("nothing", wednesday)).rejects.toThrow(UnknownJob)
  })

  test("a failure is told, and the next call tries again", async () => {
    const { spec } = noting({}, async (run) => {
      if (run === 1) throw new Error("broken")
    })
    const { schedule } = scheduleOf([spec], { now: china("2026-11-23 08:00") })
    const when = china("2026-11-20 10:00")
    expect(await schedule.runJob("noting", when)).toMatchObject({
      result: "failed",
      outcome: "failed, attempt 1: broken",
    })
    expect(await schedule.runJob("noting", when)).toMatchObject({ result: "done", period: "2026-11-20" })
  })

  test("the list shows each job with its last run", async () => {
    const [one, other] = [noting(), noting({ id: "other" })]
    const { schedule } = scheduleOf([one.spec, other.spec], { now: china("2026-11-23 09:00") })
    await schedule.runJob("noting", china("2026-11-22 10:00"))
    expect(await schedule.jobList()).toMatchObject([
      { id: "noting", cron: "37 8 * * *", last: { period: "2026-11-22", outcome: "第1次" } },
      { id: "other" },
    ])
    expect((await schedule.jobList())[1]).not.toHaveProperty("last")
  })
})
