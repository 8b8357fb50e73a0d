import { command } from "#app/command.ts"
import { sayTo, ticketStep } from "#app/ticketing.ts"
import { ticketByNumber } from "#db/tickets.ts"
import { Refusal } from "#domain/refusal.ts"
import { cleanText } from "#domain/text.ts"
import { LONGEST_ANSWER, sayAsker, sayOfficial, takenUntil, whyNotAnswer } from "#domain/ticket.ts"

/** What an official and the person of a ticket say to each other while the official has the talk. */
export const sayOverTicket = command({
  name: "sayOverTicket",
  find: (database, { number }, { now }) => ticketByNumber(database, number, now),
  prepare: ({ number, text: said }, ticket, turn) => {
    const taken = ticket?.taken
    const text = cleanText(said).trim()
    const allowed =
      taken && (turn.me.id === ticket.personId || (turn.me.id === taken.by && !whyNotAnswer(turn.me, ticket)))
    if (!allowed) return new Refusal("over", "刚才的对话已经结束了，这句话没有转过去。")
    const step = ticket.step + 1
    if (turn.me.id === ticket.personId)
      return {
        // The official's time does not begin again with what the person says.
        rows: [ticketStep(number, step, "said", turn, { text, until: taken.until })],
        tells: [sayTo("official", ticket, step, `${sayAsker(ticket)}：${text}`)],
        result: {},
      }
    if (text.length > LONGEST_ANSWER)
      return new Refusal("too-long", `这段太长，没有转过去，请控制在${LONGEST_ANSWER}字以内，分几次说。`)
    return {
      rows: [ticketStep(number, step, "answered", turn, { text, until: takenUntil(turn.now) })],
      tells: [sayTo("person", ticket, step, `${sayOfficial(turn.me.name)}：${text}`)],
      result: {},
    }
  },
})
