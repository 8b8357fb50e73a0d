import { readFileSync } from "node:fs"
import { deflateRawSync } from "node:zlib"
import { buildFinder, type Finder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { makeDocument } from "#knowledge/make-document.ts"
import { readDocument } from "#knowledge/read-file.ts"

/** Documents of a county that does not exist, and files made of them. */

const FOLDER = new URL("./documents/", import.meta.url)

export const PLAN = makeDocument(readFileSync(new URL("made-up-plan.txt", FOLDER), "utf8"), "made-up-plan.txt")
export const RULES = await readDocument("made-up-rules.md", readFileSync(new URL("made-up-rules.md", FOLDER)))

export function planFinder(): Finder {
  return buildFinder([PLAN], LEXICON)
}

/** A zip archive of these files. */
export function zipOf(files: Record<string, string>): Uint8Array {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const data = deflateRawSync(Buffer.from(text))
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(data.length, 18)
    local.writeUInt32LE(Buffer.byteLength(text), 22)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(data.length, 20)
    entry.writeUInt32LE(Buffer.byteLength(text), 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(at, 42)
    pieces.push(local, Buffer.from(name), data)
    directory.push(entry, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + data.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(
    directory.reduce((sum, one) => sum + one.length, 0),
    12,
  )
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...pieces, ...directory, end])
}

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** A Word file with this body, and what else it needs. */
export function docxOf(body: string, more: Record<string, string> = {}): Uint8Array {
  return zipOf({
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": `<w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    ...Object.fromEntries(Object.entries(more)),
  })
}

export function paragraph(text: string, properties = ""): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}
