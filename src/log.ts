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
      serializers: { err: withoutRows },
      hooks: {
        streamWrite: (line) => hidden.reduce((text, secret) => text.replaceAll(secret, "***"), maskPhones(line)),
      },
    },
    pino.destination({ fd: 2, sync: true }),
  )
}

/** What a database says of an error beside its message quotes the rows that it was given: people's words. */
const OF_ROWS = ["detail", "where", "hint", "internalQuery", "query", "parameters", "meta"]

function withoutRows(error: Error): object {
  return kept(pino.stdSerializers.err(error))
}

function kept(said: object): object {
  const entries = Object.entries(said).filter(([name]) => !OF_ROWS.includes(name))
  return Object.fromEntries(entries.map(([name, value]) => [name, isPlain(value) ? kept(value) : value]))
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value)
