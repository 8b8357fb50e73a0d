import { COUNTY, TOWNS } from "#domain/region.ts"
import { folded, type Lexicon, wordsIn } from "./lexicon.ts"
import { numbersIn } from "./number-terms.ts"
import { spoken } from "./spoken.ts"

/** What a text is found by: characters, pairs of characters, concepts of the lexicon, numbers. */

/** 23年 is 2023年. */
const SHORT_YEAR = /(?<![\d.])(2\d)年(?!前|内|以|多|左)/g
const GRADE = /[一二三四五](?=a)/g
const GRADES: Record<string, string> = { 一: "1", 二: "2", 三: "3", 四: "4", 五: "5" }
const UNIT = /[\p{Script=Han}]|[a-z0-9%.]+/gu

/** Weight of a term by its kind, before rarity. */
const PAIR = 1
const CONCEPT = 2
const SINGLE = 0.35
const NUMBER = 1.5

function weightOf(term: string): number {
  if (term.startsWith("#")) return CONCEPT
  if (term.startsWith("=")) return NUMBER
  return term.length === 1 ? SINGLE : PAIR
}

/** Where a question comes from says nothing of what it asks: the county, its towns and streets. */
const HOME = new RegExp(
  [COUNTY, ...TOWNS]
    .map((one) => {
      const short = one.name.replace(/(?:街道|[市县镇乡])$/, "")
      return short === one.name || short.length < 2 ? one.name : `${short}(?:街道|[市县镇乡])?`
    })
    .join("|"),
  "g",
)

/** What an association is of says little of what is asked: 餐饮协会, 律师协会. */
const ORGANIZATION = /协会|商会|学会|研究会|促进会|联谊会|联合会|基金会|服务中心/g
const NAME = 3

/** The spelling in which terms are taken. */
function spelled(text: string): string {
  return folded(text)
    .replace(SHORT_YEAR, "20$1年")
    .replace(GRADE, (grade) => GRADES[grade]!)
}

/** How often each term stands in a text. */
export function termsOf(text: string, lexicon: Lexicon): Map<string, number> {
  const terms = new Map<string, number>()
  const add = (term: string) => terms.set(term, (terms.get(term) ?? 0) + 1)
  const clean = spelled(text)
  let before: { text: string; to: number } | undefined
  for (const match of clean.matchAll(UNIT)) {
    const unit = match[0]
    add(unit)
    if (before !== undefined && before.to === match.index) add(before.text + unit)
    before = { text: unit, to: match.index + unit.length }
  }
  for (const word of wordsIn(clean, lexicon)) for (const concept of word.concepts) add(`#${concept}`)
  for (const number of numbersIn(clean)) add(number)
  return terms
}

/** A question without what carries no topic: stretches of content, and the lexicon's words in them. */
export function contentOf(question: string, lexicon: Lexicon): { stretches: string[]; elsewhere: string[] } {
  const clean = spelled(spoken(question)).replace(/\s+/g, "")
  const words = wordsIn(clean, lexicon)
  const home = [...clean.matchAll(HOME)]
  const kept = new Uint8Array(clean.length)
  for (const word of words) kept.fill(1, word.from, word.to)
  const named = [...clean.matchAll(ORGANIZATION)].map((one) => one.index)
  for (const end of named) for (let at = end - 1; at >= Math.max(0, end - NAME) && kept[at] === 0; at--) kept[at] = 2
  for (const place of home) kept.fill(2, place.index, place.index + place[0].length)
  const elsewhere = words.filter((one) => lexicon.elsewhere.has(one.text) && !named.includes(one.to))
  const stretches: string[] = []
  let stretch = ""
  const close = () => {
    if (stretch !== "") stretches.push(stretch)
    stretch = ""
  }
  for (let at = 0; at < clean.length; ) {
    const skip = kept[at] === 2 ? 1 : kept[at] === 1 ? 0 : fillerAt(clean, at, kept, lexicon)
    if (skip > 0) {
      close()
      at += skip
    } else {
      if (/[\p{Script=Han}a-z0-9%.]/u.test(clean[at]!)) stretch += clean[at]
      else close()
      at++
    }
  }
  close()
  return { stretches, elsewhere: elsewhere.map((one) => one.text) }
}

function fillerAt(text: string, at: number, kept: Uint8Array, lexicon: Lexicon): number {
  for (let length = Math.min(lexicon.longestFiller, text.length - at); length > 0; length--) {
    if (!lexicon.filler.has(text.slice(at, at + length))) continue
    if (kept.subarray(at, at + length).every((one) => one === 0)) return length
  }
  return 0
}

/** The terms a question is looked up by: those of its content, and its pairs of characters across it at half weight. */
export function questionTerms(question: string, lexicon: Lexicon): Map<string, number> {
  const terms = new Map<string, number>()
  const { stretches } = contentOf(question, lexicon)
  for (const stretch of stretches) for (const [term] of termsOf(stretch, lexicon)) terms.set(term, weightOf(term))
  for (const [term] of termsOf(spoken(question), lexicon))
    if (!terms.has(term) && term.length > 1) terms.set(term, weightOf(term) * 0.4)
  return terms
}

/** What a question is about: the words of the lexicon and pairs of other characters; a character alone says too little. */
export function contentTerms(question: string, lexicon: Lexicon): Map<string, number> {
  const terms = new Map<string, number>()
  for (const stretch of contentOf(question, lexicon).stretches) {
    const words = wordsIn(stretch, lexicon)
    const inWord = new Uint8Array(stretch.length)
    for (const word of words) inWord.fill(1, word.from, word.to)
    for (const [at, word] of words.entries())
      if (word.concepts.length === 0) terms.set(`?${word.text}${at}`, CONCEPT)
      else for (const concept of word.concepts) terms.set(`#${concept}`, CONCEPT / word.concepts.length)
    for (const number of numbersIn(stretch)) terms.set(number, NUMBER)
    for (let at = 0; at + 1 < stretch.length; at++)
      if (inWord[at] === 0 || inWord[at + 1] === 0) terms.set(stretch.slice(at, at + 2), PAIR / 2)
  }
  return terms
}
