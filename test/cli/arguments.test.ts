import { expect, test } from "vitest"
import { readArguments } from "#src/cli/arguments.ts"
import { WrongUse } from "#src/cli/command.ts"
import { commands } from "#src/cli/index.ts"
import { instantStated, regionStated } from "#src/cli/stated.ts"

test.each([
  ["nope", "There is no command nope; --help lists them."],
  ["--nope", "There is no command --nope; --help lists them."],
  ["job", "Say which: job list or job run."],
  ["job walk", "Say which: job list or job run."],
  ["job run", "Use it so: job run NAME [--at TIME]"],
  ["digest extra", "Use it so: digest [--as-of DATE] [--region CODE] [--format text|json] [--out FILE]"],
  ["digest --wat", "Unknown option '--wat'."],
  ["digest --out", "Option '--out <value>' argument missing."],
])("%s is wrong use", (typed, sentence) => {
  expect(() => readArguments(typed.split(" "))).toThrow(new WrongUse(sentence))
})

test.each(commands.map(({ name }) => [name]))("%s has its own help", (name) => {
  for (const flag of ["--help", "-h"])
    expect(readArguments([...name.split(" "), flag])).toEqual({ help: expect.stringContaining(`-- ${name}`) })
})

test("an argument and options are read, in either way of writing them", () => {
  const typed = readArguments(["job", "run", "weekly-digest", "--at=2026-11-23"])
  expect(typed).toMatchObject({ command: { name: "job run" }, args: ["weekly-digest"], values: { at: "2026-11-23" } })
})

test.each([
  ["2026-11-23", "2026-11-22T16:00:00.000Z"],
  ["2026-11-23T09:30", "2026-11-23T01:30:00.000Z"],
  ["2026-11-23T09:30:15", "2026-11-23T01:30:15.000Z"],
  ["2026-11-23T09:30:00Z", "2026-11-23T09:30:00.000Z"],
  ["2026-11-23T09:30+02:00", "2026-11-23T07:30:00.000Z"],
])("a time stated as %s", (text, instant) => {
  expect(instantStated(text, "--at").toISOString()).toBe(instant)
})

test.each(["", "now", "2026-02-30", "2026-02-30T10:00", "2026-11-23T25:00", "2026-11-23 09:30", "20261123"])(
  "%j is no time",
  (text) => {
    expect(() => instantStated(text, "--at")).toThrow(WrongUse)
  },
)

test("a region is stated by code or name", () => {
  expect(regionStated(undefined)).toBe("421281")
  expect(regionStated("赵李桥镇")).toBe(regionStated(regionStated("赵李桥镇")))
  expect(() => regionStated("110101")).toThrow("--region 110101 is not the code of the county or of a town in it.")
})
