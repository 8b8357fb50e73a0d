import type { Database } from "#db/open.ts"
import { takenBy, ticketByNumber, ticketsEnding, unansweredTickets } from "#db/tickets.ts"
import type { Me } from "#domain/person.ts"
import { type Ticket, whyNotAnswer } from "#domain/ticket.ts"
import type { Talk } from "#engine/talk.ts"
import { numbersNamed } from "./named.ts"

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

/** The ticket that a message names; several where a number's ending fits several. */
export async function ticketsNamed({ database, me, now, text, talk }: Asking): Promise<Ticket[]> {
  if (!me) return []
  const { whole, ending } = numbersNamed(text, talk)
  const [first] = whole
  const found = first
    ? [await ticketByNumber(database, first, now)]
    : ending === undefined
      ? []
      : await ticketsEnding(database, ending, now)
  return found.filter((one) => one !== undefined).filter((one) => one.personId === me.id || !whyNotAnswer(me, one))
}
