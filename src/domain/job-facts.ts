import type { FilingState } from "./filing.ts"
import type { TicketKind } from "./ticket.ts"

/** What jobs may know of the world when they run. Days are 2026-11-23. */

/** Someone who may decide, with the widest region they answer for. */
export type Official = { personId: string; regionCode: string; optedOut: boolean }

/** An activity as the reminder of its summary sees it. */
export type HeldActivity = {
  number: string
  title: string
  /** Its last day, as last stated. */
  day: string
  byPerson: string
  state: FilingState
  /** A version of it is approved and was not revoked. */
  approved: boolean
  /** The number of its summary, unless that was withdrawn or revoked. */
  outcome?: string
}

/** A form begun in private and left: the one being filled in, or else the newest draft. `since` and `touched` in milliseconds. */
export type RestingForm = { personId: string; form: string; since: number; touched: number }

/** A talk between an official and the person of a ticket that lasted until nobody spoke any more. `step`: the last one. */
export type OverTalk = {
  number: string
  kind: TicketKind
  step: number
  personId: string
  byName: string | null
  official: string
  officialName: string | null
}
