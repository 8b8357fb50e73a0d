import { hidesIdCards, maskNames } from "#domain/text.ts"

/** What may leave for the model: words that are about the matter, and about nobody. */

const GONE = "（略）"

/** Longer than any sum or year that a question needs: phones, cards, codes, also with gaps. */
const LONG_NUMBER =
  /(?<![\d.])(?!20\d\d[-—](?:20\d\d|\d{1,2}[-—]\d{1,2})(?!\d))\+?\d(?:[-—\s]?\d){6,}(?![\d.]|\s?年|\s?[多余]?[万亿千百]?[元块人家])/g
const LONG_NUMBER_IN_WORDS = /[零〇一二三四五六七八九幺两](?:\s?[零〇一二三四五六七八九幺两]){6,}/g
const ACCOUNT =
  /[A-Za-z0-9._-]+@[A-Za-z0-9.-]+|(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{6,}|https?:\S+/g

const SELF = /(我叫|我姓|名叫|姓名[是为:]?)\s?\p{Script=Han}{1,3}/gu
const LONGEST = 300

/** A question without phones, numbers of cards, accounts and names, those given (the asker's own) and those told by their place. */
export function outgoing(question: string, names: readonly string[]): string {
  const whole = question.normalize("NFKC")
  // Of a number that is cut nothing goes out.
  const text = whole.length > LONGEST ? whole.slice(0, LONGEST).replace(/[\dA-Za-z@._\s-]+$/, "") : whole
  const known = names.filter((one) => one.length > 1)
  return maskNames(hidesIdCards(text).text, known)
    .replace(SELF, `$1${GONE}`)
    .replace(ACCOUNT, GONE)
    .replace(LONG_NUMBER, GONE)
    .replace(LONG_NUMBER_IN_WORDS, GONE)
}
