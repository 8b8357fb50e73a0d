import { addDays, clockOf, dayOf, holidayOn, instantOf } from "./calendar.ts"

/** What is owed to people: which kinds there are, how pressing each is, and when it may be said. */

export type OwedKind = "late" | "talk" | "ticket" | "decision" | "work" | "reminder" | "digest"

/** Something to be told. `key` names the obligation: what was owed under it once is never owed again. */
export type Owed = {
  key: string
  kind: OwedKind
  text: string
  /** From when it may be told; how long it is worth telling counts from here. */
  dueAt: Date
} & (
  | { personId: string; channel?: undefined; address?: undefined }
  /** One room, or one account and no other. */
  | { channel: string; address: string; personId?: string }
)

type Manner = {
  /** The lower goes first. */
  rank: number
  /** Waits for the end of the night. */
  night: boolean
  /** Waits for the end of a public holiday. */
  holidays: boolean
  /** Counts against what a person may be told in a day; those who want none of it (退订) are not told. */
  unasked: boolean
  /** Phones of other people do not belong in it. */
  masked: boolean
  /** Days after which it is not worth telling any more. */
  keptDays: number
}

export const MANNERS: Record<OwedKind, Manner> = {
  // The rest of a conversation that is going on: its person is awake.
  late: { rank: 0, night: false, holidays: false, unasked: false, masked: false, keptDays: 30 },
  // What a contact and an official say to each other through the service.
  talk: { rank: 0, night: false, holidays: false, unasked: false, masked: false, keptDays: 30 },
  // Somebody waits for a person: the officials on duty asked to be told, each time.
  ticket: { rank: 1, night: true, holidays: false, unasked: false, masked: true, keptDays: 10 },
  decision: { rank: 1, night: true, holidays: false, unasked: false, masked: false, keptDays: 180 },
  work: { rank: 2, night: true, holidays: false, unasked: true, masked: true, keptDays: 10 },
  // Ten days outlast the longest holiday (eight days) with its weekend.
  reminder: { rank: 3, night: true, holidays: true, unasked: true, masked: true, keptDays: 10 },
  digest: { rank: 3, night: true, holidays: true, unasked: true, masked: true, keptDays: 10 },
}
export const UNASKED = (Object.keys(MANNERS) as OwedKind[]).filter((kind) => MANNERS[kind].unasked)

const DAY = 86_400_000

/** The instant from which something is not worth telling any more. */
export function staleAt(kind: OwedKind, since: Date): Date {
  return new Date(since.getTime() + MANNERS[kind].keptDays * DAY)
}

/** A night as clock times of China; it may lie across midnight. */
export type QuietHours = { from: string; until: string }

/** The first instant at or after `at` when a kind may be told where nights and holidays are kept; `why` names what is in the way. */
export function tellableFrom(kind: OwedKind, at: Date, quiet: QuietHours): { at: Date; why?: string } {
  const { night, holidays } = MANNERS[kind]
  let [time, why] = [at, undefined as string | undefined]
  // A holiday may end in a night and a night in a holiday.
  for (;;) {
    const day = dayOf(time)
    const wake = night ? nightEnd(time, quiet) : undefined
    if (wake) [time, why] = [wake, why ?? "quiet hours"]
    else if (holidays && holidayOn(day)) [time, why] = [morningAfter(time, quiet), why ?? "public holiday"]
    else return { at: time, ...(why && { why }) }
  }
}

/** The end of the quiet hours of the next day. */
export function morningAfter(at: Date, quiet: QuietHours): Date {
  return instantOf(`${addDays(dayOf(at), 1)}T${quiet.until}:00+08:00`)
}

function nightEnd(at: Date, { from, until }: QuietHours): Date | undefined {
  const { hour, minute } = clockOf(at)
  const clock = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
  const across = from > until
  if (across ? clock < from && clock >= until : clock < from || clock >= until) return undefined
  const day = across && clock >= from ? addDays(dayOf(at), 1) : dayOf(at)
  return instantOf(`${day}T${until}:00+08:00`)
}

export const MOST_ATTEMPTS = 8

/** When to try again after so many attempts: 1, 2, 4 … minutes later, an hour at most, and not before the platform said. */
export function tryAgainAt(attempts: number, at: Date, retryAt?: Date): Date {
  const wait = Math.min(60, 2 ** (attempts - 1)) * 60_000
  return new Date(Math.max(at.getTime() + wait, retryAt?.getTime() ?? 0))
}
