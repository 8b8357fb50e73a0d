import { setTimeout as wait } from "node:timers/promises"
import type { Leased, Outcome, Recipient } from "#db/outbox.ts"
import {
  MANNERS,
  MOST_ATTEMPTS,
  morningAfter,
  type QuietHours,
  staleAt,
  tellableFrom,
  tryAgainAt,
} from "#domain/owed.ts"
import { maskPhones } from "#domain/text.ts"
import type { Channel, OpenChannel, Verdict } from "#src/channel.ts"

/** One row, to whoever it is owed: may it be told now, by which account, and what came of it. */

export type DeliveryOptions = {
  channels: ReadonlyMap<string, { channel: Pick<Channel, "quietHours">; open: Pick<OpenChannel, "send"> }>
  quietHours: QuietHours
  /** What a person is told unasked in a day, at most. */
  dailyCap: number
  /** A send that has not ended by then counts as throttled. */
  sendMs: number
  /** Waits for a channel's next free moment. */
  pace(channel: string): Promise<void>
  overtaken(key: string, at: Date): Promise<string | undefined>
}

const FOR_NEXT_CONTACT = "waits for the next contact"

/** `recipient` is undefined for a room, and for somebody who never agreed to the notice. */
export async function deliver(
  row: Leased,
  recipient: Recipient | undefined,
  at: Date,
  options: DeliveryOptions,
): Promise<Outcome> {
  const needless = await whyNot(row, recipient, at, options)
  if (needless) return { to: "dropped", reason: needless }
  const accounts = accountsFor(row, recipient).filter((one) => options.channels.has(one.channel))
  if (accounts.length === 0) return notNow(row, "no account on a channel that is on", at)
  const failures: { verdict: "unreachable" | "refused"; reason: string }[] = []
  for (const account of accounts) {
    const bound = mayNot(row, recipient, account.channel, at, options)
    if (bound) return later(row, bound)
    const text = sayable(row)
    const verdict = await send(row, account, text, options)
    if (verdict.verdict === "sent") return { to: "sent", sentTo: `${account.channel}/${account.address}`, text }
    if (verdict.verdict === "announced") return hold(row, `announced on ${account.channel}`)
    if (verdict.verdict === "throttled")
      return tryAgain(row, `throttled by ${account.channel}: ${verdict.reason}`, at, verdict.retryAt)
    failures.push({ verdict: verdict.verdict, reason: `${verdict.verdict} by ${account.channel}: ${verdict.reason}` })
  }
  const reason = failures.map((one) => one.reason).join("; ")
  if (failures.every((one) => one.verdict === "refused")) return { to: "dropped", reason }
  return notNow(row, reason, at)
}

/** The text as it is told. */
export function sayable({ kind, text }: Pick<Leased, "kind" | "text">): string {
  return MANNERS[kind].masked ? maskPhones(text) : text
}

async function whyNot(
  row: Leased,
  recipient: Recipient | undefined,
  at: Date,
  { overtaken }: DeliveryOptions,
): Promise<string | undefined> {
  const manner = MANNERS[row.kind]
  if (row.personId !== null && !recipient) return "there is no such person"
  if (recipient?.gone)
    return recipient.gone === "forgotten" ? "the person asked to be forgotten" : "the person's access was ended"
  if (manner.unasked && recipient?.optedOut) return "the person wants no reminders"
  if (staleAt(row.kind, row.createdAt) <= at) return "not worth telling any more"
  return overtaken(row.key, at)
}

function accountsFor(row: Leased, recipient: Recipient | undefined): { channel: string; address: string }[] {
  if (row.channel !== null && row.address !== null) return [{ channel: row.channel, address: row.address }]
  return recipient?.accounts ?? []
}

/** What keeps a row from being told by this channel now, and until when. */
function mayNot(row: Leased, recipient: Recipient | undefined, channel: string, at: Date, options: DeliveryOptions) {
  const { quietHours, dailyCap } = options
  if (MANNERS[row.kind].unasked && recipient && recipient.unasked >= dailyCap) {
    const morning = tellableFrom(row.kind, morningAfter(at, quietHours), quietHours)
    return { until: morning.at, reason: `the ${dailyCap} of today were told` }
  }
  if (!options.channels.get(channel)!.channel.quietHours) return undefined
  const { at: until, why } = tellableFrom(row.kind, at, quietHours)
  return why === undefined ? undefined : { until, reason: why }
}

async function send(
  row: Leased,
  to: { channel: string; address: string },
  text: string,
  options: DeliveryOptions,
): Promise<Verdict> {
  await options.pace(to.channel)
  const { open } = options.channels.get(to.channel)!
  const ended = new AbortController()
  const slow = wait(options.sendMs, undefined, { signal: ended.signal, ref: false }).then(
    (): Verdict => ({ verdict: "throttled", reason: "no answer in time" }),
  )
  slow.catch(() => {})
  try {
    return await Promise.race([open.send({ to: to.address, text, kind: row.kind }), slow])
  } catch (error) {
    // Whether it arrived nobody knows: it is said again by the same way, not by another.
    return { verdict: "throttled", reason: error instanceof Error ? error.message : String(error) }
  } finally {
    ended.abort()
  }
}

function later(row: Leased, { until, reason }: { until: Date; reason: string }): Outcome {
  if (staleAt(row.kind, row.createdAt) <= until)
    return { to: "dropped", reason: `not worth telling after this: ${reason}` }
  return { to: "waiting", reason, dueAt: until, tried: false }
}

function tryAgain(row: Leased, reason: string, at: Date, retryAt?: Date): Outcome {
  if (row.attempts >= MOST_ATTEMPTS) return givenUp(row, `given up after ${row.attempts} attempts; ${reason}`)
  return { to: "waiting", reason, dueAt: tryAgainAt(row.attempts, at, retryAt), tried: true }
}

/** Nobody can be reached now: a person will write again, a room will not. */
function notNow(row: Leased, reason: string, at: Date): Outcome {
  return row.personId === null ? tryAgain(row, reason, at) : hold(row, reason)
}

/** What a person is owed about their own affairs is not lost to a channel that does not work. */
function givenUp(row: Leased, reason: string): Outcome {
  return row.personId === null || MANNERS[row.kind].unasked ? { to: "dropped", reason } : hold(row, reason)
}

function hold(row: Leased, reason: string): Outcome {
  return { to: "held", reason: `${reason}; ${FOR_NEXT_CONTACT}`, until: staleAt(row.kind, row.createdAt) }
}
