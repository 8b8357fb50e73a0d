import { z } from "zod"
import { addDays } from "./calendar.ts"
import { closed, measure } from "./measure.ts"
import { findRegion } from "./region.ts"

/** What a plan file may hold. Its sentences are for whoever wrote the file (`plan check`). */

export type Comparator = "atLeast" | "above" | "about" | "timesBaseline" | "all"
/** What is to be reached. `value` is in the unit of the figure: percent for a share; 100, or the number of regions, for `all`. */
export type Goal = { comparator: Exclude<Comparator, "all">; value: number; tolerance: number } | { comparator: "all" }

const said = (sentence: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? "没有写" : sentence),
})
const words = (max: number) => z.string(said("要写成文字")).trim().min(1, "没有写").max(max, `太长了，最多${max}个字`)
const number = z.number(said("要写成数字，比如 15")).positive("要大于0")
const day = z
  .string(said("要写成 2025-12-31 这样的日期"))
  .refine((it) => /^\d{4}-\d{2}-\d{2}$/.test(it) && !Number.isNaN(Date.parse(it)) && addDays(it, 0) === it, {
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

/** A plan file, every rule with its sentence. */
export const planFile = closed(
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

export type PlanFile = z.infer<typeof planFile>
