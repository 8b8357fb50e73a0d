import { SaxesParser } from "saxes"
import { listNumbers, type NumberedList, readNumbering } from "./docx-numbering.ts"
import { UnreadableFile } from "./unreadable.ts"
import { unzip } from "./zip.ts"

/** The text of a .docx: paragraphs as lines with the numbers that Word counts itself, tables as rows `| a | b |`. */

const MOST_XML = 40_000_000
const BODY = "word/document.xml"
const NUMBERING = "word/numbering.xml"
const STYLES = "word/styles.xml"

/** Throws UnreadableFile. */
export function docxText(bytes: Uint8Array): string {
  const files = unzip(bytes, [BODY, NUMBERING, STYLES], MOST_XML)
  const body = files.get(BODY)
  if (body === undefined) throw new UnreadableFile("这不是Word文档（.docx），请用Word或WPS另存为.docx再发。")
  const xml = (name: string) => (files.has(name) ? new TextDecoder().decode(files.get(name)) : "")
  try {
    return bodyText(new TextDecoder().decode(body), readNumbering(xml(NUMBERING), xml(STYLES)))
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause
    throw new UnreadableFile("这个Word文档里面有损坏，请用Word或WPS打开后另存一次再发。")
  }
}

type Paragraph = { text: string; style?: string; list?: string; level?: number }

function bodyText(xml: string, numbering: NumberedList): string {
  const lines: string[] = []
  const number = listNumbers(numbering)
  const parser = new SaxesParser()
  let paragraph: Paragraph | undefined
  let inText = false
  let skipped = 0
  // a table in a cell of a table is read as text of that cell
  let tables = 0
  let row: string[] = []
  let cell: string[] = []
  const attribute = (tag: { attributes: Record<string, string> }, name: string) => tag.attributes[name]

  parser.on("opentag", (tag) => {
    if (tag.name === "w:del" || tag.name === "w:moveFrom" || tag.name === "mc:Fallback") skipped++
    else if (tag.name === "w:tbl") tables++
    else if (tag.name === "w:tr" && tables === 1) row = []
    else if (tag.name === "w:tc" && tables === 1) cell = []
    else if (tag.name === "w:p") paragraph = { text: "" }
    else if (tag.name === "w:t") inText = true
    else if (paragraph === undefined) return
    else if (tag.name === "w:pStyle") paragraph.style = attribute(tag, "w:val") ?? ""
    else if (tag.name === "w:numId") paragraph.list = attribute(tag, "w:val") ?? ""
    else if (tag.name === "w:ilvl") paragraph.level = Number(attribute(tag, "w:val") ?? 0)
    else if (tag.name === "w:tab") paragraph.text += " "
    else if (tag.name === "w:br") paragraph.text += tables > 0 ? " " : "\n"
  })
  parser.on("text", (text) => {
    if (inText && skipped === 0 && paragraph !== undefined) paragraph.text += text
  })
  parser.on("closetag", (tag) => {
    if (tag.name === "w:del" || tag.name === "w:moveFrom" || tag.name === "mc:Fallback") skipped--
    else if (tag.name === "w:t") inText = false
    else if (tag.name === "w:p" && paragraph !== undefined) {
      const text = paragraph.text.trim() === "" ? "" : number(paragraph) + paragraph.text.trim()
      if (tables > 0) cell.push(text)
      else lines.push(text)
      paragraph = undefined
    } else if (tag.name === "w:tc" && tables === 1)
      row.push(
        cell
          .filter((one) => one !== "")
          .join(" ")
          .replaceAll("|", "／"),
      )
    else if (tag.name === "w:tr" && tables === 1) {
      if (row.some((one) => one !== "")) lines.push(`| ${row.join(" | ")} |`)
    } else if (tag.name === "w:tbl") tables--
  })
  parser.write(xml).close()
  return lines.join("\n")
}
