const SYNC = 0x53 // S
const QUERY = 0x51 // Q
const FLUSH = 0x48 // H
const TERMINATE = 0x58 // X

/**
 * Collects what a client of the PostgreSQL wire protocol sends until the server owes an answer. The embedded database runs a batch
 * to its end in one call, so it must never be handed half a message, and Parse, Bind, Execute, Sync should reach it as one.
 */
export class Frames {
  #held: Uint8Array = new Uint8Array(0)
  #started = false

  /** Takes the next bytes, returns the batches they completed, in order. The first one is the startup packet. */
  take(bytes: Uint8Array): Uint8Array[] {
    const data = this.#held.length === 0 ? bytes : joined([this.#held, bytes])
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    const batches: Uint8Array[] = []
    let from = 0
    let at = 0
    for (;;) {
      // The startup packet alone has no type byte before its length.
      const head = this.#started ? 1 : 0
      if (at + head + 4 > data.length) break
      const end = at + head + view.getInt32(at + head)
      if (end > data.length) break
      const type = data[at]
      if (!this.#started || type === SYNC || type === QUERY || type === FLUSH || type === TERMINATE) {
        batches.push(data.subarray(from, end))
        from = end
      }
      this.#started = true
      at = end
    }
    this.#held = data.subarray(from)
    return batches
  }
}

export function isTerminate(batch: Uint8Array): boolean {
  return batch[0] === TERMINATE
}

/** One array of its own memory, so that it can be handed to another thread without being copied again. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0
  for (const part of parts) length += part.length
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
