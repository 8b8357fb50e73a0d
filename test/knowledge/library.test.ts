import { describe, expect, it } from "vitest"
import { addDocument, citedText, repealDocument } from "#knowledge/library.ts"
import { makeDocument } from "#knowledge/make-document.ts"

const old = makeDocument("示范县活动补助办法\n2022年1月1日\n一、标准。每场补助300元。")
const newer = makeDocument("示范县活动补助办法（修订）\n2025年1月1日\n一、标准。每场补助500元。")

describe("the shelf of documents", () => {
  it("replaces a document by its newer version and keeps what old citations point at", () => {
    const first = addDocument([], old)
    expect(first.said).toContain("分成2条")
    const { documents, said } = addDocument(first.documents, newer)
    expect(said).toContain("替换了原来的版本")
    expect(documents.map((one) => one.status)).toEqual(["repealed", "current"])
    expect(citedText(documents, { document: old.id, article: "一" })).toContain("300元")
    expect(citedText(documents, { document: newer.id, article: "一" })).toContain("500元")
    expect(citedText(documents, { document: "none", article: "一" })).toBeUndefined()
  })

  it("stores an older version that comes late as repealed", () => {
    const { documents, said } = addDocument([newer], old)
    expect(said).toContain("比现有的版本旧")
    expect(documents.map((one) => one.status)).toEqual(["current", "repealed"])
  })

  it("says when nothing changed, and takes a new status of the same text", () => {
    expect(addDocument([old], old).documents).toHaveLength(1)
    const again = addDocument([old], { ...old, status: "repealed" })
    expect(again.documents).toMatchObject([{ status: "repealed" }])
    expect(again.said).toContain("废止")
  })

  it("keeps the version of one town apart from that of another", () => {
    const town = { ...newer, id: "x", region: "421281101" }
    expect(addDocument([old], town).documents.map((one) => one.status)).toEqual(["current", "current"])
  })

  it("repeals by id", () => {
    expect(repealDocument([old, newer], newer.id).map((one) => one.status)).toEqual(["current", "repealed"])
  })
})
