import { FILING_NUMBER, FILING_STATES, type Filing } from "#domain/filing.ts"
import { FILING_KINDS } from "#domain/filings/index.ts"
import { reply } from "#engine/reply.ts"
import { withShown } from "#engine/talk.ts"
import { filingCard } from "./filing-card.ts"
import { numbered } from "./reference.ts"

/** 我的申报 · 进度: what I and my organizations filed, and where it stands. */

const SHOWN = 10

/** A filing in one line: its number, what it is, where it stands. */
export function filingLine(filing: Filing, now: Date): string {
  const reason = filing.state === "returned" && filing.reason ? `：${filing.reason}` : ""
  return `${filing.number} ${FILING_KINDS[filing.kind].headline(filing.answers, now)}（${FILING_STATES[filing.state]}${reason}）`
}

export const myFilings = reply("my-filings", {
  about: "看我报过的和审核结果",
  words: ["我的申报", "进度", "我的备案", "查进度", "审核进度"],
  args: (rest) =>
    rest === ""
      ? { number: undefined }
      : FILING_NUMBER.test(rest.toUpperCase())
        ? { number: rest.toUpperCase() }
        : undefined,
  needs: ["myFilings", "named"],
  run: ({ facts, talk, args }) => {
    if (args.number !== undefined) {
      const filing = facts.named[0]
      return { say: filing ? filingCard(filing, facts.now) : `没有找到 ${args.number}，请核对一下编号。` }
    }
    const { myFilings } = facts
    if (myFilings.length === 0) return { say: "您还没有报过。发“登记组织”或“备案活动”就可以开始。" }
    const shown = myFilings.slice(0, SHOWN)
    const lines = shown.map((one, at) => `${at + 1}. ${filingLine(one, facts.now)}`)
    const more = myFilings.length > SHOWN ? [`这是最近${SHOWN}件，更早的发“进度”加编号来查。`] : []
    const first = shown.findIndex((one) => one.state === "returned")
    const returned = first < 0 ? [] : [`退回的可以改好再交，发“修改 ${first + 1}”。`]
    return {
      talk: withShown(
        numbered(talk, shown),
        [],
        shown.map((one) => one.number),
      ),
      say: [`您的申报，共${myFilings.length}件：\n${[...lines, ...returned, ...more].join("\n")}`],
    }
  },
})
