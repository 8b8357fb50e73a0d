import { parentPort, workerData } from "node:worker_threads"
import { readHere, type Sent } from "./reading.ts"

/** The thread in which one file is read; it ends with it. */

const { name, bytes } = workerData as Sent
parentPort!.postMessage(await readHere(name, bytes))
