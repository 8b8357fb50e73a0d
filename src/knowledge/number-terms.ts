import { numeral, UNITS } from "#domain/numeral.ts"

/** The numbers in a text as terms that it is found by. */

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
