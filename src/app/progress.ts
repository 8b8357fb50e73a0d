import { describeRecords, measureFigures } from "#db/figures.ts"
import { countWaiting } from "#db/filings.ts"
import type { Database } from "#db/open.ts"
import { baselines, currentPlan, registerImported } from "#db/plans.ts"
import { dateColumn, dayOf } from "#domain/calendar.ts"
import type { FigureRecord, Progress } from "#domain/facts.ts"
import type { Figure } from "#domain/figure.ts"
import { pointedAt } from "#domain/plan.ts"
import { detailText, recordsToShow } from "#reports/detail.ts"
import { digestText } from "#reports/digest.ts"
import type { Shelf } from "./shelf.ts"
import { mostAsked } from "./unanswered.ts"

/** How the plan stands, for whoever asks: chat, digest, overview, command line. One way to the numbers, so they never differ. */

/** Undefined while no plan is loaded. `asOf` is the day reported, `knownAt` what was known when. */
export async function progressOf(
  database: Database,
  regionCode: string,
  asOf: Date,
  knownAt: Date,
): Promise<Progress | undefined> {
  const day = dateColumn(dayOf(asOf))
  const plan = await currentPlan(database, day)
  if (!plan) return undefined
  const [imported, stated] = await Promise.all([
    registerImported(database, knownAt),
    baselines(database, plan.id, knownAt),
  ])
  const at = { asOf: day, knownAt, region: regionCode, registerImported: imported, baselines: stated }
  const [figures, pending] = await Promise.all([measureFigures(database, plan, at), countWaiting(database, regionCode)])
  return { planId: plan.id, planTitle: plan.title, asOf: dayOf(asOf), regionCode, figures, pending }
}

/** The same in words. A digest of today also tells what was asked this week and not answered. */
export async function digestOf(
  world: { database: Database; shelf: Pick<Shelf, "ready" | "finder"> },
  regionCode: string,
  asOf: Date,
  knownAt: Date,
): Promise<{ progress: Progress; text: string } | undefined> {
  const progress = await progressOf(world.database, regionCode, asOf, knownAt)
  if (!progress) return undefined
  const asked = dayOf(asOf) === dayOf(knownAt) ? await mostAsked(world, regionCode, knownAt) : []
  return { progress, text: digestText(progress, asked) }
}

/** One figure with the records behind it; undefined where `wanted` (③, 3, I-03) names none. */
export async function figureOpened(
  database: Database,
  regionCode: string,
  wanted: string,
  now: Date,
  most?: number,
): Promise<{ figure: Figure; records: FigureRecord[] } | undefined> {
  const progress = await progressOf(database, regionCode, now, now)
  const figure = progress && pointedAt(progress.figures, wanted)
  if (!figure) return undefined
  const numbers = most === undefined ? recordsToShow(figure) : figure.records.slice(-most).reverse()
  return { figure, records: await describeRecords(database, numbers, now) }
}

export async function figureText(
  database: Database,
  regionCode: string,
  wanted: string,
  now: Date,
): Promise<string | undefined> {
  const opened = await figureOpened(database, regionCode, wanted, now)
  return opened && detailText(opened.figure, opened.records, regionCode)
}
