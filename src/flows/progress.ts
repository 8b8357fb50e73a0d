import { type Me, officialRegion } from "#domain/person.ts"
import { reply } from "#engine/reply.ts"
import { figureNamed, isMark } from "#engine/words.ts"

/** 进展 · 明细: where the plan's targets stand, and what is behind each figure, within the official's region. */

const STAFF_ONLY = "进展是给民政局工作人员看的。您报的审核结果，发“我的申报”就能看到。"
const reviews = (me: Me) => officialRegion(me) !== undefined
const staff = (me: Me) => (reviews(me) ? undefined : STAFF_ONLY)

export const progress = reply("progress", {
  about: "看方案各项指标的进展",
  words: ["进展", "本周进展", "本周进度", "指标进展", "看进展"],
  needs: ["progressText"],
  private: true,
  visible: reviews,
  refuse: staff,
  between: true,
  run: ({ facts }) => ({ say: facts.progressText ?? "还没有载入方案，请联系系统管理员。" }),
})

export const detail = reply("detail", {
  about: "看一个指标背后的记录，比如“明细 3”",
  words: ["明细", "看明细", "查看明细"],
  args: (rest) => (rest === "" ? { wanted: "" } : rest.length <= 12 ? { wanted: figureNamed(rest) } : undefined),
  match: (text) => (isMark(text) ? { wanted: text } : undefined),
  needs: ["figureText"],
  private: true,
  visible: reviews,
  refuse: staff,
  between: true,
  run: ({ facts, args }) => ({
    say:
      args.wanted === ""
        ? "看哪一项？发“明细”加序号，比如“明细 3”。"
        : (facts.figureText ?? "没有这一项。发“进展”看看有哪些，再发“明细”加序号。"),
  }),
})
