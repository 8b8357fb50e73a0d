/** Numbers as people and documents write them in words: 十二, 一百二, 两万五, 叁万伍仟, 二〇二三. */

export const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  幺: 1,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
}
export const UNITS: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1000,
  拾: 10,
  佰: 100,
  仟: 1000,
  万: 10_000,
  亿: 100_000_000,
}
/** Two words in one. */
export const SHORT_NUMBERS: Readonly<Record<string, number>> = { 俩: 2, 仨: 3, 廿: 20, 卅: 30 }

/** The value of a number in words; undefined for anything else. 一百二十, 一百二 = 120, 两万五 = 25000, 一百零二, 幺三九 = 139. */
export function chineseNumber(text: string): number | undefined {
  if (text === "") return undefined
  if (text.length === 1 && text in SHORT_NUMBERS) return SHORT_NUMBERS[text]
  if (![...text].some((one) => one in UNITS || one in SHORT_NUMBERS)) return digitByDigit(text)
  let total = 0
  let section = 0
  let digit: number | undefined
  let lastUnit = 1
  let zero = false
  let hundreds = false
  for (const one of text) {
    const short = SHORT_NUMBERS[one]
    if (short !== undefined) {
      section += short
      lastUnit = 10
      continue
    }
    const value = DIGITS[one]
    if (value !== undefined) {
      if (value === 0) {
        zero = true
        continue
      }
      if (digit !== undefined) return undefined
      digit = value
      continue
    }
    const unit = UNITS[one]
    if (unit === undefined) return undefined
    if (unit >= 10_000) {
      section += digit ?? 0
      if (section === 0 && total === 0) section = 1
      // 一亿两千万: the 万 is of what follows the 亿
      total = total > unit ? total + section * unit : (total + section) * unit
      section = 0
    } else {
      // 百十 is about a hundred, 一百十 is 110
      section += (digit ?? (section === 0 || zero || hundreds ? 1 : 0)) * unit
      hundreds = unit === 100 && digit !== undefined
    }
    digit = undefined
    zero = false
    lastUnit = unit
  }
  if (digit !== undefined) section += !zero && lastUnit > 10 ? digit * (lastUnit / 10) : digit
  return total + section
}

function digitByDigit(text: string): number | undefined {
  let value = 0
  for (const one of text) {
    const digit = DIGITS[one]
    if (digit === undefined) return undefined
    value = value * 10 + digit
  }
  return value
}

/** A number in figures of any width or in words: 9, １２, 十二, 二〇二三; undefined for anything else, such as 三四, which is near three. */
export function numeral(text: string): number | undefined {
  const plain = text.normalize("NFKC")
  if (/^\d+(\.\d+)?$/.test(plain)) return Number(plain)
  const inUnits = /[十百千万亿拾佰仟廿卅]/.test(plain)
  if (!inUnits && plain.length !== 1 && plain.length !== 4) return undefined
  return chineseNumber(plain)
}

const WORDS = "零一二三四五六七八九"

/** 12 → 十二, as laws number their articles; below 1000. */
export function inWords(value: number): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const head = hundreds > 0 ? `${WORDS[hundreds]}百` : ""
  const middle =
    tens > 0 ? `${tens === 1 && hundreds === 0 ? "" : WORDS[tens]}十` : hundreds > 0 && ones > 0 ? "零" : ""
  return head + middle + (ones > 0 || value === 0 ? WORDS[ones] : "")
}
