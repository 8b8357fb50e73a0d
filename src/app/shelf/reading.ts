import { Worker } from "node:worker_threads"
import { startable } from "#db/startable.ts"
import type { Document } from "#knowledge/document.ts"
import { UnreadableFile } from "#knowledge/unreadable.ts"

/**
 * Files are read aside, in a thread of their own, one after the other: a .pdf of two hundred pages takes most of a second in one piece,
 * and one that takes for ever or all memory is ended. Only short texts are read here.
 */

export type Sent = { name: string; bytes: Uint8Array }
/** `problem` is a sentence for whoever sent the file. */
export type Read = Document | { problem: string }
export type Bounds = { ms: number; megabytes: number }

const BOUNDS: Bounds = { ms: 30_000, megabytes: 512 }
const SHORT = 50_000
const TOO_MUCH = "这个文件太复杂，读了很久没有读完，请拆开，或者另存成Word文档再发。"

let last: Promise<unknown> = Promise.resolve()

export function readFile(name: string, bytes: Uint8Array, bounds = BOUNDS): Promise<Read> {
  if (bytes.length <= SHORT && !/\.(?:docx|pdf)\s*$/i.test(name)) return readHere(name, bytes)
  const read = last.then(() => readAside({ name, bytes }, bounds))
  last = read.catch(() => {})
  return read
}

export async function readHere(name: string, bytes: Uint8Array): Promise<Read> {
  // Loaded with the first file: what reads them takes memory, and is not needed to answer.
  const { readDocument } = await import("#knowledge/read-file.ts")
  try {
    return await readDocument(name, bytes)
  } catch (error) {
    if (error instanceof UnreadableFile) return { problem: error.sentence }
    throw error
  }
}

function readAside(sent: Sent, { ms, megabytes }: Bounds): Promise<Read> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(startable(new URL("./read-worker.ts", import.meta.url)), {
      workerData: sent,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    })
    const end = () => {
      clearTimeout(timer)
      void worker.terminate()
    }
    const timer = setTimeout(() => {
      resolve({ problem: TOO_MUCH })
      end()
    }, ms)
    worker.once("message", (read: Read) => {
      resolve(read)
      end()
    })
    worker.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve({ problem: TOO_MUCH })
      else reject(error)
      end()
    })
    worker.once("exit", (code) => {
      clearTimeout(timer)
      reject(new Error(`the thread that reads a file ended with ${code}`))
    })
  })
}
