import { SaxesParser } from "saxes"
import { cleanText } from "#domain/text.ts"

/** SendPicsInfo > PicList > item > PicMd5Sum is the deepest that WeChat sends. */
const MOST_DEPTH = 8
const MOST_FIELDS = 64

/**
 * The flat fields of `<xml>…</xml>` as WeChat sends them; what is nested is skipped. Undefined when malformed, doubled, too deep or too
 * many, and for every DOCTYPE, so no entity but XML's own five is ever read. Control characters, which people do type and XML does not
 * allow, are dropped instead of losing the message. The caller bounds the size.
 */
export function readXml(text: string): Map<string, string> | undefined {
  const fields = new Map<string, string>()
  const parser = new SaxesParser({ position: false })
  let depth = 0
  let name = ""
  let value = ""
  let flat = true
  const keep = (piece: string) => {
    if (depth === 2) value += piece
  }

  parser.on("doctype", () => {
    throw new Error("DOCTYPE")
  })
  parser.on("opentag", (tag) => {
    depth += 1
    if (depth > MOST_DEPTH || (depth === 1 && tag.name !== "xml")) throw new Error("shape")
    if (depth === 2) [name, value, flat] = [tag.name, "", true]
    else flat = false
  })
  parser.on("text", keep)
  parser.on("cdata", keep)
  parser.on("closetag", () => {
    if (depth === 2 && flat) {
      if (fields.has(name) || fields.size === MOST_FIELDS) throw new Error("fields")
      fields.set(name, value)
    }
    depth -= 1
  })

  try {
    parser.write(cleanText(text).replace(/[\ufffe\uffff]/g, "")).close()
    return fields
  } catch {
    return undefined
  }
}

/** Flat XML as WeChat wants it answered: texts in CDATA (a `]]>` in them is split over two), numbers bare. */
export function writeXml(fields: Record<string, string | number>): string {
  let xml = "<xml>"
  for (const [name, value] of Object.entries(fields)) {
    xml += `<${name}>${typeof value === "number" ? value : `<![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`}</${name}>`
  }
  return `${xml}</xml>`
}
