import { houseCommand, WrongUse } from "./command.ts"

export const digest = houseCommand({
  name: "digest",
  about: "how the plan stands, figure by figure, with the records behind each",
  args: [],
  options: {
    "as-of": { type: "string", value: "DATE", about: "count what took effect by this day (today)" },
    region: { type: "string", value: "CODE", about: "the county or one town of it (the county)" },
    format: { type: "string", value: "text|json", about: "text" },
    out: { type: "string", value: "FILE", about: "write it there instead of printing it" },
  },
  async run({ values }, io, { database, shelf }) {
    const { dayStated, regionStated } = await import("./stated.ts")
    const { dayOf, instantOf } = await import("#domain/calendar.ts")
    const { digestOf } = await import("#app/progress.ts")
    const { digestJson } = await import("#reports/digest.ts")
    const now = new Date()
    const asOf = values["as-of"] === undefined ? dayOf(now) : dayStated(values["as-of"], "--as-of")
    const region = regionStated(values.region)
    const { format = "text" } = values
    if (format !== "text" && format !== "json") throw new WrongUse(`--format must be text or json, not ${format}.`)
    const digest = await digestOf({ database, shelf }, region, instantOf(asOf), now)
    if (!digest) {
      io.err("No plan is loaded.\n")
      return 1
    }
    const written = format === "text" ? digest.text : JSON.stringify(digestJson(digest.progress), null, 2)
    if (values.out === undefined) io.out(`${written}\n`)
    else await io.save(values.out, `${written}\n`)
    return 0
  },
})
