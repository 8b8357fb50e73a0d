import { sayDay } from "#domain/calendar.ts"
import type { FigureLine, Progress } from "#domain/facts.ts"
import { dueDay, type Figure, type FigureStatus } from "#domain/figure.ts"
import { COUNTY, regionName } from "#domain/region.ts"
import { type MostAsked, mostAskedLines } from "./most-asked.ts"
import { sayCounted, sayHere, sayReading, sayStatus, sayTarget } from "./wording.ts"

/** The digest: how the plan stands, a line a figure, for reading on a phone; and what was asked this week that nobody could answer. */
export function digestText(progress: Progress, asked: readonly MostAsked[] = []): string {
  const { planTitle, asOf, regionCode, figures, pending } = progress
  const targets = figures.filter(({ target, comparator }) => target !== null || comparator)
  const tasks = figures.filter((one) => !targets.includes(one))
  const here = sayHere(regionCode)
  const line = (one: Figure) => `${one.mark} ${sayFigure(one, here)}`
  const noBaseline = targets.find(({ status }) => status === "no-baseline")
  return [
    `${regionName(regionCode)}的进展，截至${sayDay(asOf)}。`,
    `方案：${planTitle}`,
    "",
    summary(targets, regionCode),
    ...targets.map(line),
    ...(tasks.length > 0 ? ["", "日常工作（只数通过审核的）：", ...tasks.map(line)] : []),
    "",
    pendingLine(pending),
    ...(noBaseline && !noBaseline.county ? [`有基数了就发“基线 ${noBaseline.id} 数字”，倍数马上能算。`] : []),
    "想看哪一项的记录，发“明细 3”或者“③”。",
    ...(asked.length > 0 ? ["", ...mostAskedLines(asked)] : []),
  ].join("\n")
}

function sayFigure(figure: Figure, here: string): string {
  return `${figure.title}：${figure.county ? partLine(figure, here) : wholeLine(figure)}`
}

/** The lines of the digest one by one, with the article that each comes from. */
export function figureLines({ planTitle, regionCode, figures }: Progress): FigureLine[] {
  const here = sayHere(regionCode)
  return figures.map((one) => ({
    mark: one.mark,
    plan: planTitle,
    article: one.article,
    line: sayFigure(one, here),
  }))
}

/** The digest as programs read it; the shape is public and stays. */
export function digestJson({ asOf, regionCode, figures, pending }: Progress) {
  return {
    asOf,
    region: regionCode,
    figures: figures.map((it) => ({
      id: it.id,
      mark: it.mark,
      title: it.title,
      article: it.article,
      value: it.value,
      numerator: it.numerator,
      denominator: it.denominator,
      target: it.target,
      unit: it.unit,
      status: it.status,
      atDeadline: {
        value: it.atDeadline.value,
        numerator: it.atDeadline.numerator,
        denominator: it.atDeadline.denominator,
      },
      records: [...it.records],
    })),
    pending: { organizations: pending.organizations, filings: pending.filings },
  }
}

/** 12家，目标10家以上；2025年底6家，未达到: once the deadline is past, it alone decides. */
export function wholeLine(figure: Figure): string {
  const target = sayTarget(figure)
  const said = sayReading(figure, figure)
  if (said === undefined) {
    const counted = figure.numerator || figure.denominator ? `目前${sayCounted(figure, figure)}。` : ""
    return `${sayStatus(figure)}。${figure.why ?? ""}${counted}`
  }
  if (target === undefined) return figure.numerator === 0 ? "还没有记录" : said
  const then = figure.atDeadline.value === figure.value ? undefined : sayReading(figure, figure.atDeadline)
  return `${said}，${target}${then === undefined ? "" : `；${dueDay(figure.by)}${bare(then)}`}，${sayStatus(figure)}`
}

/** 本镇2家（全市7家，目标10家以上，进行中）: what is here, beside how the whole county stands; the two are never compared. */
export function partLine(figure: Figure, here: string): string {
  const target = sayTarget(figure)
  const value = sayReading(figure, figure.county!)
  const past = figure.atDeadline.numerator !== null && (figure.status === "met" || figure.status === "missed")
  const standing = target === undefined ? "" : `，${target}，${past ? "到期时" : ""}${sayStatus(figure)}`
  return `${sayPart(figure, here)}（全市${value === undefined ? sayStatus(figure) : `${bare(value)}${standing}`}）`
}

/** Counts only: a percentage of a part would ask to be held against the county's target. */
export function sayPart(figure: Figure, here: string): string {
  if (figure.kind === "coverage" && figure.denominator === 0) return `不看${here}`
  return `${here}${sayCounted(figure, figure)}`
}

/** 12.5%（4/32家） → 12.5%, for use inside brackets. */
const bare = (said: string) => said.replace(/（.*）$/, "")

function summary(targets: readonly Figure[], region: string): string {
  const count = (...statuses: FigureStatus[]) => targets.filter(({ status }) => statuses.includes(status)).length
  const parts = [
    [count("met"), "已达到"],
    [count("on-track"), "进行中"],
    [count("behind"), "进度偏慢"],
    [count("missed"), "未达到"],
    [count("no-baseline", "no-data"), "暂时算不出"],
  ].filter(([number]) => number !== 0)
  const whole = region === COUNTY.code ? "" : "全市"
  return `${whole}${targets.length}项目标：${parts.map(([number, word]) => `${word}${number}项`).join("，")}。`
}

function pendingLine({ organizations, filings }: Progress["pending"]): string {
  if (organizations === 0 && filings === 0) return "待审：没有，都办完了。"
  return `待审：组织${organizations}件，备案${filings}件。`
}
