import { expect, test } from "vitest"
import { findTag, TAG_ALIASES, TAGS } from "#domain/tag.ts"

test.each([
  ["科技创新", "科技创新"],
  ["科技创新类", "科技创新"],
  ["“科创”", "科技创新"],
  ["乡镇孵化基地", "镇街孵化基地"],
  ["商会", undefined],
  ["", undefined],
])("%s is the tag %s", (text, tag) => {
  expect(findTag(text)).toBe(tag)
})

test("no word stands for two tags", () => {
  const words = TAGS.flatMap((tag) => [tag, ...TAG_ALIASES[tag]])
  expect(new Set(words).size).toBe(words.length)
})
