import type { Database } from "#db/open.ts"
import { takenBy, ticketByNumber, ticketsEnding, unansweredTickets } from "#db/tickets.ts"
import type { Me } from "#domain/person.ts"
import { type Ticket, whyNotAnswer } from "#domain/ticket.ts"
import type { Talk } from "#engine/talk.ts"

/** The facts about tickets: what somebody may answer, has taken, or names. What they may not know of is not among them. */

type Asking = { database: Database; me: Me | undefined; now: Date; text: string; talk: Talk }

const MOST = 50
/** Among those read are complaints that are not for everybody. */
const MOST_READ = 100

export async function openTickets({ database, me, now }: Asking): Promise<Ticket[]> {
  const regions = me?.roles.filter((one) => one.role !== "trainer").map((one) => one.regionCode) ?? []
  if (!me || regions.length === 0) return []
  const tickets = await unansweredTickets(database, regions, now, MOST_READ)
  return tickets.filter((one) => whyNotAnswer(me, one) === undefined).slice(0, MOST)
}

export async function takenTicket({ database, me, now }: Asking): Promise<Ticket | undefined> {
  return me && takenBy(database, me.id, now)
}

/** By a whole number, the place in the list shown last, or the ending of a number (at least three digits). */
export async function ticketsNamed({ database, me, now, text, talk }: Asking): Promise<Ticket[]> {
  if (!me) return []
  const plain = text.normalize("NFKC").toUpperCase()
  const whole = /[A-Z]{2}\d{8}\d{3,}/.exec(plain)?.[0]
  const digits = /\d+/.exec(plain)?.[0] ?? ""
  const listed = whole ?? (digits.length <= 2 ? talk.list?.[Number(digits) - 1] : undefined)
  const found = listed
    ? [await ticketByNumber(database, listed, now)]
    : digits.length >= 3
      ? await ticketsEnding(database, digits, now)
      : []
  return found.filter((one) => one !== undefined).filter((one) => one.personId === me.id || !whyNotAnswer(me, one))
}
