import { parseArgs } from "node:util"
import { type Command, type Option, type Values, WrongUse } from "./command.ts"
import { commands } from "./index.ts"

/** What was typed: which command with what, or a wish for help. */
export type Typed =
  | { help: string }
  | { command: Command; args: readonly string[]; values: Values<Record<string, Option>> }

const CALL = "npm run -s jiangong --"
const HELP: Option = { type: "boolean", about: "show this" }

/** Reads the arguments. Throws a WrongUse. */
export function readArguments(argv: readonly string[]): Typed {
  const command = commands.find(({ name }) => name.split(" ").every((word, index) => word === argv[index]))
  if (!command) {
    const [first] = argv
    if (first === undefined || first === "--help" || first === "-h" || first === "help") return { help: overview() }
    const group = commands.filter(({ name }) => name.startsWith(`${first} `))
    if (group.length === 0) throw new WrongUse(`There is no command ${first}; --help lists them.`)
    if (argv.slice(1).some((word) => word === "--help" || word === "-h")) return { help: group.map(helpFor).join("\n") }
    throw new WrongUse(`Say which: ${group.map(({ name }) => name).join(" or ")}.`)
  }
  const { values, positionals } = parsed(command, argv.slice(command.name.split(" ").length))
  if (values.help) return { help: helpFor(command) }
  if (positionals.length < command.args.length || (!command.more && positionals.length > command.args.length))
    throw new WrongUse(`Use it so: ${command.name} ${usage(command)}`.trim())
  return { command, args: positionals, values }
}

function parsed(command: Command, args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...command.options, help: { ...HELP, short: "h" } },
      allowPositionals: true,
      strict: true,
    })
    return { values: values as Values<Record<string, Option>>, positionals }
  } catch (error) {
    const [sentence = ""] = (error as Error).message.split(". ")
    throw new WrongUse(`${sentence.replace(/\.$/, "")}.`)
  }
}

function overview(): string {
  const widest = Math.max(...commands.map(({ name }) => name.length))
  const list = commands.map(({ name, about }) => `  ${name.padEnd(widest)}  ${about}`)
  return [
    `Usage: ${CALL} COMMAND`,
    "",
    ...list,
    "",
    "Each has its own --help. While the service runs, it carries the commands out.",
    "Exit code: 0 done, 1 the answer is no or it failed, 2 wrong use or a wrong setting.",
    "",
  ].join("\n")
}

function helpFor(command: Command): string {
  const options = Object.entries({ ...command.options, help: HELP }).map(
    ([name, option]) => [`--${name}${option.value ? ` ${option.value}` : ""}`, option.about] as const,
  )
  const widest = Math.max(...options.map(([name]) => name.length))
  return [
    `Usage: ${CALL} ${command.name} ${usage(command)}`.trimEnd(),
    "",
    command.about,
    ...(command.help ? ["", command.help] : []),
    "",
    ...options.map(([name, about]) => `  ${name.padEnd(widest)}  ${about}`),
    "",
  ].join("\n")
}

function usage({ args, more, options }: Command): string {
  const optional = Object.entries(options).map(
    ([name, { value, multiple }]) => `[--${name}${value ? ` ${value}` : ""}]${multiple ? "…" : ""}`,
  )
  return [...args, ...(more ? [more] : []), ...optional].join(" ")
}
