import { oneLine } from "./wording.ts"

/** 本周问得最多、答不上的问题: what the digest says of questions. Never who asked, never a complaint. */

export type MostAsked = { example: string; people: number }

const SHOWN = 3
const MOST_LETTERS = 40

export function mostAskedLines(questions: readonly MostAsked[]): string[] {
  return [
    "本周问得最多、答不上的问题：",
    ...questions
      .slice(0, SHOWN)
      .map(({ example, people }, at) => `${at + 1}. ${oneLine(example, MOST_LETTERS)}（${people}人问过）`),
    "发“登录”，在网页的“答不上的问题”里补上回答，下次就能答。",
  ]
}
