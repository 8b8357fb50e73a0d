import { audit, command } from "#app/command.ts"
import { mayAnswer, sayTo, ticketStep } from "#app/ticketing.ts"
import { hasAnswered, ticketByNumber } from "#db/tickets.ts"
import { Refusal } from "#domain/refusal.ts"
import { cleanText } from "#domain/text.ts"
import { LONGEST_ANSWER, sayAsker, sayOfficial, takenUntil } from "#domain/ticket.ts"

/** 回复 〈no〉: an official's answer to a ticket; once more by the same official it is a supplement. */
export const answerTicket = command({
  name: "answerTicket",
  find: async (database, { number }, { me, now }) => ({
    ticket: await ticketByNumber(database, number, now),
    before: await hasAnswered(database, me.id),
  }),
  prepare: ({ number, text: said }, { ticket: found, before }, turn) => {
    const ticket = mayAnswer(number, found, turn.me)
    if (ticket instanceof Refusal) return ticket
    const text = cleanText(said).trim()
    if (text.length > LONGEST_ANSWER)
      return new Refusal("too-long", `回复请写在${LONGEST_ANSWER}字以内，说不完可以分几次回复。`)
    const step = ticket.step + 1
    const until = ticket.taken ? takenUntil(turn.now) : null
    const verb = ticket.answer ? "补充" : "回复您"
    return {
      rows: [
        ticketStep(number, step, "answered", turn, { text, until }),
        audit(turn, "answer-ticket", number, { step }),
      ],
      tells: [sayTo("person", ticket, step, `${sayOfficial(turn.me.name)}${verb}（${number}）：${text}`)],
      result: { number, asker: sayAsker(ticket), tip: !before && ticket.kind === "question" },
    }
  },
})
