import { z } from "zod"
import { ACTIVITY_TYPES } from "./activity-type.ts"
import { ORGANIZATION_KINDS, type OrganizationKind } from "./organization.ts"
import type { Region } from "./region.ts"
import { TAGS } from "./tag.ts"

/**
 * What a target counts, as a plan file says it. Organizations are always those in force on the day (status active, founded by then);
 * filings are always approved ones. Every list is any-of; several selections in a list are joined, each organization counted once.
 */

/** Kinds of filing that a plan may count. */
export const COUNTED_FILINGS = { activity: "活动备案", outcome: "活动总结", brand: "公益品牌" } as const
export type CountedKind = keyof typeof COUNTED_FILINGS
/** Of these no record can be made yet: while there is none, their count is unknown and not 0. */
export const NOT_COLLECTED: ReadonlySet<CountedKind> = new Set<CountedKind>(["brand"])

const REGION_KINDS = ["county", "street", "town", "township", "area"] as const satisfies readonly Region["kind"][]

const known = (values: readonly string[], what: string) => (issue: { input?: unknown }) =>
  `不认识${what}“${String(issue.input)}”，可以写：${values.join("、")}`
const oneOf = <const T extends readonly [string, ...string[]]>(values: T, what: string) =>
  z.enum(values, { error: known(values, what) })
const listOf = <T extends z.ZodType>(one: T) =>
  z.array(one, "要写成列表，比如 [甲, 乙]").min(1, "列表是空的，至少写一个")

/** An object that refuses keys it does not know. */
export const closed = <T extends z.core.$ZodLooseShape>(shape: T, what: string) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `${what}里不认识：${issue.keys.join("、")}，可以写：${Object.keys(shape).join("、")}`
        : `${what}没有写，或者写法不对，要有：${Object.keys(shape).join("、")}`,
  })

const KINDS = ["registered", ...Object.keys(ORGANIZATION_KINDS)] as ["registered", ...OrganizationKind[]]

const organizationFilter = closed(
  {
    /** `registered` = the three kinds with a certificate; a filed community group has no registration and no grade. */
    kinds: listOf(oneOf(KINDS, "组织类型")).optional(),
    tags: listOf(oneOf(TAGS, "标签")).optional(),
    /** At least this grade (1 to 5), unexpired. */
    gradeAtLeast: z.int("等级要写1到5的整数").min(1, "等级最低是1").max(5, "等级最高是5").optional(),
    /** Located in a region of these kinds. */
    regions: listOf(oneOf(REGION_KINDS, "区划类型")).optional(),
  },
  "组织的条件",
)
export type OrganizationFilter = z.infer<typeof organizationFilter>

/** One selection, or a list of them. */
const organizations = z.preprocess(
  (it) => (Array.isArray(it) || it === undefined ? it : [it]),
  z.array(organizationFilter, "没有写要数哪些组织").min(1, "列表是空的，至少写一个"),
)

const filings = closed(
  {
    kind: oneOf(Object.keys(COUNTED_FILINGS) as [CountedKind, ...CountedKind[]], "备案种类"),
    types: listOf(oneOf(ACTIVITY_TYPES, "活动类型")).optional(),
    /** The organization behind it has one of these tags. */
    organizationTags: listOf(oneOf(TAGS, "标签")).optional(),
  },
  "备案的条件",
).refine((it) => !it.types || it.kind === "activity", { path: ["types"], error: "只有 activity 有活动类型" })
export type FilingFilter = z.infer<typeof filings>

const either = { organizations: organizations.optional(), filings: filings.optional() }
const exactlyOne = (it: { organizations?: unknown; filings?: unknown }) =>
  (it.organizations === undefined) !== (it.filings === undefined)
const ONE = "要数 organizations 或 filings，写其中一个"

const MEASURE_KINDS = ["count", "distinct", "sum", "share", "coverage", "ratio"] as const

export const measure = z.discriminatedUnion(
  "kind",
  [
    /** How many. */
    closed({ kind: z.literal("count"), ...either }, "算法").refine(exactlyOne, ONE),
    /** How many different organizations stand behind these filings. */
    closed({ kind: z.literal("distinct"), filings }, "算法"),
    /** A number that organizations state about themselves, added up over those that stated it. */
    closed({ kind: z.literal("sum"), field: oneOf(["staff"], "数字"), organizations }, "算法"),
    /** Percent of `among` that also are `organizations`. */
    closed({ kind: z.literal("share"), organizations, among: organizations }, "算法"),
    /** How many regions of these kinds have such an organization located in them. */
    closed({ kind: z.literal("coverage"), regions: listOf(oneOf(REGION_KINDS, "区划类型")), organizations }, "算法"),
    /** How many, divided by the baseline that the bureau states. */
    closed({ kind: z.literal("ratio"), ...either }, "算法").refine(exactlyOne, ONE),
  ],
  {
    error: (issue) =>
      issue.code === "invalid_union"
        ? `不认识这种算法，kind 可以写：${MEASURE_KINDS.join("、")}`
        : "算法没有写，要写成 { kind: …, … }",
  },
)
export type Measure = z.infer<typeof measure>
