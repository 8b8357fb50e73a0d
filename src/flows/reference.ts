import { nods } from "#engine/said.ts"
import type { Talk } from "#engine/talk.ts"

/** How people point at one of several things, and what they say after it. */

const REFERENCE =
  /^第?([A-Za-zＡ-Ｚａ-ｚ]{2}[\d０-９]{11,}|[\d０-９]{1,6})(?![\d０-９])(?:个|号|件|条)?[\s,，:：、]*(.*)$/su

/** A number (HD…), an ending of it, or a place in the list shown last; and what follows, as it was typed. */
export function reference(rest: string): { ref: string; tail: string } | undefined {
  const match = REFERENCE.exec(rest)
  return match ? { ref: match[1]!.normalize("NFKC").toUpperCase(), tail: match[2]!.trim() } : undefined
}

/** After a list a bare number means to see that one; in a form, or while two people talk, it means what it meant there. */
export function numbered(talk: Talk, shown: readonly unknown[]): Talk {
  return talk.form || talk.next ? talk : { ...talk, offered: shown.map((_, at) => `看 ${at + 1}`) }
}

/** A number, a nod or a picture of a face is nothing that anybody could answer. */
export function saysSomething(words: string): boolean {
  return (words.match(/\p{L}/gu)?.length ?? 0) > 1 && !nods(words)
}

/** What follows the longest of these words that a message begins with, as it was typed; `gap`: something parts the two, or nothing follows. */
export function after(
  words: readonly string[],
  text: string,
): { word: string; rest: string; gap: boolean } | undefined {
  const typed = text.trim().replace(/^[“"'「『]+/u, "")
  const word = words.filter((one) => typed.startsWith(one)).sort((a, b) => b.length - a.length)[0]
  if (word === undefined) return undefined
  const left = typed.slice(word.length)
  return { word, rest: left.replace(/^[\s\p{P}]+/u, "").trim(), gap: /^(?:[\s\p{P}]|$)/u.test(left) }
}
