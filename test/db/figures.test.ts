import { readFileSync } from "node:fs"
import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import { describeRecords, type FiguresAt, measureFigures } from "#db/figures.ts"
import type { Database } from "#db/open.ts"
import { addDays, dateColumn } from "#domain/calendar.ts"
import type { Figure } from "#domain/figure.ts"
import { parsePlan } from "#domain/plan.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { approved, insertCounty, type MadeFiling, type MadeOrganization, type MadeStep } from "./county.ts"

const PLAN = parsePlan(readFileSync(new URL("../../prisma/seed/plans/chibi-2023-2025.yaml", import.meta.url), "utf8"))
const [COUNTY, STREET, TOWN, TOWNSHIP, PARK] = ["421281", "421281001", "421281101", "421281200", "421281400"]

const ORGANIZATIONS: MadeOrganization[] = [
  {
    number: "DJ01",
    kind: "association",
    town: STREET,
    founded: "2019-01-01",
    staff: 12,
    tags: [
      ["科技创新", "2020-01-01"],
      ["产业发展", "2020-01-01"],
      ["工商服务", "2020-01-01"],
    ],
    ratings: [[3, "2021-01-01", "2025-12-31"]],
  },
  {
    number: "DJ02",
    kind: "service",
    town: TOWN,
    founded: "2022-05-01",
    tags: [["社会服务", "2022-05-01"]],
    ratings: [[4, "2024-06-01", "2029-05-31", "2026-04-01"]],
  },
  {
    number: "DJ03",
    kind: "foundation",
    town: TOWN,
    founded: "2024-03-01",
    staff: 5,
    statuses: [
      ["active", "2024-03-01"],
      ["dissolved", "2026-01-15"],
    ],
    tags: [["工商服务", "2024-03-01"]],
  },
  {
    number: "DJ04",
    kind: "association",
    town: "421281109",
    founded: "2020-01-01",
    tags: [
      ["科技创新", "2023-05-01"],
      ["科技创新", "2025-06-01", undefined, false],
    ],
    ratings: [[2, "2024-01-01", "2028-12-31"]],
  },
  {
    number: "DJ05",
    kind: "service",
    town: "421281002",
    founded: "2026-01-01",
    staff: 3,
    tags: [
      ["社区社会组织", "2026-01-01"],
      ["县级孵化基地", "2026-01-01"],
    ],
  },
  // Its certificate speaks of a day to come.
  { number: "DJ06", kind: "association", town: STREET, founded: "2027-01-01", statuses: [["active", "2023-01-01"]] },
  { number: "SQ01", kind: "community", town: STREET, founded: "2023-06-01", staff: 2 },
  {
    number: "SQ02",
    kind: "community",
    town: TOWN,
    founded: "2023-12-31",
    tags: [["社区社会组织联合会", "2023-12-31"]],
  },
  {
    number: "SQ03",
    kind: "community",
    town: TOWNSHIP,
    founded: "2024-01-01",
    tags: [["社区社会组织联合会", "2024-01-01"]],
  },
  // A park is neither 街道 nor 乡镇.
  {
    number: "SQ04",
    kind: "community",
    town: PARK,
    founded: "2025-01-01",
    tags: [["社区社会组织联合会", "2025-01-01"]],
  },
  { number: "SQ05", kind: "community", town: STREET, founded: "2023-01-01", statuses: [["pending", "2023-01-01"]] },
  // In force in 2023, told to the bureau in 2026.
  {
    number: "SQ06",
    kind: "community",
    town: "421281109",
    founded: "2023-03-01",
    statuses: [["active", "2023-03-01", "2026-05-01"]],
  },
  {
    number: "SQ07",
    kind: "community",
    town: STREET,
    founded: "2023-02-01",
    statuses: [
      ["active", "2023-02-01"],
      ["void", "2023-02-01", "2023-08-01"],
    ],
  },
  {
    number: "SQ08",
    kind: "community",
    town: "421281003",
    founded: "2023-01-01",
    tags: [["社区社会组织联合会", "2025-12-31", "2026-10-01"]],
  },
]

const FILINGS: MadeFiling[] = [
  { number: "HD01", organization: "DJ01", steps: approved("结对帮扶", "2023-11-01") },
  { number: "HD02", organization: "DJ01", steps: approved("结对帮扶", "2024-02-01") },
  {
    number: "HD03",
    organization: "DJ02",
    steps: [...approved("结对帮扶", "2024-05-01"), { kind: "revoked", at: "2026-03-01" }],
  },
  {
    number: "HD04",
    organization: "SQ01",
    steps: [...approved("培训", "2024-06-01"), { kind: "submitted", version: 2, type: "结对帮扶", at: "2026-02-01" }],
  },
  {
    number: "HD05",
    organization: "DJ04",
    steps: [
      ...approved("培训", "2024-07-01"),
      { kind: "submitted", version: 2, type: "结对帮扶", at: "2026-06-01" },
      { kind: "approved", version: 2, on: "2024-07-01", at: "2026-06-02" },
    ],
  },
  {
    number: "HD06",
    organization: "DJ02",
    steps: [
      { kind: "submitted", type: "结对帮扶" },
      { kind: "returned", at: "2024-01-02" },
    ],
  },
  {
    number: "HD07",
    organization: "DJ02",
    steps: [
      { kind: "submitted", type: "结对帮扶" },
      { kind: "withdrawn", at: "2024-01-02" },
    ],
  },
  {
    number: "HD08",
    organization: "SQ02",
    steps: [
      { kind: "submitted", type: "结对帮扶", at: "2026-11-19" },
      { kind: "approved", on: "2026-12-01", at: "2026-11-20" },
    ],
  },
  {
    number: "HD09",
    organization: "SQ03",
    steps: [
      ...approved("对接会", "2024-01-01"),
      { kind: "revoked", at: "2024-02-01" },
      { kind: "submitted", version: 2, type: "对接会", at: "2024-02-10" },
      { kind: "approved", version: 2, on: "2024-03-01", at: "2024-03-01" },
    ],
  },
  { number: "HD10", organization: "DJ03", steps: approved("展销会", "2024-09-01") },
  { number: "HD12", organization: "DJ01", town: TOWN, steps: approved("对接会", "2025-01-10") },
  {
    number: "HD13",
    organization: "SQ01",
    steps: [
      ...approved("义诊", "2024-08-01"),
      { kind: "submitted", version: 2, type: "培训", at: "2024-08-02" },
      { kind: "withdrawn", version: 2, at: "2024-08-03" },
    ],
  },
  {
    number: "HD14",
    organization: "SQ01",
    steps: [
      ...approved("公益慈善", "2024-08-01"),
      { kind: "submitted", version: 2, type: "培训", at: "2024-08-02" },
      { kind: "returned", version: 2, at: "2024-08-03" },
    ],
  },
  { number: "ZJ01", kind: "outcome", organization: "DJ03", steps: approved("", "2024-09-05") },
]

const BASELINES = { "I-01": 1, "I-02b": 1, "I-05c": 3 }
const TODAY: FiguresAt = {
  asOf: dateColumn("2026-11-23"),
  knownAt: new Date("2026-11-23T12:00:00Z"),
  region: COUNTY!,
  registerImported: true,
  baselines: BASELINES,
}

let database: Database

const figureOf = async (id: string, at: Partial<FiguresAt> = {}): Promise<Figure> =>
  (await measureFigures(database, PLAN, { ...TODAY, ...at })).find((one) => one.id === id)!

describe("a county counted by hand", () => {
  beforeAll(async () => {
    database = await testDatabase()
    await truncate(database)
    await insertCounty(database, ORGANIZATIONS, FILINGS)
  })

  type Expected = Partial<Omit<Figure, "records">> & { records?: string }
  const known = (day: string) => ({ knownAt: new Date(`${day}T12:00:00Z`) })
  const asOf = (day: string) => ({ asOf: dateColumn(day) })
  const at = (value: number | null, numerator: number, denominator: number | null) => ({
    atDeadline: { value, numerator, denominator },
  })

  test.each<[what: string, id: string, at: Partial<FiguresAt>, expected: Expected]>([
    // ratio to baseline
    [
      "a ratio",
      "I-01",
      {},
      { value: 1, numerator: 1, denominator: 1, target: 2, status: "missed", records: "DJ01", ...at(1, 1, 1) },
    ],
    ["a tag taken off no longer counts", "I-01", asOf("2025-05-31"), { value: 2, records: "DJ01 DJ04", status: "met" }],
    ["met at the deadline stays met", "I-02b", {}, { value: 1, status: "met", records: "DJ01", ...at(2, 2, 1) }],
    [
      "a ratio keeps two decimals",
      "I-05c",
      {},
      { value: 2.33, numerator: 7, denominator: 3, status: "met", ...at(2, 6, 3) },
    ],
    [
      "without a baseline there is no ratio, yet a count",
      "I-06b",
      {},
      { value: null, numerator: 1, denominator: null, status: "no-baseline", records: "DJ05" },
    ],
    ["which says why", "I-06b", {}, { why: "2022年底的数还没有填。" }],
    ["nor by a baseline of nought", "I-01", { baselines: { "I-01": 0 } }, { value: null, status: "no-baseline" }],
    // share
    [
      "a share is percent, two tags count once",
      "I-02",
      {},
      { value: 25, numerator: 1, denominator: 4, target: 15, status: "met", records: "DJ01", ...at(50, 2, 4) },
    ],
    ["community groups are not in the denominator", "I-04", {}, { value: 25, denominator: 4, records: "DJ02" }],
    [
      "without a register a share says nothing",
      "I-02",
      { registerImported: false },
      {
        value: null,
        numerator: 1,
        denominator: 4,
        status: "no-data",
        why: "全市的组织台账还没有导入，占比算不准。",
        ...at(null, 2, 4),
      },
    ],
    ["a grade counts on its last day", "I-10", asOf("2025-12-31"), { value: 50, records: "DJ01 DJ02" }],
    ["and not on the next", "I-10", asOf("2026-01-01"), { records: "DJ02" }],
    [
      "an expired grade is gone, the deadline remembers",
      "I-10",
      {},
      { value: 25, records: "DJ02", ...at(50, 2, 4), status: "met" },
    ],
    ["below 3A is not enough", "I-10", asOf("2024-05-31"), { value: 25, records: "DJ01" }],
    // count of organizations
    [
      "community groups, filed or registered with the tag",
      "I-05b",
      {},
      {
        value: 7,
        target: 1500,
        comparator: "above",
        records: "DJ05 SQ01 SQ02 SQ03 SQ04 SQ06 SQ08",
        status: "missed",
        ...at(6, 6, null),
      },
    ],
    [
      "the deadline of 2023 counts what was there in 2023",
      "I-05a",
      {},
      { value: 7, target: 1000, status: "missed", ...at(4, 4, null) },
    ],
    [
      "effective on the day itself",
      "I-05a",
      asOf("2023-12-31"),
      { value: 4, records: "SQ01 SQ02 SQ06 SQ08", ...at(4, 4, null) },
    ],
    [
      "and not the day before; the deadline is yet to come",
      "I-05a",
      asOf("2023-12-30"),
      { value: 3, status: "behind", atDeadline: { value: null, numerator: null, denominator: null } },
    ],
    [
      "what was not known yet does not count",
      "I-05a",
      { ...asOf("2023-12-31"), ...known("2026-04-30") },
      { records: "SQ01 SQ02 SQ08" },
    ],
    [
      "what was not known to be void still counts",
      "I-05a",
      { ...asOf("2023-12-31"), ...known("2023-07-31") },
      { records: "SQ01 SQ02 SQ07 SQ08" },
    ],
    ["nor a grade", "I-10", known("2026-03-31"), { value: 0, records: "" }],
    ["nor a tag", "I-07a", known("2026-09-30"), { value: 0, records: "" }],
    // coverage
    [
      "a county base",
      "I-06",
      {},
      {
        value: 1,
        numerator: 1,
        denominator: 1,
        target: 1,
        unit: "个",
        status: "missed",
        records: "DJ05",
        ...at(0, 0, 1),
      },
    ],
    [
      "streets out of three",
      "I-07a",
      {},
      { value: 33.3, numerator: 1, denominator: 3, target: 100, status: "missed", records: "SQ08", ...at(33.3, 1, 3) },
    ],
    [
      "towns and townships out of eleven, no park",
      "I-07b",
      {},
      { value: 18.2, numerator: 2, denominator: 11, target: 50, records: "SQ02 SQ03" },
    ],
    // distinct
    [
      "one organization once, revoked, returned and future ones not",
      "I-03",
      {},
      { value: 2, target: 10, records: "DJ01 DJ04", recordsAre: "organizations", ...at(2, 2, null) },
    ],
    ["known earlier: not revoked yet, not corrected yet", "I-03", known("2026-01-01"), { records: "DJ01 DJ02" }],
    ["effective later", "I-03", asOf("2026-12-01"), { records: "DJ01 DJ04 SQ02" }],
    // count of filings
    [
      "a correction that waits leaves what was approved",
      "T-23",
      {},
      { value: 1, target: null, status: "on-track", records: "HD04", recordsAre: "filings" },
    ],
    ["a correction that was approved counts as corrected", "T-15", {}, { value: 3, records: "HD01 HD02 HD05" }],
    ["known earlier, as it was then", "T-23", known("2026-06-01"), { records: "HD04 HD05" }],
    ["revoked and approved again counts once", "T-13", {}, { value: 2, records: "HD09 HD12" }],
    ["a correction withdrawn or returned leaves what was approved", "T-22", {}, { records: "HD13 HD14" }],
    ["by the tags of the organization behind it", "T-05", {}, { records: "HD01 HD02 HD10 HD12" }],
    ["of several kinds, no outcomes", "T-31", {}, { records: "HD09 HD10 HD12" }],
    ["none yet", "T-36", {}, { value: 0, status: "no-data", why: "还没有通过审核的记录。", records: "" }],
    [
      "a kind that nobody can file yet",
      "I-08",
      {},
      { value: null, numerator: 0, status: "no-data", why: "还没有公益品牌的记录。", target: 5 },
    ],
    // sum
    [
      "a sum over those that stated it",
      "I-09",
      {},
      { value: 17, numerator: 17, records: "DJ01 DJ05 SQ01", ...at(19, 19, null) },
    ],
    [
      "nobody stated it",
      "I-09",
      asOf("2018-01-01"),
      { value: null, status: "no-data", why: "还没有组织填过工作人员数。" },
    ],
    // region
    [
      "a town: its own, beside the county's status and target",
      "T-13",
      { region: TOWN! },
      { value: 1, records: "HD12", county: { value: 2, numerator: 2, denominator: null } },
    ],
    [
      "a town's organizations by their own town",
      "I-03",
      { region: STREET! },
      {
        value: 1,
        target: 10,
        status: "missed",
        records: "DJ01",
        county: { value: 2, numerator: 2, denominator: null },
      },
    ],
    [
      "a town without any is not at fault",
      "I-02",
      { region: TOWN! },
      { value: 0, numerator: 0, denominator: 1, status: "met", records: "" },
    ],
    [
      "a town is one of one",
      "I-07b",
      { region: TOWN! },
      { value: 100, numerator: 1, denominator: 1, target: 50, status: "missed", records: "SQ02" },
    ],
    [
      "a street is none of the towns",
      "I-07b",
      { region: STREET! },
      { value: null, numerator: 0, denominator: 0, why: "这一项不看这个地方。" },
    ],
    [
      "a ratio is the county's alone",
      "I-02b",
      { region: STREET! },
      {
        value: null,
        numerator: 1,
        denominator: null,
        status: "met",
        county: { value: 1, numerator: 1, denominator: 1 },
      },
    ],
  ])("%s (%s)", async (_, id, at, expected) => {
    const figure = await figureOf(id, at)
    const records = figure.records.join(" ")
    expect({ ...figure, records }).toMatchObject(expected)
  })

  test("an empty county has figures too", async () => {
    const figures = await measureFigures(database, PLAN, { ...TODAY, asOf: dateColumn("2010-01-01") })
    expect(figures).toHaveLength(23)
    expect(figures.flatMap(({ records }) => records)).toEqual([])
    expect(figures.find(({ id }) => id === "I-02")).toMatchObject({
      value: null,
      why: "还没有正式登记的组织，算不出占比。",
    })
  })

  test("describes the records behind a figure, in the order asked for", async () => {
    expect(await describeRecords(database, ["HD05", "DJ01", "SQ06", "HD99"], TODAY.knownAt)).toEqual([
      { number: "HD05", organization: "DJ04协会", what: "HD05的活动", on: "2024-07-01" },
      { number: "DJ01", organization: "DJ01协会", what: "社会团体", on: "2019-01-01" },
      { number: "SQ06", organization: "SQ06协会", what: "社区社会组织", on: "2023-03-01" },
    ])
  })
})

describe("whatever was filed and decided", () => {
  const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays("2023-01-01", days))
  const step = fc.record({
    kind: fc.constantFrom("submitted", "approved", "approved", "returned", "withdrawn", "revoked"),
    type: fc.constantFrom("培训", "结对帮扶", "对接会"),
    on: day,
  })
  const towns = [STREET!, TOWN!, TOWNSHIP!, PARK!, "421281002"]
  const county = fc.record({
    organizations: fc.array(
      fc.record({
        kind: fc.constantFrom("association", "service", "foundation", "community"),
        town: fc.constantFrom(...towns),
        founded: day,
        staff: fc.option(fc.nat(50), { nil: undefined }),
        statuses: fc.array(fc.tuple(fc.constantFrom("pending", "active", "active", "dissolved", "void"), day, day), {
          maxLength: 4,
        }),
        tags: fc.array(
          fc.tuple(fc.constantFrom("科技创新", "工商服务", "社区社会组织联合会"), day, day, fc.boolean()),
          { maxLength: 4 },
        ),
        ratings: fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), day, day, day), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    filings: fc.array(fc.tuple(fc.nat(7), fc.constantFrom(...towns), fc.array(step, { minLength: 1, maxLength: 6 })), {
      maxLength: 12,
    }),
    asOf: day,
    knownAt: day,
    region: fc.constantFrom(COUNTY!, ...towns),
  })

  test("a count is its records, a share lies within its whole, records lie in the region, and SQL agrees with a plain reading", async () => {
    database = await testDatabase()
    await fc.assert(
      fc.asyncProperty(county, async (made) => {
        const organizations = made.organizations.map((one, at) => ({ ...one, number: `DJ${at}` })) as MadeOrganization[]
        // Steps come one after another; a decision is about the version submitted last.
        const filings = made.filings.map(([owner, town, steps], at): MadeFiling => {
          let version = 0
          const days = steps.map(({ on }) => on).sort()
          const first: MadeStep = { kind: "submitted", version: 1, type: steps[0]!.type, at: days[0]! }
          const later = steps.slice(1).map((one, place): MadeStep => {
            if (one.kind === "submitted") version++
            const about = { version: version + 1, at: days[place + 1]! }
            if (one.kind === "submitted") return { kind: "submitted", type: one.type, ...about }
            return { kind: one.kind as MadeStep["kind"], ...about, ...(one.kind === "approved" && { on: one.on }) }
          })
          return {
            number: `HD${at}`,
            organization: `DJ${owner % organizations.length}`,
            town,
            steps: [first, ...later],
          }
        })
        await truncate(database)
        await insertCounty(database, organizations, filings)
        const at = { asOf: dateColumn(made.asOf), knownAt: new Date(`${made.knownAt}T04:00:00Z`), region: made.region }
        const figures = await measureFigures(database, PLAN, { ...at, registerImported: true, baselines: BASELINES })

        const townOf = new Map([...organizations, ...filings].map(({ number, town }) => [number, town!]))
        for (const one of figures) {
          expect(new Set(one.records).size).toBe(one.records.length)
          expect([...one.records].sort()).toEqual(one.records)
          expect(one.records.filter((number) => !townOf.get(number)!.startsWith(made.region))).toEqual([])
          if (["count", "distinct", "ratio", "share"].includes(one.kind)) expect(one.numerator).toBe(one.records.length)
          if (one.denominator !== null && one.kind !== "ratio")
            expect(one.numerator).toBeLessThanOrEqual(one.denominator)
          if (one.target === null) expect(one.value).toBe(one.records.length)
        }
        const standing = (type: string) =>
          filings.filter(({ steps, town }) => {
            const decisions = steps.filter(
              ({ kind, at }) => (kind === "approved" || kind === "revoked") && at! <= made.knownAt,
            )
            const last = decisions.at(-1)
            if (last?.kind !== "approved" || last.on! > made.asOf || !town!.startsWith(made.region)) return false
            return steps.some((one) => one.kind === "submitted" && one.version === last.version && one.type === type)
          })
        for (const [id, type] of [
          ["T-13", "对接会"],
          ["T-15", "结对帮扶"],
          ["T-23", "培训"],
        ] as const)
          expect(figures.find((one) => one.id === id)!.records).toEqual(
            standing(type)
              .map(({ number }) => number)
              .sort(),
          )
      }),
      { numRuns: 60 },
    )
  })
})
