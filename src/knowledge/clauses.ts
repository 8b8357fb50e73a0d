import type { Clause } from "./document.ts"

/** Cuts the text of an article into sentences and table rows. */

const END = /[。！？!?；;]+[”"』」）)]*|\n+/g
const ROW = /^\s*\|.*\|\s*$/
/** A sentence longer than this is cut at its commas when it is weighed, never when it is quoted. */
const SHORTEST = 6

/** `at` is the place of `text` in its document. */
export function clausesOf(text: string, at: number): Clause[] {
  const clauses: Clause[] = []
  let header: string | undefined
  for (const line of linesOf(text)) {
    if (ROW.test(line.text)) {
      const row = trimmed(line.text, at + line.from)
      if (row === undefined) continue
      if (header === undefined) header = row.text
      clauses.push(header === row.text ? row : { ...row, header })
      continue
    }
    header = undefined
    let from = 0
    for (const match of line.text.matchAll(END)) {
      const to = match.index + match[0].length
      const piece = trimmed(line.text.slice(from, to), at + line.from + from)
      // 1. or (一) alone is no sentence: it stays with what follows
      if (piece !== undefined && piece.text.length < SHORTEST && to < line.text.length) continue
      if (piece !== undefined) clauses.push(piece)
      from = to
    }
    const rest = trimmed(line.text.slice(from), at + line.from + from)
    if (rest !== undefined) clauses.push(rest)
  }
  return clauses
}

function linesOf(text: string): { text: string; from: number }[] {
  const lines: { text: string; from: number }[] = []
  let from = 0
  for (const line of text.split("\n")) {
    lines.push({ text: line, from })
    from += line.length + 1
  }
  return lines
}

function trimmed(text: string, at: number): Clause | undefined {
  const body = text.trim()
  if (body === "") return undefined
  const from = at + text.indexOf(body)
  return { text: body, from, to: from + body.length }
}
