import { describe, expect, it } from "vitest"
import { answer } from "#knowledge/answer.ts"
import { answerLine, finderOfFiles, finderOfShelf } from "#knowledge/ask.ts"
import type { Finder } from "#knowledge/finder.ts"
import { PLAN, RULES } from "./made-up.ts"

const from = (finder: Finder) => (question: string) => answer(question, finder)
const shelf = from(finderOfShelf([PLAN], "2026-11-23"))

describe("ask on the command line", () => {
  it("answers from the files alone, line for line", async () => {
    const files = await finderOfFiles([
      { name: "somewhere/plan.txt", bytes: new TextEncoder().encode(PLAN.text) },
      { name: "rules.txt", bytes: new TextEncoder().encode(RULES.text) },
    ])
    const line = (await answerLine('{"id":"a1","question":"志愿队伍一年补助多少钱"}', from(files)))!
    expect(JSON.parse(line)).toMatchObject({ id: "a1", answered: true, articles: expect.arrayContaining(["二(一)2"]) })
    expect(Object.keys(JSON.parse(line))).toEqual(["id", "answered", "articles", "text"])
    expect(line).not.toContain("\n")
    // the short answers of the service are not asked here
    const other = await answerLine('{"id":2,"question":"社团注销要清算吗"}', from(files))
    expect(JSON.parse(other!)).toMatchObject({ id: 2, answered: false })
  })

  it.each([
    ["not json", "不是JSON"],
    ['{"id":1}', "question"],
    ['{"question":"年检"}', "id"],
    ["[]", "object"],
  ])("says what is wrong with the line %s", async (line, words) => {
    const said = JSON.parse((await answerLine(line, shelf))!)
    expect(said).toMatchObject({ id: null, answered: false, articles: [] })
    expect(said.error).toContain(words)
  })

  it("passes over empty lines", async () => {
    expect(await answerLine("  ", shelf)).toBeUndefined()
  })

  it("answers from the short answers too, where no files are named", async () => {
    const said = JSON.parse((await answerLine('{"id":3,"question":"年检要不要钱"}', shelf))!)
    expect(said).toMatchObject({ answered: true, text: expect.stringContaining("第三十五条") })
  })

  it("is told where it holds", async () => {
    const asked: (string | undefined)[] = []
    const ask = (question: string, region: string | undefined) => {
      asked.push(question, region)
      return answer(question, finderOfShelf([], "2026-11-23"))
    }
    await answerLine('{"id":4,"question":"年检","region":"421281101"}', ask)
    expect(asked).toEqual(["年检", "421281101"])
  })
})
