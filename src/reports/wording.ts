import { FIGURE_STATUSES, type Figure, type Reading } from "#domain/figure.ts"
import { REGIONS } from "#domain/region.ts"
import { hidesIdCards, maskPhones } from "#domain/text.ts"

/** How figures are said to people: a number never stands without its unit, nor a share without what it is a share of. */

/** 12.5%（4/32家） · 1.5倍（30家，基数20家） · 7家 · 1/1个; undefined where there is no value. */
export function sayReading(figure: Figure, { value, numerator, denominator }: Reading): string | undefined {
  if (value === null) return undefined
  const { unit, countedIn, kind } = figure
  if (kind === "ratio") return `${value}${unit}（${numerator}${countedIn}，基数${denominator}${countedIn}）`
  if (unit === "%") return `${value}%（${numerator}/${denominator}${countedIn}）`
  return denominator === null ? `${value}${unit}` : `${value}/${denominator}${unit}`
}

/** What was counted, where no value comes of it: 30家 · 4/32家; empty while nothing was. */
export function sayCounted({ countedIn }: Figure, { numerator, denominator }: Reading): string {
  if (numerator === null) return ""
  return denominator ? `${numerator}/${denominator}${countedIn}` : `${numerator}${countedIn}`
}

/** 目标10家以上; undefined on a counted task. */
export function sayTarget({ comparator, target, unit }: Figure): string | undefined {
  switch (comparator) {
    case "atLeast":
      return `目标${target}${unit}以上`
    case "above":
      return `目标超过${target}${unit}`
    case "about":
      return `目标${target}${unit}左右`
    case "timesBaseline":
      return `目标${target}${unit}`
    case "all":
      return "目标全覆盖"
    default:
      return undefined
  }
}

export function sayStatus({ status }: Figure): string {
  return FIGURE_STATUSES[status]
}

/** 全市 for the county, 本街道 本镇 本乡 本地 for what lies below it. */
export function sayHere(region: string): string {
  const kind = REGIONS.find(({ code }) => code === region)?.kind
  return { county: "全市", street: "本街道", town: "本镇", township: "本乡", area: "本地" }[kind ?? "area"]
}

/** One short line of what someone typed, with phones and ID-card numbers hidden. */
export function oneLine(text: string, max: number): string {
  const line = hidesIdCards(maskPhones(text)).text.replace(/\s+/g, " ").trim()
  return [...line].length > max ? `${[...line].slice(0, max - 1).join("")}…` : line
}
