import { soundsOf } from "#domain/sound.ts"
import type { Finder } from "./finder.ts"
import { type Lexicon, wordsIn } from "./lexicon.ts"
import { spoken } from "./spoken.ts"

/**
 * 被案 sounds as 备案: where a pair of characters stands in no document, no question and no word of the lexicon, a word of the
 * lexicon that sounds alike is tried there. Only there: by sound alone half of Chinese is the other half.
 */

/** Words as the platform's dictionary knows them; what is written wrongly falls apart into characters. */
const WORDS = new Intl.Segmenter("zh", { granularity: "word" })

const HAN = /^\p{Script=Han}+$/u
const LONGEST = 5
/** A word does not begin or end so: these stand between words. */
const LOOSE =
  /^[是要上在有给不的了会请想去来把和跟就都还也很太没我你他这那哪搞弄找问说看叫让能可]|[是要在有给不的了些么吗呢吧啊着们]$/

const sounds = new Map<string, string>()

function soundOf(text: string): string {
  return Array.from(text, (character) => {
    const known = sounds.get(character)
    if (known !== undefined) return known
    const sound = soundsOf(character)[0] ?? character
    sounds.set(character, sound)
    return sound
  }).join(" ")
}

const wordsBySound = new WeakMap<Lexicon, Map<string, string>>()

function bySound(lexicon: Lexicon): Map<string, string> {
  const made = wordsBySound.get(lexicon)
  if (made !== undefined) return made
  const result = new Map<string, string>()
  for (const word of lexicon.words.keys()) {
    if (word.length < 2 || word.length > LONGEST || !HAN.test(word)) continue
    const sound = soundOf(word)
    if (!result.has(sound)) result.set(sound, word)
  }
  wordsBySound.set(lexicon, result)
  return result
}

/** The question with such words put right; the same question where there are none. */
export function respelled(finder: Finder, question: string): string {
  const text = spoken(question)
  const known = knownIn(finder, text)
  let result = ""
  for (let at = 0; at < text.length; ) {
    const word = replacement(finder, text, known, at)
    result += word ?? text[at]
    at += word?.length ?? 1
  }
  return result
}

/** The characters that are part of a word as it should be written. */
function knownIn(finder: Finder, text: string): Uint8Array {
  const known = new Uint8Array(text.length)
  for (const word of wordsIn(text, finder.lexicon)) known.fill(1, word.from, word.to)
  for (const { segment, index } of WORDS.segment(text))
    if (segment.length > 1) known.fill(1, index, index + segment.length)
  for (let at = 0; at < text.length; at++)
    for (let length = finder.lexicon.longestFiller; length >= 2; length--)
      if (finder.lexicon.filler.has(text.slice(at, at + length))) known.fill(1, at, at + length)
  return known
}

function replacement(finder: Finder, text: string, known: Uint8Array, at: number): string | undefined {
  for (let length = LONGEST; length >= 2; length--) {
    const said = text.slice(at, at + length)
    if (
      said.length < length ||
      LOOSE.test(said) ||
      !HAN.test(said) ||
      known.subarray(at, at + length).some((one) => one === 1)
    )
      continue
    if (!hasUnknownPair(finder, said)) continue
    const word = bySound(finder.lexicon).get(soundOf(said))
    if (word !== undefined && word !== said && isStored(finder, word)) return word
  }
  return undefined
}

/** Only what can be found is worth finding; and a topic of elsewhere is still one when it is written wrongly. */
function isStored(finder: Finder, word: string): boolean {
  if (finder.lexicon.elsewhere.has(word)) return true
  return finder.lexicon.words.get(word)!.some((one) => finder.ids.has(`#${one}`))
}

/** A pair that stands in a document, in a written question or in everyday words is written as it should be. */
function hasUnknownPair(finder: Finder, text: string): boolean {
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2)
    if (finder.lexicon.everyday.has(pair) || finder.ids.has(pair)) continue
    return true
  }
  return false
}
