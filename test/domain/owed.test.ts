import { describe, expect, test } from "vitest"
import { isoOf } from "#domain/calendar.ts"
import { MANNERS, type OwedKind, staleAt, tellableFrom, tryAgainAt } from "#domain/owed.ts"

const NIGHT = { from: "21:00", until: "08:00" }
const china = (time: string) => new Date(`${time.replace(" ", "T")}+08:00`)
const said = (at: Date) => isoOf(at).slice(0, 16).replace("T", " ")

describe("when something may be told", () => {
  test.each<[what: string, kind: OwedKind, at: string, from: string, why?: string]>([
    ["the last second of the evening", "decision", "2026-11-24 20:59:59", "2026-11-24 20:59"],
    ["the first of the night", "decision", "2026-11-24 21:00:00", "2026-11-25 08:00", "quiet hours"],
    ["around midnight", "decision", "2026-11-25 00:00:00", "2026-11-25 08:00", "quiet hours"],
    ["the last second of the night", "work", "2026-11-25 07:59:59", "2026-11-25 08:00", "quiet hours"],
    ["the first of the morning", "work", "2026-11-25 08:00:00", "2026-11-25 08:00"],
    ["an answer that is late, at night", "late", "2026-11-24 23:00:00", "2026-11-24 23:00"],
    ["a reminder on an ordinary Sunday", "reminder", "2026-11-22 10:00:00", "2026-11-22 10:00"],
    ["a reminder on National Day", "reminder", "2026-10-01 10:00:00", "2026-10-08 08:00", "public holiday"],
    ["a digest at night before National Day", "digest", "2026-09-30 22:00:00", "2026-10-08 08:00", "quiet hours"],
    ["a question to a person at night", "ticket", "2026-11-24 23:00:00", "2026-11-25 08:00", "quiet hours"],
    ["a word between two people at night", "talk", "2026-11-24 23:00:00", "2026-11-24 23:00"],
    ["a decision on National Day", "decision", "2026-10-01 10:00:00", "2026-10-01 10:00"],
    ["work on National Day", "work", "2026-10-01 10:00:00", "2026-10-01 10:00"],
    ["a decision at night on National Day", "decision", "2026-10-01 22:00:00", "2026-10-02 08:00", "quiet hours"],
    ["the night of New Year's Eve", "reminder", "2025-12-31 22:00:00", "2026-01-04 08:00", "quiet hours"],
  ])("%s", (_, kind, at, from, why) => {
    const found = tellableFrom(kind, china(at), NIGHT)
    expect([said(found.at), found.why]).toEqual([from, why])
  })

  test("quiet hours may lie within a day, or be none", () => {
    const noon = { from: "12:00", until: "14:00" }
    expect(said(tellableFrom("work", china("2026-11-24 12:30:00"), noon).at)).toBe("2026-11-24 14:00")
    expect(said(tellableFrom("work", china("2026-11-24 23:30:00"), noon).at)).toBe("2026-11-24 23:30")
    const none = { from: "00:00", until: "00:00" }
    expect(said(tellableFrom("work", china("2026-11-24 00:00:00"), none).at)).toBe("2026-11-24 00:00")
  })

  test("the longest holiday is shorter than a reminder is kept", () => {
    const eve = china("2026-02-14 10:00:00")
    expect(tellableFrom("reminder", eve, NIGHT).at < staleAt("reminder", eve)).toBe(true)
  })
})

test("attempts come 1, 2, 4 … 60 minutes after each other, and not before the platform said", () => {
  const at = china("2026-11-24 10:00:00")
  const minutes = (later: Date) => (later.getTime() - at.getTime()) / 60_000
  expect([1, 2, 3, 4, 5, 6, 7, 8, 20].map((attempts) => minutes(tryAgainAt(attempts, at)))).toEqual([
    1, 2, 4, 8, 16, 32, 60, 60, 60,
  ])
  expect(minutes(tryAgainAt(1, at, china("2026-11-25 00:00:00")))).toBe(14 * 60)
  expect(minutes(tryAgainAt(3, at, at))).toBe(4)
})

test("late answers go before decisions, decisions before work, work before what goes to many", () => {
  const ranks = (["late", "decision", "work", "reminder", "digest"] as const).map((kind) => MANNERS[kind].rank)
  expect(ranks).toEqual([0, 1, 2, 3, 3])
})
