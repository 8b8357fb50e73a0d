import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"
import { spoken } from "./spoken.ts"

/** What people say and what documents say: data that officials edit (prisma/seed/knowledge/lexicon.yaml). */

const words = z.string().transform((text) => text.split(/\s+/).filter((one) => one !== ""))

const LexiconFile = z.strictObject({
  concepts: z.record(z.string().min(1), words, { error: "concepts 里每行应是“词: 说法 说法 …”" }),
  procedures: z.record(z.string().min(1), words, { error: "procedures 里每行应是“词: 说法 说法 …”" }),
  filler: words,
  elsewhere: words,
  everyday: words,
  plain: words,
})

export type Lexicon = {
  /** The concepts that a word stands for; an empty list for a word of `elsewhere`. */
  words: ReadonlyMap<string, readonly string[]>
  /** Concepts that a document either treats or does not. */
  procedures: ReadonlySet<string>
  /** How long the words are that begin with a character, longest first. */
  lengths: ReadonlyMap<string, readonly number[]>
  filler: ReadonlySet<string>
  longestFiller: number
  elsewhere: ReadonlySet<string>
  /** Pairs of characters of everyday words, which are never taken for another word written wrongly. */
  everyday: ReadonlySet<string>
  /** Words of concepts that are everybody's: by themselves they say nothing of social organizations. */
  plain: ReadonlySet<string>
}

/** The spelling in which words are compared: half-width, lower case, no blanks. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase()
}

/** Throws with the reasons when the text is not a lexicon. */
export function readLexicon(yaml: string): Lexicon {
  const file = LexiconFile.parse(parse(yaml))
  const byWord = new Map<string, string[]>()
  for (const [concept, said] of [...Object.entries(file.concepts), ...Object.entries(file.procedures)]) {
    for (const word of new Set([concept, ...said].map(spoken))) {
      const list = byWord.get(word) ?? []
      if (!list.includes(concept)) list.push(concept)
      byWord.set(word, list)
    }
  }
  const elsewhere = new Set(file.elsewhere.map(spoken))
  for (const word of elsewhere) if (!byWord.has(word)) byWord.set(word, [])
  const filler = new Set(file.filler.map(spoken))
  return {
    words: byWord,
    procedures: new Set(Object.keys(file.procedures)),
    lengths: lengthsOf(byWord.keys()),
    filler,
    longestFiller: Math.max(...[...filler].map((one) => one.length)),
    elsewhere,
    plain: new Set(file.plain.map(spoken)),
    everyday: pairsOf([...file.everyday, ...file.filler, ...byWord.keys()]),
  }
}

function pairsOf(words: Iterable<string>): Set<string> {
  const pairs = new Set<string>()
  for (const word of words) for (let at = 0; at + 1 < word.length; at++) pairs.add(word.slice(at, at + 2))
  return pairs
}

function lengthsOf(words: Iterable<string>): Map<string, number[]> {
  const lengths = new Map<string, number[]>()
  for (const word of words) {
    const list = lengths.get(word[0]!) ?? []
    if (!list.includes(word.length)) list.push(word.length)
    lengths.set(word[0]!, list)
  }
  for (const list of lengths.values()) list.sort((a, b) => b - a)
  return lengths
}

export const LEXICON: Lexicon = readLexicon(
  readFileSync(new URL("../../prisma/seed/knowledge/lexicon.yaml", import.meta.url), "utf8"),
)

export type Word = { text: string; from: number; to: number; concepts: readonly string[] }

/** The lexicon's words in a folded text; a word inside a longer one is not seen. */
export function wordsIn(text: string, lexicon: Lexicon): Word[] {
  const result: Word[] = []
  let covered = 0
  for (let from = 0; from < text.length; from++) {
    for (const length of lexicon.lengths.get(text[from]!) ?? []) {
      if (from + length > text.length) continue
      const word = text.slice(from, from + length)
      const concepts = lexicon.words.get(word)
      if (concepts === undefined) continue
      if (from + length > covered) {
        result.push({ text: word, from, to: from + length, concepts })
        covered = from + length
      }
      break
    }
  }
  return result
}
