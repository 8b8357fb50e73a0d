/** A message as the readers see it: the same length as sent, so that every position still points at the words sent. */

/** How much of a message is read: what stands in a form fits a tenth of this, and reading stays quick. */
export const READ_AT_MOST = 1000

const TRADITIONAL =
  "週禮後個點時號萬億兩會場開報備動鎮鄉區員體協團導聯繫電話機長領對結幫費預經參與訓練講課學習醫藥賽選舉業務農產品銷售題錢幾這來還沒麼麽們說請問裡裏見過將從爲為應該東車門間陸壹貳叁參肆伍陸柒捌玖拾佰仟臺"
const SIMPLIFIED =
  "周礼后个点时号万亿两会场开报备动镇乡区员体协团导联系电话机长领对结帮费预经参与训练讲课学习医药赛选举业务农产品销售题钱几这来还没么么们说请问里里见过将从为为应该东车门间陆壹贰叁参肆伍陆柒捌玖拾佰仟台"

const MAP = new Map<string, string>()
for (let at = 0; at < TRADITIONAL.length; at++) MAP.set(TRADITIONAL[at]!, SIMPLIFIED[at]!)
for (let code = 0xff01; code <= 0xff5e; code++)
  MAP.set(String.fromCharCode(code), String.fromCharCode(code - 0xfee0).toLowerCase())
for (let code = 65; code <= 90; code++) MAP.set(String.fromCharCode(code), String.fromCharCode(code + 32))
for (const blank of "\u3000\u00a0\u2002\u2003\u2005\u2009\u200b\ufeff\t\r") MAP.set(blank, " ")
for (const dash of "–—―－‐‑−﹣") MAP.set(dash, "-")
for (const wave of "～∼〜˜") MAP.set(wave, "~")
for (const colon of "：∶︰﹕") MAP.set(colon, ":")
for (const comma of "，﹐") MAP.set(comma, ",")
MAP.set("〇", "零").set("○", "零").set("礼", "礼").set("﹒", ".").set("．", ".")

const CHANGED = new RegExp(`[${[...MAP.keys()].join("").replace(/[\\\]^-]/g, "\\$&")}]`, "g")

/** What voice input and hurried pinyin write for the words the readers go by; none of them means anything else. */
const MISHEARD: Record<string, string> = {
  被案: "备案",
  背案: "备案",
  报被: "报备",
  连系: "联系",
  联糸: "联系",
  负则人: "负责人",
  付责人: "负责人",
  培顺: "培训",
  培讯: "培训",
  陪训: "培训",
  予算: "预算",
  预祘: "预算",
  经废: "经费",
  义珍: "义诊",
  义症: "义诊",
  坐谈会: "座谈会",
  讲坐: "讲座",
  志原者: "志愿者",
  自愿者: "志愿者",
  会圆: "会员",
  注策: "注册",
}
const MISHEARD_WORDS = new RegExp(Object.keys(MISHEARD).join("|"), "g")

/** Full-width to half-width, lower case, traditional to simplified where the readers need it, a misheard cue word as meant; one character for one. */
export function plain(text: string): string {
  return text.replace(CHANGED, (character) => MAP.get(character)!).replace(MISHEARD_WORDS, (word) => MISHEARD[word]!)
}

/** The text with what has been read blanked out, every position kept. */
export function blank(text: string, spans: readonly { from: number; to: number }[]): string {
  if (spans.length === 0) return text
  let result = ""
  let at = 0
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from < at) continue
    result += text.slice(at, from) + BLANK.repeat(to - from)
    at = to
  }
  return result + text.slice(at)
}

/** What stands for letters already read: no reader takes it for a word, and every one stops at it. */
export const BLANK = "\u0001"
