import { LEAD, TRAIL } from "./vocabulary.ts"

/** A stretch of a message, and its trimming. */

/** From a position to the one after its last letter. */
export type Span = { from: number; to: number }

/** What a stretch says of place and title, each with how surely; loose where they may be one title after all. */
export type Reading = { place?: Span; title?: Span; placeScore: number; titleScore: number; loose?: boolean }

/** Without the words around what is meant. */
export function trimmed(text: string, span: Span): Span {
  let { from, to } = span
  const words = text.slice(from, to)
  const lead = LEAD.exec(words)
  if (lead !== null) from += lead[0].length
  const trail = TRAIL.exec(text.slice(from, to))
  if (trail !== null) to -= trail[0].length
  while (from < to && /[\s,.。:;"”“]/.test(text[from]!)) from++
  while (to > from && /[\s,.。:;]/.test(text[to - 1]!)) to--
  return { from, to: Math.max(from, to) }
}
