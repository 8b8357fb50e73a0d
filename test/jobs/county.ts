import { randomUUID } from "node:crypto"
import { jobWorld, overtakenBy } from "#app/job-world.ts"
import type { Database } from "#db/open.ts"
import { owe } from "#db/outbox.ts"
import { dateColumn } from "#domain/calendar.ts"
import type { FilingKindId, FilingStepKind } from "#domain/filing.ts"
import type { RoleName } from "#domain/person.ts"
import { jobs } from "#jobs/index.ts"
import type { JobWorld, MadeDigest } from "#src/job.ts"
import { china, fakeChannels, outboxOn, TUESDAY } from "#test/app/telling.ts"

/** A small county for the tests of jobs: organizations, filings, roles, and the world that jobs are handed, on a clock that stands. */

export const TOWN = "421281104"

export async function addOrganization({ prisma }: Database, number: string, members: readonly string[] = []) {
  const since = china("2026-01-01 09:00")
  await prisma.organization.create({
    data: { number, name: `${number}协会`, kind: "association", townCode: TOWN, identityKey: number, createdAt: since },
  })
  await prisma.organizationStatus.create({
    data: { organization: number, seq: 1, status: "active", effectiveOn: dateColumn("2026-01-01"), knownAt: since },
  })
  for (const personId of members)
    await prisma.membership.create({ data: { personId, organization: number, seq: 1, since } })
}

export type MadeStep = FilingStepKind | { kind: FilingStepKind; answers: Record<string, unknown> }

export async function addFiling(
  { prisma }: Database,
  filing: {
    number: string
    kind?: FilingKindId
    by: string
    organization?: string
    townCode?: string
    about?: string
    answers?: Record<string, unknown>
    steps?: readonly MadeStep[]
  },
) {
  const {
    number,
    by,
    kind = "activity",
    organization = "DJ1",
    townCode = TOWN,
    answers = {},
    steps = ["submitted"],
  } = filing
  await prisma.filing.create({
    data: { number, kind, organization, townCode, about: filing.about ?? null, byPerson: by, createdAt: TUESDAY },
  })
  let version = 0
  for (const [index, step] of steps.entries()) {
    const { kind: stepKind, answers: given } = typeof step === "string" ? { kind: step, answers } : step
    if (stepKind === "submitted") version++
    await prisma.filingStep.create({
      data: {
        filing: number,
        step: index + 1,
        kind: stepKind,
        version,
        ...(stepKind === "submitted" && { answers: given as object }),
        by,
        at: TUESDAY,
      },
    })
  }
}

export async function addRole(
  { prisma }: Database,
  personId: string,
  role: RoleName,
  regionCode: string,
  ended = false,
) {
  const grantedAt = china("2026-01-01 09:00")
  await prisma.role.create({
    data: { id: randomUUID(), personId, role, regionCode, grantedAt, endedAt: ended ? TUESDAY : null },
  })
}

type Making = { digest?: (regionCode: string, asOf: string, knownAt: Date) => Promise<MadeDigest | undefined> }

/** The world over the database and an outbox whose pushes to "wechat" are noted in `heard`. */
export function worldOn(database: Database, clock: { now: Date }, { digest }: Making = {}) {
  const { heard, channels } = fakeChannels({ wechat: undefined })
  let world: JobWorld
  const outbox = outboxOn(database, channels, clock, { overtaken: overtakenBy(jobs, () => world) })
  world = jobWorld({
    database,
    // Nothing is told until a test sweeps.
    outbox: { sweep: outbox.sweep, tell: (rows) => owe(database, rows) },
    digest: digest ?? (async () => undefined),
    formName: (form) => ({ "file-activity": "备案活动" })[form] ?? "申报",
  })
  return { world, outbox, heard }
}

export async function keysOf({ prisma }: Database, status = "waiting"): Promise<string[]> {
  return (await prisma.outbox.findMany({ where: { status }, orderBy: { key: "asc" } })).map((row) => row.key)
}
