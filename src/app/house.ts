import { readFileSync } from "node:fs"
import { setTimeout as pause } from "node:timers/promises"
import { saidTo } from "#db/inbox.ts"
import { addInvitation, endAdministratorInvitations } from "#db/invites.ts"
import { migrate } from "#db/migrations.ts"
import type { Database } from "#db/open.ts"
import { administratorExists } from "#db/people.ts"
import { loadSeedPlan } from "#db/plans.ts"
import { saveRegions } from "#db/regions.ts"
import { instantOf } from "#domain/calendar.ts"
import { COUNTY, REGIONS } from "#domain/region.ts"
import { bookOf } from "#engine/book.ts"
import { greet } from "#flows/greeting.ts"
import { flows } from "#flows/index.ts"
import type { Channel, Hands, Inbound, Log, OpenChannel } from "#src/channel.ts"
import type { Job, JobWorld } from "#src/job.ts"
import { type Converse, openConverse } from "./converse.ts"
import { type Desk, openDesk } from "./desk.ts"
import { jobWorld, overtakenBy } from "./job-world.ts"
import { type Model, type ModelOptions, openModel } from "./model.ts"
import { type Outbox, openOutbox } from "./outbox.ts"
import { openParking } from "./parking.ts"
import { digestOf } from "./progress.ts"
import { openSchedule, type Schedule } from "./schedule.ts"
import { hashOfCode, newCode } from "./secret.ts"
import { openShelf, type Shelf } from "./shelf.ts"

/** The application, put together: everything that the service, the command line and the tests open and close as one. */
export type House = {
  database: Database
  converse: Converse
  channels: ReadonlyMap<string, { channel: Channel; open: OpenChannel }>
  outbox: Outbox
  schedule: Schedule
  desk: Desk
  shelf: Shelf
  model: Model | undefined
  /** The administrator's one-time code, while there is no administrator. */
  administratorCode(fixed?: string): Promise<string | undefined>
  close(): Promise<void>
}

export type HouseOptions = {
  database: Database
  channels: readonly { channel: Channel; settings: Record<string, unknown> }[]
  jobs: readonly Job[]
  publicUrl: string
  /** The language model that may help with questions; none where it is missing. */
  model?: Omit<ModelOptions, "log"> | undefined
  now(): Date
  log: Log
}

const PLAN = new URL("../../prisma/seed/plans/chibi-2023-2025.yaml", import.meta.url)
const CODE_DAYS = 30
/** How long a close waits for turns in flight. */
const CLOSE_MS = 10_000

/** Brings a database up to date: migrations, regions, the seed plan. Nothing is changed where nothing is new. */
export async function prepareDatabase(database: Database): Promise<void> {
  await migrate(database)
  await saveRegions(database, REGIONS)
  await loadSeedPlan(database, readFileSync(PLAN, "utf8"))
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const { database, jobs, now, log } = options
  await prepareDatabase(database)
  const shelf = await openShelf({ database, now, log })
  const model = options.model && openModel({ ...options.model, log })
  const book = bookOf(flows)
  const channels = new Map<string, { channel: Channel; open: OpenChannel }>()
  const outbox = openOutbox({ database, channels, log, now, overtaken: overtakenBy(jobs, () => world) })
  const world: JobWorld = jobWorld({
    database,
    outbox,
    async digest(regionCode, asOf, knownAt) {
      const digest = await digestOf({ database, shelf }, regionCode, instantOf(asOf), knownAt)
      return digest && { plan: digest.progress.planId, text: digest.text, figures: digest.progress.figures }
    },
    formName: (id) => {
      const flow = book.byId.get(id)
      return flow?.type === "form" ? flow.name : id
    },
  })
  const limits = (id: string) => channels.get(id)?.channel ?? { maxTextBytes: 2047, maxTexts: 10 }
  const settings = { publicUrl: options.publicUrl }
  const converse = openConverse({ database, book, shelf, model, limits, outbox, settings, greet, now, log })
  const turns = new Set<Promise<unknown>>()
  /** Turns are waited for when the house closes, whoever began them. */
  const handle = (inbound: Inbound) => {
    const turn = converse.handle(inbound)
    turns.add(turn)
    const ended = () => turns.delete(turn)
    turn.then(ended, ended)
    return turn
  }
  const parking = openParking({
    database,
    handle,
    async owe({ channel, from, room }, texts, key) {
      const rows = texts.map((text, index) => ({ key: `${key}:${index}`, text }))
      await outbox.tell(rows.map((row) => ({ ...row, kind: "late", channel, address: room ?? from, dueAt: now() })))
    },
    now,
    log,
  })
  const hands: Hands = {
    converse: handle,
    park: (inbound) => parking.park(inbound),
    said: (channel, to, after) => saidTo(database, channel, to, after),
    now,
    log,
  }
  for (const { channel, settings } of options.channels)
    channels.set(channel.id, { channel, open: await channel.open(settings, hands) })
  const schedule = openSchedule({ database, jobs, world, log, now })
  const resumed = parking.resume().catch((error) => log.error({ err: error }, "parked messages could not be read"))

  return {
    database,
    converse: { ...converse, handle },
    channels,
    outbox,
    schedule,
    desk: openDesk(database, shelf, now),
    shelf,
    model,
    async administratorCode(fixed) {
      if (await administratorExists(database)) return undefined
      const code = fixed ?? newCode()
      const time = now()
      await endAdministratorInvitations(database, time)
      await addInvitation(database, {
        codeHash: hashOfCode(code),
        role: "administrator",
        regionCode: COUNTY.code,
        createdAt: time,
        expiresAt: new Date(time.getTime() + CODE_DAYS * 86_400_000),
      })
      return code
    },
    async close() {
      const turned = Promise.allSettled([...turns, resumed])
      await Promise.all([
        schedule.stop(),
        outbox.stop(),
        Promise.race([turned, pause(CLOSE_MS, undefined, { ref: false })]),
      ])
      for (const { open } of channels.values()) await open.close?.()
      shelf.close()
      await database.close()
    },
  }
}
