import { houseCommand, WrongUse } from "./command.ts"

export const jobRun = houseCommand({
  name: "job run",
  about: "runs one job as of a time",
  args: ["NAME"],
  options: { at: { type: "string", value: "TIME", about: "such as 2026-11-23T09:30, China's time (now)" } },
  help: "A job runs once in its period (day, week …), whoever asks; asked again it says what came of the first run.",
  async run({ args: [name = ""], values: { at } }, io, { schedule }) {
    const { instantStated } = await import("./stated.ts")
    const { UnknownJob } = await import("#app/schedule.ts")
    const time = at === undefined ? new Date() : instantStated(at, "--at")
    try {
      const { period, result, outcome } = await schedule.runJob(name, time)
      const line = `${name} ${period}${result === "already" ? " (already run)" : ""}: ${outcome}\n`
      if (result === "failed") io.err(line)
      else io.out(line)
      return result === "failed" ? 1 : 0
    } catch (error) {
      if (error instanceof UnknownJob) throw new WrongUse(`${error.message}.`)
      throw error
    }
  },
})
