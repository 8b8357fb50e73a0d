import { reply } from "#engine/reply.ts"
import { TAKES_ANYTHING } from "#engine/slots.ts"
import { readIntent, SURE } from "#language/intent.ts"
import { looksLikeQuestion } from "#language/read.ts"

/** 太难用了 · 填三遍: somebody is displeased with the service. That is no order, no question and no complaint against anybody; it may be passed on. */

const LONGEST = 40
/** What 转人工 passes on of it. */
const PASSED_ON = 500
const DISPLEASED =
  /(?:太|真|好|这么|那么|特别|实在)(?:难用|难搞|难填|麻烦|烦|繁琐|复杂|啰嗦|慢|差|笨|蠢|折腾)(?!您|你|老师|同志|一下|各位)|烦死|烦人|难用|不好用|什么破|破(?:系统|程序|软件|机器人)|(?:系统|程序|软件|机器人|助手)[^,，。]{0,4}(?:垃圾|差劲|没用)|浪费时间|(?:天天|老是|总是|反复|重复)[^,，。]{0,4}填|填[^,，。]{0,6}[几两三四五六好多]遍|答非所问|听不懂人话/u

export const grumble = reply("grumble", {
  words: [],
  match: (text, talk) => {
    if (talk.next || text.length > LONGEST || !DISPLEASED.test(text)) return undefined
    const { intent, confidence } = readIntent(text, { role: "contact" })
    const wantsMore = confidence >= SURE && intent !== "other" && !(intent === "ask_policy" && !looksLikeQuestion(text))
    return wantsMore ? undefined : true
  },
  run: ({ talk, message, asked, facts }) => {
    // What an activity was like is said in free words too.
    if (asked && TAKES_ANYTHING.has(asked.reads)) return { say: "", passes: true }
    if (message.room) return { say: "给您添麻烦了，对不起。想让民政局的同志知道，加我私聊发“转人工”说一说就行。" }
    return {
      talk: { ...talk, unanswered: { text: message.text.slice(0, PASSED_ON), at: facts.now.getTime() } },
      say: `给您添麻烦了，对不起。回复“转人工”，我把这句话转给民政局的同志${talk.form ? "；今天不想填了就发“暂停”，填好的都留着" : ""}。`,
    }
  },
})
