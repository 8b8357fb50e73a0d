import { COUNTY, TOWNS } from "#domain/region.ts"
import { soundsOf } from "#domain/sound.ts"
import type { Choice, Context } from "./slot.ts"

/** Towns and streets named in a message; by sound only where the letters name none. */

export type TownFound = { from: number; to: number; id: string; name: string }

type Town = { id: string; name: string; short: string }

const KIND = /(?:街道|镇|乡)$/
const COUNTY_SHORT = COUNTY.name.replace(/[市县区]$/, "")

export function townsOf(
  choices: readonly Choice[] | undefined,
  context: Context,
): readonly { code: string; name: string }[] {
  if (context.towns !== undefined) return context.towns
  if (choices !== undefined && choices.length > 0) return choices.map((one) => ({ code: one.id, name: one.label }))
  return TOWNS
}

/** The towns a text names, longest names first; 赤壁 alone is the city, 蒲圻 its old name. */
export function townsIn(text: string, towns: readonly { code: string; name: string }[], asked = false): TownFound[] {
  const list = listed(towns)
  const found: TownFound[] = []
  const add = (one: TownFound) => {
    if (!found.some((other) => other.from < one.to && one.from < other.to)) found.push(one)
  }
  for (const town of list) {
    for (let at = text.indexOf(town.name); at >= 0; at = text.indexOf(town.name, at + 1))
      add({ from: at, to: at + town.name.length, id: town.id, name: town.name })
  }
  for (const town of list) {
    const street = town.name.endsWith("街道")
    if (town.short.length < 2 || town.short === COUNTY_SHORT) continue
    for (let at = text.indexOf(town.short); at >= 0; at = text.indexOf(town.short, at + 1)) {
      const after = text.slice(at + town.short.length)
      const named = street
        ? /^(?:街办|办事处|街)/.test(after)
        : !/^(?:市|县|路|大道|街|湖|商会|协会)/.test(after) || /^湖?街?$/.test(after)
      if (named || (asked && text.trim().length <= town.short.length + 3))
        add({ from: at, to: at + town.short.length, id: town.id, name: town.name })
    }
  }
  if (found.length === 0) for (const one of bySound(text, list, asked)) add(one)
  return found.sort((a, b) => a.from - b.from)
}

/** 绿水湖街道 → 陆水湖街道: letters before 镇, 乡 or 街道 that sound as a town's name does. */
function bySound(text: string, towns: readonly Town[], asked: boolean): TownFound[] {
  const found: TownFound[] = []
  const ends = [...text.matchAll(/街道|镇|乡/g)].map((one) => ({ at: one.index, length: one[0].length }))
  if (asked && ends.length === 0) ends.push({ at: text.trimEnd().length, length: 0 })
  for (const { at, length } of ends) {
    for (const town of towns) {
      const size = town.short.length
      if (size < 2 || at < size) continue
      const said = text.slice(at - size, at)
      if (!/^[\u4e00-\u9fa5]+$/.test(said) || said === town.short || (town.short === COUNTY_SHORT && length === 0))
        continue
      if (length > 0 && !town.name.endsWith(text.slice(at, at + length))) continue
      if (soundOf(said) === soundOf(town.short))
        found.push({ from: at - size, to: at + length, id: town.id, name: town.name })
    }
  }
  return found
}

const sounds = new Map<string, string>()

/** The sound, with what voice input and the dialect mix up (n/l, in/ing, zh/z, ü/u) made one. */
function soundOf(text: string): string {
  let sound = sounds.get(text)
  if (sound === undefined) {
    sound = soundsOf(text)
      .map((one) =>
        one
          .replace(/^([zcs])h/, "$1")
          .replace(/^n/, "l")
          .replace(/v/g, "u")
          .replace(/^h(?=u)/, "f")
          .replace(/ng$/, "n"),
      )
      .join(" ")
    if (sounds.size > 5000) sounds.clear()
    sounds.set(text, sound)
  }
  return sound
}

const lists = new WeakMap<object, readonly Town[]>()

function listed(towns: readonly { code: string; name: string }[]): readonly Town[] {
  let list = lists.get(towns)
  if (list === undefined) {
    list = towns
      .map((one) => ({ id: one.code, name: one.name, short: shortOf(one.name) }))
      .sort((a, b) => b.name.length - a.name.length)
    lists.set(towns, list)
  }
  return list
}

/** 赵李桥 for 赵李桥镇, 经济开发区 for 赤壁市经济开发区. */
function shortOf(name: string): string {
  return KIND.test(name) ? name.replace(KIND, "") : name.startsWith(COUNTY.name) ? name.slice(COUNTY.name.length) : ""
}
