import { createHash, randomUUID } from "node:crypto"
import fs from "node:fs"
import net from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"

/**
 * The embedded database serves one process, so the service holds its data folder, by a Unix socket in it: whoever can connect to the
 * socket knows that the holder lives, whatever it was killed with, and can talk to it. The socket lies in the temporary folder, under
 * a name made from the data folder's, where its path would be longer than an address of a socket can be; on Windows it is a pipe.
 */
export type Hold = {
  /** Where the socket is. */
  path: string
  /** Lets the folder go and hangs up on everyone. */
  release(): Promise<void>
}

/** What the holder says first on every connection, as one line of JSON. */
type Greeting = { pid: number; since: string }

/** An address has room for 104 bytes on macOS, 108 on Linux; the socket is first made under a longer name. */
const LONGEST = 100
const SUFFIX = 12
/** How long a starter waits to see whether it stays the holder, and an asker for the greeting. */
const SETTLE_MS = 50
const GREETING_MS = 2000

/**
 * Takes hold of a data folder (made if missing) and hands every connection to `onConnection`. Throws one sentence that names the
 * holder when another process has it. A socket left behind by a killed process is taken over.
 */
export async function hold(dataDir: string, onConnection: (socket: net.Socket) => void): Promise<Hold> {
  fs.mkdirSync(dataDir, { recursive: true })
  const path = socketPath(dataDir)
  const greeting = `${JSON.stringify({ pid: process.pid, since: new Date().toISOString() } satisfies Greeting)}\n`
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
    // Who asked may go before the answer; that is no trouble of the holder's.
    socket.on("error", () => {})
    socket.write(greeting)
    onConnection(socket)
  })
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  try {
    if (process.platform === "win32") await listen(server, path)
    else await take(server, path)
  } catch (error) {
    await close()
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error
    throw new Error(`The data folder ${dataDir} is in use${await holderOf(path)}. Stop it, or set another DATA_DIR.`)
  }
  const own = process.platform === "win32" ? undefined : inode(path)
  // Cleaners of temporary folders take what nobody touched for days.
  const touching = setInterval(() => fs.utimes(path, new Date(), new Date(), () => {}), 3_600_000).unref()
  return {
    path,
    async release() {
      clearInterval(touching)
      if (own !== undefined && inode(path) === own) fs.rmSync(path, { force: true })
      await close()
    },
  }
}

/** Connects to the process that holds a data folder; undefined when nobody does. Throws when the holder does not answer. */
export async function connectToHolder(dataDir: string): Promise<net.Socket | undefined> {
  if (!fs.existsSync(dataDir)) return undefined
  const socket = await connect(socketPath(dataDir))
  if (!socket || (await greetingOf(socket))) return socket
  socket.destroy()
  throw new Error(`The process that holds the data folder ${dataDir} does not answer.`)
}

function socketPath(dataDir: string): string {
  const folder = fs.realpathSync(dataDir)
  const name = `jiangong-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`
  const path = join(folder, "service.sock")
  return Buffer.byteLength(path) + SUFFIX <= LONGEST ? path : join(tmpdir(), `${name}.sock`)
}

/**
 * The server listens under a name of its own first and then links that to the place, which only one can do. What is in the way and
 * dead is moved aside, not deleted, and asked once more: had a faster starter come in between, it is put back.
 * After that the place is looked at again, so of starters that overtook each other only the one whose socket is there goes on.
 */
async function take(server: net.Server, path: string): Promise<void> {
  const mine = `${path}.${randomUUID().slice(0, SUFFIX - 1)}`
  await listen(server, mine)
  try {
    fs.chmodSync(mine, 0o600)
    const own = inode(mine)
    for (;;) {
      if (linked(mine, path)) {
        await pause(SETTLE_MS)
        if (inode(path) === own) return
      } else if (await alive(path)) {
        throw Object.assign(new Error("in use"), { code: "EADDRINUSE" })
      } else {
        await bury(path, `${mine.slice(0, -1)}~`)
      }
    }
  } finally {
    fs.rmSync(mine, { force: true })
  }
}

async function bury(path: string, grave: string): Promise<void> {
  try {
    fs.renameSync(path, grave)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return
    throw error
  }
  if (await alive(grave)) fs.renameSync(grave, path)
  else fs.rmSync(grave, { force: true })
}

function linked(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST" || fs.existsSync(to)) return false
    // A file system without hard links; renaming is nearly as good.
    fs.renameSync(from, to)
    return true
  }
}

function inode(path: string): number | undefined {
  return fs.statSync(path, { throwIfNoEntry: false })?.ino
}

function listen(server: net.Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(path, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

/** Undefined when nobody listens there. */
function connect(path: string): Promise<net.Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(path)
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT" || error.code === "ENOTSOCK") resolve(undefined)
      else reject(error)
    })
    socket.once("connect", () => resolve(socket))
  })
}

async function alive(path: string): Promise<boolean> {
  const socket = await connect(path)
  socket?.destroy()
  return socket !== undefined
}

async function holderOf(path: string): Promise<string> {
  // Asked in the moment of two starts, the one that answers may be the other loser, on its way out.
  for (let tries = 0; tries < 3; tries++) {
    const socket = await connect(path).catch(() => undefined)
    const greeting = socket && (await greetingOf(socket))
    socket?.destroy()
    if (greeting) return ` by process ${greeting.pid} since ${greeting.since}`
    await pause(SETTLE_MS)
  }
  return " by another process"
}

/** Reads the first line and leaves the rest unread. Undefined when the holder is too busy to say it. */
function greetingOf(socket: net.Socket): Promise<Greeting | undefined> {
  return new Promise((resolve) => {
    let text = Buffer.alloc(0)
    const done = (greeting?: Greeting) => {
      clearTimeout(timer)
      socket.off("readable", read).off("close", gone)
      resolve(greeting)
    }
    const gone = () => done()
    const timer = setTimeout(gone, GREETING_MS)
    const read = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) text = Buffer.concat([text, chunk])
      const end = text.indexOf("\n")
      if (end < 0) return
      if (end + 1 < text.length) socket.unshift(text.subarray(end + 1))
      done(JSON.parse(text.subarray(0, end).toString()))
    }
    socket.on("readable", read).on("close", gone)
  })
}
