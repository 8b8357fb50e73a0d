import type { House } from "#app/house.ts"

/** The contract of a command of the command line: one file each, listed in index.ts. */

export type Option = {
  type: "string" | "boolean"
  /** What stands for its value in --help: DATE. */
  value?: string
  /** May be given several times. */
  multiple?: true
  about: string
}

export type Values<Options extends Record<string, Option>> = {
  [Name in keyof Options]?: Options[Name]["type"] extends "boolean"
    ? boolean
    : Options[Name]["multiple"] extends true
      ? string[]
      : string
}

/** Standard input and output, and the files named in the arguments, wherever the command is carried out. */
export type Io = {
  out(text: string): void
  err(text: string): void
  /** The lines of standard input; a person at a terminal is shown `prompt` before each. */
  lines(prompt: string): AsyncIterable<string>
  /** Whether a person types the lines. */
  interactive: boolean
  /** Writes a file; `path` as it was given. */
  save(path: string, content: string): Promise<void>
  /**
   * Reads a file of at most `MAX_FILE_BYTES`; `path` as it was given. Not while `lines` are being read. Throws an UnusableFile.
   */
  read(path: string): Promise<Uint8Array>
}

type Spec<Options extends Record<string, Option>, Needs> = {
  /** As it is typed: `job run`. */
  name: string
  /** One line. */
  about: string
  /** What stands for each argument in --help; all are required. */
  args: readonly string[]
  /** What may follow: [QUESTION]. */
  more?: string
  options: Options
  /** More about it, in lines that fit a terminal. */
  help?: string
  needs: Needs
}

type Given<Options extends Record<string, Option>> = { args: readonly string[]; values: Values<Options> }

/** Answers with the exit code: 0, or 1 when the answer is no. Throws a WrongUse, which is exit code 2. */
type Alone<Options extends Record<string, Option>> = { run(given: Given<Options>, io: Io): Promise<0 | 1> }
type WithHouse<Options extends Record<string, Option>> = {
  run(given: Given<Options>, io: Io, house: House): Promise<0 | 1>
}

/** `alone`: whether the records are not wanted this time. Without records there is no house either. */
type Either<Options extends Record<string, Option>> = {
  alone(given: Given<Options>): boolean
  run(given: Given<Options>, io: Io, house?: House): Promise<0 | 1>
}

type Options = Record<string, Option>
export type Command =
  | (Spec<Options, "nothing"> & Alone<Options>)
  | (Spec<Options, "house"> & WithHouse<Options>)
  | (Spec<Options, "house if any"> & Either<Options>)

/** A command that opens nothing. */
export function aloneCommand<Own extends Options>(spec: Omit<Spec<Own, "nothing">, "needs"> & Alone<Own>): Command {
  return { ...spec, needs: "nothing" } as Command
}

/** A command on the records, carried out by the running service where there is one. */
export function houseCommand<Own extends Options>(spec: Omit<Spec<Own, "house">, "needs"> & WithHouse<Own>): Command {
  return { ...spec, needs: "house" } as Command
}

/** A command on the records where there are some, which does without where there are none. */
export function eitherCommand<Own extends Options>(
  spec: Omit<Spec<Own, "house if any">, "needs"> & Either<Own>,
): Command {
  return { ...spec, needs: "house if any" } as Command
}

/** A file named on the command line that cannot be taken; the message is one sentence. */
export class UnusableFile extends Error {}

/** The command was not typed as it should be; the message is one sentence. */
export class WrongUse extends Error {}
