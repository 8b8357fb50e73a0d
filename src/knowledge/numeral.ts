/** Numbers as documents and people write them, in figures or in words. */

const DIGITS: Record<string, number> = {
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
}
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }

/** 十二 → 12, 一千五 → 1500, 二〇二三 → 2023, 9 → 9; undefined for anything else. */
export function numeral(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  if (!/^[零〇一二两三四五六七八九十百千万亿]+$/.test(text)) return undefined
  if (!/[十百千万亿]/.test(text)) {
    return text.length === 1 || text.length === 4 ? Number([...text].map((one) => DIGITS[one]).join("")) : undefined
  }
  let total = 0
  let section = 0
  let digit: number | undefined
  let last = 1
  for (const one of text) {
    const unit = UNITS[one]
    if (unit === undefined) {
      digit = DIGITS[one]!
      if (digit === 0) last = 10
      continue
    }
    if (unit >= 10_000) {
      total = (total + section + (digit ?? 0)) * unit
      section = 0
    } else section += (digit ?? 1) * unit
    last = unit
    digit = undefined
  }
  return total + section + (digit ?? 0) * (digit === undefined ? 0 : last / 10)
}

const WRITTEN =
  /百分之([零一二两三四五六七八九十百]+|\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*[%％]|(\d+(?:\.\d+)?)\s*(万|千|百|亿)?|[一二两三四五六七八九][十百千万][零一二两三四五六七八九十百千万]*|十[一二三四五六七八九]/g

/** Every number in a text in one spelling (0.15万, 一千五 and 1500 are all `=1500`; a share ends in %), for finding. */
export function numbersIn(text: string): string[] {
  const result: string[] = []
  for (const match of text.matchAll(WRITTEN)) {
    const share = match[1] ?? match[2]
    if (share !== undefined) result.push(`=${numeral(share) ?? share}%`)
    else if (match[3] !== undefined) result.push(`=${round(Number(match[3]) * (UNITS[match[4] ?? ""] ?? 1))}`)
    else {
      const value = numeral(match[0])
      if (value !== undefined) result.push(`=${value}`)
    }
  }
  return result
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

const WORDS = "零一二三四五六七八九"

/** 12 → 十二, for articles as laws number them; below 1000. */
export function inWords(value: number): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const head = hundreds > 0 ? `${WORDS[hundreds]}百` : ""
  const middle =
    tens > 0 ? `${tens === 1 && hundreds === 0 ? "" : WORDS[tens]}十` : hundreds > 0 && ones > 0 ? "零" : ""
  return head + middle + (ones > 0 || value === 0 ? WORDS[ones] : "")
}
