import { isContact } from "#domain/person.ts"
import { reply } from "#engine/reply.ts"
import { newTalk } from "#engine/talk.ts"

/** 退订 · 恢复订阅 · 退出组织 · 删除我的信息: leaving, in steps of one's own choosing. */

export const unsubscribe = reply("unsubscribe", {
  about: "不再收提醒",
  words: ["退订", "别再给我发消息", "不要再发了"],
  between: true,
  run: () => ({ say: "", command: { name: "optOut", input: { on: true } } }),
  done: () => "好的，以后不再给您发提醒和简报；您自己申报的审核结果还会告诉您。想恢复就发“恢复订阅”。",
})

export const resubscribe = reply("resubscribe", {
  words: ["恢复订阅", "订阅", "恢复提醒", "重新订阅"],
  run: () => ({ say: "", command: { name: "optOut", input: { on: false } } }),
  done: () => "好的，提醒恢复了。",
})

export const leaveOrganization = reply("leave-organization", {
  about: "不再当一个组织的联系人",
  words: ["退出组织", "我不是负责人了", "我不是联系人了"],
  args: (rest) => ({ number: rest.toUpperCase() }),
  private: true,
  visible: isContact,
  run: ({ facts, talk, args }) => {
    const mine = facts.me?.organizations ?? []
    const named = mine.find((one) => one.number === args.number || one.name === args.number)
    // 「我不是负责人了 早退了」: what follows names no organization.
    const others = /DJ\d|[会队社团]$|中心$/u.test(args.number)
    const chosen = named ?? (mine.length === 1 && !others ? mine[0] : undefined)
    if (mine.length === 0) return { say: "您现在不是任何组织的联系人。" }
    if (!chosen)
      return {
        talk: { ...talk, offered: mine.map((one) => `退出组织 ${one.number}`) },
        say: `要退出哪一个？\n${mine.map((one, at) => `${at + 1}. ${one.name}`).join("\n")}`,
      }
    return { say: "", command: { name: "leaveOrganization", input: { number: chosen.number } } }
  },
  done: (result: { name: string }) =>
    `好的，您不再是“${result.name}”的联系人，它的事不会再找您。组织的记录还在，接手的人发“加入组织”就行。`,
})

/** Asks once, since nothing brings it back. */
export const forgetMe = reply("forget-me", {
  about: "删掉我的个人信息",
  words: ["删除我的信息", "删除我的个人信息", "注销", "删除信息"],
  private: true,
  between: true,
  run: ({ talk }) => ({
    talk: { ...talk, offered: ["确认删除", "不删了"] },
    say: "删除后，您的姓名、手机号和聊天内容都会清除，组织的登记和备案记录还在。这一步不能恢复，确定吗？\n1. 确认删除\n2. 不删了",
  }),
})

export const forgetMeNow = reply("forget-me-now", {
  words: ["确认删除"],
  private: true,
  between: true,
  run: ({ talk }) =>
    talk.offered?.includes("确认删除")
      ? { talk: newTalk(), say: "", command: { name: "forgetMe", input: {} } }
      : { say: "要删除个人信息，请先发“删除我的信息”。" },
  done: () => "已经删除。谢谢您用过我们的服务，以后需要随时再来。",
})

export const keepMe = reply("keep-me", {
  words: ["不删了"],
  between: true,
  run: ({ talk }) => ({ talk: { ...talk, offered: [] }, say: "好的，什么都没有删。" }),
})
