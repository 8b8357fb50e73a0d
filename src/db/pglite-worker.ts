import fs from "node:fs"
import { dirname, join } from "node:path"
import { parentPort, workerData } from "node:worker_threads"
import { PGlite } from "@electric-sql/pglite"
import { Frames, isTerminate, joined } from "./frames.ts"
import { SyncedFolder, sync } from "./synced-folder.ts"

/**
 * The thread that the embedded database lives in. It serves connections of the PostgreSQL wire protocol, one at a time, as there is
 * one session inside: a second connection waits until the first one has ended. PGlite runs a batch without yielding, so there is
 * nothing here to interleave; the order of the messages on the port is the order of everything.
 */

/** `folder` absent: in memory. `image`: a tar of a data folder to start from instead of running initdb. */
export type Start = { folder?: string; image?: string }
export type ToWorker = { open: number } | { at: number; bytes: Uint8Array } | { close: number } | { stop: true }
export type FromWorker = { ready: true } | { at: number; bytes: Uint8Array } | { closed: number } | { fatal: string }

type Connection = { frames: Frames; waiting: Uint8Array[]; greeted: boolean }
type Module = { _PostgresMainLoopOnce: () => void }

/** What the C side throws to unwind after an ordinary SQL error; PGlite handles it. Anything else is a crash. */
const UNWIND = 100

// AuthenticationOk, ReadyForQuery (idle). A real server adds its settings, which nobody here reads.
const WELCOME = Uint8Array.of(0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49)

const port = parentPort!
const connections = new Map<number, Connection>()
let serving: number | undefined
let lastWords: string | undefined

const database = await start(workerData as Start)
port.on("message", heed)
say({ ready: true })

async function start({ folder, image }: Start): Promise<PGlite> {
  if (folder && !fs.existsSync(join(folder, "PG_VERSION"))) await make(folder, image)
  // Without `-F`: with it PostgreSQL never asks for a sync. `fsync` since PGlite's fdatasync is an empty function.
  const startParams = [
    ...PGlite.defaultStartParams.filter((it) => it !== "-F" || !folder),
    ...["wal_sync_method=fsync", "shared_buffers=16MB", "max_wal_size=96MB", "TimeZone=UTC"].flatMap((it) => [
      "-c",
      it,
    ]),
  ]
  const place = folder ? { fs: new SyncedFolder(folder) } : image ? { loadDataDir: read(image) } : {}
  const pglite = await PGlite.create({ ...place, startParams, onStderr: note }).catch(crash)
  // PGlite takes every exception for a handled SQL error and would go on after a crash, for ever.
  const module = pglite.Module as unknown as Module
  const once = module._PostgresMainLoopOnce
  module._PostgresMainLoopOnce = () => {
    try {
      once()
    } catch (error) {
      if ((error as { status?: number }).status !== UNWIND) crash(error)
      throw error
    }
  }
  return pglite
}

/** Makes the data folder beside its place and moves it there when it is whole and on the disk: a first start may be killed. */
async function make(folder: string, image: string | undefined): Promise<void> {
  const draft = `${folder}.new`
  fs.rmSync(draft, { recursive: true, force: true })
  // People's names and phones will be in there: nobody else's to read.
  fs.mkdirSync(draft, { recursive: true, mode: 0o700 })
  const pglite = await PGlite.create({ dataDir: draft, ...(image && { loadDataDir: read(image) }), onStderr: note })
  await pglite.close()
  for (const entry of fs.readdirSync(draft, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory() || entry.isFile()) sync(path)
  }
  sync(draft)
  fs.renameSync(draft, folder)
  sync(dirname(folder))
}

function read(image: string): Blob {
  return new Blob([fs.readFileSync(image)])
}

function heed(message: ToWorker): void {
  if ("bytes" in message) {
    const connection = connections.get(message.at)
    if (!connection) return
    connection.waiting.push(...connection.frames.take(message.bytes))
    serve(message.at)
  } else if ("open" in message) {
    connections.set(message.open, { frames: new Frames(), waiting: [], greeted: false })
  } else if ("close" in message) {
    end(message.close)
  } else {
    port.off("message", heed)
    void stop()
  }
}

function serve(id: number): void {
  serving ??= id
  if (serving !== id) return
  const connection = connections.get(id)!
  for (let batch = connection.waiting.shift(); batch; batch = connection.waiting.shift()) {
    if (isTerminate(batch)) {
      end(id)
      return
    }
    if (connection.greeted) {
      say({ at: id, bytes: run(batch) })
    } else {
      // The session outlives its connections; a new one must find nothing of the one before.
      if (database.isInTransaction()) run(query("ROLLBACK"))
      run(query("DISCARD ALL"))
      connection.greeted = true
      say({ at: id, bytes: WELCOME.slice() })
    }
  }
}

function end(id: number): void {
  if (!connections.delete(id)) return
  say({ closed: id })
  if (serving !== id) return
  serving = undefined
  const next = connections.keys().next()
  if (!next.done) serve(next.value)
}

/** Runs one batch to its end. Streaming, because PGlite's other calls keep every parsed answer in memory for ever. */
function run(batch: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  // Everything happens before the promise is returned; there is no file system left to wait for.
  void database.execProtocolRawStream(batch, { syncToFs: false, onRawData: (bytes) => parts.push(bytes.slice()) })
  return joined(parts)
}

function query(sql: string): Uint8Array {
  const text = new TextEncoder().encode(sql)
  const message = new Uint8Array(text.length + 6)
  message[0] = 0x51 // Q
  new DataView(message.buffer).setInt32(1, text.length + 5)
  message.set(text, 5)
  return message
}

async function stop(): Promise<void> {
  if (database.isInTransaction()) run(query("ROLLBACK"))
  await database.close()
  process.exit(0)
}

/** PostgreSQL says on its standard error why it gives up; what JavaScript sees of it is only that it did. */
function note(line: string): boolean {
  const found = /(?:PANIC|FATAL): +(.*)/.exec(line)
  if (found) lastWords = found[1]
  return false
}

function crash(error: unknown): never {
  say({ fatal: lastWords ?? (error instanceof Error ? error.message : String(error)) })
  process.exit(1)
}

function say(message: FromWorker): void {
  port.postMessage(message, "bytes" in message ? [message.bytes.buffer as ArrayBuffer] : [])
}
