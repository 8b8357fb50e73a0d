import { sayWhenAnswered } from "#domain/office.ts"
import { reply } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"
import { complains } from "./complaint.ts"
import { after, saysSomething } from "./reference.ts"

/** 转人工: what the documents did not answer, or what somebody says, goes to a person of the bureau. */

const WORDS = [
  "转人工",
  "人工",
  "找人",
  "人工客服",
  "人工服务",
  "转人工客服",
  "转人工服务",
  "找人工",
  "客服",
  "真人",
  "找工作人员",
  "联系工作人员",
  "我要人工",
  "我要转人工",
  "请转人工",
  "帮我转人工",
]
/** 人工湖, 找人帮忙: after these a gap says that they are meant. */
const NEED_GAP = new Set(["人工", "找人", "客服", "真人"])
/** So long what was not answered is what 转人工 is about. */
const FRESH_MS = 30 * 60_000
const ASK = "好的，想问工作人员什么？请说一说，我一起转过去。"
const LEAVES = /^(?:算了|不用了?|没有?|没事了?|不转了?|不问了?)$/u
/** All that people say around asking for a person: 不跟机器人说, 你们上班吗 找人, 急. */
const AROUND =
  /机器人?|真人|活人|人工|客服|服务|工作人员|同志|老师|[科股]长|[科股]室|社会组织[科股管理]*|领导|主任|民政局|办公室|负责|管事|前台|接[待线]员?|值班|上班|当面|座机|热线|电话|号码?|咨询|反映|意见|建议|问题|情况|事情|特殊|答非所问|糊弄|解决|没用|清楚|明白|谢谢|麻烦|安排|联系|回复?|换|转|接|找|要|想|叫|喊|帮|请|让|给|打|跟|和|与|对|说|讲|聊|话|谈|问|提|听|懂|用|会|能|可以|不|别|没|有|无|是|在|来|到|去|出|我|你|您|们|他|人|个|位|谁|该|哪|的|得|地|了|着|过|吗|呢|啊|呀|吧|嘞|撒|哦|哈|急|快|一下|下|一|多少|怎么|什么|里|点|事|[\s\p{P}]/gu

/** Whether there is more in a message than that somebody wants to talk to a person. */
const hasSubstance = (text: string) => text.replace(AROUND, "").length > 1

type Args = { words: string }

export const human = reply<never, Args | undefined>("human", {
  about: "请民政局工作人员来答",
  words: WORDS,
  args: (rest, talk, message) => {
    const said = after(WORDS, message.text)
    if (said && !said.gap && (talk.form || NEED_GAP.has(said.word))) return undefined
    if (rest === "" && said?.rest !== "") return { words: message.text.trim() }
    if (!said) return undefined
    return { words: said.rest }
  },
  private: true,
  run: ({ facts, talk, message, args }) => {
    const asked = talk.next?.reply === "human"
    if (!args && !asked)
      return { talk: { ...talk, next: { reply: "human", at: facts.now.getTime() } }, say: ASK, passes: true }
    const words = args?.words ?? message.text.trim()
    if (complains(words)) return { say: "", instead: { reply: "complaint", args: { words } } }
    if (!args && LEAVES.test(words)) return { say: "好的，那就不转了。" }
    const passed = (args ? hasSubstance(words) : saysSomething(words)) ? words : waiting(talk, facts.now)
    if (!passed) return { talk: { ...talk, next: { reply: "human", at: facts.now.getTime() } }, say: ASK }
    const { unanswered: _, ...rest } = talk
    return {
      talk: rest,
      otherwise: talk,
      say: "",
      command: { name: "openTicket", input: { kind: "question", text: passed } },
    }
  },
  done: ({ number, added }: { number: string; added: boolean }, { facts, talk, args }) => {
    const old = args && !hasSubstance(args.words) ? waiting(talk, facts.now) : undefined
    const what = old ? `“${old.length > 40 ? `${old.slice(0, 40)}…` : old}”` : "您说的"
    const where = added ? `加到 ${number} 里了，工作人员会一起答` : `已经转给民政局工作人员，编号 ${number}`
    return `${what}${where}。${sayWhenAnswered(facts.now)}，请留意这里的消息。`
  },
})

/** The question that was not answered a little while ago. */
function waiting({ unanswered }: Talk, now: Date): string | undefined {
  return unanswered && now.getTime() - unanswered.at <= FRESH_MS ? unanswered.text : undefined
}
