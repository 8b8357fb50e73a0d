import { command } from "#app/command.ts"
import { sayTo, ticketStep } from "#app/ticketing.ts"
import { accountOfPerson } from "#db/people.ts"
import { ticketByNumber } from "#db/tickets.ts"
import { Refusal } from "#domain/refusal.ts"
import { cleanText } from "#domain/text.ts"
import { LONGEST_ANSWER, MOST_STEPS, sayAsker, sayOfficial, takenUntil, whyNotAnswer } from "#domain/ticket.ts"

const over = new Refusal("over", "刚才的对话已经结束了，这句话没有转过去。")
const gone = new Refusal(
  "gone",
  "和您说话的工作人员现在接不了，这句话没有转过去。请发“结束”，再发“转人工”请别的工作人员来答。",
)
const full = new Refusal("full", "这次说得太多了，这句话没有转过去。请先发“结束”，还有要问的再发“转人工”。")

/** What an official and the person of a ticket say to each other while the official has the talk. */
export const sayOverTicket = command({
  name: "sayOverTicket",
  find: async (database, { number }, { now }) => {
    const ticket = await ticketByNumber(database, number, now)
    const by = ticket?.taken?.by
    return { ticket, official: by ? await accountOfPerson(database, by) : undefined }
  },
  prepare: ({ number, text: said }, { ticket, official }, turn) => {
    const taken = ticket?.taken
    const mine = turn.me.id === ticket?.personId
    if (!ticket || !taken || !(mine || turn.me.id === taken.by)) return over
    // Whose role ended, or who may not know of it any more, neither says nor hears anything more.
    if (!official || official.disabled || whyNotAnswer(official.me, ticket)) return mine ? gone : over
    if (ticket.step >= MOST_STEPS) return full
    const text = cleanText(said).trim()
    const step = ticket.step + 1
    if (mine)
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
