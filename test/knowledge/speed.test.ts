import { beforeAll, describe, expect, it } from "vitest"
import { answer } from "#knowledge/answer.ts"
import { finderOfShelf } from "#knowledge/ask.ts"
import { MOST_ASKED } from "#knowledge/asked.ts"
import { buildingFinder, type Finder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { holders, rarestFirst } from "#knowledge/postings.ts"
import { MOST_WALKED } from "#knowledge/search.ts"
import { questionTerms } from "#knowledge/terms.ts"
import { ASKED, library } from "./large.ts"
import { PLAN } from "./made-up.ts"

/** What keeps answers quick beside ten thousand articles is counted, not timed: times are printed by `npm run bench`. */

describe("beside ten thousand articles", () => {
  let finder: Finder
  const documents = library(200, 50)
  beforeAll(() => {
    finder = finderOfShelf([PLAN, ...documents], "2026-11-23")
  })

  const termsOf = (question: string) =>
    new Map(
      [...questionTerms(question, LEXICON)].flatMap(([term, weight]) => {
        const id = finder.ids.get(term)
        return id === undefined ? [] : [[id, weight] as const]
      }),
    )

  it("a question walks a bounded number of postings, the rarest words first", () => {
    expect(finder.entries.length).toBeGreaterThan(10_000)
    let left = 0
    for (const question of ASKED) {
      const terms = termsOf(question)
      for (const [postings, most] of [
        [finder.postings, MOST_WALKED],
        [finder.asked.postings, MOST_ASKED],
      ] as const) {
        const walked = rarestFirst(postings, terms, most)
        expect(walked.reduce((sum, id) => sum + holders(postings, id), 0)).toBeLessThanOrEqual(most)
        const longest = Math.max(0, ...walked.map((id) => holders(postings, id)))
        const others = [...terms.keys()].filter((id) => !walked.includes(id))
        for (const id of others) expect(holders(postings, id)).toBeGreaterThanOrEqual(longest)
        left += others.length
      }
    }
    // the bound does bind here
    expect(left).toBeGreaterThan(0)
  })

  it("what one document alone says is still found", () => {
    for (const [question, article] of [
      ["志愿队伍一年补助多少钱", "二(一)2"],
      ["春茶集市在哪里办", "二(二)4"],
      ["年检要不要钱", "年检要不要钱"],
    ] as const)
      expect(answer(question, finder).articles[0]).toBe(article)
  })

  it("the index is built in many small steps, none of more than one article or question", () => {
    let steps = 0
    for (const building = buildingFinder(documents.slice(0, 20), LEXICON, []); !building.next().done; ) steps++
    expect(steps).toBeGreaterThan(20 * 50 * 2)
  })
})
