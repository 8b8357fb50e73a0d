import { readFileSync } from "node:fs"

/** A table of questions: `article(s) | pattern && pattern | question`, `near | question` or `out | question`, one a line. */

export type Question = {
  question: string
  articles: readonly string[]
  /** Patterns that the text shown must hold, all of them. */
  must: readonly string[]
  kind: "answerable" | "near_miss" | "out_of_scope"
}

export function questionsIn(file: URL | string): Question[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const parts = line.split(" | ")
      if (parts[0] === "near" || parts[0] === "out")
        return { question: parts[1]!, articles: [], must: [], kind: parts[0] === "near" ? "near_miss" : "out_of_scope" }
      return { question: parts[2]!, articles: parts[0]!.split(","), must: parts[1]!.split(" && "), kind: "answerable" }
    })
}

/** Labelled JSON lines: {"question","articles","must_contain","answerable","kind"?}. */
export function questionsInJson(file: string): Question[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const one = JSON.parse(line) as {
        question: string
        articles: string[]
        must_contain: string[]
        answerable: boolean
        kind?: "near_miss" | "out_of_scope"
      }
      return {
        question: one.question,
        articles: one.articles,
        must: one.must_contain,
        kind: one.answerable ? "answerable" : (one.kind ?? "out_of_scope"),
      }
    })
}

/** 二(四)9 → 2-9, 三(二) → 3-2, 一 → 1. */
export function shortId(id: string): string {
  const item = /^二\([一二三四五六七八九]\)(\d+)$/.exec(id)
  if (item !== null) return `2-${item[1]}`
  const group = /^三\(([一二三四五六七八九])\)$/.exec(id)
  if (group !== null) return `3-${" 一二三四五六七八九".indexOf(group[1]!)}`
  return id === "一" ? "1" : id
}
