import { audit, command } from "#app/command.ts"
import { mayAnswer, sayTo, ticketStep } from "#app/ticketing.ts"
import { takenBy, takenOf, ticketByNumber } from "#db/tickets.ts"
import { Refusal } from "#domain/refusal.ts"
import { sayAsker, sayOfficial, takenUntil } from "#domain/ticket.ts"

/** 接手 〈no〉: an official talks with the person of a ticket through the service, which is silent meanwhile. */
export const takeTicket = command({
  name: "takeTicket",
  find: async (database, { number }, { me, now }) => {
    const ticket = await ticketByNumber(database, number, now)
    return {
      ticket,
      mine: await takenBy(database, me.id, now),
      theirs: ticket && (await takenOf(database, ticket.personId, now)),
    }
  },
  prepare: ({ number }, { ticket: found, mine, theirs }, turn) => {
    if (mine?.number === number) return new Refusal("taken", "您已经接手了，说的话会直接转给对方。说完发“交还”。")
    if (mine) return new Refusal("busy", `您正在和${sayAsker(mine)}说话（${mine.number}），先发“交还”，再接手别的。`)
    // Read last, it may know of an official who was faster.
    const ticket = mayAnswer(number, theirs?.number === number ? theirs : found, turn.me)
    if (ticket instanceof Refusal) return ticket
    if (theirs?.taken)
      return new Refusal("busy-there", `${sayOfficial(theirs.taken.byName)}正在和对方说话，等一会儿再接手。`)
    const step = ticket.step + 1
    return {
      rows: [
        ticketStep(number, step, "taken", turn, { until: takenUntil(turn.now) }),
        audit(turn, "take-ticket", number),
      ],
      tells: [
        sayTo(
          "person",
          ticket,
          step,
          `${sayOfficial(turn.me.name)}来和您说话了（${number}），您直接说就行，我先不插话。说完了发“结束”。`,
        ),
      ],
      result: { number, asker: sayAsker(ticket), question: ticket.question },
    }
  },
})
