import { FILING_NUMBER, type Filing } from "#domain/filing.ts"
import { FILING_KINDS } from "#domain/filings/index.ts"
import { reply } from "#engine/reply.ts"
import { correct } from "#engine/step.ts"
import { FORM_OF } from "./filing-card.ts"

/** 修改 〈no〉: a filing opened again with all it said, for its next version. Without a number: the one that was returned last. */
export const correctFiling = reply("correct-filing", {
  words: ["修改", "改申报", "更正", "改一下"],
  args: (rest, talk) => {
    const number = rest.toUpperCase().replace(/\s/g, "")
    if (FILING_NUMBER.test(number) || /^\d{1,2}$/.test(number)) return { bare: false, number }
    return rest === "" && !talk.form ? { bare: true, number } : undefined
  },
  needs: ["named", "myFilings", "openActivities", "found"],
  run: ({ facts, talk, message, args }) => {
    const returned = facts.myFilings.filter((one) => one.state === "returned")
    if (args.bare && returned.length > 1) {
      const some = returned.slice(0, 9)
      const lines = some.map(
        (one, at) => `${at + 1}. ${one.number} ${FILING_KINDS[one.kind].headline(one.answers, facts.now)}`,
      )
      return {
        talk: { ...talk, offered: some.map((one) => `修改 ${one.number}`) },
        say: `要改哪一份？\n${lines.join("\n")}`,
      }
    }
    const known = facts.myFilings.find((one) => one.number === args.number)
    const filing = args.bare ? returned[0] : (known ?? facts.named[0])
    if (!filing)
      return {
        say: args.bare
          ? "现在没有退回等您修改的。要改哪份，发“修改”加编号。"
          : "没有找到这份申报，发“我的申报”看看编号。",
      }
    const mine =
      filing.byPerson === facts.me?.id ||
      facts.me?.organizations.some((one) => one.number === filing.organization.number)
    if (!mine) return { say: "这份申报不是您或您的组织报的，不能修改。" }
    if (filing.state === "withdrawn" || filing.state === "revoked")
      return { say: `${filing.number} 已经${filing.state === "withdrawn" ? "撤回" : "被撤销"}了，请重新报一份。` }
    const form = FORM_OF[filing.kind]
    const opened = correct(form, filing, talk, message.at, { ...facts, ...knownChoices(filing, facts) } as never)
    const reason = filing.state === "returned" && filing.reason ? [`退回原因：${filing.reason}`] : []
    const aside = talk.form ? ["正在填的先放一边，回头发“继续”接着填。"] : []
    return { talk: opened.talk, say: [...aside, ...reason, ...opened.say], opened: true }
  },
})

/** What the form may choose from must hold what was chosen before, an activity that has its summary included. */
function knownChoices(filing: Filing, facts: { openActivities: readonly Filing[]; myFilings: readonly Filing[] }) {
  if (filing.kind === "membership")
    return { found: [{ ...filing.organization, kind: "association", status: "active", tags: [] }] }
  const about = facts.myFilings.filter((one) => one.number === filing.about)
  return { openActivities: [...about, ...facts.openActivities.filter((one) => one.number !== filing.about)] }
}
