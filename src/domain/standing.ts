import type { OrganizationKind, OrganizationStatus } from "./organization.ts"

/** What stood on a day: the county as a figure counts it, taken from the history that was known at some time. Days are 2026-11-23. */

/** Something that holds from a day on, until a later one of its kind; of two of one day the higher `seq` holds. */
type Since<T> = { from: string; seq: number } & T

export type OrganizationHistory = {
  number: string
  kind: OrganizationKind
  townCode: string
  foundedOn: string | null
  /** People employed, as the organization stated it last. */
  staff: number | null
  statuses: readonly Since<{ status: OrganizationStatus }>[]
  tags: readonly Since<{ tag: string; on: boolean }>[]
  /** `until`: the last day the grade is valid. */
  ratings: readonly Since<{ grade: number; until: string }>[]
}

/**
 * Filings whose latest known decision is an approval, as the approved version has them: of one kind in one town and, where they are
 * activities, of one type (empty otherwise). Lists side by side, since a county has tens of thousands.
 */
export type FilingGroup = {
  kind: string
  type: string
  townCode: string
  numbers: readonly string[]
  organizations: readonly string[]
  /** The days from which they count. */
  days: readonly string[]
}

export type History = { organizations: readonly OrganizationHistory[]; filings: readonly FilingGroup[] }

export type StandingOrganization = {
  number: string
  kind: OrganizationKind
  townCode: string
  /** Active, and founded by that day. */
  active: boolean
  tags: ReadonlySet<string>
  /** 1 to 5; 0 without a grade that is valid that day. */
  grade: number
  staff: number | null
}

/** What took effect by the end of `day`; `filings` are those of all days. */
export type Standing = {
  day: string
  organizations: ReadonlyMap<string, StandingOrganization>
  active: readonly StandingOrganization[]
  filings: readonly FilingGroup[]
}

/** For any day, each worked out once. */
export function standingsOf({ organizations, filings }: History): (day: string) => Standing {
  const days = new Map<string, Standing>()
  return (day) => {
    const made = days.get(day)
    if (made) return made
    const all = organizations.map((one) => organizationOn(one, day))
    const standing: Standing = {
      day,
      organizations: new Map(all.map((one) => [one.number, one])),
      active: all.filter(({ active }) => active),
      filings,
    }
    days.set(day, standing)
    return standing
  }
}

const NO_TAGS: ReadonlySet<string> = new Set()

function organizationOn(one: OrganizationHistory, day: string): StandingOrganization {
  const founded = one.foundedOn === null || one.foundedOn <= day
  const rating = latest(one.ratings, day)
  return {
    number: one.number,
    kind: one.kind,
    townCode: one.townCode,
    active: founded && latest(one.statuses, day)?.status === "active",
    tags: one.tags.length === 0 ? NO_TAGS : tagsOn(one.tags, day),
    grade: rating && rating.until >= day ? rating.grade : 0,
    staff: one.staff,
  }
}

function tagsOn(changes: OrganizationHistory["tags"], day: string): ReadonlySet<string> {
  const put = (tag: string) => {
    const ofTag = changes.filter((one) => one.tag === tag)
    return latest(ofTag, day)?.on
  }
  return new Set(changes.map(({ tag }) => tag).filter(put))
}

function latest<T>(all: readonly Since<T>[], day: string): Since<T> | undefined {
  let last: Since<T> | undefined
  for (const one of all)
    if (one.from <= day && (!last || one.from > last.from || (one.from === last.from && one.seq > last.seq))) last = one
  return last
}
