import type { Database } from "#db/open.ts"
import { dateColumn } from "#domain/calendar.ts"

/** Hand-built rows for the tests of figures: only what figures look at, the rest made up. */

export type MadeOrganization = {
  number: string
  kind: "association" | "service" | "foundation" | "community"
  town: string
  founded?: string
  staff?: number
  /** [status, effective on, known at] in the order they were written; without any: active since it was founded. */
  statuses?: [status: string, on: string, known?: string][]
  tags?: [tag: string, on: string, known?: string | undefined, put?: boolean][]
  ratings?: [grade: number, from: string, until: string, known?: string][]
}
export type MadeStep = {
  kind: "submitted" | "approved" | "returned" | "withdrawn" | "revoked"
  version?: number
  type?: string
  on?: string
  at?: string
}
export type MadeFiling = { number: string; kind?: string; organization: string; town?: string; steps: MadeStep[] }

export const ALWAYS_KNOWN = "2023-01-01"
const BY = "00000000-0000-4000-8000-000000000001"
const instant = (day: string) => new Date(day.length === 10 ? `${day}T04:00:00Z` : day)

export async function insertCounty(
  { prisma }: Database,
  organizations: readonly MadeOrganization[],
  filings: readonly MadeFiling[],
): Promise<void> {
  const knownAt = (known = ALWAYS_KNOWN) => instant(known)
  await prisma.organization.createMany({
    data: organizations.map(({ number, kind, town, founded, staff }) => ({
      number,
      name: `${number}协会`,
      kind,
      townCode: town,
      identityKey: number,
      foundedOn: founded ? dateColumn(founded) : null,
      staff: staff ?? null,
      createdAt: knownAt(),
    })),
  })
  await prisma.organizationStatus.createMany({
    data: organizations.flatMap(({ number, founded = "2019-01-01", statuses = [["active", founded]] }) =>
      statuses.map(([status, on, known], seq) => ({
        organization: number,
        seq,
        status,
        effectiveOn: dateColumn(on),
        knownAt: knownAt(known),
      })),
    ),
  })
  await prisma.organizationTag.createMany({
    data: organizations.flatMap(({ number, tags = [] }) =>
      tags.map(([tag, on, known, put = true], seq) => ({
        organization: number,
        seq,
        tag,
        on: put,
        effectiveOn: dateColumn(on),
        knownAt: knownAt(known),
      })),
    ),
  })
  await prisma.rating.createMany({
    data: organizations.flatMap(({ number, ratings = [] }) =>
      ratings.map(([grade, from, until, known], seq) => ({
        organization: number,
        seq,
        grade,
        validFrom: dateColumn(from),
        validUntil: dateColumn(until),
        knownAt: knownAt(known),
      })),
    ),
  })
  const townOf = new Map(organizations.map(({ number, town }) => [number, town]))
  await prisma.filing.createMany({
    data: filings.map(({ number, kind = "activity", organization, town }) => ({
      number,
      kind,
      organization,
      townCode: town ?? townOf.get(organization)!,
      byPerson: BY,
      createdAt: knownAt(),
    })),
  })
  await prisma.filingStep.createMany({
    data: filings.flatMap(({ number, steps }) =>
      steps.map(({ kind, version = 1, type, on, at }, step) => ({
        filing: number,
        step: step + 1,
        kind,
        version,
        ...(kind === "submitted" && { answers: { title: `${number}的活动`, ...(type && { type }) } }),
        by: BY,
        at: knownAt(at),
        effectiveOn: on ? dateColumn(on) : null,
      })),
    ),
  })
}

/** Submitted and approved, effective and known from `on`. */
export const approved = (type: string, on: string): MadeStep[] => [
  { kind: "submitted", type, at: on },
  { kind: "approved", on, at: on },
]
