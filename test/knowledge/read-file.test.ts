import { existsSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { readDocument } from "#knowledge/read-file.ts"
import { UnreadableFile } from "#knowledge/unreadable.ts"
import { docxOf, paragraph, zipOf } from "./made-up.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const sentence = async (name: string, data: Uint8Array) => {
  const failure = await readDocument(name, data).catch((cause: unknown) => cause)
  expect(failure).toBeInstanceOf(UnreadableFile)
  return (failure as UnreadableFile).sentence
}

describe("files as officials have them", () => {
  it("reads text in UTF-8 and as Windows writes it", async () => {
    const gbk = Uint8Array.from([
      0xc9, 0xe7, 0xbb, 0xe1, 0xd7, 0xe9, 0xd6, 0xaf, 0xb9, 0xdc, 0xc0, 0xed, 0xb0, 0xec, 0xb7, 0xa8,
    ])
    expect((await readDocument("a.txt", gbk)).title).toBe("社会组织管理办法")
    expect((await readDocument("a.txt", bytes("\uFEFF社会组织管理办法\n一、总则。好。"))).title).toBe(
      "社会组织管理办法",
    )
  })

  it("what is too long to be quoted to anybody is not taken", async () => {
    const endless = `关于年检的通知\n${"年检，".repeat(4000)}`
    expect(await sentence("通知.txt", bytes(endless))).toContain("超过一万字")
    expect((await readDocument("通知.txt", bytes(endless.replaceAll("年检，", "年检。")))).title).toBe("关于年检的通知")
  })

  it("Markdown without its marks: rules of tables, links and pictures", async () => {
    const text =
      "# 办事指南\n\n| 事项 | 时限 |\n|:--- | ---:|\n| 登记 | 60日 |\n\n详见[办事大厅](https://a.example/b)。![图](c.png)\n"
    expect((await readDocument("指南.md", bytes(text))).text).toBe(
      "办事指南\n\n| 事项 | 时限 |\n| 登记 | 60日 |\n\n详见办事大厅。图",
    )
  })

  it("reads a Word file with the numbers that Word counts itself, its tables, and without deleted words", async () => {
    const list = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="5"/></w:numPr>`
    const body = [
      paragraph("社会组织工作要点"),
      paragraph("总的要求", list(0)),
      paragraph("主要任务", list(0)),
      paragraph("发展队伍。今年新建20支。", list(1)),
      paragraph("组织培训。每季度一次。", '<w:pStyle w:val="Second"/>'),
      "<w:p><w:r><w:t>附注：</w:t></w:r><w:del><w:r><w:t>删掉的</w:t></w:r></w:del></w:p>",
      `<w:tbl><w:tr><w:tc>${paragraph("乡镇")}</w:tc><w:tc>${paragraph("任务")}</w:tc></w:tr><w:tr><w:tc>${paragraph("东河镇")}</w:tc><w:tc>${paragraph("3支")}</w:tc></w:tr></w:tbl>`,
    ].join("")
    const level = (at: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering = `<w:numbering><w:abstractNum w:abstractNumId="1">${level(0, "chineseCountingThousand", "%1、")}${level(1, "chineseCounting", "（%2）")}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
    const styles = `<w:styles><w:style w:styleId="Second"><w:pPr>${list(1)}</w:pPr></w:style></w:styles>`
    const document = await readDocument(
      "要点.docx",
      docxOf(body, { "word/numbering.xml": numbering, "word/styles.xml": styles }),
    )
    expect(document.articles.map((one) => one.id)).toEqual(["0", "一", "二(一)", "二(二)"])
    expect(document.text).toContain("| 东河镇 | 3支 |")
    expect(document.text).not.toContain("删掉的")
  })

  it.each([
    ["a.doc", bytes("x".repeat(20)), "另存为.docx"],
    ["a.png", bytes("x".repeat(20)), "只能读"],
    ["a.txt", new Uint8Array(), "是空的"],
    ["a.txt", bytes("  \n "), "没有读到文字"],
    ["a.docx", bytes("这不是压缩包，只是一些字"), "打不开"],
    ["a.docx", zipOf({ "word/other.xml": "<x/>" }), "不是Word文档"],
    ["a.docx", docxOf("<w:p><w:t>没有收尾"), "有损坏"],
    ["a.txt", bytes("字".repeat(1_000_001)), "一百万字"],
    ["a.txt", bytes(Array.from({ length: 5100 }, (_, at) => `第${at + 1}段话。\n\n`).join("")), "超过5000条"],
  ])("says why %s cannot be read", async (name, data, words) => {
    expect(await sentence(name, data)).toContain(words)
  })

  it("does not unpack a bomb", async () => {
    expect(await sentence("a.docx", zipOf({ "word/document.xml": " ".repeat(41_000_000) }))).toContain("太大")
  })

  it.skipIf(!existsSync(new URL("../../node_modules/pdfjs-dist", import.meta.url)))(
    "reads a PDF whose font is not in the file",
    async () => {
      const code = "b5dad2bbccf520c0cfcabdb9abcec4b2bbb4f8d7d6cce5d2b2d2aab6c1b5c3b3f6c0b4a1a3"
      const document = await readDocument("a.pdf", pdfOf(`BT /F1 16 Tf 50 700 Td <${code}> Tj ET`))
      expect(document.text).toContain("也要读得出来。")
    },
  )
})

/** The smallest PDF that names 宋体 without holding it. */
function pdfOf(stream: string): Uint8Array {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>",
    "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
  ]
  let text = "%PDF-1.4\n"
  const places = objects.map((one, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${one}\nendobj\n`
    return place
  })
  const table = places.map((one) => `${String(one).padStart(10, "0")} 00000 n \n`).join("")
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`
  return new TextEncoder().encode(text)
}
