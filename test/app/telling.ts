import { randomUUID } from "node:crypto"
import { type Outbox, type OutboxOptions, openOutbox } from "#app/outbox.ts"
import type { Database } from "#db/open.ts"
import type { Owed, OwedKind } from "#domain/owed.ts"
import type { Channel, OpenChannel, Push, Verdict } from "#src/channel.ts"

/** What the tests of the outbox and of jobs have in common: people, channels that note what they are told to say, and a clock that stands. */

/** china("2026-11-24 10:00") */
export const china = (time: string) => new Date(`${time.replace(" ", "T")}:00+08:00`)

/** A Tuesday morning. */
export const TUESDAY = china("2026-11-24 10:00")

type MadePerson = {
  /** [channel, address, heard from at] */
  accounts?: [channel: string, address: string, heardAt?: string][]
  optedOut?: boolean
  disabled?: boolean
  forgotten?: boolean
}

export async function addPerson({ prisma }: Database, made: MadePerson = {}): Promise<string> {
  const id = randomUUID()
  const since = china("2026-01-01 09:00")
  await prisma.person.create({
    data: {
      id,
      noticeVersion: 1,
      consentAt: since,
      optedOutAt: made.optedOut ? since : null,
      disabledAt: made.disabled ? since : null,
      forgottenAt: made.forgotten ? since : null,
    },
  })
  for (const [channel, externalId, heard] of made.accounts ?? [["wechat", id.slice(0, 8)]]) {
    await prisma.identity.create({ data: { channel, externalId, personId: id, linkedAt: since } })
    if (heard !== undefined)
      await prisma.talk.create({
        data: {
          key: `${channel}//${externalId}`,
          channel,
          sender: externalId,
          personId: id,
          version: 1,
          state: {},
          heardAt: china(heard),
        },
      })
  }
  return id
}

export type Heard = Push & { channel: string }
type Answer = (push: Push) => Verdict | Promise<Verdict>

/** Channels by name, all of them noting into one list; without an answer every push is sent. */
export function fakeChannels(answers: Record<string, Answer | undefined>, quietHours = true) {
  const heard: Heard[] = []
  const channels = new Map(
    Object.entries(answers).map(([id, answer]) => {
      const channel = { id, quietHours } as Channel
      const open: OpenChannel = {
        send: async (push) => {
          heard.push({ ...push, channel: id })
          return answer ? answer(push) : { verdict: "sent" }
        },
      }
      return [id, { channel, open }] as const
    }),
  )
  return { heard, channels }
}

export const sent: Verdict = { verdict: "sent" }
export const throttled = (retryAt?: Date): Verdict => ({
  verdict: "throttled",
  reason: "busy",
  ...(retryAt && { retryAt }),
})
export const unreachable: Verdict = { verdict: "unreachable", reason: "window shut" }
export const refused: Verdict = { verdict: "refused", reason: "not a follower" }

export function fakeLog() {
  const logged: { level: string; fields: object; message: string }[] = []
  const note = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields, message })
  }
  return { logged, log: { info: note("info"), warn: note("warn"), error: note("error") } }
}

const opened: Outbox[] = []

/** An outbox whose clock says `clock.now`. */
export function outboxOn(
  database: Database,
  channels: OutboxOptions["channels"],
  clock: { now: Date },
  more: Partial<OutboxOptions> = {},
): Outbox {
  const { log } = fakeLog()
  const outbox = openOutbox({ database, channels, log, now: () => clock.now, perSecond: 10_000, ...more })
  opened.push(outbox)
  return outbox
}

export async function closeOutboxes(): Promise<void> {
  await Promise.all(opened.splice(0).map((one) => one.stop()))
}

export const owed = (personId: string, key: string, kind: OwedKind = "decision", more: Partial<Owed> = {}): Owed =>
  ({ key, personId, kind, text: `text of ${key}`, dueAt: TUESDAY, ...more }) as Owed

/** Rows as `tell` makes them, without its poke. */
export async function owe({ prisma }: Database, rows: readonly Owed[]): Promise<void> {
  await prisma.outbox.createMany({
    data: rows.map(({ key, kind, text, dueAt, personId = null, channel = null, address = null }) => {
      return { key, kind, text, dueAt, personId, channel, address, createdAt: dueAt, status: "waiting" }
    }),
  })
}

export function rowOf({ prisma }: Database, key: string) {
  return prisma.outbox.findUniqueOrThrow({ where: { key } })
}
