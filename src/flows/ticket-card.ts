import { isoOf, sayMoment } from "#domain/calendar.ts"
import { regionName } from "#domain/region.ts"
import { sayOfficial, type Ticket } from "#domain/ticket.ts"

/** A ticket as officials see it. Who complained is nowhere. */

const LONGEST_LINE = 60
/** What was said last is what matters. */
const WORDS_SHOWN = 20

/** 张建国（赵李桥镇，青砖茶产业协会） */
function sayWho({ kind, byName, regionCode, organization }: Ticket): string {
  if (kind === "complaint") return "举报（请保密）"
  return `${byName ?? "没有留名"}（${[regionName(regionCode), organization].filter(Boolean).join("，")}）`
}

export function ticketLine(ticket: Ticket): string {
  const { number, question, words, taken } = ticket
  const plain = question.replace(/\s+/gu, " ")
  const shown = plain.length > LONGEST_LINE ? `${plain.slice(0, LONGEST_LINE)}…` : plain
  const more = words.filter((one) => one.by === "person").length - 1
  const notes = [...(more > 0 ? [`又说了${more}句`] : []), ...(taken ? [`${sayOfficial(taken.byName)}正在说话`] : [])]
  return `${number} ${sayWho(ticket)}：${shown}${notes.length > 0 ? `（${notes.join("，")}）` : ""}`
}

/** All that was said over a ticket; `mine`: to whoever asked. */
export function ticketCard(ticket: Ticket, mine: boolean, now: Date): string {
  const { number, kind, words, answer } = ticket
  const shown = words.slice(-WORDS_SHOWN)
  const asker = kind === "complaint" ? "举报人" : (ticket.byName ?? "提问人")
  const lines = shown.map(
    ({ by, text, at }) =>
      `${sayMoment(isoOf(at), now)} ${by === "official" ? sayOfficial(answer?.byName) : mine ? "您" : asker}：${text}`,
  )
  return [
    `${kind === "complaint" ? "举报" : "提问"} ${number}`,
    ...(mine || kind === "complaint" ? [] : [sayWho(ticket)]),
    ...(words.length > shown.length ? [`（前面还有${words.length - shown.length}句）`] : []),
    ...lines,
    `状态：${standing(ticket)}`,
  ].join("\n")
}

function standing({ state, taken, answer }: Ticket): string {
  if (state === "taken") return `${sayOfficial(taken?.byName)}正在说话`
  if (state === "answered") return `${sayOfficial(answer?.byName)}已回复`
  return state === "open" ? "等着回复" : "已结束"
}
