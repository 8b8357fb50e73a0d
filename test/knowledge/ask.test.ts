import { describe, expect, it } from "vitest"
import { answerLine, answerOnce, finderOfFiles, finderOfShelf } from "#knowledge/ask.ts"
import { PLAN, RULES } from "./made-up.ts"

describe("ask on the command line", () => {
  it("answers from the files alone, line for line", async () => {
    const finder = await finderOfFiles([
      { name: "somewhere/plan.txt", bytes: new TextEncoder().encode(PLAN.text) },
      { name: "rules.txt", bytes: new TextEncoder().encode(RULES.text) },
    ])
    const line = answerLine('{"id":"a1","question":"志愿队伍一年补助多少钱"}', finder)!
    expect(JSON.parse(line)).toMatchObject({ id: "a1", answered: true, articles: expect.arrayContaining(["二(一)2"]) })
    expect(Object.keys(JSON.parse(line))).toEqual(["id", "answered", "articles", "text"])
    expect(line).not.toContain("\n")
    // the short answers of the service are not asked here
    expect(JSON.parse(answerLine('{"id":2,"question":"社团注销要清算吗"}', finder)!)).toMatchObject({
      id: 2,
      answered: false,
    })
  })

  it.each([
    ["not json", "不是JSON"],
    ['{"id":1}', "question"],
    ['{"question":"年检"}', "id"],
    ["[]", "object"],
  ])("says what is wrong with the line %s", (line, words) => {
    const said = JSON.parse(answerLine(line, finderOfShelf([], "2026-11-23"))!)
    expect(said).toMatchObject({ id: null, answered: false, articles: [] })
    expect(said.error).toContain(words)
  })

  it("passes over empty lines", () => {
    expect(answerLine("  ", finderOfShelf([], "2026-11-23"))).toBeUndefined()
  })

  it("answers one question in words", () => {
    const finder = finderOfShelf([PLAN], "2026-11-23")
    expect(answerOnce("年检要不要钱", finder)).toMatchObject({
      answered: true,
      text: expect.stringContaining("第三十五条"),
    })
    expect(answerOnce("廉租房去哪里申请", finder).answered).toBe(false)
  })
})
