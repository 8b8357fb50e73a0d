import { FILING_NUMBER } from "#domain/filing.ts"
import { reply } from "#engine/reply.ts"

/** 撤回 〈no〉: whoever filed it takes it back. */
export const withdrawFiling = reply("withdraw-filing", {
  words: ["撤回", "撤回申报"],
  args: (rest) => {
    const number = rest.toUpperCase().replace(/\s/g, "")
    if (number === "") return { number: undefined }
    return FILING_NUMBER.test(number) || /^\d{1,2}$/.test(number) ? { number } : undefined
  },
  needs: ["named"],
  run: ({ facts, args }) => {
    if (args.number === undefined) return { say: "要撤回哪份，发“撤回”加编号；编号发“我的申报”看。" }
    const filing = facts.named[0]
    if (!filing) return { say: "没有找到这份申报，发“我的申报”看看编号。" }
    return { say: "", command: { name: "withdrawFiling", input: { number: filing.number } } }
  },
  done: (result: { number: string; headline: string }) => `${result.number}（${result.headline}）已经撤回，不再审核。`,
})
