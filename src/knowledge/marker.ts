import { inWords, numeral } from "#domain/numeral.ts"

/** The numbers that Chinese official documents put before a paragraph: 一、（一）1.（1）第…条 第…章 附件1. */

export type Level = "annex" | "chapter" | "part" | "group" | "item" | "rule"
export type Marker = { level: Level; value: number; label: string; length: number }

const NUMBER = "[零〇一二三四五六七八九十百]{1,5}"
const PATTERNS: [Level, RegExp][] = [
  ["annex", /^附\s{0,2}件\s{0,2}(\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?(?=\s|$|[^\d])/],
  ["rule", new RegExp(`^第\\s?(${NUMBER}|\\d{1,3})\\s?条(?:之[一二三四五])?[\\s:：]*`)],
  ["chapter", new RegExp(`^第\\s?(${NUMBER}|\\d{1,2})\\s?(?:章|节|编|篇|部分)[\\s:：]*`)],
  ["part", new RegExp(`^(${NUMBER})\\s?、`)],
  ["group", new RegExp(`^[(（]\\s?(${NUMBER})\\s?[)）][、.．]?`)],
  ["item", /^(\d{1,2})\s?(?:[.．](?!\d)|、)/],
]

/** The marker that a line begins with. */
export function markerOf(line: string): Marker | undefined {
  for (const [level, pattern] of PATTERNS) {
    const match = pattern.exec(line)
    if (match === null) continue
    const value = match[1] === undefined ? 1 : numeral(match[1])
    if (value === undefined) continue
    return { level, value, label: labelOf(level, value, match), length: match[0].length }
  }
  return undefined
}

function labelOf(level: Level, value: number, match: RegExpExecArray): string {
  if (level === "annex") return match[1] === undefined ? "附件" : `附件${value}`
  if (level === "rule") return `第${inWords(value)}条${/之[一二三四五]/.exec(match[0])?.[0] ?? ""}`
  if (level === "chapter") return match[0].trim()
  if (level === "part") return inWords(value)
  return level === "group" ? `(${inWords(value)})` : String(value)
}

/** Where inside a long line another numbered paragraph begins: texts pasted from a chat have lost their line ends. */
export const INNER_START = new RegExp(
  `(?<=[。；;！!])\\s{0,4}(?=(?:${NUMBER}、|[(（]${NUMBER}[)）]|\\d{1,2}[.．](?!\\d)|第${NUMBER}条))`,
  "g",
)
