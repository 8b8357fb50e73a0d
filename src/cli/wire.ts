import type { Socket } from "node:net"
import { relative } from "node:path"
import type { House } from "#app/house.ts"
import { readArguments } from "./arguments.ts"
import { type Io, UnusableFile, WrongUse } from "./command.ts"
import { linesOf } from "./lines.ts"

/**
 * A command carried out by the process that holds the data folder. Each side says lines of JSON: the asker the arguments and then, once it
 * is asked for them, the lines of its standard input, or a file in pieces; the holder what to print, what to write where, and at last the
 * exit code.
 */
type Asked =
  | { argv: readonly string[]; interactive: boolean }
  | { line: string }
  | { piece: string }
  | { end: true }
  | { unusable: string }
type Told =
  | { began: true }
  | { out: string }
  | { err: string }
  | { lines: string }
  | { read: string }
  | { save: string; content: string }
  | { exit: 0 | 1 | 2 }

/** Bytes of a file that travel in a line. */
const PIECE = 48 * 1024

/** The exit code; `lost` when the holder went away before it began, so that asking again is safe. */
export type Outcome = 0 | 1 | 2 | "lost"

/** Has the holder carry out a command. */
export async function askHolder(socket: Socket, argv: readonly string[], io: Io): Promise<Outcome> {
  const ask = (message: Asked) => socket.write(`${JSON.stringify(message)}\n`)
  const passLines = async (prompt: string) => {
    for await (const line of io.lines(prompt)) ask({ line })
    ask({ end: true })
  }
  const passFile = async (path: string) => {
    const file = await io.read(path).catch((error: Error) => error)
    if (file instanceof Error) return ask({ unusable: file.message })
    for (let at = 0; at < file.length; at += PIECE)
      ask({ piece: Buffer.from(file.subarray(at, at + PIECE)).toString("base64") })
    return ask({ end: true })
  }
  let began = false
  ask({ argv, interactive: io.interactive })
  for await (const line of linesOf(socket)) {
    const told: Told = JSON.parse(line)
    if ("began" in told) began = true
    else if ("out" in told) io.out(told.out)
    else if ("err" in told) io.err(told.err)
    else if ("lines" in told) void passLines(told.lines)
    else if ("read" in told) await passFile(named(told.read, argv))
    else if ("save" in told) await io.save(named(told.save, argv), told.content)
    else return told.exit
  }
  if (!began) return "lost"
  io.err("The service stopped before it had carried this out.\n")
  return 1
}

/** Only files that were named on the command line are read and written, whoever the holder is. */
function named(path: string, argv: readonly string[]): string {
  if (argv.some((word) => word === path || word.endsWith(`=${path}`))) return path
  throw new Error(`The service wanted ${relative(".", path)}, which was not named.`)
}

/** Carries out the command that is asked for on a connection. Never rejects. */
export async function answerAsker(
  socket: Socket,
  opened: Promise<House>,
  failed: (error: unknown) => void,
): Promise<void> {
  const tell = (message: Told) => void socket.write(`${JSON.stringify(message)}\n`)
  const lines = linesOf(socket)
  try {
    const first = await lines.next()
    if (first.done) return
    const { argv, interactive } = JSON.parse(first.value) as Extract<Asked, { argv: unknown }>
    const house = await opened
    tell({ began: true })
    const io: Io = {
      interactive,
      out: (out) => tell({ out }),
      err: (err) => tell({ err }),
      save: async (save, content) => tell({ save, content }),
      async read(path) {
        tell({ read: path })
        const pieces: Buffer[] = []
        for (let next = await lines.next(); !next.done; next = await lines.next()) {
          const asked: Asked = JSON.parse(next.value)
          if ("unusable" in asked) throw new UnusableFile(asked.unusable)
          if (!("piece" in asked)) break
          pieces.push(Buffer.from(asked.piece, "base64"))
        }
        return Buffer.concat(pieces)
      },
      async *lines(prompt) {
        tell({ lines: prompt })
        // Not `for await`: to leave that would close the connection.
        for (let next = await lines.next(); !next.done; next = await lines.next()) {
          const asked: Asked = JSON.parse(next.value)
          if (!("line" in asked)) return
          yield asked.line
        }
      },
    }
    tell({ exit: await carryOut(argv, io, house, failed) })
  } catch (error) {
    // The asker went away.
    if ((error as NodeJS.ErrnoException).code === undefined) failed(error)
  } finally {
    socket.end()
  }
}

/** Runs a command that needs the house; what goes wrong is said in one sentence. */
export async function carryOut(
  argv: readonly string[],
  io: Io,
  house: House,
  failed: (error: unknown) => void,
): Promise<0 | 1 | 2> {
  try {
    const typed = readArguments(argv)
    if ("help" in typed) io.out(typed.help)
    else return await typed.command.run(typed, io, house)
    return 0
  } catch (error) {
    io.err(`${(error as Error).message}\n`)
    if (error instanceof WrongUse) return 2
    failed(error)
    return 1
  }
}
