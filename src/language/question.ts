import { plain, READ_AT_MOST } from "./plain.ts"

/** Whether a message asks something rather than answers. */

const MARK = /[?？]\s*$|[吗么嘛](?:[啊呀呢哈!。\s]*)$|呢[。!\s]*$/
const WORDS =
  /怎么|咋|啥|什么|么子|么事|么样|么时候|哪里|哪儿|哪个|哪些|哪天|几多|几时|多少|多久|多长时间|几点|几号|几天|几[档种家年次届条份级页]|(?<![十百千万\d好])几[个家人](?:了|啊|呀)?[。?]*\s*$|(?:要|得|应|须)有几[个家]|(?<![十好])几月|百分之几|是谁|谁(?:在|来)?(?:管|负责|牵头|审|批)|好多[。?\s]*$|能不能|可不可以|可以不|要不要|是不是|有没有|有冇|行不行|行不|对不对|好不好|会不会|用不用|够不够|合不合[规法适]|需不需要|需要不|为什么|为啥|凭什么|谁来|找谁|请问|想问|问一下|问下|咨询|不知道(?:怎么|填|要)|不懂|不明白|(?:能|要|得|管|算|给|收|可以)[^,。]{0,8}不[?？。\s]*$|啥意思|是指|区别/
const NOT_QUESTION = /^(?:什么都|怎么都|无论|不管|随便)/

/** A cheap test; the answer to a question for a slot may still hold such a word, which is for the asked slot's reader to say. */
export function looksLikeQuestion(text: string): boolean {
  const words = plain(text.slice(0, READ_AT_MOST)).trim()
  if (words.length < 2 || NOT_QUESTION.test(words)) return false
  return MARK.test(words) || WORDS.test(words)
}
