import { dayOf, sayMoment } from "#domain/calendar.ts"
import { newOutcome } from "#domain/filings/outcome.ts"
import { form } from "#engine/form.ts"

/** 活动总结: what came of an activity. */
export const fileOutcome = form("file-outcome", newOutcome, {
  name: "活动总结",
  starts: ["活动总结", "交总结", "报总结", "活动结束了", "写总结"],
  about: "活动办完后报结果",
  tense: "past",
  needs: ["openActivities"],
  refuse: (facts) => {
    if ((facts.me?.organizations.length ?? 0) === 0)
      return "报总结要先有组织：还没登记的发“登记组织”，已经登记过的发“加入组织”。"
    if (facts.openActivities.length === 0)
      return { say: "现在没有等着报总结的活动。已经办过、还没备案的，用“备案活动”补报就行。", begin: "file-activity" }
    return undefined
  },
  opening: ({ openActivities: [only, ...others] }) =>
    only && others.length === 0
      ? `好的，我们来记一下“${only.answers.title}”办得怎么样。`
      : "好的，我们来记一下活动办得怎么样。",
  slots: {
    activity: {
      label: "活动",
      ask: "是哪一场活动？",
      aka: ["哪场活动"],
      choices: (facts) =>
        facts.openActivities.map((one) => ({
          id: one.number,
          label: `${sayMoment(String(one.answers.start), facts.now)} ${one.answers.title}`,
          aka: [String(one.answers.title), one.number],
        })),
      known: (facts) => (facts.openActivities.length === 1 ? facts.openActivities[0]?.number : undefined),
    },
    heldOn: {
      label: "举办日期",
      ask: "实际是哪天办的？",
      aka: ["日期", "时间", "实际日期"],
      known: (facts, it) => {
        const start = facts.openActivities.find((one) => one.number === it.activity)?.answers.start
        const day = typeof start === "string" ? start.slice(0, 10) : undefined
        return day !== undefined && day <= dayOf(facts.now) ? day : undefined
      },
      refuse: (value, _, facts) => (value > dayOf(facts.now) ? "这一天还没到呢，活动办完再报总结就行。" : undefined),
    },
    people: { label: "实到人数", ask: "实际来了多少人？", aka: ["人数", "参加人数"], hint: "估个大概数就行。" },
    households: {
      label: "受益户数",
      ask: "有多少户受益？",
      aka: ["户数", "户"],
      asked: "when-said",
      show: (value: number) => `${value}户`,
    },
    volunteers: { label: "志愿者", ask: "有多少志愿者？", aka: ["志愿者人数"], asked: "when-said" },
    jobs: { label: "就业人数", ask: "帮多少人找到了工作？", aka: ["就业"], asked: "when-said" },
    spentYuan: { label: "花费", ask: "一共花了多少钱？没花可以回复“跳过”。", aka: ["支出", "费用", "经费", "花了"] },
    results: {
      label: "成效",
      ask: "办得怎么样，有什么成效？几句话就行。",
      hint: "比如解决了什么问题、大家反响怎么样。",
      aka: ["结果", "效果"],
    },
    problems: { label: "问题和建议", ask: "有什么问题或建议？没有可以回复“跳过”。", aka: ["问题", "建议"] },
  },
  warnings: (it, facts) => {
    const planned = facts.openActivities.find((one) => one.number === it.activity)?.answers.start
    const early = typeof planned === "string" && it.heldOn !== undefined && it.heldOn < planned.slice(0, 10)
    return early ? [`这场活动报的是${sayMoment(planned, facts.now)}，您填的举办日期在这之前，请看看是不是这一场。`] : []
  },
  submit: "fileOutcome",
  done: (result) =>
    result.version > 1
      ? `改好了，${result.number} 的第${result.version}版已经提交，民政局审核后告诉您结果。`
      : `收到，总结编号 ${result.number}，民政局审核后告诉您结果。有照片或签到表，直接发给我就行。`,
})
