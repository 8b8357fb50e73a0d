import { sayWhenAnswered } from "#domain/office.ts"
import { reply, type Said } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"
import { after, saysSomething } from "./reference.ts"
import { BUREAU } from "./voice.ts"

/** 举报 · 投诉: told in confidence, in private only, to officials of the county who are not named in it and who never learn whose it is. */

const WORDS = ["举报", "投诉", "我要举报", "我要投诉", "我想举报", "我想投诉", "检举"]
const WORD = "举报|投诉|检举"
const MEANS = new RegExp(`(?:我|要|想|来)(?:${WORD})`, "u")
/** How one complains, what became of a complaint, a complaint against oneself: questions, and none of them a complaint. */
const ASKS = new RegExp(
  [
    `(?:${WORD})的?(?:电话|热线|渠道|方式|方法|途径|邮箱|信箱|地址|流程|程序|办法|规定|制度|奖励|平台|受理|处理|查处|宣传|材料|要什么|需要)`,
    `(?:怎么|怎样|如何|咋|哪里|哪儿|向谁|找谁|能不能|可不可以|可以).{0,4}(?:${WORD})`,
    `(?:${WORD})[^,，。]{0,16}什么(?:程序|流程|手续|渠道|材料)`,
    `被[^,，。]{0,6}(?:${WORD})`,
    `(?:${WORD})[^,，。]{0,6}(?:吗|么|嘛|呢|[?？])\\s*$`,
  ].join("|"),
  "u",
)
/** Less than this says nothing that anybody could look into. */
const LEAST = 8
const LEAVES = /^(?:算了|不用了?|没有?|没事了?|不举报了?|不投诉了?|不说了|不报了?)$/u

const ASK = "请说说是什么事，越具体越好：哪个组织、什么时候、怎么回事。您说的会保密，只有市民政局的工作人员能看到。"

/** Whether a message complains of something, rather than asks how that is done. */
export function complains(text: string): boolean {
  return new RegExp(WORD, "u").test(text) && !ASKS.test(text)
}

type Args = { words: string }

export const complaint = reply<never, Args | undefined>("complaint", {
  about: "向市民政局反映问题，替您保密",
  words: WORDS,
  args: (_, talk, message) => {
    const said = after(WORDS, message.text)
    if (!said) return { words: message.text.trim() }
    // 「举报奖励宣传」 may be how an answer begins.
    if (said.rest !== "" && (!complains(message.text) || (talk.form && !said.gap))) return undefined
    return { words: said.rest }
  },
  match: (text) =>
    MEANS.test(text) && complains(text) ? { words: text.replace(/^转人工[\s\p{P}]*/u, "") } : undefined,
  private: true,
  run: ({ facts, talk, message, args }) =>
    told(talk, args?.words ?? message.text.trim(), args === undefined, facts.now.getTime()),
  done: ({ number, added }: { number: string; added: boolean }, { facts }) =>
    `${added ? `补充的也收到了，和 ${number} 放在一起。` : `收到了，编号 ${number}。`}只有${BUREAU}的工作人员能看到，也不会告诉他们是谁说的。${sayWhenAnswered(facts.now)}，请留意这里的消息。`,
})

/** `asked`: what it is was asked for, and this is the answer. */
function told(talk: Talk, words: string, asked: boolean, at: number): Said {
  const before = talk.next?.reply === "complaint" ? talk.next.said : undefined
  if (asked && LEAVES.test(words)) return { say: "好的，那就不报了。" }
  const all = [before, words].filter(Boolean).join("\n")
  const substance = all.replace(new RegExp(`我?[要想]?(?:${WORD})|[\\s\\p{P}]`, "gu"), "")
  if (asked ? !saysSomething(substance) : substance.length < LEAST)
    return { talk: { ...talk, next: { reply: "complaint", at, ...(all === "" ? {} : { said: all }) } }, say: ASK }
  return { say: "", command: { name: "openTicket", input: { kind: "complaint", text: all } } }
}
