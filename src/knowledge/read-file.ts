import type { Document } from "./document.ts"
import { docxText } from "./docx.ts"
import { type Known, makeDocument } from "./make-document.ts"
import { pdfText } from "./pdf.ts"
import { UnreadableFile } from "./unreadable.ts"

/** Files as officials have them become documents: .txt .md .docx .pdf, each within bounds that have their sentence. */

const MOST_BYTES = 20_000_000
const MOST_LETTERS = 1_000_000
const MOST_ARTICLES = 5000
/** A sentence is quoted whole, into a chat. */
const LONGEST_SENTENCE = 10_000
const FEWEST_LETTERS = 6

/** Throws UnreadableFile with the sentence for the person who sent it. */
export async function readDocument(name: string, bytes: Uint8Array, known: Known = {}): Promise<Document> {
  if (bytes.length === 0) throw new UnreadableFile("这个文件是空的，请重新发一次。")
  if (bytes.length > MOST_BYTES) throw new UnreadableFile("这个文件超过20兆，请去掉图片或者拆开再发。")
  const text = await textOf(name, bytes)
  if (text.trim().length < FEWEST_LETTERS) throw new UnreadableFile("这个文件里没有读到文字，请换一个文件。")
  if (text.length > MOST_LETTERS) throw new UnreadableFile("这个文件超过一百万字，请拆开再发。")
  const document = makeDocument(text, name, known)
  if (document.articles.length > MOST_ARTICLES)
    throw new UnreadableFile(`这个文件分出了${document.articles.length}条，超过${MOST_ARTICLES}条，请拆开再发。`)
  if (document.articles.some(({ clauses }) => clauses.some((one) => one.text.length > LONGEST_SENTENCE)))
    throw new UnreadableFile("这个文件里有一段超过一万字，中间没有句号，也没有分行，没法引用。请检查内容，分好段再发。")
  return document
}

async function textOf(name: string, bytes: Uint8Array): Promise<string> {
  const kind = /\.(\w+)$/.exec(name.trim().toLowerCase())?.[1]
  switch (kind) {
    case "txt":
      return plainText(bytes)
    case "md":
    case "markdown":
      return markdownText(plainText(bytes))
    case "docx":
      return docxText(bytes)
    case "pdf":
      return pdfText(bytes)
    case "doc":
    case "wps":
      throw new UnreadableFile("这是老格式的文档，请用Word或WPS另存为.docx再发。")
    default:
      throw new UnreadableFile("只能读.txt、.md、.docx和.pdf的文件，请转换一下再发。")
  }
}

/** UTF-8, or what Windows in China writes. */
function plainText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("gb18030").decode(bytes)
  }
}

const ROW = /^\s*\|.*\|\s*$/
/** What parts the head of a table from its rows: |---|:---:| */
const isRule = (line: string) => line.includes("|") && line.includes("---") && /^[\s|:-]+$/.test(line)

/** Without the marks of Markdown; tables stay rows. */
function markdownText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .filter((line) => !isRule(line) && !/^\s*(?:```|---+\s*$)/.test(line))
    .map((line) =>
      (ROW.test(line)
        ? `| ${line
            .trim()
            .slice(1, -1)
            .split("|")
            .map((cell) => cell.trim())
            .join(" | ")} |`
        : line
      )
        .replace(/^\s{0,3}#{1,6}\s+/, "")
        .replace(/^\s*>\s?/, "")
        .replace(/^\s*[-*+]\s+/, "")
        .replace(/(\*\*|__)(.+?)\1/g, "$2")
        .replace(/`([^`]+)`/g, "$1")
        .replace(/!?\[([^[\]]{0,200})\]\([^()]{0,500}\)/g, "$1"),
    )
    .join("\n")
}
