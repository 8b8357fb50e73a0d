import { dayOf, sayDay } from "#domain/calendar.ts"
import type { OwnRecord, PolicyAnswer } from "#domain/facts.ts"
import type { OrganizationStatus } from "#domain/organization.ts"
import { reply } from "#engine/reply.ts"
import { filingLine } from "./my-filings.ts"
import { recorded } from "./policy.ts"

/** 我的年检到期没有 · 我们协会是几A: what the records hold of one's own organizations, and what they do not. Only policy leads here. */

const OPEN_SHOWN = 5

/** What people ask about themselves that no record here holds; the first word that a question names. */
const NOT_HELD = /年检|年报|年度报告|证书|换届|任期|名录|税前扣除|免税|慈善组织|章程|审计|处罚|会费|党组织/

const STATES: Record<Exclude<OrganizationStatus, "void">, string> = {
  pending: "登记等民政局审核",
  active: "已登记",
  returned: "登记被退回，等您修改",
  dissolved: "已注销",
}

function line(it: OwnRecord, today: string): string {
  const { rating } = it
  const grade =
    rating === undefined
      ? "没有等级记录"
      : rating.validUntil < today
        ? `等级${rating.grade}A，${sayDay(rating.validUntil)}到期了`
        : `等级${rating.grade}A，有效期到${sayDay(rating.validUntil)}`
  const founded = it.foundedOn === undefined ? [] : [`${sayDay(it.foundedOn)}成立`]
  return `${it.name}（${it.number}）：${[STATES[it.status as keyof typeof STATES] ?? "", ...founded, grade].filter(Boolean).join("，")}`
}

export const ownRecords = reply<"ownRecords" | "myFilings", { question: string; policy: PolicyAnswer }>("own-records", {
  words: [],
  needs: ["ownRecords", "myFilings"],
  private: true,
  run: ({ facts, args }) => {
    const today = dayOf(facts.now)
    const open = facts.myFilings.filter((one) => one.state === "pending" || one.state === "returned")
    const more = open.length > OPEN_SHOWN ? [`一共${open.length}件，都在“我的申报”里。`] : []
    const missing = NOT_HELD.exec(args.question)?.[0] ?? "年检、证书"
    return {
      say: [
        facts.ownRecords.length === 0 ? "您名下还没有组织的记录。" : "您的组织，这里记的是：",
        ...facts.ownRecords.map((one) => line(one, today)),
        ...(open.length === 0 ? [] : ["还没办完的："]),
        ...open.slice(0, OPEN_SHOWN).map((one) => filingLine(one, facts.now)),
        ...more,
        `${missing}的情况这里没有记录，想问清楚就回复“转人工”。`,
      ].join("\n"),
      ...recorded(args),
    }
  },
})
