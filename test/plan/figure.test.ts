import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays } from "#domain/calendar.ts"
import { eachFigure, type FigureScope } from "#domain/figure.ts"
import { parsePlan } from "#domain/plan.ts"
import { REGIONS } from "#domain/region.ts"
import type { History, OrganizationHistory } from "#domain/standing.ts"

/** A plan of one target that runs from the first day of 2023 to the last of 2024 (731 days; half of the way is 2024-01-01). */
function onePlan(measure: string, target: string, unit: string) {
  return parsePlan(`
id: one
title: 一项
region: "421281"
from: 2023-01-01
until: 2024-12-31
baselineOn: 2022-12-31
targets:
  - { id: A-1, article: 一, title: 一项, measure: ${measure}, target: ${target}, unit: "${unit}", countedIn: 家, by: 2024-12-31 }
`)
}

const organization = (number: string, more: Partial<OrganizationHistory> = {}): OrganizationHistory => ({
  number,
  kind: "association",
  townCode: "421281101",
  foundedOn: "2020-01-01",
  staff: null,
  statuses: [{ from: "2020-01-01", seq: 0, status: "active" }],
  tags: [],
  ratings: [],
  ...more,
})
const tagged = { tags: [{ from: "2020-01-01", seq: 0, tag: "社会服务", on: true }] }
/** `all` organizations of which `some` are tagged. */
const county = (all: number, some = 0): History => ({
  organizations: Array.from({ length: all }, (_, at) => organization(`DJ${at}`, at < some ? tagged : {})),
  filings: [],
})

const COUNT = "{ kind: count, organizations: {} }"
const SHARE = "{ kind: share, organizations: { tags: [社会服务] }, among: { kinds: [registered] } }"
const RATIO = "{ kind: ratio, organizations: {} }"
const TOWNS = "{ kind: coverage, regions: [town, township], organizations: {} }"
const COUNTY = "{ kind: coverage, regions: [county], organizations: {} }"
const LATER = "2025-06-01"
const HALFWAY = "2024-01-01"

const figure = (plan: ReturnType<typeof onePlan>, history: History, more: Partial<FigureScope> = {}) =>
  [...eachFigure(plan, history, { asOf: LATER, region: "421281", registerImported: true, baselines: {}, ...more })][0]!

describe("reached or not", () => {
  test.each([
    ["以上 includes the number", COUNT, "{ atLeast: 10 }", "家", county(10), 10, "met"],
    ["one fewer does not", COUNT, "{ atLeast: 10 }", "家", county(9), 9, "missed"],
    ["突破 does not include it", COUNT, "{ above: 10 }", "家", county(10), 10, "missed"],
    ["one more does", COUNT, "{ above: 10 }", "家", county(11), 11, "met"],
    ["左右: a tolerance below", COUNT, "{ about: 5, tolerance: 1 }", "个", county(4), 4, "met"],
    ["further below", COUNT, "{ about: 5, tolerance: 1 }", "个", county(3), 3, "missed"],
    ["far more is no miss", COUNT, "{ about: 5, tolerance: 1 }", "个", county(50), 50, "met"],
    ["15 percent exactly", SHARE, "{ atLeast: 15 }", "%", county(20, 3), 15, "met"],
    ["14.96 percent never shows as 15", SHARE, "{ atLeast: 15 }", "%", county(4679, 700), 14.9, "missed"],
    ["one decimal is kept", SHARE, "{ atLeast: 15 }", "%", county(3, 2), 66.7, "met"],
    ["5 of 11 is below half", TOWNS, "{ atLeast: 50 }", "%", inTowns(5), 45.5, "missed"],
    ["6 of 11 is above", TOWNS, "{ atLeast: 50 }", "%", inTowns(6), 54.5, "met"],
    ["all but one is not all", TOWNS, "{ all: true }", "%", inTowns(10), 90.9, "missed"],
    ["all", TOWNS, "{ all: true }", "%", inTowns(11), 100, "met"],
    ["two in the county are still one county", COUNTY, "{ all: true }", "个", county(2), 1, "met"],
  ] as const)("%s", (_, measure, target, unit, history, value, status) => {
    expect(figure(onePlan(measure, target, unit), history)).toMatchObject({ value, status })
  })

  test.each([
    [10, 20, 2, "met"],
    [10, 19, 1.9, "missed"],
    [300, 599, 1.99, "missed"],
    [1500, 2999, 1.99, "missed"],
    [7.5, 15, 2, "met"],
  ])("from %d to %d is %d times", (baseline, now, value, status) => {
    const plan = onePlan(RATIO, "{ timesBaseline: 2 }", "倍")
    expect(figure(plan, county(now), { baselines: { "A-1": baseline } })).toMatchObject({ value, status, target: 2 })
  })
})

describe("on the way", () => {
  const plan = onePlan(COUNT, "{ atLeast: 10 }", "家")
  test.each([
    ["half of it at half time", county(5), HALFWAY, {}, "on-track"],
    ["less than half", county(4), HALFWAY, {}, "behind"],
    ["all of it is met early", county(10), HALFWAY, {}, "met"],
    ["nothing on the first day", county(0), "2023-01-01", {}, "on-track"],
    ["nothing before it began", county(0), "2022-06-01", {}, "on-track"],
    ["the line starts at a stated baseline", county(7), HALFWAY, { "A-1": 6 }, "behind"],
    ["and is met by eight of ten", county(8), HALFWAY, { "A-1": 6 }, "on-track"],
    ["the day before the last", county(9), "2024-12-30", {}, "behind"],
    ["the last day decides", county(9), "2024-12-31", {}, "missed"],
  ])("%s", (_, history, asOf, baselines, status) => {
    expect(figure(plan, history, { asOf, baselines }).status).toBe(status)
  })

  test.each([
    [15, "on-track"],
    [14, "behind"],
  ])("a ratio starts at once: %d of 10 at half time", (now, status) => {
    const ratio = onePlan(RATIO, "{ timesBaseline: 2 }", "倍")
    expect(figure(ratio, county(now), { asOf: HALFWAY, baselines: { "A-1": 10 } }).status).toBe(status)
  })

  test("a deadline to come has no value, a past one keeps its own", () => {
    const history = {
      ...county(3),
      organizations: [organization("DJ1"), organization("DJ2", { foundedOn: "2025-01-01" })],
    }
    expect(figure(plan, history, { asOf: "2024-12-30" }).atDeadline).toEqual({
      value: null,
      numerator: null,
      denominator: null,
    })
    expect(figure(plan, history)).toMatchObject({ value: 2, atDeadline: { value: 1, numerator: 1, denominator: null } })
  })
})

describe("what stands on a day", () => {
  const plan = onePlan(COUNT, "{ atLeast: 1 }", "家")
  const active = (statuses: [from: string, status: "active" | "dissolved" | "pending"][], asOf: string) => {
    const one = organization("DJ1", {
      foundedOn: null,
      statuses: statuses.map(([from, status], seq) => ({ from, seq, status })),
    })
    return figure(plan, { organizations: [one], filings: [] }, { asOf }).numerator
  }
  test.each([
    [
      "the later day holds, whatever was written first",
      [
        ["2024-03-01", "dissolved"],
        ["2023-01-01", "active"],
      ],
      "2024-06-01",
      0,
    ],
    [
      "until then the earlier one",
      [
        ["2024-03-01", "dissolved"],
        ["2023-01-01", "active"],
      ],
      "2024-02-29",
      1,
    ],
    [
      "of one day the later entry",
      [
        ["2023-01-01", "pending"],
        ["2023-01-01", "active"],
      ],
      "2023-01-01",
      1,
    ],
    ["nothing yet", [["2023-01-01", "active"]], "2022-12-31", 0],
  ] as const)("%s", (_, statuses, asOf, expected) => {
    expect(active([...statuses] as never, asOf)).toBe(expected)
  })

  test("a newer grade replaces an older one, also a lower one", () => {
    const graded = onePlan("{ kind: count, organizations: { gradeAtLeast: 3 } }", "{ atLeast: 1 }", "家")
    const ratings = [
      { from: "2022-01-01", seq: 0, grade: 4, until: "2026-12-31" },
      { from: "2024-01-01", seq: 1, grade: 2, until: "2028-12-31" },
    ]
    const history = { organizations: [organization("DJ1", { ratings })], filings: [] }
    expect(figure(graded, history, { asOf: "2023-12-31" }).numerator).toBe(1)
    expect(figure(graded, history, { asOf: "2024-01-01" }).numerator).toBe(0)
  })
})

test("the towns of a county add up to the county", () => {
  const towns = REGIONS.filter(({ kind }) => kind !== "county").map(({ code }) => code)
  const plan = onePlan(COUNT, "{ atLeast: 10 }", "家")
  const histories = fc.array(fc.tuple(fc.constantFrom(...towns), fc.nat(900)), { maxLength: 40 })
  fc.assert(
    fc.property(histories, fc.nat(900), (made, asOf) => {
      const organizations = made.map(([townCode, days], at) =>
        organization(`DJ${at}`, {
          townCode,
          statuses: [{ from: addDays("2023-01-01", days), seq: 0, status: "active" }],
        }),
      )
      const at = (region: string) =>
        figure(plan, { organizations, filings: [] }, { asOf: addDays("2023-01-01", asOf), region })
      const parts = towns.map(at)
      const whole = at("421281")
      expect(parts.flatMap(({ records }) => records).sort()).toEqual(whole.records)
      for (const part of parts) expect(part).toMatchObject({ status: whole.status, target: whole.target })
      for (const part of parts) expect(part.county?.numerator).toBe(whole.numerator)
    }),
  )
})

/** One organization in each of the first `many` towns and townships. */
function inTowns(many: number): History {
  const towns = REGIONS.filter(({ kind }) => kind === "town" || kind === "township").slice(0, many)
  return { organizations: towns.map(({ code }, at) => organization(`DJ${at}`, { townCode: code })), filings: [] }
}
