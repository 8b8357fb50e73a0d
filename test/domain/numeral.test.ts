import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { chineseNumber, inWords, numeral } from "#domain/numeral.ts"

describe("numbers in words", () => {
  it.each([
    ["十二", 12],
    ["一百二", 120],
    ["一百零二", 102],
    ["一百十", 110],
    ["百十", 100],
    ["两万五", 25_000],
    ["两万三", 23_000],
    ["一千五", 1500],
    ["叁万伍仟", 35_000],
    ["一亿两千万", 120_000_000],
    ["三万亿", 3_000_000_000_000],
    ["二零二六", 2026],
    ["二〇二三", 2023],
    ["幺三九", 139],
    ["俩", 2],
    ["廿五", 25],
    ["", undefined],
    ["甲", undefined],
    ["三四十", undefined],
  ])("%s is %s", (text, value) => expect(chineseNumber(text)).toBe(value))

  it.each([
    ["9", 9],
    ["１２", 12],
    ["0.15", 0.15],
    ["二〇二三", 2023],
    ["一百零五", 105],
    ["三四", undefined],
    ["甲", undefined],
    ["12号", undefined],
  ])("%s as a document has it is %s", (text, value) => expect(numeral(text)).toBe(value))

  it("are read back as they are written", () => {
    expect([1, 10, 12, 20, 105, 110, 234].map(inWords)).toEqual([
      "一",
      "十",
      "十二",
      "二十",
      "一百零五",
      "一百一十",
      "二百三十四",
    ])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), (value) => {
        expect(numeral(inWords(value))).toBe(value)
      }),
    )
  })
})
