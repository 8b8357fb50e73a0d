import { execFileSync, spawn } from "node:child_process"
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"

export type Postgres = { url: string; stop(): Promise<void> }

/**
 * Starts a PostgreSQL server of its own in a new temporary folder, with its settings as installed: commits are synced. Undefined
 * where PostgreSQL is not installed. It ends with `stop`, or with this process.
 */
export async function startPostgres(): Promise<Postgres | undefined> {
  const bin = binaries()
  if (!bin) return undefined
  const user = servant()
  const folder = mkdtempSync(join(tmpdir(), "jiangong-postgres-"))
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, "data")
  const port = await freePort()
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], {
    ...user,
    cwd: folder,
    stdio: "pipe",
  })
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`]
  const server = spawn(join(bin, "postgres"), ["-D", data, ...settings.flatMap((it) => ["-c", it])], {
    ...user,
    cwd: folder,
    stdio: "ignore",
  })
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()))
  // SIGQUIT: at once. Nobody will want this data again.
  const kill = () => server.kill("SIGQUIT")
  process.once("exit", kill)
  const stop = async () => {
    process.off("exit", kill)
    kill()
    await exited
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  try {
    await answering(url)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}

/** The folder with the newest PostgreSQL server: in the PATH, or where Debian puts it. */
function binaries(): string | undefined {
  const debian = "/usr/lib/postgresql"
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...versions.map((it) => join(debian, it, "bin"))]
  return folders.find((it) => existsSync(join(it, "postgres")) && existsSync(join(it, "initdb")))
}

/** Whom to become when this is root: PostgreSQL refuses to run as root. */
function servant(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync("/etc/passwd", "utf8").split("\n")
  const line = lines.find((it) => it.startsWith("postgres:")) ?? lines.find((it) => it.startsWith("nobody:"))
  const [, , uid, gid] = (line ?? "").split(":")
  return { uid: Number(uid), gid: Number(gid) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (tries === 100) throw error
      await pause(100)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
