import { readFileSync } from "node:fs"
import type { FigureRecord } from "#domain/facts.ts"
import type { Figure, FigureStatus, Reading } from "#domain/figure.ts"
import { type Indicator, parsePlan } from "#domain/plan.ts"
import type { House } from "#web/house.ts"
import { madeUpDesk } from "./made-up-desk.ts"

/** A house for the web to be tested and looked at with: the real plan's indicators with made-up numbers. */

const NOTHING: Reading = { value: null, numerator: null, denominator: null }

const STATUSES: readonly FigureStatus[] = ["met", "missed", "on-track", "behind", "no-baseline", "no-data"]

function figure(it: Indicator, index: number): Figure {
  const status = it.goal ? STATUSES[index % STATUSES.length]! : "on-track"
  const empty = status === "no-baseline" || status === "no-data"
  const target = it.goal ? (it.goal.comparator === "all" ? 100 : it.goal.value) : null
  const value = Math.round((target ?? 60) * (status === "met" ? 1.1 : 0.7) * 10) / 10
  const reading: Reading =
    it.unit === "%" || it.unit === "倍"
      ? { value, numerator: 43, denominator: it.unit === "倍" ? 20 : 265 }
      : { value: Math.round(value), numerator: Math.round(value), denominator: null }
  return {
    id: it.id,
    mark: it.mark,
    title: it.title,
    article: it.article,
    kind: it.measure.kind,
    unit: it.unit,
    countedIn: it.countedIn,
    ...(it.goal && { comparator: it.goal.comparator }),
    target,
    tolerance: 0,
    ...(empty ? { ...NOTHING, numerator: 12 } : reading),
    status,
    ...(empty && { why: "还没有基数（2022年底的数），请发“基线 I-01 数字”补上。" }),
    by: it.by,
    atDeadline: status === "missed" ? { ...reading, value: Math.round(reading.value! * 0.8) } : NOTHING,
    records: ["ZZ20261103-0001"],
    recordsAre: "organizations",
    ...(it.doubt !== undefined && { doubt: it.doubt }),
  }
}

const plan = parsePlan(readFileSync(new URL("../../prisma/seed/plans/chibi-2023-2025.yaml", import.meta.url), "utf8"))
export const FIGURES: readonly Figure[] = plan.indicators.map(figure)

const RECORDS: readonly FigureRecord[] = Array.from({ length: 12 }, (_, index) => ({
  number: `ZZ202611${String(index + 10).padStart(2, "0")}-000${index % 9}`,
  organization: ["赤壁市茶文化研究会", "赤马港街道河北社区义工联", "<b>不是粗体</b>协会"][index % 3]!,
  what: ["社会团体", "社区社会组织", "登记"][index % 3]!,
  ...(index % 4 !== 3 && { on: "2024-06-18" }),
}))

export const TOKEN = "one-time-token-0001"
export const SESSION = "session-of-li-0001"

/** One official of one region, one link that works once. `asked` notes what was asked for which region. */
export function madeUpHouse(regionCode = "421281", regionName = "赤壁市") {
  const links = new Set([TOKEN])
  const sessions = new Set<string>()
  const asked: string[] = []
  const { desk, done } = madeUpDesk()
  const house: House = {
    ...desk,
    async openLink(token) {
      if (!links.delete(token)) return undefined
      sessions.add(SESSION)
      return { session: SESSION, expiresAt: new Date(Date.now() + 8 * 3_600_000) }
    },
    async signedIn(session) {
      return sessions.has(session) ? { personId: "p", name: "李科长", regionCode, regionName } : undefined
    },
    async signOut(session) {
      sessions.delete(session)
    },
    async overview(region) {
      asked.push(`overview ${region}`)
      const part = region.length > 6
      const figures = part ? FIGURES.map((it) => ({ ...it, numerator: 3, county: it })) : FIGURES
      return { planTitle: plan.title, asOf: "2026-11-23", figures, pending: { organizations: 3, filings: 12 } }
    },
    async detail(id, region) {
      asked.push(`detail ${id} ${region}`)
      const found = FIGURES.find((it) => it.id === id)
      return found && { figure: found, records: RECORDS }
    },
    ready: async () => ({ ok: true }),
    gauges: async () => ({ outbox_waiting: 4 }),
  }
  return { house, asked, done, sessions }
}
