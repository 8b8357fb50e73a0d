import { inflateRawSync } from "node:zlib"
import { UnreadableFile } from "./unreadable.ts"

/** Reads single files out of a zip archive; a .docx is one. What an archive claims of its sizes is not believed. */

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const MOST_ENTRIES = 5000
/** The longest comment that may follow the end record. */
const TAIL = 22 + 65_535

const BROKEN = "这个文件打不开，可能没有传完整，请重新发一次。"
const TOO_LARGE = "这个文件展开以后太大了，请拆成几个文件，或者另存为txt再发。"

/** The bytes of the named files that are there, none larger than `most` bytes. Throws UnreadableFile. */
export function unzip(bytes: Uint8Array, names: readonly string[], most: number): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return entries(bytes, view, names, most)
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause
    if (cause instanceof RangeError && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE")
      throw new UnreadableFile(TOO_LARGE)
    throw new UnreadableFile(BROKEN)
  }
}

function entries(bytes: Uint8Array, view: DataView, names: readonly string[], most: number): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  let end = bytes.length - 22
  while (end >= Math.max(0, bytes.length - TAIL) && view.getUint32(end, true) !== END) end--
  if (end < 0 || view.getUint32(end, true) !== END) throw new UnreadableFile(BROKEN)
  const count = view.getUint16(end + 10, true)
  if (count > MOST_ENTRIES) throw new UnreadableFile(TOO_LARGE)
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry < count; entry++) {
    if (view.getUint32(at, true) !== ENTRY) throw new UnreadableFile(BROKEN)
    const method = view.getUint16(at + 10, true)
    const packed = view.getUint32(at + 20, true)
    const nameLength = view.getUint16(at + 28, true)
    const local = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (names.includes(name)) {
      if (view.getUint32(local, true) !== LOCAL) throw new UnreadableFile(BROKEN)
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      const data = bytes.subarray(from, from + packed)
      if (method === 0 && data.length > most) throw new UnreadableFile(TOO_LARGE)
      found.set(name, method === 0 ? data : inflateRawSync(data, { maxOutputLength: most }))
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return found
}
