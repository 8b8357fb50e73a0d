import { sayDay } from "#domain/calendar.ts"
import type { FigureRecord } from "#domain/facts.ts"
import { dueDay, type Figure } from "#domain/figure.ts"
import { partLine, wholeLine } from "./digest.ts"
import { oneLine, sayHere } from "./wording.ts"

/** How many records a detail shows. */
const SHOWN = 10

/** The records that a detail shows: the latest ones first, as numbers carry their day. */
export function recordsToShow({ records }: Pick<Figure, "records">): readonly string[] {
  return records.slice(-SHOWN).reverse()
}

/** ③ or 明细 3: one figure opened. `records` describes those of `recordsToShow`; how many more there are is said. */
export function detailText(figure: Figure, records: readonly FigureRecord[], regionCode: string): string {
  const { mark, title, article, county, doubt, target } = figure
  const shown = records.slice(0, SHOWN)
  const more = figure.records.length - shown.length
  return [
    `${mark} ${title}`,
    county ? partLine(figure, sayHere(regionCode)) : wholeLine(figure),
    target === null ? `出处：方案${article}` : `出处：方案${article}，${dueDay(figure.by)}前完成`,
    ...(doubt === undefined ? [] : [`口径：${doubt}`]),
    ...(figure.status === "no-baseline" && !county ? [`补基数请发“基线 ${figure.id} 数字”。`] : []),
    "",
    figure.records.length === 0 ? "还没有记录。" : `背后的记录，共${figure.records.length}条：`,
    ...shown.map(recordLine),
    ...(more > 0 ? [`还有${more}条，发“登录”到网页上看。`] : []),
  ].join("\n")
}

function recordLine({ number, organization, what, on }: FigureRecord): string {
  const words = [number, oneLine(organization, 30), oneLine(what, 24)].filter((word) => word !== "").join(" ")
  return on === undefined ? words : `${words}（${sayDay(on)}）`
}
