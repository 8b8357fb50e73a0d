import { chineseNumber } from "#domain/numeral.ts"
import { plain } from "./plain.ts"
import type { Choice } from "./slot.ts"

/** Picking one of the choices shown: by number, by name, by another name, by an unambiguous part of it. */

const NUMBER =
  /^(?:我?选|要|就|第|是|选择|我要|选第|我选第)*\s*([\d一二两三四五六七八九十]{1,3})\s*(?:[.、号个项种类条]|那个|这个|吧|啊|的)*[。.!]?$/
const CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
const FILLER = /^(?:我们|我|就|应该|算|选择|选|是|属于|要|填|写)+|(?:吧|的|啊|呀|哦|类型?|这个|那个|嘛|。|!|\.)+$/g

/** The choice that an answer to a list of choices names; undefined where none or several fit. */
export function readChoice(choices: readonly Choice[], text: string): Choice | undefined {
  const said = plain(text).trim()
  if (said === "") return undefined
  const circled = CIRCLED.indexOf(said)
  const number = circled >= 0 ? circled + 1 : numberOf(said)
  if (number !== undefined) {
    const exact = choices.find((one) => plain(one.label) === said)
    return exact ?? choices[number - 1]
  }
  const bare = said.replace(FILLER, "")
  for (const words of bare === said || bare === "" ? [said] : [said, bare]) {
    const exact = choices.filter((one) => one.id === words || namesOf(one).some((name) => name === words))
    if (exact.length === 1) return exact[0]
  }
  const inside = choices.filter((one) => namesOf(one).some((name) => said.includes(name)))
  if (inside.length === 1) return inside[0]
  if (inside.length > 1) {
    // 社会服务机构 holds 服务: the longest name said wins if it holds the others
    const longest = (one: Choice) =>
      Math.max(
        ...namesOf(one)
          .filter((name) => said.includes(name))
          .map((name) => name.length),
      )
    const sorted = [...inside].sort((a, b) => longest(b) - longest(a))
    return longest(sorted[0]!) > longest(sorted[1]!) + 1 ? sorted[0] : undefined
  }
  if (bare.length < 2) return undefined
  const part = choices.filter((one) => namesOf(one).some((name) => name.includes(bare)))
  return part.length === 1 ? part[0] : undefined
}

function numberOf(said: string): number | undefined {
  const match = NUMBER.exec(said)
  if (match === null) return undefined
  const digits = match[1]!
  const value = /\d/.test(digits) ? Number(digits) : chineseNumber(digits)
  return Number.isInteger(value) && value! > 0 ? value : undefined
}

function namesOf(choice: Choice): string[] {
  const names = [choice.label, ...(choice.aka ?? [])].map(plain)
  const short = plain(choice.label).replace(/\(.*\)$/, "")
  return short === names[0] || short === "" ? names : [...names, short]
}
