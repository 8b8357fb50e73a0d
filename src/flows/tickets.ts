import { type Me, officialRegion } from "#domain/person.ts"
import { LONGEST_ANSWER, TAKEN_MINUTES, TICKET_NUMBER, type Ticket } from "#domain/ticket.ts"
import { reply, type Said } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"
import { after, numbered, reference } from "./reference.ts"
import { ticketLine } from "./ticket-card.ts"

/** 工单 · 回复 · 接手 · 收录: what officials do with what people ask a person. */

const SHOWN = 8
const NOT_FOUND = "没有找到这个编号，发“工单”看等着回复的。"
const reviews = (me: Me) => officialRegion(me) !== undefined
const staff = (me: Me) =>
  reviews(me) ? undefined : "这是民政局工作人员用的。您问的有了答复，会在这里告诉您；要补充，请发“转人工”。"

function listed(tickets: readonly Ticket[], talk: Talk): { talk: Talk; lines: string[] } {
  const shown = tickets.slice(0, SHOWN)
  return {
    talk: { ...talk, list: shown.map((one) => one.number) },
    lines: shown.map((one, at) => `${at + 1}. ${ticketLine(one)}`),
  }
}

export const tickets = reply("tickets", {
  about: "看等着工作人员回复的提问",
  words: ["工单", "待回复", "看工单"],
  needs: ["tickets"],
  private: true,
  visible: reviews,
  refuse: staff,
  between: true,
  run: ({ facts, talk }) => {
    const all = facts.tickets
    if (all.length === 0) return { say: "现在没有等着回复的提问。" }
    const { talk: listing, lines } = listed(all, talk)
    const next = numbered(listing, lines)
    const more = all.length > SHOWN ? [`还有${all.length - SHOWN}件，答完这些再发“工单”。`] : []
    return {
      talk: next,
      say: [
        `等着回复的${all.length}件：`,
        ...lines,
        ...more,
        "看全部发“看 1”，答复发“回复 1 内容”，直接说话发“接手 1”。",
      ].join("\n"),
    }
  },
})

/** The ticket meant: by its whole number, by what the number's ending or the list's place names, or the only one that waits. */
function meant(
  ref: string | undefined,
  facts: { namedTickets: readonly Ticket[]; tickets: readonly Ticket[] },
  talk: Talk,
): string | Said {
  // Whether it may be answered, and why not, the command says.
  if (ref !== undefined && TICKET_NUMBER.test(ref)) return ref
  const found = ref === undefined ? facts.tickets : facts.namedTickets
  if (found.length === 0) return { say: ref === undefined ? "现在没有等着回复的提问。" : NOT_FOUND }
  if (found.length === 1) return found[0]!.number
  const { talk: next, lines } = listed(found, talk)
  return { talk: next, say: `是哪一件？请带上前面的序号再发一次：\n${lines.join("\n")}` }
}

const ANSWER_WORDS = ["回复", "答复"]

export const answer = reply<"tickets" | "namedTickets", { ref: string | undefined; tail: string }>("answer", {
  words: ANSWER_WORDS,
  args: (rest, talk, message) => {
    const said = after(ANSWER_WORDS, message.text)
    if (rest === "" || !said) return talk.next?.stays ? undefined : { ref: undefined, tail: "" }
    // The answer goes out as it was typed.
    const pointed = reference(said.rest)
    if (pointed) return pointed
    return said.gap && !talk.next?.stays ? { ref: undefined, tail: said.rest } : undefined
  },
  needs: ["tickets", "namedTickets"],
  private: true,
  refuse: staff,
  between: true,
  run: ({ facts, talk, args: { ref, tail } }) => {
    const number = meant(ref, facts, talk)
    if (typeof number !== "string") return number
    if (tail === "") return { say: `回复要写内容，比如“回复 ${ref ?? number} 请带章程原件来窗口”。` }
    if (tail.length > LONGEST_ANSWER) return { say: `回复请写在${LONGEST_ANSWER}字以内，说不完可以分几次回复。` }
    return { say: "", command: { name: "answerTicket", input: { number, text: tail } } }
  },
  done: ({ number, asker, tip }: { number: string; asker: string; tip: boolean }) =>
    `已经回复${asker}（${number}）。${tip ? "\n这个答复以后还用得上的话，发“收录”，再有人问就能直接答。" : ""}`,
})

export const take = reply("take", {
  words: ["接手", "接管"],
  args: (rest) => (rest === "" ? { ref: undefined } : reference(rest)),
  needs: ["tickets", "namedTickets"],
  private: true,
  refuse: staff,
  between: true,
  run: ({ facts, talk, args }) => {
    const number = meant(args.ref, facts, talk)
    if (typeof number !== "string") return number
    return {
      talk: { ...talk, next: { reply: "relay", stays: true } },
      otherwise: talk,
      say: "",
      command: { name: "takeTicket", input: { number } },
    }
  },
  // With the number: by it an answer is found that shows what somebody wants forgotten.
  done: ({ number, asker, question }: { number: string; asker: string; question: string }) =>
    `接上了（${number}），您说的话会直接转给${asker}。说完发“交还”，${TAKEN_MINUTES}分钟没说话也会自动交还。\n${asker}说的是：${question}`,
})

export const keepAnswer = reply("keep-answer", {
  words: ["收录"],
  args: (rest) => ({ article: rest }),
  // 收录 第二条 is not a question for the second article.
  match: (text) => (text.startsWith("收录") ? { article: text.slice(2).trim() } : undefined),
  private: true,
  refuse: staff,
  between: true,
  run: ({ args }) => ({
    say: "",
    command: { name: "keepAnswer", input: args.article === "" ? {} : { article: args.article } },
  }),
  done: (result: { question: string } & ({ answer: string } | { document: string; article: string })) =>
    "answer" in result
      ? `收录好了。以后有人问“${result.question}”，就答“${result.answer}”，注明是民政局答复。要改或去掉，发“登录”到网页上办。`
      : `收录好了。以后有人问“${result.question}”，就用《${result.document}》${result.article}来答。`,
})
