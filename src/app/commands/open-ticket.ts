import { command, type TurnContext } from "#app/command.ts"
import { ticketStep } from "#app/ticketing.ts"
import { attendants, openTicketsOf } from "#db/tickets.ts"
import { sayWhenAnswered } from "#domain/office.ts"
import { homeRegion } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { COUNTY, regionName } from "#domain/region.ts"
import { cleanText } from "#domain/text.ts"
import { MOST_ADDED, MOST_OPEN, TICKET_PREFIX, type Ticket, toTell } from "#domain/ticket.ts"

/** So much of a question is kept; a notice shows its beginning. */
const LONGEST_QUESTION = 2000
const SHOWN = 200

/** 转人工 · 举报: something that a person of the bureau is to answer, and the officials told of it. */
export const openTicket = command({
  name: "openTicket",
  numbered: () => TICKET_PREFIX,
  find: async (database, _input, { me, now }) => ({
    open: await openTicketsOf(database, me.id, now),
    officials: await attendants(database),
  }),
  prepare: ({ kind, text: said }, { open, officials }, turn) => {
    const { me, now } = turn
    const text = cleanText(said.slice(0, LONGEST_QUESTION))
    // What was told in confidence never goes to a ticket of the other kind.
    const earlier = open.length < MOST_OPEN ? undefined : open.findLast((one) => one.kind === kind)
    if (earlier && addedTo(earlier) >= MOST_ADDED)
      return new Refusal(
        "enough",
        `${earlier.number} 您已经补充了很多，这句没有转。${sayWhenAnswered(now)}，请留意这里的消息。`,
      )
    const number = earlier?.number ?? turn.number
    const regionCode = kind === "complaint" ? COUNTY.code : (earlier?.regionCode ?? homeRegion(me))
    const words = [...(earlier?.words ?? []), { by: "person" as const, text, at: now }]
    const told = toTell(officials, { kind, personId: me.id, regionCode, words })
    if (told.length === 0)
      return new Refusal("nobody", `现在还没有工作人员能在这里接，请直接到${COUNTY.name}民政局窗口说。`)
    const step = (earlier?.step ?? 0) + 1
    return {
      rows: [
        ...(earlier
          ? []
          : [
              {
                add: "Ticket" as const,
                row: { number, kind, regionCode, personId: me.id, createdAt: now.toISOString() },
              },
            ]),
        ticketStep(number, step, earlier ? "said" : "opened", turn, { text }),
      ],
      tells: told.map(({ id }) => ({
        key: `remind-tickets:new:${number}:${step}:${id}`,
        personId: id,
        kind: "ticket" as const,
        text: notice({ number, kind, text, regionCode, me, again: earlier !== undefined }),
      })),
      result: { number, added: earlier !== undefined },
    }
  },
})

/** How often its person said something more since anybody answered. */
function addedTo({ words }: Ticket): number {
  return words.length - words.findLastIndex((one) => one.by === "official") - 1
}

type Told = Pick<Ticket, "number" | "kind" | "regionCode"> & { text: string; me: TurnContext["me"]; again: boolean }

function notice({ number, kind, text, regionCode, me, again }: Told): string {
  if (kind === "complaint") return COMPLAINT(number, again)
  const place = [regionName(regionCode), me.organizations[0]?.name].filter(Boolean).join("，")
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…（全文发“看 ${number}”）` : text
  return `${me.name ?? "一位联系人"}（${place}）${again ? "又说" : "问"}：${shown}\n编号 ${number}。答复发“回复 ${number} 内容”，直接说话发“接手 ${number}”。`
}

/** Of a complaint nothing is said but that there is one. */
const COMPLAINT = (number: string, again: boolean) =>
  `${again ? "举报有补充" : "收到一件举报"}，编号 ${number}，请注意保密。发“看 ${number}”看内容。`
