import { pino } from "pino"
import { maskPhones } from "#domain/text.ts"

/** The log: a line of JSON for each event, on standard error. Phones are masked and secrets taken out, wherever in a line they stand. */
export function openLog(level: string, secrets: readonly string[]) {
  // As they stand in JSON, the longest first: one may hold another.
  const hidden = secrets.map((one) => JSON.stringify(one).slice(1, -1)).sort((a, b) => b.length - a.length)
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        streamWrite: (line) => hidden.reduce((text, secret) => text.replaceAll(secret, "***"), maskPhones(line)),
      },
    },
    pino.destination({ fd: 2, sync: true }),
  )
}
