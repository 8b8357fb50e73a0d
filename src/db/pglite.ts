import { Duplex } from "node:stream"
import { Worker } from "node:worker_threads"
import { joined } from "./frames.ts"
import type { FromWorker, Start, ToWorker } from "./pglite-worker.ts"
import { startable } from "./startable.ts"

/** How long a close waits for the database to write its last checkpoint. */
const CLOSE_MS = 10_000

/**
 * The embedded database, in a thread of its own. `connect` gives a stream that speaks the PostgreSQL wire protocol, which is what
 * `pg` takes instead of a socket: everything above is the same as with a server. When the thread dies, every open stream fails with
 * the reason, and the next `connect` starts it again; the write-ahead log brings back what was committed.
 */
export class Pglite {
  readonly #start: Start
  readonly #streams = new Map<number, WireStream>()
  #worker: Worker | undefined
  #ready: Promise<void> | undefined
  #last = 0
  #closing = false

  constructor(start: Start) {
    this.#start = start
  }

  /** Starts the thread, unless it runs. Rejects when the database cannot be opened. */
  ready(): Promise<void> {
    this.#ready ??= this.#run()
    return this.#ready
  }

  connect(): WireStream {
    return new WireStream(this)
  }

  /** Shuts the database down in order; after ten seconds without order. */
  async close(): Promise<void> {
    this.#closing = true
    const worker = this.#worker
    if (!worker) return
    const exited = new Promise((resolve) => worker.once("exit", resolve))
    this.send({ stop: true })
    const timer = setTimeout(() => void worker.terminate(), CLOSE_MS)
    await exited
    clearTimeout(timer)
  }

  attach(stream: WireStream): number {
    this.#last += 1
    this.#streams.set(this.#last, stream)
    this.send({ open: this.#last })
    return this.#last
  }

  detach(id: number): void {
    this.#streams.delete(id)
  }

  send(message: ToWorker): void {
    this.#worker?.postMessage(message, "bytes" in message ? [message.bytes.buffer as ArrayBuffer] : [])
  }

  ref(): void {
    this.#worker?.ref()
  }

  unref(): void {
    this.#worker?.unref()
  }

  #run(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#closing) return reject(new Error("The embedded database is closed."))
      const worker = new Worker(startable(new URL("./pglite-worker.ts", import.meta.url)), {
        workerData: this.#start,
        // Nothing inherited: a loader named on the command line would be loaded a second time.
        execArgv: [],
      })
      let reason = "its thread ended"
      worker.on("message", (message: FromWorker) => {
        if ("bytes" in message) this.#streams.get(message.at)?.push(message.bytes)
        else if ("closed" in message) this.#streams.get(message.closed)?.push(null)
        else if ("fatal" in message) reason = message.fatal
        else resolve()
      })
      worker.on("error", (error) => {
        reason = error.stack ?? error.message
      })
      worker.on("exit", () => {
        this.#worker = undefined
        const error = new Error(
          this.#closing ? "The embedded database is closed." : `The embedded database stopped: ${reason}`,
        )
        reject(error)
        // What was in memory only is gone; a new empty database would be worse than none.
        this.#ready = this.#start.folder ? undefined : Promise.reject(error)
        this.#ready?.catch(() => {})
        for (const stream of this.#streams.values()) stream.destroy(error)
      })
      this.#worker = worker
    })
  }
}

/** One connection, in the shape of the socket that `pg` expects. */
export class WireStream extends Duplex {
  readonly #database: Pglite
  #id: number | undefined

  constructor(database: Pglite) {
    super()
    this.#database = database
  }

  connect(): this {
    this.#database.ready().then(
      () => {
        if (this.destroyed) return
        this.#id = this.#database.attach(this)
        this.emit("connect")
      },
      (error) => this.destroy(error),
    )
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    this.#database.ref()
    return this
  }

  unref(): this {
    this.#database.unref()
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#send([chunk])
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(chunks.map((it) => it.chunk))
    done()
  }

  override _final(done: () => void): void {
    if (this.#id !== undefined) this.#database.send({ close: this.#id })
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.#id !== undefined) {
      this.#database.send({ close: this.#id })
      this.#database.detach(this.#id)
    }
    done(error)
  }

  #send(parts: Uint8Array[]): void {
    if (this.#id !== undefined) this.#database.send({ at: this.#id, bytes: joined(parts) })
  }
}
