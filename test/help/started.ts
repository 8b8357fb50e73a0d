import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { prepareDatabase } from "#app/house.ts"
import { openDatabase } from "#db/open.ts"
import { built } from "./built.ts"
import { image } from "./database.ts"

/** The service and the command line as people start them: processes of their own, in a folder of their own, with no settings but those given. */

const root = fileURLToPath(new URL("../..", import.meta.url))

const tsx = import.meta.resolve("tsx")

export type Run = { code: number | null; out: string; err: string }

/** A new folder with a prepared data folder in it, as a service leaves it; made once, then copied. */
export async function freshFolder(): Promise<string> {
  made ??= prepare()
  const folder = mkdtempSync(join(tmpdir(), "jiangong-started-"))
  cpSync(await made, dataOf(folder), { recursive: true })
  return folder
}

let made: Promise<string> | undefined

async function prepare(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "jiangong-made-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  const database = await openDatabase({ dataDir: folder, image: await image() })
  await prepareDatabase(database)
  await database.close()
  return folder
}

function dataOf(folder: string): string {
  const data = join(folder, "data")
  mkdirSync(data, { recursive: true })
  return data
}

function launch(script: Script, args: readonly string[], folder: string, env: Record<string, string>): ChildProcess {
  const { PATH = "", HOME = "", TMPDIR } = process.env
  return spawn(process.execPath, [...runnable(script), ...args], {
    cwd: folder,
    env: {
      PATH,
      HOME,
      ...(TMPDIR && { TMPDIR }),
      TSX_TSCONFIG_PATH: join(root, "tsconfig.json"),
      LOG_LEVEL: "warn",
      ...env,
    },
    stdio: "pipe",
  })
}

/** What `npm run` knows by this name, or a program of the tests. */
type Script = "start" | "jiangong" | `test/${string}.ts`
const commands = new Map<Script, string[]>()

function runnable(script: Script): string[] {
  if (script !== "start" && script !== "jiangong") return ["--import", tsx, join(root, script)]
  const command = commands.get(script) ?? built(script)
  commands.set(script, command)
  return command
}

function watched(it: ChildProcess) {
  const said = { out: "", err: "" }
  it.stdout!.setEncoding("utf8").on("data", (text) => {
    said.out += text
  })
  it.stderr!.setEncoding("utf8").on("data", (text) => {
    said.err += text
  })
  it.stdin!.on("error", () => {})
  const ended = new Promise<Run>((resolve) => it.once("close", (code) => resolve({ code, ...said })))
  /** Resolves when it said this on its standard output; rejects when it ended before. */
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(said.out)
      if (found) return found
      if (it.exitCode !== null || it.signalCode !== null) throw new Error(`it ended: ${said.out}${said.err}`)
      await Promise.race([once(it.stdout!, "data"), ended])
    }
  }
  return { said, ended, until }
}

/** A program of this project, to its end; `input` is its standard input. */
export function ran(
  script: Script,
  args: readonly string[],
  folder: string,
  input = "",
  env: Record<string, string> = {},
): Promise<Run> {
  const it = launch(script, args, folder, env)
  const { ended } = watched(it)
  it.stdin!.end(input)
  return ended
}

/** A command of the command line. */
export function jiangong(
  folder: string,
  args: readonly string[],
  input = "",
  env: Record<string, string> = {},
): Promise<Run> {
  return ran("jiangong", args, folder, input, env)
}

/** A command that goes on while one types. */
export function typing(folder: string, args: readonly string[], env: Record<string, string> = {}) {
  const it = launch("jiangong", args, folder, env)
  return {
    ...watched(it),
    type: (line: string) => it.stdin!.write(`${line}\n`),
    end: () => it.stdin!.end(),
    kill: () => it.kill("SIGKILL"),
  }
}

export type Service = Awaited<ReturnType<typeof startService>>

/** The service, ready. */
export async function startService(folder: string, env: Record<string, string> = {}) {
  const it = launch("start", [], folder, { PORT: "0", ...env })
  const { said, ended, until } = watched(it)
  const [, address = ""] = await until(/ready at (http:\S+)[\s\S]*Overview.*\n/)
  let count = 0
  return {
    address,
    said,
    ended,
    /** The administrator's one-time code, where one is offered. */
    code: /绑定 (\w+)/.exec(said.out)?.[1],
    kill: (signal: NodeJS.Signals) => it.kill(signal),
    async stop(): Promise<Run> {
      it.kill("SIGTERM")
      return ended
    },
    /** Says something in the simulator; answers what is replied, as one text. */
    async say(from: string, text: string, id = `${from}-${++count}-${Date.now()}`): Promise<string> {
      const response = await fetch(`${address}/api/chat`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ from, text, id }),
      }).catch(async (error) => {
        const run = await Promise.race([ended, pause(2000)])
        throw new Error(`The service did not answer. ${run ? JSON.stringify(run) : "It lives."}`, { cause: error })
      })
      const { replies, error } = (await response.json()) as { replies?: { text: string }[]; error?: string }
      if (!replies) throw new Error(`${response.status} ${error}`)
      return replies.map((one) => one.text).join("\n")
    },
  }
}
