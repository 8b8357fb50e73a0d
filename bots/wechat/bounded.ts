/** A web stream as one buffer, or undefined as soon as it is longer than `most` bytes (the rest is then cancelled, not read). */
export async function readBounded(
  stream: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Buffer | undefined> {
  if (!stream) return Buffer.alloc(0)
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    size += value.length
    if (size > most) {
      // The other side may answer a cancellation with an error of its own; nothing here depends on it.
      reader.cancel().catch(() => {})
      return undefined
    }
    chunks.push(value)
  }
}
