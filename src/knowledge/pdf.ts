import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import type { PDFDocumentProxy, TextItem } from "pdfjs-dist/types/src/display/api.js"
import { markerOf } from "./marker.ts"
import { UnreadableFile } from "./unreadable.ts"

/** The text of a .pdf, line by line as it stands on the page; paragraphs are put together again from full lines. */

const MOST_PAGES = 300
const MOST_LETTERS = 2_000_000

/** Throws UnreadableFile. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs")
  const folder = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"))
  const loading = getDocument({
    data: Uint8Array.from(bytes),
    // fonts that old offices do not put into their files are read by these tables
    cMapUrl: `${join(folder, "cmaps")}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, "standard_fonts")}/`,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    return await textOf(await loading.promise)
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause
    if (cause instanceof Error && cause.name === "PasswordException")
      throw new UnreadableFile("这个PDF有密码，请去掉密码再发。")
    throw new UnreadableFile("这个PDF打不开，可能没有传完整，请重新发一次。")
  } finally {
    await loading.destroy()
  }
}

async function textOf(document: PDFDocumentProxy): Promise<string> {
  if (document.numPages > MOST_PAGES) throw new UnreadableFile(`这个PDF超过${MOST_PAGES}页，请拆开再发。`)
  const pages: string[] = []
  let letters = 0
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const lines = linesOf(items.filter((one): one is TextItem => "str" in one))
    pages.push(reflowed(lines))
    letters += pages.at(-1)!.length
    if (letters > MOST_LETTERS) throw new UnreadableFile("这个PDF的字太多了，请拆开再发。")
    page.cleanup()
  }
  if (letters < 10 * document.numPages)
    throw new UnreadableFile("这个PDF里是图片（扫描件），读不出文字，请发Word文档或者带文字的PDF。")
  return pages.join("\n")
}

type Line = { text: string; end: number; y: number; size: number }

function linesOf(items: readonly TextItem[]): Line[] {
  const lines: Line[] = []
  for (const item of items) {
    const x = Number(item.transform[4])
    const y = Number(item.transform[5])
    const size = Math.abs(Number(item.transform[3])) || item.height || 10
    const last = lines.at(-1)
    if (last === undefined || Math.abs(last.y - y) > size * 0.6) {
      if (item.str.trim() !== "") lines.push({ text: item.str, end: x + item.width, y, size })
      continue
    }
    const gap = x - last.end
    // what stands far apart are cells of a table
    last.text += (gap > size * 0.8 && item.str.trim() !== "" ? "  " : "") + item.str
    last.end = Math.max(last.end, x + item.width)
  }
  // a number of a page alone on its line is no text
  return lines.filter((one) => !/^[\s—–-]*\d{1,3}[\s—–-]*$/.test(one.text))
}

/** So many letters without a full stop at the end are no heading: the line goes on in the next one. */
const FULL = 25

/** A line that ends where others end too, far on the right, or that is long, is full and goes on in the next one. */
function reflowed(lines: readonly Line[]): string {
  const edge = Math.max(0, ...lines.map((one) => one.end))
  const isFull = (line: Line) =>
    line.text.length >= FULL ||
    (line.end > edge * 0.7 &&
      lines.some(
        (other) => other !== line && Math.abs(other.end - line.end) < line.size * 1.5 && other.text.length > 12,
      ))
  let text = ""
  let open = false
  for (const line of lines) {
    const words = unified(line.text).trim()
    text += (text === "" || (open && markerOf(words) === undefined) ? "" : "\n") + words
    open = isFull(line) && !/[。！？：；]$/.test(words)
  }
  return text
}

/** Some programs write ⺠ or ⼀ (signs of the radicals) for 民 and 一. */
const RADICALS =
  "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⺩王⻌辶⺮竹"

function unified(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (sign) => {
    const at = RADICALS.indexOf(sign)
    return at >= 0 && at % 2 === 0 ? RADICALS[at + 1]! : sign.normalize("NFKC")
  })
}
