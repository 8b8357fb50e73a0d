import { audit, command } from "#app/command.ts"
import { sayTo, ticketStep } from "#app/ticketing.ts"
import { ticketByNumber } from "#db/tickets.ts"
import { Refusal } from "#domain/refusal.ts"
import { sayAsker, sayOfficial } from "#domain/ticket.ts"

/** 交还 · 结束: two people have said what they had to say, and the service answers again. */
export const returnTicket = command({
  name: "returnTicket",
  find: (database, { number }, { now }) => ticketByNumber(database, number, now),
  prepare: ({ number }, ticket, turn) => {
    const taken = ticket?.taken
    if (!taken || (turn.me.id !== ticket.personId && turn.me.id !== taken.by))
      return new Refusal("over", "对话已经结束了。")
    const step = ticket.step + 1
    const row = ticketStep(number, step, "returned", turn)
    // Who complained stands in no audit.
    if (turn.me.id === ticket.personId)
      return {
        rows: [row],
        tells: [sayTo("official", ticket, step, `${sayAsker(ticket)}结束了对话（${number}），小助手接着答。`)],
        result: { number },
      }
    return {
      rows: [row, audit(turn, "return-ticket", number)],
      tells: [
        sayTo(
          "person",
          ticket,
          step,
          `${sayOfficial(turn.me.name)}说完了，小助手接着为您服务，需要什么直接说；有没填完的表，发“继续”接着填。`,
        ),
      ],
      result: { number },
    }
  },
})
