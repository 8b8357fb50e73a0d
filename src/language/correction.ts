import { readAnswer } from "./answer.ts"
import { namesOf, ownNames } from "./label.ts"
import { readMessage } from "./message.ts"
import { plain, READ_AT_MOST } from "./plain.ts"

import type { Context, Found, SlotSpec } from "./slot.ts"

/** Corrections: 人数写错了不是50是15, 改成60, 地址换成文化馆, 刚刚的电话不对, 改一下时间. */

const SIGNS = /改|换成|换为|换到|换|不对|不是|错|更正|修正|纠正|调整|变更|应该是|更新|重新|弄错|挪到|推迟|提前到|延到/
const NEW =
  /(?:改成|改为|改到|改在|改做|换成|换为|换到|换|改|应该是|应为|更正为?|变成|调整为|调整到|调到|更新为|挪到|推迟到|提前到|延到|推到|(?<!不|就|还|都|要|可)是|:)\s*(?:一下)?[,:\s]*/g
const OLD = /(?:不是|把|从|由|原来是|原来)\s*[^,。;改换是]{1,20}?(?=,|。|\s|改|换|是|应该)/

/** Which slot a correction is about, and the new value where it was given. */
export function readCorrection(
  specs: readonly SlotSpec[],
  text: string,
  context: Context,
): { slot: string; found?: Found } | undefined {
  if (text.length > READ_AT_MOST) return undefined
  const words = plain(text)
  if (!SIGNS.test(words)) return undefined
  const spec = slotNamed(specs, words)
  const value = newValue(words)
  if (spec === undefined) {
    if (value === undefined) return undefined
    const rest = text.slice(value)
    const bare = specs.filter((one) => one.reads === "count")
    if (bare.length === 1 && /^\s*[\d一二两三四五六七八九十百千]+\s*(?:个人|人|个|名|位)?[。!\s]*$/.test(plain(rest))) {
      const found = readAnswer(bare[0]!, rest, context)
      if (found !== undefined) return { slot: bare[0]!.name, found }
    }
    for (const reads of ["phone", "creditCode", "moment", "count", "money"] as const) {
      const candidates = specs.filter((one) => one.reads === reads)
      if (candidates.length !== 1) continue
      const found = readMessage(candidates, rest, context).get(candidates[0]!.name)
      if (found !== undefined) return { slot: candidates[0]!.name, found }
    }
    return undefined
  }
  if (value === undefined) return { slot: spec.name }
  const rest = text.slice(value).trim()
  if (rest.length === 0) return { slot: spec.name }
  const found = readAnswer(spec, rest, context)
  return found === undefined || found.value === "" ? { slot: spec.name } : { slot: spec.name, found }
}

function newValue(words: string): number | undefined {
  const old = OLD.exec(words)
  const from = old === null ? 0 : old.index + old[0].length
  let last: number | undefined
  for (const match of words.slice(from).matchAll(NEW)) {
    const at = from + match.index + match[0].length
    if (
      words.slice(at).replace(/[。!\s吧了啊]/g, "") !== "" &&
      !/^(?:错|不对|人数|时间|地点|一下)/.test(words.slice(at))
    ) {
      last ??= at
      if (/^(?:改成|改为|改到|换成|换为|换到|应该是|应为)/.test(match[0])) last = at
    }
  }
  return last
}

function slotNamed(specs: readonly SlotSpec[], words: string): SlotSpec | undefined {
  let best: { spec: SlotSpec; at: number; length: number } | undefined
  for (const spec of specs) {
    for (const name of [...ownNames(spec), ...namesOf(spec)]) {
      if (name.length < 2) continue
      const at = words.indexOf(name)
      if (at >= 0 && (best === undefined || name.length > best.length || (name.length === best.length && at < best.at)))
        best = { spec, at, length: name.length }
    }
  }
  return best?.spec
}
