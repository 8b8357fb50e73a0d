import { describe, expect, test } from "vitest"
import { cleanText, hidesIdCards, maskNames, maskPhones, pages } from "#domain/text.ts"

describe("ID-card numbers are never kept", () => {
  test.each([
    ["我身份证42128119800101123X", "我身份证（证件号已隐去）"],
    ["身份证 421281 19800101 1234 请收", "身份证 （证件号已隐去） 请收"],
    ["４２１２８１１９８００１０１１２３４", "（证件号已隐去）"],
    ["42128119800101xxxx", "（证件号已隐去）"],
  ])("%s", (text, kept) => expect(hidesIdCards(text)).toEqual({ text: kept, found: true }))

  test.each([
    "信用代码51421281MJH000019M",
    "电话13800138000，座机0715-5221234",
    "编号HD20261123001",
    "621281998001011234567",
    "421281198013011234", // there is no thirteenth month
  ])("%s is none", (text) => expect(hidesIdCards(text)).toEqual({ text, found: false }))
})

test.each([
  ["找李明13800138000", "找李明138****8000"],
  ["138 0013 8000 或 139-1234-5678", "138****8000 或 139****5678"],
  ["编号DJ20261123001", "编号DJ20261123001"],
])("phones are masked: %s", (text, masked) => expect(maskPhones(text)).toBe(masked))

test.each([
  ["甲\u0000乙\u0007", "甲乙"],
  ["甲\r\n乙\r丙", "甲\n乙\n丙"],
  ["坏\ud800的\udc00字😀", "坏的字😀"],
  ["一切都好", "一切都好"],
])("what cannot be stored goes: %j", (text, clean) => expect(cleanText(text)).toBe(clean))

describe("pages", () => {
  test("cut at line ends, within the bytes", () => {
    const text = Array.from({ length: 100 }, (_, at) => `第${at}行，一些字`).join("\n")
    const all = pages(text, 200)
    expect(all.every((page) => Buffer.byteLength(page) <= 200)).toBe(true)
    expect(all.join("\n")).toBe(text)
  })
  test("a line that is too long is cut between characters", () => {
    expect(pages("😀".repeat(10), 9)).toEqual(["😀😀", "😀😀", "😀😀", "😀😀", "😀😀"])
  })
})

describe("names in what is quoted", () => {
  test.each([
    ["周芳的协会年检到了没，周芳丽呢", ["周芳", "周芳丽"], "周某的协会年检到了没，周某呢"],
    ["我叫李红，想问年检", [], "我叫李某，想问年检"],
    ["联系人：王小明 能换吗", [], "联系人：王某 能换吗"],
    ["张会长换届要什么手续", [], "某会长换届要什么手续"],
    ["协会副会长能兼秘书长吗", [], "协会副会长能兼秘书长吗"],
    ["关于会长换届，我是协会的", [], "关于会长换届，我是协会的"],
    ["法人李某某换了怎么办", [], "法人李某某换了怎么办"],
    ["提高主任待遇", [], "提高主任待遇"],
  ])("%s", (text, names, masked) => expect(maskNames(text, names)).toBe(masked))
})
