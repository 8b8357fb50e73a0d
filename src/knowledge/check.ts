import { type Amounts, evened, kindsOf } from "./check/amount.ts"
import { agree, amountsInPlace, type Claims, type Clause, claimsOf, pairsOf, shared } from "./check/claim.ts"
import { namesQuoted, SURNAMES } from "./check/names.ts"
import { PLAIN_WORDS, WEIGHTY } from "./check/plain-words.ts"
import type { Quote } from "./document.ts"
import { folded, LEXICON, wordsIn } from "./lexicon.ts"

/**
 * What a language model said of quoted words is kept only where it adds nothing. No grammar is read: whatever cannot be found in the
 * quotes, letter for letter or by value, is refused, so most of what is wrong goes and some of what is right goes with it.
 */

const LONGEST = 300
/** How much longer than the quotes it may be. */
const LONGER = 1.5
/** The least share of its pairs of characters that the quotes and the question hold. */
const HELD = 0.6

/** How a model begins, and how the reply will begin anyway. */
const LEAD = /^(?:简单(?:地|来)?说|总的来说|回答|答)[:：,，]\s*/
const PUNCTUATION = new Set(",.;:!?。、%‰“”‘’\"'「」『』《》()…—-~|[]〔〕【】\n")
const NONE: ReadonlySet<string> = new Set()
/** An amount, or a mark between words. */
const NO_WORD = /[\ue000-\uf8ff、:~-]/
const MARKUP = /[*#`|<>\\_]|\]\(|^[-+•]|https?:|www\./m

/** The text as it may be shown, or undefined where it says anything that the quotes do not. */
export function checkPhrasing(
  text: string,
  quotes: readonly Pick<Quote, "text">[],
  question: string,
): string | undefined {
  const shown = text
    .trim()
    .normalize("NFC")
    .replace(/^[“"「]([^“”"「」]*)[”"」]$/su, "$1")
    .replace(LEAD, "")
  const source = quotes.map((one) => one.text).join("\n")
  const words = evened(shown)
  const known = evened(source)
  if (words === "" || shown.length > LONGEST || shown.length > source.length * LONGER) return undefined
  if (!plainText(words, known)) return undefined
  const amounts: Amounts = new Map()
  const quoted = claimsOf(known, amounts)
  const said = claimsOf(words, amounts)
  if (said.clauses.length === 0) return undefined
  const adds =
    [...said.amounts].some((one) => !quoted.amounts.has(one)) ||
    !wrappedWordsQuoted(words, known) ||
    !wordsQuoted(said, quoted, question) ||
    !namesQuoted(said, quoted, known) ||
    !amountsInPlace(said, quoted, kindsOf(amounts)) ||
    !agree(said, quoted)
  return adds ? undefined : shown
}

/** Chinese and its punctuation, on lines and with signs only where the quotes have them. */
function plainText(words: string, known: string): boolean {
  if (MARKUP.test(words) && !known.includes(words)) return false
  return [...words].every((one) => /[\p{Script=Han}a-z0-9]/u.test(one) || PUNCTUATION.has(one) || known.includes(one))
}

/** What is set in brackets or quotation marks is said to be the document's own words. */
function wrappedWordsQuoted(words: string, known: string): boolean {
  const bare = known.replace(/[“”‘’「」『』]/g, "")
  return [...words.matchAll(/[《「『“‘]([^》」』”’]*)[》」』”’]/g)].every(
    (one) => known.includes(one[1]!) || bare.includes(one[1]!),
  )
}

/** Whether all words are pieces of the quotes or say nothing; the first may be a known topic that the question names. */
function wordsQuoted(said: Claims, quoted: Claims, question: string): boolean {
  const asked = new Set(wordsIn(folded(question), LEXICON).map((one) => one.text))
  const held = pairsOf(evened(question))
  for (const clause of quoted.clauses) for (const pair of clause.pairs) held.add(pair)
  const pairs = new Set(said.clauses.flatMap((one) => [...one.pairs]))
  if (shared(pairs, held) < pairs.size * HELD) return false
  // 是的, 对: a clause of plain words alone can only be a verdict, or lead on to the next
  const verdict = (one: Clause) => shared(one.pairs, held) === 0 && !(PLAIN_WORDS.has(one.text) && one.text.length > 2)
  if (said.clauses.some((one) => verdict(one) && !quoted.clauses.some(({ text }) => text === one.text))) return false
  const pieces = `,${quoted.clauses.map((one) => one.text).join(",")},`
  return said.clauses.every((clause, at) =>
    strangeIn(clause, pieces).every((one) =>
      mayStand(one, at === 0 && clause.text.startsWith(one) ? asked : NONE, pieces),
    ),
  )
}

/** The stretches of a clause that are no piece of the quotes. */
function strangeIn(clause: Clause, pieces: string): string[] {
  const text = `,${clause.text},`
  const known = new Uint8Array(text.length)
  for (let from = 0; from < text.length; from++) {
    let to = from + 1
    while (to < text.length && pieces.includes(text.slice(from, to + 1))) to++
    const piece = text.slice(from, to)
    if (piece.replace(/[,、:]/g, "").length >= 2 || /^[,、:].[,、:]$/.test(piece)) known.fill(1, from, to)
  }
  const signs = [...text.slice(1, -1)].map((one, at) => (known[at + 1] === 1 || NO_WORD.test(one) ? " " : one))
  return signs
    .join("")
    .split(/\s+/)
    .filter((one) => one !== "")
}

/** Whether a strange stretch is made of plain words and topics of the question, and at most one light character of the quotes. */
function mayStand(stretch: string, asked: ReadonlySet<string>, pieces: string): boolean {
  const light = (one: string) => pieces.includes(one) && !WEIGHTY.has(one) && !SURNAMES.has(one)
  /** By how many light characters it takes to get up to a place. */
  const cost: number[] = [0]
  for (let to = 1; to <= stretch.length; to++) {
    cost[to] = light(stretch[to - 1]!) ? cost[to - 1]! + 1 : Number.POSITIVE_INFINITY
    for (let from = Math.max(0, to - 8); from < to; from++) {
      const word = stretch.slice(from, to)
      if (PLAIN_WORDS.has(word) || asked.has(word)) cost[to] = Math.min(cost[to]!, cost[from]!)
    }
  }
  return cost[stretch.length]! <= 1
}
