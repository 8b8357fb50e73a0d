import { Refusal } from "#domain/refusal.ts"
import type { Row, Tell } from "#domain/rows.ts"
import { type Answering, sayOfficial, type Ticket, type TicketStepKind, tellKey, whyNotAnswer } from "#domain/ticket.ts"
import type { TurnContext } from "./command.ts"

/** What the commands of a ticket have in common: a step, who may answer, what the other side is told. */

export function ticketStep(
  ticket: string,
  step: number,
  kind: TicketStepKind,
  { me, now }: TurnContext,
  more: { text?: string; until?: Date | null } = {},
): Row {
  const { text = null, until } = more
  const at = now.toISOString()
  return {
    add: "TicketStep",
    row: { ticket, step, kind, text, by: me.id, at, until: until?.toISOString() ?? null },
  }
}

/** The ticket, if this official may answer it or talk over it now; of what is not for them to know nothing is said. */
export function mayAnswer(number: string, ticket: Ticket | undefined, me: Answering): Ticket | Refusal {
  const why = ticket && whyNotAnswer(me, ticket)
  if (!ticket || why === "hidden")
    return new Refusal("unknown-ticket", `没有找到 ${number}，请核对编号，或者发“工单”看等着回复的。`)
  if (why === "own") return new Refusal("own", "这是您自己问的，要请别的工作人员来答。")
  if (why === "elsewhere") return new Refusal("elsewhere", `${number} 不在您负责的范围里，请当地的工作人员来答。`)
  if (ticket.state === "closed") return new Refusal("closed", `${number} 的提问人已经删除了自己的信息，不用答了。`)
  if (ticket.taken && ticket.taken.by !== me.id)
    return new Refusal("taken", `${sayOfficial(ticket.taken.byName)}已经接手了 ${number}，正在和对方说话。`)
  if (ticket.answer && ticket.answer.by !== me.id)
    return new Refusal("answered", `${number} ${sayOfficial(ticket.answer.byName)}已经回复过了：${ticket.answer.text}`)
  return ticket
}

/** Words to the person of a ticket, or to the official who has the talk. */
export function sayTo(to: "person" | "official", ticket: Ticket, step: number, text: string): Tell {
  const personId = to === "person" ? ticket.personId : ticket.taken!.by
  return { key: tellKey(ticket.number, step, to), personId, kind: "talk", text }
}
