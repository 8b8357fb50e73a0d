import { daysBetween, sayDay } from "./calendar.ts"
import type { Measure } from "./measure.ts"
import type { Indicator, Plan } from "./plan.ts"
import type { Comparator, Goal } from "./plan-file.ts"
import { type History, type Standing, standingsOf } from "./standing.ts"
import { recordsOf, type Tally, take } from "./tally.ts"

/** The figures of a plan: each target and counted task as it stands on a day, with the records behind it. */

export const FIGURE_STATUSES = {
  met: "已达到",
  "on-track": "进行中",
  behind: "进度偏慢",
  missed: "未达到",
  "no-baseline": "缺基数",
  "no-data": "暂无数据",
} as const
export type FigureStatus = keyof typeof FIGURE_STATUSES

/** `value` is in the figure's unit (percent with one decimal, times with two), null where there is none; the others are counts. */
export type Reading = { value: number | null; numerator: number | null; denominator: number | null }

export type Figure = Reading & {
  id: string
  mark: string
  title: string
  article: string
  /** How it is measured. */
  kind: Measure["kind"]
  unit: string
  /** Unit of numerator and denominator. */
  countedIn: string
  /** Absent on a counted task. */
  comparator?: Comparator
  /** In `unit`; null on a counted task. Always the whole county's, as is `status`. */
  target: number | null
  /** What 左右 allows. */
  tolerance: number
  status: FigureStatus
  /** Why there is no number, or why it says nothing yet: a Chinese sentence. */
  why?: string
  /** 2025-12-31 */
  by: string
  /** All null while that day is yet to come. */
  atDeadline: Reading
  /** The records behind `numerator`: numbers as people see them, each once, sorted. */
  records: readonly string[]
  recordsAre: "organizations" | "filings"
  doubt?: string
  /** In a digest of a part of the county: the whole county's. A part is never held against the county's target. */
  county?: Reading
}

export type FigureScope = {
  /** The day that is reported, 2026-11-23. */
  asOf: string
  /** The plan's own region, or one inside it. */
  region: string
  /** Without a ledger of the whole county a share has no denominator worth showing. */
  registerImported: boolean
  /** What the bureau stated a target starts from, by its id. */
  baselines: Readonly<Record<string, number>>
}

/** The figures of a plan, in its order, each worked out when it is asked for. */
export function* eachFigure(plan: Plan, history: History, scope: FigureScope): Generator<Figure, void, undefined> {
  const standing = standingsOf(history)
  for (const indicator of plan.indicators) yield figureOf(plan, indicator, standing, scope)
}

const NOTHING: Reading = { value: null, numerator: null, denominator: null }

function figureOf(plan: Plan, it: Indicator, standing: (day: string) => Standing, scope: FigureScope): Figure {
  const whole = scope.region === plan.region
  const reading = (day: string, region: string) =>
    read(it, plan, take(it.measure, standing(day), region), scope, region !== plan.region)
  const over = it.by <= scope.asOf
  const county = reading(scope.asOf, plan.region)
  const countyAtDeadline = over ? reading(it.by, plan.region) : undefined
  const here = whole ? county : reading(scope.asOf, scope.region)
  const atDeadline = whole ? countyAtDeadline : over ? reading(it.by, scope.region) : undefined
  const status = statusOf(plan, it, county, countyAtDeadline, scope)
  const empty = status === "no-data" || status === "no-baseline"
  const why = here.why ?? (empty ? ((countyAtDeadline ?? county).why ?? "还没有通过审核的记录。") : undefined)
  return {
    id: it.id,
    mark: it.mark,
    title: it.title,
    article: it.article,
    kind: it.measure.kind,
    unit: it.unit,
    countedIn: it.countedIn,
    ...(it.goal && { comparator: it.goal.comparator }),
    target: it.goal ? targetOf(it.goal, it, county.denominator) : null,
    tolerance: it.goal && it.goal.comparator !== "all" ? it.goal.tolerance : 0,
    ...shown(here, it),
    status,
    ...(why !== undefined && { why }),
    by: it.by,
    atDeadline: atDeadline ? shown(atDeadline, it) : NOTHING,
    records: [...here.records].sort(),
    recordsAre: recordsOf(it.measure),
    ...(it.doubt !== undefined && { doubt: it.doubt }),
    ...(!whole && { county: shown(county, it) }),
  }
}

/** A reading before rounding, with its records, and why it has no value. */
type Exact = Reading & { records: readonly string[]; why?: string }

function read(it: Indicator, plan: Plan, tally: Tally, scope: FigureScope, part: boolean): Exact {
  const { numerator, denominator, records } = tally
  const none = (why: string): Exact => ({ value: null, numerator, denominator, records, why })
  if (tally.blank !== undefined) return none(tally.blank)
  switch (it.measure.kind) {
    case "ratio": {
      if (part) return none("倍数只按全市算。")
      const baseline = scope.baselines[it.id]
      if (!baseline) return none(`${dueDay(plan.baselineOn)}的数还没有填。`)
      return { value: numerator / baseline, numerator, denominator: baseline, records }
    }
    case "share":
      if (!scope.registerImported) return none("全市的组织台账还没有导入，占比算不准。")
      if (denominator === 0) return none("还没有正式登记的组织，算不出占比。")
      return { value: (numerator * 100) / denominator!, numerator, denominator, records }
    case "coverage":
      if (denominator === 0) return none("这一项不看这个地方。")
      return { value: it.unit === "%" ? (numerator * 100) / denominator! : numerator, numerator, denominator, records }
    default:
      return { value: numerator, numerator, denominator, records }
  }
}

function statusOf(
  plan: Plan,
  it: Indicator,
  now: Exact,
  atDeadline: Exact | undefined,
  scope: FigureScope,
): FigureStatus {
  const { goal } = it
  if (!goal) return now.value ? "on-track" : "no-data"
  const judged = atDeadline ?? now
  if (judged.value === null) return it.measure.kind === "ratio" && !scope.baselines[it.id] ? "no-baseline" : "no-data"
  const target = targetOf(goal, it, judged.denominator)
  if (reached(goal, target, judged.value)) return "met"
  if (atDeadline) return "missed"
  return judged.value >= expected(plan, it, target, scope) ? "on-track" : "behind"
}

/** In the figure's unit: for `all`, 100 percent or the number of regions. */
function targetOf(goal: Goal, it: Indicator, denominator: number | null): number {
  if (goal.comparator !== "all") return goal.value
  return it.unit === "%" ? 100 : (denominator ?? 0)
}

/** 以上 includes the number itself, 突破 does not (民法典 1259, by analogy); 左右 is reached from `tolerance` below it. */
function reached(goal: Goal, target: number, value: number): boolean {
  if (goal.comparator === "above") return value > target
  return value >= target - (goal.comparator === "about" ? goal.tolerance : 0)
}

/**
 * Where a figure should be by now: on the straight line from what it started from when the plan began (a stated baseline; once, for
 * a ratio; else 0) to its target on the last day.
 */
function expected(plan: Plan, it: Indicator, target: number, { asOf, baselines }: FigureScope): number {
  const start = it.measure.kind === "ratio" ? 1 : (baselines[it.id] ?? 0)
  const passed = daysBetween(plan.from, asOf) / Math.max(1, daysBetween(plan.from, it.by))
  return start + (target - start) * Math.min(1, Math.max(0, passed))
}

/** Rounded as people see it; never up to a target that is not reached (14.96 % of at least 15 % shows 14.9). */
function shown({ value, numerator, denominator }: Exact, it: Indicator): Reading {
  if (value === null) return { value, numerator, denominator }
  const factor = it.measure.kind === "ratio" ? 100 : 10
  const rounded = Math.round(value * factor) / factor
  const target = it.goal && targetOf(it.goal, it, denominator)
  const flatters = target !== undefined && reached(it.goal!, target, rounded) && !reached(it.goal!, target, value)
  return { value: flatters ? Math.floor(value * factor) / factor : rounded, numerator, denominator }
}

/** How a deadline is said: 2025年底, or the day itself. */
export function dueDay(day: string): string {
  return day.endsWith("-12-31") ? `${day.slice(0, 4)}年底` : sayDay(day)
}
