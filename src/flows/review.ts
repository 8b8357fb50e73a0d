import type { Filing } from "#domain/filing.ts"
import { FILING_KINDS } from "#domain/filings/index.ts"
import { isContact, type Me, officialRegion } from "#domain/person.ts"
import { regionName } from "#domain/region.ts"
import { reply } from "#engine/reply.ts"
import { shownVersion, type Talk, withShown } from "#engine/talk.ts"
import { filingCard } from "./filing-card.ts"
import { after, numbered, reference } from "./reference.ts"
import { ticketCard } from "./ticket-card.ts"

/** 待审 · 看 · 通过 · 退回 · 撤销: what officials (and, for who may join, contacts) decide, on the version they were shown. */

const SHOWN = 8
const STAFF_ONLY = "这是民政局工作人员用的。您报的审核结果，发“我的申报”就能看到。"

const reviews = (me: Me) => officialRegion(me) !== undefined
const reviewer = (me: Me) => (reviews(me) || isContact(me) ? undefined : STAFF_ONLY)
const staff = (me: Me) => (reviews(me) ? undefined : STAFF_ONLY)

function line(filing: Filing, now: Date): string {
  const waits = filing.kind !== "registration" && filing.organization.status !== "active" ? "，组织登记待审" : ""
  const who = filing.kind === "registration" ? "" : `${filing.organization.name}｜`
  return `${filing.number} ${who}${FILING_KINDS[filing.kind].headline(filing.answers, now)}（${regionName(filing.townCode)}${filing.version > 1 ? `，第${filing.version}版` : ""}${waits}）`
}

export const waiting = reply("waiting", {
  about: "看等着审核的",
  words: ["待审", "待审核", "审核", "待办"],
  needs: ["waiting", "waitingCount"],
  private: true,
  visible: reviews,
  refuse: reviewer,
  between: true,
  run: ({ facts, talk }) => {
    const shown = facts.waiting.slice(0, SHOWN)
    if (shown.length === 0) return { say: "现在没有等着您审核的。" }
    const total = Math.max(facts.waitingCount, facts.waiting.length)
    const lines = shown.map((one, at) => `${at + 1}. ${line(one, facts.now)}`)
    const more = total > shown.length ? [`还有${total - shown.length}件，审完这些再发“待审”。`] : []
    return {
      talk: withShown(
        numbered(talk, shown),
        shown,
        shown.map((one) => one.number),
      ),
      say: [`待审${total}件：`, ...lines, ...more, "看详情发“看 1”，同意发“通过 1”，不同意发“退回 1 原因”。"].join(
        "\n",
      ),
    }
  },
})

export const show = reply("show", {
  words: ["看", "查看", "详情"],
  args: (rest) => reference(rest),
  needs: ["named", "namedTickets"],
  private: true,
  between: true,
  run: ({ facts, talk }) => {
    const filing = facts.named[0]
    const ticket = facts.namedTickets[0]
    if (!filing && ticket) return { say: ticketCard(ticket, facts.me?.id === ticket.personId, facts.now) }
    if (!filing) return { say: "没有找到这个编号，发“待审”或“我的申报”看看。" }
    if (facts.named.length > 1) return several(facts.named, talk, facts.now)
    return { talk: withShown(talk, [filing]), say: filingCard(filing, facts.now) }
  },
})

/** The version a decision is about: the one that was shown, or the only one there ever was. */
function seen(talk: Talk, filing: Filing): number | undefined {
  return shownVersion(talk, filing.number) ?? (filing.version === 1 ? 1 : undefined)
}

/** Whether the filing changed since it was shown: nobody decides on what they have not seen. */
function changed(talk: Talk, filing: Filing): boolean {
  return filing.state === "pending" && seen(talk, filing) !== filing.version
}

function unseen(talk: Talk, filing: Filing, now: Date, again: string) {
  return {
    talk: withShown(talk, [filing]),
    say: `${filing.number} 更正过，现在是第${filing.version}版，请先看看：\n${filingCard(filing, now)}\n看过了，再发一次“${again}”。`,
  }
}

/** A number's ending that fits several: which one is for the person to say. */
function several(filings: readonly Filing[], talk: Talk, now: Date) {
  const shown = filings.slice(0, SHOWN)
  return {
    talk: withShown(
      talk,
      shown,
      shown.map((one) => one.number),
    ),
    say: `这样结尾的有${filings.length}份，请用前面的序号再发一次：\n${shown.map((one, at) => `${at + 1}. ${line(one, now)}`).join("\n")}`,
  }
}

function notFound(waiting: readonly Filing[]): string {
  return waiting.length === 0 ? "现在没有等着您审核的。" : "没有找到这个编号，发“待审”看等着审核的。"
}

export const approve = reply("approve", {
  words: ["通过", "同意通过", "批准"],
  // Bare, it is about the only one that was listed.
  args: (rest, talk) => {
    if (rest !== "") return reference(rest)
    return talk.list?.length === 1 ? { ref: "1", tail: "" } : undefined
  },
  needs: ["named", "waiting"],
  private: true,
  refuse: reviewer,
  between: true,
  run: ({ facts, talk, message, args }) => {
    if (/^[\d、,，和\s]+$/.test(args.tail)) return { say: `请一份一份来，先发“通过 ${args.ref}”。` }
    if (facts.named.length > 1) return several(facts.named, talk, facts.now)
    const filing = pick(facts.named, facts.waiting, talk, args.ref)
    if (!filing && !/[\d０-９]/.test(message.text)) return { say: "", instead: { reply: "waiting", args: undefined } }
    if (!filing) return { say: notFound(facts.waiting) }
    if (changed(talk, filing)) return unseen(talk, filing, facts.now, `通过 ${filing.number}`)
    return {
      say: "",
      command: {
        name: "decideFiling",
        input: { number: filing.number, verdict: "approved", version: seen(talk, filing) ?? filing.version },
      },
    }
  },
  done: (result: { number: string; headline: string; organization: string }, { facts }) => {
    const undo = reviews(facts.me as Me) ? `；点错了可以发“撤销 ${result.number}”` : ""
    return `已通过 ${result.number}：${result.headline.includes(result.organization) ? "" : `${result.organization}，`}${result.headline}。已经通知对方${undo}。`
  },
})

const SENDS_BACK = ["退回", "驳回", "打回"]

export const sendBack = reply("send-back", {
  words: SENDS_BACK,
  // The reason goes out as it was typed.
  args: (rest, _, message) => reference(after(SENDS_BACK, message.text)?.rest ?? rest),
  needs: ["named", "waiting"],
  private: true,
  refuse: reviewer,
  between: true,
  run: ({ facts, talk, args }) => {
    if (facts.named.length > 1) return several(facts.named, talk, facts.now)
    const filing = pick(facts.named, facts.waiting, talk, args.ref)
    if (!filing) return { say: notFound(facts.waiting) }
    if (args.tail === "") return { say: `退回要写原因，对方才知道怎么改。比如“退回 ${args.ref} 地点请写具体”。` }
    if (args.tail.length > 200) return { say: "原因请写在200字以内。" }
    if (changed(talk, filing)) return unseen(talk, filing, facts.now, `退回 ${filing.number} ${args.tail}`)
    const version = seen(talk, filing) ?? filing.version
    return {
      say: "",
      command: {
        name: "decideFiling",
        input: { number: filing.number, verdict: "returned", version, reason: args.tail },
      },
    }
  },
  done: (result: { number: string; headline: string; organization: string }, { args }) =>
    `已退回 ${result.number}（${result.organization}），原因“${args.tail}”已经告诉对方。`,
})

export const revoke = reply("revoke", {
  words: ["撤销", "撤销通过"],
  args: (rest) => reference(rest),
  needs: ["named"],
  private: true,
  refuse: staff,
  between: true,
  run: ({ facts, talk, args }) => {
    if (facts.named.length > 1) return several(facts.named, talk, facts.now)
    const filing = facts.named[0]
    if (!filing) return { say: "没有找到这个编号，请核对一下。" }
    return {
      say: "",
      command: {
        name: "decideFiling",
        input: {
          number: filing.number,
          verdict: "revoked",
          version: filing.standing ?? filing.version,
          ...(args.tail ? { reason: args.tail.slice(0, 200) } : {}),
        },
      },
    }
  },
  done: (result: { number: string; organization: string }) =>
    `已撤销 ${result.number}（${result.organization}），不再计入进展，已经通知对方。`,
})

/** The filing meant: by number first; a bare number that is no place in the list may be the end of a waiting filing's number. */
function pick(named: readonly Filing[], waiting: readonly Filing[], talk: Talk, ref: string): Filing | undefined {
  if (named[0]) return named[0]
  if (!/^\d{1,2}$/.test(ref)) return undefined
  const listed = talk.list?.[Number(ref) - 1]
  return talk.list === undefined ? waiting[Number(ref) - 1] : waiting.find((one) => one.number === listed)
}
