import { type Me, officialRegion } from "#domain/person.ts"
import { reply } from "#engine/reply.ts"

/** 值班 · 下班: who is told first when people ask for a person. */

const reviews = (me: Me) => officialRegion(me) !== undefined
const staff = (me: Me) => (reviews(me) ? undefined : "值班是民政局工作人员用的。要找工作人员，请发“转人工”。")

export const onDuty = reply("on-duty", {
  about: "有人找工作人员时先告诉我，到“下班”为止",
  words: ["值班", "开始值班", "我值班"],
  private: true,
  visible: reviews,
  refuse: staff,
  run: () => ({ say: "", command: { name: "setDuty", input: { on: true } } }),
  done: ({ region }: { region: string }) => `好的，您现在值班，${region}有人找工作人员就先告诉您。值完班请发“下班”。`,
})

export const offDuty = reply("off-duty", {
  words: ["下班", "结束值班", "不值班了"],
  private: true,
  refuse: staff,
  run: () => ({ say: "", command: { name: "setDuty", input: { on: false } } }),
  done: () => "好的，您下班了。没有人值班的时候，有人提问会告诉每位工作人员。",
})
