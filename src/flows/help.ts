import type { Me } from "#domain/person.ts"
import { type Flow, usable } from "#engine/book.ts"
import { reply } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"
import { SERVICE } from "./voice.ts"

/** 帮助: what this person can do, and nothing else. */

/** Between two people most want to know how that ends; all but a few words go to the other. */
const END_TALK = {
  person: "您正在和民政局工作人员说话，说完了发“结束”，小助手再接着答。",
  official: "您正在和对方说话，说完了发“交还”。",
}

function firstWord(flow: Flow): string {
  return (flow.type === "form" ? flow.starts[0] : flow.words[0]) ?? ""
}

function endOf(me: Me, talk: Talk): string | undefined {
  if (me.attended) return END_TALK.person
  return talk.next?.reply === "relay" ? END_TALK.official : undefined
}

export function helpFor(flows: readonly Flow[]) {
  return reply("help", {
    words: ["帮助", "help", "菜单", "功能", "怎么用", "你能做什么", "你会什么"],
    between: true,
    run: ({ facts, talk, message }) => {
      const me = facts.me as Me
      const over = message.room ? undefined : endOf(me, talk)
      const heard = over ? flows.filter((flow) => flow.type === "reply" && flow.between) : flows
      const lines = heard.filter((flow) => usable(flow, me)).map((flow) => `· ${firstWord(flow)}：${flow.about}`)
      if (over) return { say: [over, "现在还听得懂这些：", ...lines].join("\n") }
      const draft = talk.drafts.length > 0 ? ["· 继续：接着填上次没填完的"] : []
      return { say: ["我能帮您：", ...lines, ...draft, "直接说您的事也行，比如“下周三下午办义诊”。"].join("\n") }
    },
  })
}

const HELLO = "你好|您好|哈喽|在吗|在不在|有人吗|早上好|上午好|中午好|下午好|晚上好|早|喂|hi|hello"
const THANKS = "谢谢|多谢|感谢|辛苦|麻烦你|麻烦您|不客气|再见|拜拜"
const COURTESY = new RegExp(
  `^(?:${HELLO}|${THANKS}|好的?|行|嗯+|收到|知道|晓得|明白|懂|你们?|您|了|啦|啊|呀|哦|哈|大家|老师|领导|同志|小助手|非常|十分)+$`,
  "iu",
)

/** Someone who agreed before follows again, says hello or thanks: no menu, and no answer to any question. */
export const follow = reply("follow", {
  words: ["你好", "您好", "谢谢"],
  match: (text) => {
    const words = text.normalize("NFKC").replace(/[^\p{L}]/gu, "")
    return COURTESY.test(words) && new RegExp(`${HELLO}|${THANKS}`, "iu").test(words) ? true : undefined
  },
  run: ({ message }) => ({
    say: new RegExp(THANKS, "u").test(message.text)
      ? "不客气，有事随时说。"
      : `您好，我是${SERVICE}。需要什么直接说，发“帮助”看我能做什么。`,
  }),
})

/** None of what was offered was meant. */
export const neither = reply("neither", {
  words: ["都不是", "不是"],
  args: (rest, talk) => (rest === "" && talk.offered ? true : undefined),
  run: ({ talk }) => ({ talk: { ...talk, offered: [] }, say: "好的，请换个说法再说一次，或者发“帮助”看我能做什么。" }),
})
