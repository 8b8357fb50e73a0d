import type { Flag } from "./slot.ts"

/** Phones: 11 digits with any separators, spoken digit by digit (幺三九…), landlines with or without the area code. */

export type PhoneFound = { from: number; to: number; value: string; flags?: readonly Flag[] }

const SPOKEN: Record<string, string> = {
  零: "0",
  洞: "0",
  一: "1",
  幺: "1",
  妖: "1",
  二: "2",
  两: "2",
  三: "3",
  四: "4",
  五: "5",
  六: "6",
  七: "7",
  拐: "7",
  八: "8",
  九: "9",
  勾: "9",
  o: "0",
}
const RUN =
  /(?:\+?\(?86\)?[- ]?)?[\d零洞一幺二两三四五六七拐八九勾](?:[ \-·.()]{0,2}[\d零洞一幺二两三四五六七拐八九勾o]){5,24}/g
/** Written in digits: found before runs of spoken ones, so that 沈万三 13900990099 keeps his name. */
const WRITTEN = /(?<![\da-z])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\da-z]|[ -]?\d{4})/g
const CUE =
  /(?:电话|手机|联系方式|联系号码|号码|座机|固话|拨打|打给|微信同号|☎|tel|phone)(?:号码?|号)?(?:是|为|就是|:|,|打|到|改成|改为|换成)?\s*[^\d零一幺二三四五六七八九,。;\n]{0,4}$/

/** Every phone of a plain text, the malformed ones that were meant as phones flagged. */
export function phonesIn(text: string, asked = false): PhoneFound[] {
  const found: PhoneFound[] = []
  const whole = text
  for (const match of whole.matchAll(WRITTEN)) {
    found.push({ from: match.index, to: match.index + match[0].length, value: match[0].replace(/\D/g, "") })
    text = text.slice(0, match.index) + "\n".repeat(match[0].length) + text.slice(match.index + match[0].length)
  }
  RUN.lastIndex = 0
  for (let run = RUN.exec(text); run !== null; run = RUN.exec(text)) {
    const from = run.index
    const to = from + run[0].length
    if (/[a-z]/.test(text[from - 1] ?? "") || /[a-z]/.test(text[to] ?? "")) continue
    found.push(...phonesOf(text, from, to, asked))
  }
  return found.sort((a, b) => a.from - b.from)
}

function phonesOf(text: string, start: number, end: number, asked: boolean): PhoneFound[] {
  const places: number[] = []
  let digits = ""
  for (let at = start; at < end; at++) {
    const one = text[at]!
    const digit = one >= "0" && one <= "9" ? one : SPOKEN[one]
    if (digit === undefined) continue
    digits += digit
    places.push(at)
  }
  const found: PhoneFound[] = []
  const whole = (value: string, from: number, to: number): PhoneFound => ({
    value,
    from: places[from]!,
    to: places[to - 1]! + 1,
  })
  for (const mobile of digits.matchAll(/(?:^|(?<=^86))1[3-9]\d{9}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)/g))
    found.push(whole(mobile[0], mobile.index, mobile.index + 11))
  if (found.length > 0) return found
  // two phones, or a landline and a mobile, written one after the other
  const groups = [...text.slice(start, end).matchAll(/[^ ]+/g)]
  if (
    groups.length > 1 &&
    groups.some((one) => [...one[0]].filter((letter) => /\d/.test(letter) || letter in SPOKEN).length >= 10) &&
    digits.length > 11
  )
    return groups.flatMap((one) => phonesOf(text, start + one.index, start + one.index + one[0].length, asked))
  const landline = /^(0715|0\d{2,3})?([2-8]\d{6,7})$/.exec(digits)
  const cued = asked || CUE.test(text.slice(Math.max(0, start - 12), start))
  if (landline !== null && (landline[1] !== undefined || cued)) {
    const area = landline[1]
    const rest = landline[2]!
    if (area === undefined ? rest.length === 7 : rest.length === 7 || (rest.length === 8 && area.length === 3))
      return [whole(area === undefined ? rest : `${area}-${rest}`, 0, digits.length)]
  }
  const spokenOnly = !/\d/.test(text.slice(start, end))
  if (/^1[3-9]\d{7,11}$/.test(digits) && (cued || (digits.length >= 10 && digits.length <= 12)))
    return [{ ...whole(digits, 0, digits.length), flags: ["phone_invalid"] }]
  if (cued && digits.length >= 6 && digits.length <= 13 && !(spokenOnly && digits.length < 7))
    return [{ ...whole(digits, 0, digits.length), flags: ["phone_invalid"] }]
  return []
}
