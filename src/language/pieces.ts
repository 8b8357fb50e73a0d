import { leftoverWeight } from "./leftover.ts"
import { readPiece } from "./piece.ts"
import { BLANK, blank } from "./plain.ts"
import type { Span } from "./span.ts"
import { trimmed } from "./span.ts"
import { CUT } from "./title-span.ts"
import { EVENT_IN } from "./vocabulary.ts"

/** What is left of a message when times, phones, sums and heads are read: where it happens and what it is. */

/** Undefined where nothing surely says it. */
export type PlaceAndTitle = { place?: Span; title?: Span }

const BREAK = new RegExp(`[${BLANK},。;、!?\\n:()（）|/+【】\\[\\]]+| +`)

/** Reads place and title from what is not blanked out; `taken` are spans already read as something else. */
export function placeAndTitle(
  text: string,
  taken: readonly Span[],
  towns: readonly string[],
  placed = false,
): PlaceAndTitle & { rest: Span[] } {
  const left = blank(text, taken)
  const quoted = /[“"「『《]([^”"」』》\n]{2,30})[”"」』》]([^,。;、!?\n\s：:“"\u0001]{0,12})/.exec(left)
  let place: Span | undefined
  let title: (Span & { score: number }) | undefined
  const rest: Span[] = []
  const offer = (span: Span, score: number) => {
    if (span.to - span.from >= 2 && (title === undefined || score > title.score)) title = { ...span, score }
  }
  if (quoted !== null && !/^(?:通知|回执)/.test(quoted[1]!)) {
    const tail = quoted[2]!.slice(0, tailOf(quoted[2]!))
    offer({ from: quoted.index, to: quoted.index + quoted[0].length - quoted[2]!.length + tail.length }, 9)
  }
  let bestPlace = 0
  let loose: Span | undefined
  const offerPlace = (span: Span, score: number) => {
    if (span.to - span.from >= 2 && score > bestPlace) {
      place = span
      bestPlace = score
    }
  }
  for (const piece of piecesOf(left)) {
    const read = readPiece(text, piece, towns)
    if (read.loose === true) loose = read.place
    if (read.place !== undefined) offerPlace(read.place, read.placeScore)
    if (read.title !== undefined) offer(read.title, read.titleScore)
    if (read.place === undefined && read.title === undefined) rest.push(piece)
  }
  // 图书馆读书会 stays whole where the place is named elsewhere
  if (loose !== undefined && place !== loose && title !== undefined && title.from === loose.to)
    title = { ...title, from: loose.from }
  // what is left over when the rest is clear: 升国旗 beside 人民广场
  if (title === undefined) {
    const likely = rest
      .map((one) => ({ one, span: trimmed(text, one), weight: leftoverWeight(text, left, one) }))
      .filter((it) => it.weight > 0)
      .sort((a, b) => b.weight - a.weight)[0]
    if (likely !== undefined && (placed || place !== undefined)) {
      offer(likely.span, 1)
      rest.splice(rest.indexOf(likely.one), 1)
    }
  }
  return {
    ...(place === undefined ? {} : { place }),
    ...(title === undefined ? {} : { title: { from: title.from, to: title.to } }),
    rest,
  }
}

function tailOf(after: string): number {
  const cut = after.search(CUT)
  const words = cut < 0 ? after : after.slice(0, cut)
  return EVENT_IN.test(words) || /^(?:主题|系列|专题)/.test(words) ? words.length : 0
}

function piecesOf(left: string): Span[] {
  const result: Span[] = []
  let at = 0
  for (const piece of left.split(BREAK)) {
    const from = left.indexOf(piece, at)
    if (piece.trim() !== "") result.push({ from, to: from + piece.length })
    at = from + piece.length
  }
  return result
}
