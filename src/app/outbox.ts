import type { Database } from "#db/open.ts"
import * as db from "#db/outbox.ts"
import { dayOf, instantOf } from "#domain/calendar.ts"
import type { Owed, QuietHours } from "#domain/owed.ts"
import type { Channel, Log, OpenChannel } from "#src/channel.ts"
import { type DeliveryOptions, deliver, sayable } from "./outbox/delivery.ts"
import { openPacing } from "./outbox/pacing.ts"

/**
 * Tells people what they are owed: replies that came late, decisions, work, reminders, digests. Each key is told once, in order for each
 * person, by whichever account reaches them; what cannot be told now says why and when it is tried again. Any number of instances
 * share one outbox. Exactly once it is but for one case: a process that dies after a send and before it is marked leads to one
 * more telling, when its lease runs out.
 */
export type Outbox = {
  /** Something may be due: looked at soon. Never throws. */
  poke(): void
  /** Tells everything due at `at`; how many were told. */
  sweep(at: Date): Promise<number>
  /** Owes these, each key once; how many are new. */
  tell(rows: readonly Owed[]): Promise<number>
  /** What could not be told and goes with the person's next answer, most pressing first, a few at a time. */
  heldFor(personId: string): Promise<{ key: string; text: string }[]>
  /** Whether anything might be held for a person; from memory. */
  hasHeld(personId: string): boolean
  /** No new sends; those in flight are waited for, at most ten seconds. */
  stop(): Promise<void>
}

export type OutboxOptions = {
  database: Database
  channels: ReadonlyMap<string, { channel: Channel; open: OpenChannel }>
  log: Log
  now(): Date
  quietHours?: QuietHours
  /** Reminders, work and digests that a person is told in a day. */
  dailyCap?: number
  /** Why a key need not be told any more: the jobs know. */
  overtaken?(key: string, at: Date): Promise<string | undefined>
  /** Sends a second on one channel. */
  perSecond?: number
}

const NIGHT: QuietHours = { from: "21:00", until: "08:00" }
const LEASE_MS = 2 * 60_000
/** A channel that has not answered by then is tried again; a lease that would end before is renewed. */
const SEND_MS = 5 * 60_000
const RENEW_MS = 30_000
const AT_ONCE = 16
const HELD_AT_ONCE = 5
const REFRESH_MS = 5000
const STOP_MS = 10_000

export function openOutbox(options: OutboxOptions): Outbox {
  const { database, channels, log, now } = options
  const delivery: DeliveryOptions = {
    channels,
    quietHours: options.quietHours ?? NIGHT,
    dailyCap: options.dailyCap ?? 3,
    sendMs: SEND_MS,
    pace: openPacing(options.perSecond ?? 20),
    overtaken: options.overtaken ?? (async () => undefined),
  }
  /** Undefined until it was read: then everybody might have something. */
  let held: Set<string> | undefined
  let stopped = false
  let poked: "no" | "soon" | "running" | "again" = "no"
  const drains = new Set<Promise<unknown>>()
  const leased = new Set<string>()

  const renewing = setInterval(() => {
    if (leased.size === 0) return
    const until = new Date(now().getTime() + LEASE_MS)
    db.renew(database, [...leased], until).catch((error) => log.warn({ err: error }, "leases could not be renewed"))
  }, RENEW_MS).unref()

  const refresh = async () => {
    held = new Set(await db.peopleWithHeld(database))
  }
  const refreshSoon = () => {
    refresh().catch((error) => log.warn({ err: error }, "what is held could not be read"))
  }
  // Only another instance can have held something unseen by a sweep of this one.
  const refreshing = database.kind === "postgres" ? setInterval(refreshSoon, REFRESH_MS).unref() : undefined
  refreshSoon()

  /** Sends what is due until nothing is, a few lanes side by side; a free place is filled at once, so that nothing waits for a slow send. */
  async function drain(at: () => Date): Promise<number> {
    const flying = new Set<Promise<void>>()
    let told = 0
    try {
      while (!stopped) {
        const free = AT_ONCE - flying.size
        const rows = free > 0 ? await db.lease(database, at(), now(), new Date(now().getTime() + LEASE_MS), free) : []
        for (const row of rows) leased.add(row.key)
        for (const lane of lanesOf(rows)) {
          const flight = deliverLane(lane, at, () => told++).finally(() => flying.delete(flight))
          flying.add(flight)
        }
        if (flying.size === 0) break
        if (rows.length < free || free === 0) await Promise.race(flying)
      }
    } finally {
      await Promise.all(flying)
    }
    return told
  }

  /** One after the other; what comes after a row that must be tried again waits behind it. */
  async function deliverLane(lane: readonly db.Leased[], at: () => Date, onTold: () => void): Promise<void> {
    let behind: Date | undefined
    for (const row of lane) {
      const time = at()
      let outcome: db.Outcome
      if (stopped) outcome = { to: "waiting", reason: "the service stopped", dueAt: time, tried: false }
      else if (behind) outcome = { to: "waiting", reason: "waits behind an earlier one", dueAt: behind, tried: false }
      else outcome = await attempt(row, time)
      if (outcome.to === "waiting" && outcome.tried) behind = outcome.dueAt
      await mark(row, outcome, time)
      if (outcome.to === "sent") onTold()
    }
  }

  async function attempt(row: db.Leased, time: Date): Promise<db.Outcome> {
    try {
      const recipient =
        row.personId === null ? undefined : await db.recipientOf(database, row.personId, instantOf(dayOf(time)))
      const outcome = await deliver(row, recipient, time, delivery)
      if (outcome.to === "held" || (outcome.to === "dropped" && row.attempts > 1))
        log.warn({ key: row.key, reason: outcome.reason }, `what was owed is ${outcome.to}`)
      return outcome
    } catch (error) {
      // Before anything was sent: sends do not throw.
      log.error({ err: error, key: row.key }, "what was owed could not be looked at")
      return { to: "waiting", reason: `error: ${String(error)}`, dueAt: new Date(time.getTime() + 60_000), tried: true }
    }
  }

  async function mark(row: db.Leased, outcome: db.Outcome, time: Date): Promise<void> {
    try {
      await db.settle(database, row, outcome, time).catch(() => db.settle(database, row, outcome, time))
      if (outcome.to === "held" && row.personId !== null) held?.add(row.personId)
    } catch (error) {
      log.error({ err: error, key: row.key, outcome: outcome.to }, "what became of an outbox row could not be written")
    } finally {
      leased.delete(row.key)
    }
  }

  async function tracked<T>(work: Promise<T>): Promise<T> {
    drains.add(work)
    try {
      return await work
    } finally {
      drains.delete(work)
    }
  }

  async function drainPoked(): Promise<void> {
    do {
      poked = "running"
      await drain(now).catch((error) => log.error({ err: error }, "the outbox could not be emptied"))
    } while ((poked as string) === "again" && !stopped)
    poked = "no"
  }

  const poke = () => {
    if (stopped || poked === "soon" || poked === "again") return
    if (poked === "running") poked = "again"
    else {
      poked = "soon"
      setImmediate(() => void tracked(drainPoked()))
    }
  }

  return {
    poke,
    async sweep(at) {
      await db.dropStale(database, at)
      const told = await tracked(drain(() => at))
      await refresh()
      return told
    },
    async tell(rows) {
      const news = await db.owe(database, rows)
      if (news > 0) poke()
      return news
    },
    hasHeld: (personId) => held === undefined || held.has(personId),
    async heldFor(personId) {
      const time = now()
      const rows = await db.heldOf(database, personId, time, HELD_AT_ONCE)
      if (rows.length === 0) held?.delete(personId)
      const worth: { key: string; text: string }[] = []
      for (const row of rows) {
        const needless = await delivery.overtaken(row.key, time)
        if (needless) await db.dropHeld(database, row.key, needless)
        else worth.push({ key: row.key, text: sayable(row) })
      }
      return worth
    },
    async stop() {
      stopped = true
      clearInterval(refreshing)
      let timer: NodeJS.Timeout | undefined
      const enough = new Promise((resolve) => {
        timer = setTimeout(resolve, STOP_MS)
      })
      await Promise.race([Promise.allSettled([...drains]), enough])
      clearTimeout(timer)
      clearInterval(renewing)
    },
  }
}

/** Rows by whom they are for, each in the order they came. */
function lanesOf(rows: readonly db.Leased[]): db.Leased[][] {
  const lanes = new Map<string, db.Leased[]>()
  for (const row of rows) {
    const lane = row.personId ?? `${row.channel}/${row.address}`
    lanes.set(lane, [...(lanes.get(lane) ?? []), row])
  }
  return [...lanes.values()]
}
