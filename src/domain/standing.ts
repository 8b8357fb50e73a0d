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

/** A filing whose latest known decision is an approval, with the answers of the approved version. */
export type CountedFiling = {
  number: string
  kind: string
  organization: string
  townCode: string
  /** Of an activity; empty otherwise. */
  type: string
  /** The day from which it counts. */
  from: string
}

export type History = { organizations: readonly OrganizationHistory[]; filings: readonly CountedFiling[] }

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

export type Standing = {
  organizations: ReadonlyMap<string, StandingOrganization>
  /** Of a kind and, where some are named, of one of these types. */
  filings(kind: string, types?: readonly string[]): CountedFiling[]
}

/** What took effect by the end of a day, for any day. Filings are sorted by kind and type only once: a county has tens of thousands. */
export function standingsOf(history: History): (day: string) => Standing {
  const byKind = new Map<string, Map<string, CountedFiling[]>>()
  for (const one of history.filings) {
    const byType = entry(byKind, one.kind, () => new Map<string, CountedFiling[]>())
    entry(byType, one.type, () => []).push(one)
  }
  const days = new Map<string, Standing>()
  return (day) =>
    entry(days, day, () => ({
      organizations: new Map(history.organizations.map((one) => [one.number, organizationOn(one, day)])),
      filings(kind, types) {
        const byType = byKind.get(kind)
        const lists = types ? [...new Set(types)].map((type) => byType?.get(type) ?? []) : [...(byType?.values() ?? [])]
        return lists.flatMap((list) => list.filter(({ from }) => from <= day))
      },
    }))
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

function organizationOn(one: OrganizationHistory, day: string): StandingOrganization {
  const founded = one.foundedOn === null || one.foundedOn <= day
  const rating = latest(one.ratings, day)
  const changed = new Set(one.tags.map((it) => it.tag))
  return {
    number: one.number,
    kind: one.kind,
    townCode: one.townCode,
    active: founded && latest(one.statuses, day)?.status === "active",
    tags: new Set(
      [...changed].filter(
        (tag) =>
          latest(
            one.tags.filter((it) => it.tag === tag),
            day,
          )?.on,
      ),
    ),
    grade: rating && rating.until >= day ? rating.grade : 0,
    staff: one.staff,
  }
}

function latest<T>(all: readonly Since<T>[], day: string): Since<T> | undefined {
  let last: Since<T> | undefined
  for (const one of all)
    if (one.from <= day && (!last || one.from > last.from || (one.from === last.from && one.seq > last.seq))) last = one
  return last
}
