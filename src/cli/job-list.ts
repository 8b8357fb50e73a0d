import { houseCommand } from "./command.ts"

export const jobList = houseCommand({
  name: "job list",
  about: "the jobs, when they run (China's time) and how each went last",
  args: [],
  options: {},
  async run(_given, io, { schedule }) {
    const { isoOf } = await import("#domain/calendar.ts")
    const jobs = await schedule.jobList()
    const widest = (texts: string[]) => Math.max(...texts.map((text) => text.length))
    const ids = widest(jobs.map(({ id }) => id))
    const crons = widest(jobs.map(({ cron }) => cron))
    for (const { id, cron, about, last } of jobs) {
      const then = last ? `${isoOf(last.startedAt).slice(0, 16)} ${last.outcome ?? "running"}` : "never"
      io.out(`${id.padEnd(ids)}  ${cron.padEnd(crons)}  ${about}  [${then}]\n`)
    }
    return 0
  },
})
