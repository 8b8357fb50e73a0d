import { LONGEST_ANSWER } from "#domain/ticket.ts"
import { type Message, reply } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"

/** Two people talk through the service: each one's words go to the other, and the service says nothing. 交还 · 结束 end it. */

const SHOWN_AS: Record<string, string> = {
  voice: "（发来一段语音，听不出文字）",
  video: "（发来一段视频，这里看不到）",
  location: "（发来一个位置，这里看不到）",
  link: "（发来一个链接，这里打不开）",
  sticker: "（发来一个表情）",
}

/** What a message says to the other; nothing where it says nothing. */
function words({ text, picture, file, unsupported, event }: Message): string | undefined {
  if (text.trim() !== "") return text.trim()
  if (picture || unsupported?.startsWith("image")) return "（发来一张照片，这里看不到）"
  if (file || unsupported?.startsWith("file")) return `（发来一个文件${file ? `“${file.name}”` : ""}，这里打不开）`
  if (event || unsupported === undefined) return undefined
  return SHOWN_AS[unsupported] ?? "（发来一条消息，这里看不到）"
}

function alone(talk: Talk): Talk {
  const { next, ...rest } = talk
  return next?.reply === "relay" ? rest : talk
}

/** What somebody says whom an official attends. */
export const attended = reply("attended", {
  words: [],
  run: ({ facts, message }) => {
    const text = words(message)
    const number = facts.me?.attended?.ticket
    if (text === undefined || number === undefined) return { say: "", silent: true }
    return { say: "", silent: true, command: { name: "sayOverTicket", input: { number, text } } }
  },
})

/** What the official says who attends somebody. */
export const relay = reply("relay", {
  words: [],
  needs: ["taking"],
  run: ({ facts, talk, message }) => {
    const text = words(message)
    if (!facts.taking)
      return { talk: alone(talk), say: "您和对方的对话已经结束了，这句话没有转过去。办别的事请再发一次。" }
    if (text === undefined) return { say: "", silent: true }
    if (text.length > LONGEST_ANSWER)
      return { say: `这段太长，没有转过去。请控制在${LONGEST_ANSWER}字以内，分几次说。` }
    const { number } = facts.taking
    return {
      say: "",
      silent: true,
      otherwise: alone(talk),
      command: { name: "sayOverTicket", input: { number, text } },
    }
  },
})

export const endTalk = reply("end-talk", {
  words: ["交还", "结束", "结束对话", "交还小助手"],
  needs: ["taking"],
  private: true,
  between: true,
  run: ({ facts, talk }) => {
    const number = facts.me?.attended?.ticket ?? facts.taking?.number
    if (number === undefined) return { talk: alone(talk), say: "现在没有和谁在说话。需要什么直接说。", passes: true }
    return {
      talk: alone(talk),
      say: "",
      command: { name: "returnTicket", input: { number } },
    }
  },
  done: (_result: object, { facts, talk }) => {
    if (!facts.me?.attended) return "已经交还，小助手接着答。"
    return `好的，小助手接着为您服务。${talk.form ? "前面没填完的，发“继续”接着填。" : ""}`
  },
})
