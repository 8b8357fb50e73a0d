import { isMap, isNode, LineCounter, type Node, parseDocument } from "yaml"
import type { Measure } from "./measure.ts"
import { type Goal, type PlanFile, planFile } from "./plan-file.ts"

/**
 * A plan: targets and counted tasks as data. A file in prisma/seed/plans/ or one that the bureau loads; a successor plan is one
 * more file. Marks ①… follow the order of the file, targets first.
 */

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
  if (document.errors.length > 0) {
    const line = (error: { pos: [number, number] }) => lines.linePos(error.pos[0]).line
    // After the first break in the syntax all others only follow from it.
    const broken = document.errors.find(({ code }) => code !== "DUPLICATE_KEY")
    if (broken)
      throw new PlanError([
        { line: line(broken), sentence: `这里不是合法的 YAML（${broken.code}），请检查缩进、冒号和引号` },
      ])
    throw new PlanError(document.errors.map((error) => ({ line: line(error), sentence: "同一个键写了两次" })))
  }
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

function assemble({ targets, tasks, ...plan }: PlanFile): Plan {
  const items: (PlanFile["tasks"][number] & { by: string; goal?: Goal })[] = [
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
