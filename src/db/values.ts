import pg from "pg"

const { builtins, getTypeParser } = pg.types
const INT8_ARRAY = 1016 as typeof builtins.INT8 // not among the names that pg knows

// Dates go out as UTC, as Prisma writes them; pg's habit is the zone of the machine.
pg.defaults.parseInputDatesAsUTC = true

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [INT8_ARRAY, (text) => (getTypeParser(INT8_ARRAY)(text) as string[]).map(BigInt)],
  [builtins.DATE, (text) => new Date(`${text}T00:00:00Z`)],
  [builtins.TIMESTAMP, (text) => new Date(`${text.replace(" ", "T")}Z`)],
])

/**
 * How the values of raw statements are read, the same as Prisma gives them: int8 (count(*) too) as bigint, date as midnight UTC, times as
 * Date, json parsed; numeric stays a string.
 */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: "text" | "binary") =>
    (format !== "binary" && parsers.get(oid)) || getTypeParser(oid, format)) as pg.CustomTypesConfig["getTypeParser"],
}
