import { readIntent, SURE } from "#language/intent.ts"
import { looksLikeQuestion } from "#language/read.ts"
import type { Slot } from "./form.ts"
import { startsWith, TAKES_ANYTHING } from "./slots.ts"

/** A question at a question: about what is asked, or about something else that the documents may know. */

/** Whether a message asks instead of answering. */
export function asksBack(slot: Slot, text: string): boolean {
  if (text.length >= 40 || !looksLikeQuestion(text)) return false
  if (!TAKES_ANYTHING.has(slot.reads)) return true
  if (slot.reads === "text" && TELLS.test(text)) return false
  const asks = slot.reads === "text" ? ASKS : NO_NAME
  return asks.test(text) || startsWith(slot, text) || asksPolicy(text, slot.reads === "text" ? SURELY : SURE)
}

/** 业务主管单位填哪个, 要报多少人呀: about the question itself, whatever the documents say. */
export function asksHow(text: string): boolean {
  return HOW.test(text) || HOW_MUCH.test(text)
}
/** Asks for a number, and says of what no more than the question did. */
const HOW_MUCH =
  /^(?:那|这个|这里|这项)?(?:要|得|该|需要|应该)?(?:报|说|来|算|给)?(?:多少|几多|几)[个名位]?[人户家钱块元]?[呀啊呢吗哦嘞撒\s?？]*$/u
const HOW =
  /[填写选](?:什么|啥|哪|么|谁|几|多少|怎么|不填|不写)|怎么[填写选]|(?:什么|啥|么)意思|(?:要|该|得|能)不?(?:能|要)?[填写选]/u

/** Free words may hold a 什么 of their own: 「给老人讲了什么是诈骗」. */
const ASKS = /[?？吗么嘛呢]\s*$|填|写|啥|意思|咋|怎么弄/u
/** 希望明确活动要提前几天报: what others ask is told here. */
const TELLS =
  /^(?:希望|建议|盼|想(?:要|让)|不(?:知道|清楚|晓得)(?!.{0,3}填)|大家|群众|居民|村民|老人|有人|会员(?:们|都|说|觉得|反映)|参加)/u
/** What no name, title or place ends in, or holds. */
const NO_NAME =
  /[?？吗么嘛呢]\s*$|填|写|啥|意思|咋|怎么弄|(?:怎么办|怎么样|什么名字|行不行|算不算|可不可以|怎么[\p{Script=Han}]{1,2}|什么时候[\p{Script=Han}]{1,2}|哪里[\p{Script=Han}]|会不会[\p{Script=Han}]{1,3})\s*$/u
/** 年检怎么办讲座: a name, whatever it asks. */
const NAMES =
  /(?:讲座|培训|宣传|宣讲|活动|讲堂|论坛|沙龙|竞赛|比赛|大赛|行动|(?:座谈|交流|报告|推介|宣讲|分享|对接|答疑|咨询|培训|宣传|联谊|茶话|研讨|协|商|学|大|晚|年)会|咨询|解读|讲解|体验|慰问|演出|汇演|义诊|[课班日周月行展赛队])[”"』」》\s]*$/u
/** From here on words are taken for a question rather than for an answer in free words; a name is not so easily one. */
const SURELY = 0.8

/** 年检什么时候截止 is no answer in free words; 大家都问年检怎么办，我们讲清楚了 is. */
function asksPolicy(text: string, enough: number): boolean {
  const last = text.trim().split(/[\s,，。;；!！]+/u)
  if (NAMES.test(text) || !looksLikeQuestion(last.at(-1) ?? "")) return false
  const { intent, confidence } = readIntent(text, { role: "contact", inForm: true })
  return intent === "ask_policy" && confidence >= enough
}
