import { schedule as everyMinute, type ScheduledTask } from "node-cron"
import { claimRun, failure, finishRun, type JobRun, lastRuns, runOf } from "#db/job-runs.ts"
import type { Database } from "#db/open.ts"
import { periodOf } from "#domain/period.ts"
import type { Log } from "#src/channel.ts"
import type { Job, JobWorld } from "#src/job.ts"
import { dueTimes } from "./schedule/due.ts"

/**
 * Runs the jobs. node-cron only ticks, once a minute; then each job is held against the ledger: is the period of its latest due time
 * still to be run? So one question serves the ordinary run, what was missed while the service was down (once, as of when it was
 * due), a run that failed (three times more, a minute apart) and one that died with its process (after half an hour). The ledger
 * gives a period to one instance only.
 */
export type Schedule = {
  /** Catches up on what was missed, then ticks. */
  start(): Promise<void>
  /** Runs what is due at `at` and still to be run; resolves when all of it ended. */
  tick(at: Date): Promise<void>
  /** Runs one job as of `at`, for the command line. Rejects with UnknownJob. */
  runJob(id: string, at: Date): Promise<Ran>
  jobList(): Promise<Listed[]>
  /** No new runs; those in progress are waited for, at most ten seconds. */
  stop(): Promise<void>
}

/** `already`: the period had been run, or is being run, and was left alone; the outcome is that run's. */
export type Ran = { job: string; period: string; result: "done" | "failed" | "already"; outcome: string }
export type Listed = Pick<Job, "id" | "about" | "cron" | "once"> & { last?: JobRun }

export class UnknownJob extends Error {}

export type ScheduleOptions = {
  database: Database
  jobs: readonly Job[]
  world: JobWorld
  log: Log
  now(): Date
}

const STOP_MS = 10_000

export function openSchedule({ database, jobs, world, log, now }: ScheduleOptions): Schedule {
  const dueOf = new Map(jobs.map((job) => [job.id, dueTimes(job)]))
  /** The period that this process knows to be done, by job: no need to ask the ledger every minute. */
  const done = new Map<string, string>()
  const running = new Map<string, Promise<unknown>>()
  let task: ScheduledTask | undefined
  let stopped = false

  async function run(job: Job, period: string, asOf: Date): Promise<Ran> {
    const attempt = await claimRun(database, job.id, period, now())
    if (attempt === undefined) {
      const before = await runOf(database, job.id, period)
      return { job: job.id, period, result: "already", outcome: before?.outcome ?? "正在运行" }
    }
    try {
      const outcome = await job.run(world, asOf)
      await finishRun(database, job.id, period, now(), outcome)
      return { job: job.id, period, result: "done", outcome }
    } catch (error) {
      const outcome = failure(attempt, error)
      log.error({ err: error, job: job.id, period, attempt }, "a job failed")
      await finishRun(database, job.id, period, now(), outcome)
      return { job: job.id, period, result: "failed", outcome }
    }
  }

  async function runIfDue(job: Job, at: Date): Promise<void> {
    const due = dueOf.get(job.id)!(at)
    if (!due || stopped) return
    const period = periodOf(job.once, due)
    if (done.get(job.id) === period || running.has(job.id)) return
    const turn = run(job, period, due)
      .then((ran) => {
        if (ran.result === "done") done.set(job.id, period)
      })
      // The database did not answer: the next minute asks again.
      .catch((error) => log.error({ err: error, job: job.id, period }, "the ledger of jobs could not be kept"))
      .finally(() => running.delete(job.id))
    running.set(job.id, turn)
    await turn
  }

  const tick = async (at: Date) => {
    await Promise.all(jobs.map((job) => runIfDue(job, at)))
  }

  return {
    tick,
    async start() {
      task = everyMinute("* * * * *", () => void tick(now()), {
        name: "jobs",
        timezone: "Asia/Shanghai",
        // A minute that was missed is made good by the ledger.
        suppressMissedWarning: true,
      })
      await tick(now())
    },
    async runJob(id, at) {
      const job = jobs.find((one) => one.id === id)
      if (!job) throw new UnknownJob(`No job is called ${id}; there are ${jobs.map((one) => one.id).join(", ")}`)
      return run(job, periodOf(job.once, at), at)
    },
    async jobList() {
      const last = new Map((await lastRuns(database)).map((one) => [one.job, one]))
      return jobs.map(({ id, about, cron, once }) => {
        const ran = last.get(id)
        return { id, about, cron, once, ...(ran && { last: ran }) }
      })
    },
    async stop() {
      stopped = true
      await task?.destroy()
      let timer: NodeJS.Timeout | undefined
      const enough = new Promise((resolve) => {
        timer = setTimeout(resolve, STOP_MS)
      })
      await Promise.race([Promise.all(running.values()), enough])
      clearTimeout(timer)
    },
  }
}
