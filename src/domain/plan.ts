import { isMap, isNode, LineCounter, type Node, parseDocument } from "yaml"
import { z } from "zod"
import { addDays } from "./calendar.ts"
import { closed, type Measure, measure } from "./measure.ts"
import { findRegion } from "./region.ts"

/**
 * A plan: targets and counted tasks as data. A file in prisma/seed/plans/ or one that the bureau loads; a successor plan is one
 * more file. Marks ①… follow the order of the file, targets first.
 */

export type Comparator = "atLeast" | "above" | "about" | "timesBaseline" | "all"
/** What is to be reached. `value` is in the unit of the figure: percent for a share; 100, or the number of regions, for `all`. */
export type Goal = { comparator: Exclude<Comparator, "all">; value: number; tolerance: number } | { comparator: "all" }

export type Indicator = {
  id: string
  /** ①, how people point at it. */
  mark: string
  /** Where the plan says so: 二(三)7. */
  article: string
  title: string
  measure: Measure
  /** Of the value: 家, %, 倍. */
  unit: string
  /** Of numerator and denominator: 家, where the value itself is in % or 倍. */
  countedIn: string
  /** Absent on a counted task. */
  goal?: Goal
  /** The day it is to be reached (2025-12-31); a task's is the end of the plan. */
  by: string
  /** What is doubtful in the wording, and how it is read here. */
  doubt?: string
}

export type Plan = {
  id: string
  title: string
  region: string
  from: string
  until: string
  /** The day a baseline speaks of, where the plan names none. */
  baselineOn: string
  indicators: readonly Indicator[]
}

const said = (sentence: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? "没有写" : sentence),
})
const words = (max: number) => z.string(said("要写成文字")).trim().min(1, "没有写").max(max, `太长了，最多${max}个字`)
const number = z.number(said("要写成数字，比如 15")).positive("要大于0")
const isDay = (day: string) => /^\d{4}-\d{2}-\d{2}$/.test(day) && addDays(day, 0) === day
const day = z
  .string(said("要写成 2025-12-31 这样的日期"))
  .refine((it) => /^\d{4}-\d{2}-\d{2}$/.test(it) && !Number.isNaN(Date.parse(it)) && isDay(it), {
    error: "要写成 2025-12-31 这样的日期，而且那一天要存在",
  })

const COMPARATORS = ["atLeast", "above", "about", "timesBaseline", "all"] as const

const goal = closed(
  {
    /** 达、以上: the number itself is enough. */
    atLeast: number.optional(),
    /** 超过、突破: the number itself is not enough. */
    above: number.optional(),
    /** 左右: `tolerance` below it is enough; more never misses it. */
    about: number.optional(),
    tolerance: z.number(said("要写成数字，比如 1")).nonnegative("不能是负数").optional(),
    /** 倍增 = 2. */
    timesBaseline: number.optional(),
    /** 全覆盖. */
    all: z.literal(true, "只能写 true").optional(),
  },
  "目标值",
)
  .refine((it) => COMPARATORS.filter((one) => it[one] !== undefined).length === 1, {
    error: `要写一个，也只写一个：${COMPARATORS.join("、")}`,
  })
  .refine((it) => (it.about === undefined) === (it.tolerance === undefined), {
    path: ["tolerance"],
    error: "“左右”要写明允许差多少（tolerance），其他目标不要写",
  })
  .transform((it): Goal => {
    const comparator = COMPARATORS.find((one) => it[one] !== undefined) ?? "all"
    return comparator === "all" ? { comparator } : { comparator, value: it[comparator]!, tolerance: it.tolerance ?? 0 }
  })

const shared = {
  id: z.string(said("要写成 I-01 这样的编号")).regex(/^[A-Za-z][A-Za-z0-9-]{0,19}$/, "要写成 I-01 这样的编号"),
  article: z
    .string(said("要写成 二(三)7 这样的条目"))
    .regex(/^[一二三四五六七八九十]+(\([一二三四五六七八九十]+\)\d*)?$/, "要写成 二(三)7 这样的条目，括号用半角"),
  title: words(30),
  measure,
  unit: words(4),
  countedIn: words(4).optional(),
  doubt: words(200).optional(),
}

const target = closed({ ...shared, target: goal, by: day }, "目标").superRefine((it, context) => {
  const { kind } = it.measure
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message })
  if ((it.target.comparator === "timesBaseline") !== (kind === "ratio"))
    refuse("target", "timesBaseline 和算法 ratio 要一起用")
  if (it.target.comparator === "all" && kind !== "coverage") refuse("target", "all 只用于算法 coverage")
  if (it.unit === "%" && kind !== "share" && kind !== "coverage") refuse("unit", "% 只用于占比和覆盖率")
  if (kind === "share" && it.unit !== "%") refuse("unit", "占比的单位要写 %")
  if (it.unit === "%" && it.target.comparator !== "all" && it.target.value > 100) refuse("target", "百分数不能超过100")
})
const task = closed(shared, "任务").superRefine((it, context) => {
  if (it.measure.kind !== "count" && it.measure.kind !== "distinct")
    context.addIssue({ code: "custom", path: ["measure", "kind"], message: "任务只计数，用 count 或 distinct" })
})

const planFile = closed(
  {
    id: z.string(said("要写成小写字母、数字和横线")).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "要写成小写字母、数字和横线"),
    title: words(60),
    region: z
      .string(said('要写成加引号的区划代码，比如 "421281"'))
      .refine((it) => findRegion(it)?.code === it, "不认识这个区划代码"),
    from: day,
    until: day,
    baselineOn: day,
    targets: z.array(target, said("要写成列表")).min(1, "至少要有一个目标"),
    tasks: z.array(task, said("要写成列表")).default([]),
  },
  "方案",
).superRefine(acrossThePlan, { when: ({ value }) => typeof value === "object" && value !== null })

/** What entries ask of each other; told along with the faults inside them, so any of them may be missing here. */
function acrossThePlan(plan: Partial<PlanShape>, context: z.RefinementCtx): void {
  const { from = "", until = "9999", baselineOn = "" } = plan
  const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message })
  if (from >= until) refuse(["until"], "结束日期要在开始日期之后")
  if (baselineOn > from) refuse(["baselineOn"], "基数的日期不能晚于开始日期")
  const seen = new Set<string>()
  for (const list of ["targets", "tasks"] as const) {
    const entries: ({ id?: string; by?: string } | null)[] = Array.isArray(plan[list]) ? plan[list] : []
    entries.forEach((one, at) => {
      const { id, by } = one ?? {}
      if (id !== undefined && seen.has(id)) refuse([list, at, "id"], "编号重复了")
      if (id !== undefined) seen.add(id)
      if (by !== undefined && (by < from || by > until)) refuse([list, at, "by"], `要在方案期内（${from} 到 ${until}）`)
    })
  }
}
type PlanShape = {
  from: string
  until: string
  baselineOn: string
  targets: z.infer<typeof target>[]
  tasks: z.infer<typeof task>[]
}

export type PlanFault = {
  /** In the file, from 1. */
  line: number
  /** Of the target or task it lies in. */
  id?: string
  sentence: string
}

/** A plan file that cannot be used, with every fault found in it; the message lists them a line each. */
export class PlanError extends Error {
  readonly faults: readonly PlanFault[]
  constructor(faults: readonly PlanFault[]) {
    super(faults.map(({ line, id, sentence }) => `第${line}行${id ? ` ${id}` : ""} ${sentence}`).join("\n"))
    this.name = "PlanError"
    this.faults = faults
  }
}

/** Reads a plan file. Throws a `PlanError` that lists all faults with their lines. */
export function parsePlan(yamlText: string): Plan {
  const lines = new LineCounter()
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0)
    throw new PlanError(
      document.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        sentence:
          error.code === "DUPLICATE_KEY"
            ? "同一个键写了两次"
            : `这里不是合法的 YAML（${error.code}），请检查缩进、冒号和引号`,
      })),
    )
  const content = contentOf(document)
  const result = planFile.safeParse(content)
  if (result.success) return assemble(result.data)
  const faults = result.error.issues.flatMap((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    const path = keys[0]!.filter((key) => typeof key !== "symbol")
    const id = itemAt(content, path)
    const label = issue.path.filter((key) => typeof key === "string" && key !== "targets" && key !== "tasks").join(".")
    return {
      line: lines.linePos(offsetOf(document.contents, path)).line || 1,
      ...(id !== undefined && { id }),
      sentence: `${label ? `${label}：` : ""}${issue.message}`,
    }
  })
  throw new PlanError(faults.sort((one, other) => one.line - other.line))
}

/** The same for a plan's content as the database keeps it (what the YAML holds, without its lines). Throws a ZodError. */
export function readPlan(content: unknown): Plan {
  return assemble(planFile.parse(content))
}

/** What a plan file holds, as plain data; throws a `PlanError` as `parsePlan` does. */
export function planContent(yamlText: string): Record<string, unknown> {
  parsePlan(yamlText)
  return contentOf(parseDocument(yamlText)) as Record<string, unknown>
}

function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch {
    throw new PlanError([{ line: 1, sentence: "引用（&、*）太多，请直接写出内容" }])
  }
}

function assemble({ targets, tasks, ...plan }: z.infer<typeof planFile>): Plan {
  const items: (z.infer<typeof task> & { by: string; goal?: Goal })[] = [
    ...targets.map(({ target, ...it }) => ({ ...it, goal: target })),
    ...tasks.map((it) => ({ ...it, by: plan.until })),
  ]
  return {
    ...plan,
    indicators: items.map(({ countedIn, doubt, ...it }, at) => ({
      ...it,
      mark: markOf(at + 1),
      countedIn: countedIn ?? it.unit,
      ...(doubt !== undefined && { doubt }),
    })),
  }
}

/** ① for 1, ㉑ for 21, ㊿ for 50; (51) beyond what Unicode has. */
export function markOf(place: number): string {
  if (place <= 20) return String.fromCodePoint(0x245f + place)
  if (place <= 35) return String.fromCodePoint(0x3250 + place - 20)
  if (place <= 50) return String.fromCodePoint(0x32b0 + place - 35)
  return `(${place})`
}

/** The one that people point at: ③, 3, I-03 (in any case and width); undefined when there is none. */
export function pointedAt<One extends { id: string; mark: string }>(
  all: readonly One[],
  text: string,
): One | undefined {
  const wanted = text.trim()
  const plain = wanted.normalize("NFKC").toUpperCase()
  return (
    all.find((one) => one.mark === wanted) ??
    all.find((one) => one.id.toUpperCase() === plain) ??
    (/^\d{1,3}$/.test(plain) ? all[Number(plain) - 1] : undefined)
  )
}

/** The id of the target or task that a path leads into. */
function itemAt(content: unknown, path: readonly (string | number)[]): string | undefined {
  const [list, at] = path
  if ((list !== "targets" && list !== "tasks") || typeof at !== "number") return undefined
  const id = (content as Record<string, { id?: unknown }[]>)[list]?.[at]?.id
  return typeof id === "string" ? id : undefined
}

/** Where a path stands in the text: its key, or the nearest thing around it that exists. */
function offsetOf(node: unknown, path: readonly (string | number)[]): number {
  let [found, here] = [0, node]
  for (const key of path) {
    // A single selection is read as a list of one: its index is not in the text.
    if (typeof key === "number" && isMap(here)) continue
    const pair = isMap(here) ? here.items.find((one) => (one.key as { value?: unknown })?.value === key) : undefined
    const next: unknown = pair ? pair.value : (here as { items?: unknown[] } | null)?.items?.[Number(key)]
    const start = pair ? startOf(pair.key) : startOf(next)
    if (start === undefined) break
    found = start
    here = next
  }
  return found
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined
}
