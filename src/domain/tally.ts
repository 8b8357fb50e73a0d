import { COUNTED_FILINGS, type FilingFilter, type Measure, NOT_COLLECTED, type OrganizationFilter } from "./measure.ts"
import { isRegistered } from "./organization.ts"
import { REGIONS, within } from "./region.ts"
import type { Standing, StandingOrganization } from "./standing.ts"

/** A measure taken within a region: what was counted, and the records it was counted from. */
export type Tally = {
  numerator: number
  /** Of a share: organizations; of a coverage: regions. Null elsewhere (a ratio's is the baseline). */
  denominator: number | null
  /** Numbers of organizations or filings, each once, in no order. */
  records: readonly string[]
  /** Why the count says nothing, in a Chinese sentence: there is no such record yet, or nobody stated the number. */
  blank?: string
}

/** Organizations are placed by their own town, filings by that of the filing. */
export function take(measure: Measure, standing: Standing, region: string): Tally {
  const organizations = (any: readonly OrganizationFilter[]) =>
    standing.active.filter((one) => within(one.townCode, region) && any.some((filter) => fits(one, filter)))

  switch (measure.kind) {
    case "count":
    case "ratio": {
      if (measure.organizations) return counted(organizations(measure.organizations).map(numberOf))
      const { kind } = measure.filings!
      const numbers: string[] = []
      eachFiling(measure.filings!, standing, region, (number) => numbers.push(number))
      const tally = counted(numbers)
      if (tally.numerator > 0 || !NOT_COLLECTED.has(kind)) return tally
      return { ...tally, blank: `还没有${COUNTED_FILINGS[kind]}的记录。` }
    }
    case "distinct": {
      const behind = new Set<string>()
      eachFiling(measure.filings, standing, "", (_, organization) => behind.add(organization))
      const townOf = (number: string) => standing.organizations.get(number)?.townCode ?? ""
      return counted([...behind].filter((number) => within(townOf(number), region)))
    }
    case "sum": {
      const stated = organizations(measure.organizations).filter((one) => one[measure.field] !== null)
      const tally = counted(stated.map(numberOf))
      const numerator = stated.reduce((sum, one) => sum + one[measure.field]!, 0)
      return { ...tally, numerator, ...(stated.length === 0 && { blank: "还没有组织填过工作人员数。" }) }
    }
    case "share": {
      const among = organizations(measure.among)
      const part = among.filter((one) => measure.organizations.some((filter) => fits(one, filter)))
      return { ...counted(part.map(numberOf)), denominator: among.length }
    }
    case "coverage": {
      const regions = REGIONS.filter((one) => measure.regions.includes(one.kind) && within(one.code, region))
      const present = organizations(measure.organizations)
      const covered = regions.filter(({ code }) => present.some((one) => within(one.townCode, code)))
      const records = present.filter((one) => covered.some(({ code }) => within(one.townCode, code))).map(numberOf)
      return { numerator: covered.length, denominator: regions.length, records }
    }
  }
}

/** Whether the records behind a measure are organizations or filings. */
export function recordsOf(measure: Measure): "organizations" | "filings" {
  return measure.kind !== "distinct" && "filings" in measure && measure.filings ? "filings" : "organizations"
}

function counted(numbers: string[]): Tally {
  return { numerator: numbers.length, denominator: null, records: numbers }
}

const numberOf = (one: { number: string }) => one.number

function fits(one: StandingOrganization, filter: OrganizationFilter): boolean {
  const { kinds, tags, gradeAtLeast, regions } = filter
  return (
    (!kinds || kinds.some((kind) => kind === one.kind || (kind === "registered" && isRegistered(one.kind)))) &&
    (!tags || hasAny(one, tags)) &&
    (gradeAtLeast === undefined || one.grade >= gradeAtLeast) &&
    (!regions || REGIONS.some(({ code, kind }) => code === one.townCode && regions.includes(kind)))
  )
}

/** Tells those in force that day, in a region (or anywhere: ""). */
function eachFiling(
  { kind, types, organizationTags: tags }: FilingFilter,
  { day, organizations, filings }: Standing,
  region: string,
  tell: (number: string, organization: string) => void,
): void {
  for (const group of filings) {
    if (group.kind !== kind || !within(group.townCode, region)) continue
    if (types && !types.some((type) => type === group.type)) continue
    group.numbers.forEach((number, at) => {
      const organization = group.organizations[at]!
      if (group.days[at]! <= day && (!tags || hasAny(organizations.get(organization), tags))) tell(number, organization)
    })
  }
}

function hasAny(one: StandingOrganization | undefined, tags: readonly string[]): boolean {
  return one !== undefined && tags.some((tag) => one.tags.has(tag))
}
