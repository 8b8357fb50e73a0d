import { expect, test } from "vitest"
import { endOfLastMonth, type Once, periodOf, weekOf } from "#domain/period.ts"

test.each<[Once, string, string]>([
  ["tick", "2026-11-23T08:37:59+08:00", "2026-11-23T08:37"],
  ["hour", "2026-11-23T08:37:00+08:00", "2026-11-23T08"],
  ["day", "2026-11-23T00:00:00+08:00", "2026-11-23"],
  ["day", "2026-11-23T23:59:59+08:00", "2026-11-23"],
  // In London it is still the month before.
  ["month", "2026-12-01T00:00:00+08:00", "2026-12"],
  ["month", "2026-12-31T23:59:59+08:00", "2026-12"],
  ["week", "2026-11-23T08:37:00+08:00", "2026-W48"],
  ["week", "2026-11-29T23:59:59+08:00", "2026-W48"],
  ["week", "2026-11-30T00:00:00+08:00", "2026-W49"],
])("the %s of %s is %s", (once, at, period) => {
  expect(periodOf(once, new Date(at))).toBe(period)
})

test.each([
  ["2026-12-31", "2026-W53"],
  ["2027-01-01", "2026-W53"],
  ["2027-01-03", "2026-W53"],
  ["2027-01-04", "2027-W01"],
  ["2024-12-30", "2025-W01"],
  ["2026-01-01", "2026-W01"],
  ["2025-12-28", "2025-W52"],
])("%s lies in %s", (day, week) => {
  expect(weekOf(day)).toBe(week)
})

test.each([
  ["2026-12-01", "2026-11-30"],
  ["2026-03-01", "2026-02-28"],
  ["2028-03-31", "2028-02-29"],
  ["2027-01-01", "2026-12-31"],
])("before the month of %s the last day is %s", (day, end) => {
  expect(endOfLastMonth(day)).toBe(end)
})
