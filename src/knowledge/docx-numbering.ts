import { SaxesParser } from "saxes"
import { inWords } from "#domain/numeral.ts"

/** The numbers that Word counts itself (一、（一）1.) are not in a paragraph's text: they are counted again here. */

type ListLevel = { format: string; text: string; start: number }
export type NumberedList = {
  /** Levels by the list's id. */
  lists: ReadonlyMap<string, readonly ListLevel[]>
  /** The list and level that a paragraph style brings with it. */
  styles: ReadonlyMap<string, { list?: string; level?: number }>
}

export function readNumbering(numbering: string, styles: string): NumberedList {
  const abstract = new Map<string, ListLevel[]>()
  const lists = new Map<string, readonly ListLevel[]>()
  let levels: ListLevel[] | undefined
  let level: ListLevel | undefined
  let list = ""
  walk(numbering, (name, value, attributes) => {
    if (name === "w:abstractNum") {
      levels = []
      abstract.set(attributes["w:abstractNumId"] ?? "", levels)
    } else if (name === "w:lvl" && levels !== undefined) {
      level = { format: "decimal", text: "", start: 1 }
      levels[Number(attributes["w:ilvl"] ?? 0)] = level
    } else if (name === "w:num") {
      list = attributes["w:numId"] ?? ""
      levels = undefined
      level = undefined
    } else if (name === "w:abstractNumId" && levels === undefined) lists.set(list, abstract.get(value) ?? [])
    else if (level !== undefined && name === "w:numFmt") level.format = value
    else if (level !== undefined && name === "w:lvlText") level.text = value
    else if (level !== undefined && name === "w:start") level.start = Number(value) || 1
  })
  const byStyle = new Map<string, { list?: string; level?: number }>()
  let style = ""
  walk(styles, (name, value, attributes) => {
    if (name === "w:style") style = attributes["w:styleId"] ?? ""
    else if (name === "w:numId") byStyle.set(style, { ...byStyle.get(style), list: value })
    else if (name === "w:ilvl") byStyle.set(style, { ...byStyle.get(style), level: Number(value) || 0 })
  })
  return { lists, styles: byStyle }
}

function walk(xml: string, on: (name: string, value: string, attributes: Record<string, string>) => void): void {
  if (xml === "") return
  const parser = new SaxesParser()
  parser.on("opentag", (tag) => {
    const attributes = tag.attributes as Record<string, string>
    on(tag.name, attributes["w:val"] ?? "", attributes)
  })
  parser.write(xml).close()
}

/** Says for each paragraph, in the order of the document, the number that Word puts before it. */
export function listNumbers({ lists, styles }: NumberedList) {
  const counters = new Map<string, number[]>()
  return (paragraph: { style?: string; list?: string; level?: number }): string => {
    const own = paragraph.style === undefined ? undefined : styles.get(paragraph.style)
    const list = paragraph.list ?? own?.list
    const level = paragraph.level ?? own?.level ?? 0
    const levels = list === undefined ? undefined : lists.get(list)
    const here = levels?.[level]
    if (list === undefined || levels === undefined || here === undefined || here.format === "bullet") return ""
    const counts = counters.get(list) ?? []
    counts[level] = (counts[level] ?? here.start - 1) + 1
    counts.length = level + 1
    counters.set(list, counts)
    return here.text.replace(/%(\d)/g, (_, at: string) => {
      const which = Number(at) - 1
      return inFormat(counts[which] ?? levels[which]?.start ?? 1, levels[which]?.format ?? "decimal")
    })
  }
}

function inFormat(value: number, format: string): string {
  if (/chinese|japaneseCounting|ideograph|taiwanese/i.test(format) && value < 1000) return inWords(value)
  if (format === "decimalEnclosedCircle" && value <= 20) return String.fromCodePoint(0x245f + value)
  if (format === "lowerLetter" && value <= 26) return String.fromCharCode(96 + value)
  if (format === "upperLetter" && value <= 26) return String.fromCharCode(64 + value)
  return String(value)
}
