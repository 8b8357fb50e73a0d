import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

/** Starts a TypeScript file under test/ as a process of its own. */
export function child(file: string, ...args: string[]) {
  return start(process.execPath, ["--import", "tsx", fileURLToPath(new URL(`../${file}`, import.meta.url)), ...args])
}

/** The same, with a limit on the size of the files it may write, in KiB: a disk that is full. */
export function cramped(limit: number, file: string, ...args: string[]) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
  return start("sh", [
    "-c",
    `ulimit -f ${limit * 2}; exec "$0" "$@"`,
    process.execPath,
    "--import",
    "tsx",
    path,
    ...args,
  ])
}

function start(command: string, args: string[]) {
  const cwd = fileURLToPath(new URL("../..", import.meta.url))
  const it = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] })
  const lines = createInterface({ input: it.stdout })[Symbol.asyncIterator]()
  return {
    pid: it.pid!,
    exited: new Promise<void>((resolve) => it.once("exit", () => resolve())),
    /** The next line it says; empty after its end. */
    line: async (): Promise<string> => (await lines.next()).value ?? "",
    /** Without warning: SIGKILL. */
    kill: () => it.kill("SIGKILL"),
  }
}
