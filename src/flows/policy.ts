import type { FigureLine, PolicyAnswer } from "#domain/facts.ts"
import { officialRegion } from "#domain/person.ts"
import { reply, type Said } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"
import { readIntent } from "#language/intent.ts"
import { complains } from "./complaint.ts"

/**
 * 问政策: what the documents say, quoted with the article, or an honest no and a person behind it. Questions about one's own state go to the
 * records, questions about how far the plan is to the figures for those who may see them.
 */

const ASKS = "您想问什么？直接说就行，比如“年检什么时候截止”。"
const OWN_ELSEWHERE = "这要看您自己的记录，群里不方便说，请加我私聊再问。"
const FIGURES_ELSEWHERE = "进展的数字不在群里说，请加我私聊再问。"
/** How one complains may be asked; that somebody did is not kept, nor passed on as a question that any official sees. */
const COMPLAINS = /举报|投诉|检举|信访/
/** The best article tells what was meant. */
const ARTICLES_KEPT = 1
/** What 转人工 passes on of a question. */
const PASSED_ON = 500

const COMMAND = /^\s*(?:问政策|政策咨询|咨询(?=一?下|[\s,，:：。]|$))(?:一?下)?[\s,，:：。]*/u

/** The question of a message, without the words that only say that it is one. */
export function questionIn(text: string): string {
  return text.replace(COMMAND, "").trim()
}

const N = "[零一二三四五六七八九十百]{1,4}|\\d{1,3}"
const ARTICLES = [
  `任务第?(?:${N})|(?:${N})号任务`,
  `第?(?:${N})(?:部分|大点|大条|章)(?:第(?:${N})[条款项点])?`,
  `(?:\\p{Script=Han}{2,8}的?)?第(?:${N})[条款]`,
  "[一二三四五六七八九十]{1,3}[、.]?\\([一二三四五六七八九十]{1,3}\\)[、.]?\\d{0,2}|\\([一二三四五六七八九十]{1,3}\\)[、.]?\\d{1,2}",
].join("|")
/** 任务7, 第二部分第九条说的什么, 看一下二(四)9: a message that is nothing but an article to be shown. */
const REFERENCE = new RegExp(
  `^(?:请问|请|帮我|我想)?(?:看|查|问|发|念)?(?:一?下|看)?(?:方案|文件|办法|规定)?(?:的|里|里面)?(?:${ARTICLES})(?:的?(?:内容|原文|全文))?(?:是|说|写|讲|规定)?(?:的|了)?(?:是|什么|啥|些什么|哪些)?(?:内容|意思|任务)?[吗呢啊?。!]*$`,
  "u",
)
/** At 核对 it names a line of the list. */
const LINE = /^第?\d{1,2}[条项]$/

function isReference(text: string, talk: Talk): boolean {
  const plain = text.normalize("NFKC").replace(/\s/g, "")
  if (talk.form && LINE.test(plain)) return false
  return plain.length <= 30 && REFERENCE.test(plain)
}

const MY = "(?:我|咱|俺|本会|本单位|本协会|本中心)"
const HELD = "(?:年检|年报|证书?|执照|等级|评估|资格|任期)"
const DONE = "(?:到期|过期|过了|交了|报了|做了|办了|还有多久|有效期?到)"
const END = "(?:没有|没|吗|冇|不|呢|呀|啊|哪天|哪年|几时|什么时候|[?？])*$"
/** What the register may know of one's own organization: 我们协会是几A, 我们的证书过期了没. */
const OWN_STATE = new RegExp(
  [
    `${MY}[^,，。]{0,14}${HELD}[^,，。]{0,6}${DONE}[^,，。]{0,2}${END}`,
    `${MY}[^,，。]{0,14}${HELD}[^,，。]{0,6}(?:什么时候|啥时候|么时候|几时|哪天|哪年)(?:到期|过期)`,
    `${MY}[^,，。]{0,10}(?:年检|换届)了(?:没有|没|吗|冇)${END}`,
    `${MY}[^,，。]{0,12}(?:是|评了?|评上了?|评的|有)(?:几|[1-5])[aA](?:级|的|了)*${END}`,
    `${MY}[^,，。]{0,8}(?:在不在|有没有|是不是|是否)[^,，。]{0,8}(?:名录|名单)`,
    `${MY}[^,，。]{0,12}(?:名录|名单)(?:里|上|中)?了?(?:没有|没|吗|冇)${END}`,
  ].join("|"),
  "u",
)

/** `said`: by the words for it, or by the number of an article; else it was only understood so. `own`: it is about one's own records. */
type Asked = { question: string; said: boolean; own?: true }

/** The question and what the documents say to it, for the reply that answers it from elsewhere. */
type Found = { question: string; policy: PolicyAnswer }

/** What is kept of a question, so that the bureau sees what people ask and what its documents leave out. */
export function recorded({ question, policy }: Found): Pick<Said, "command"> {
  if (COMPLAINS.test(question)) return {}
  const { kind, articles } = policy
  return {
    command: { name: "recordQuestion", input: { text: question, kind, articles: articles.slice(0, ARTICLES_KEPT) } },
  }
}

function unanswered(talk: Talk, { question }: Found, at: Date): Talk {
  if (COMPLAINS.test(question)) return talk
  return { ...talk, unanswered: { text: question.slice(0, PASSED_ON), at: at.getTime() } }
}

/** 转人工 after an answer is about that one. */
function settled(talk: Talk): Talk {
  const { unanswered: _, ...rest } = talk
  return rest
}

export const policy = reply<"policy", Asked | undefined>("policy", {
  about: "问办事的规定，比如“年检什么时候截止”",
  words: ["问政策", "政策咨询", "咨询"],
  args: (rest, _, message) => {
    const question = questionIn(message.text)
    if (question !== message.text.trim()) return { question, said: true }
    // 「咨询服务中心」 begins with the word, and asks nothing.
    return rest === "" || rest === message.text ? { question, said: false } : undefined
  },
  match: (text, talk) => {
    if (isReference(text, talk)) return { question: text, said: true }
    return text.length < 40 && OWN_STATE.test(text) ? { question: text, said: true, own: true } : undefined
  },
  needs: ["policy"],
  run: ({ facts, talk, message, args, asked, guessed }) => {
    const { question, said, own }: Asked = args ?? { question: questionIn(message.text), said: true }
    if (question === "") return { talk: { ...talk, next: { reply: "policy", at: facts.now.getTime() } }, say: ASKS }
    if (complains(question)) return { say: "", instead: { reply: "complaint", args: { words: question } } }
    const answer: PolicyAnswer = own ? { ...facts.policy, kind: "own-state", articles: [] } : facts.policy
    const { kind } = answer
    if (guessed && !(kind === "answered" && answer.foreseen)) return { say: "", passes: true }
    const text = message.room ? inRoom(answer.text) : answer.text
    const found: Found = { question, policy: answer }
    // A question back about what the form asks, by what it is called: the form knows best, unless the question was foreseen.
    const about = !said && !answer.foreseen && asked?.names.some((name) => question.includes(name))
    if (about || (!said && asked && kind === "out-of-scope")) return { say: text, passes: true }
    const official = officialRegion(facts.me) !== undefined
    // Nothing was found on what is asked about the plan as a whole.
    if (official && !said && (kind === "near-miss" || kind === "out-of-scope") && asksProgress(question))
      return { say: "", instead: { reply: "progress", args: undefined } }
    switch (kind) {
      case "answered":
        return { talk: settled(talk), say: text, ...recorded(found) }
      case "own-state":
        if (message.room) return { say: OWN_ELSEWHERE, ...recorded(found) }
        return { say: "", instead: { reply: "own-records", args: found } }
      case "progress":
        if (!official) break
        if (message.room) return { say: FIGURES_ELSEWHERE, ...recorded(found) }
        return { say: "", instead: { reply: "policy-figures", args: found } }
    }
    return { talk: unanswered(talk, found, facts.now), say: text, ...recorded(found) }
  },
})

/** In a room nobody is passed on to a person: the last line, which offers it, says where. What is quoted stays as it is. */
function inRoom(text: string): string {
  const at = text.lastIndexOf("\n") + 1
  return text.slice(0, at) + text.slice(at).replace("回复“转人工”", "加我私聊发“转人工”")
}

function asksProgress(question: string): boolean {
  return readIntent(question, { role: "official" }).intent === "progress"
}

const FIGURES_SHOWN = 4

/** Where the targets of the articles that were found stand now; only policy leads here. */
export const policyFigures = reply<"figureLines", Found>("policy-figures", {
  words: [],
  needs: ["figureLines"],
  private: true,
  run: ({ facts, talk, args }) => {
    const lines = figuresOf(args.policy, facts.figureLines)
    const [first] = lines
    if (!first)
      return {
        talk: unanswered(talk, args, facts.now),
        say: `${args.policy.text}\n全部指标发“进展”看。`,
        ...recorded(args),
      }
    return {
      talk: settled(talk),
      say: [
        ...lines.map((one) => `${one.mark} ${one.line}`),
        `（方案${[...new Set(lines.map((one) => one.article))].join("、")}）`,
        `想看背后的记录，发“明细 ${first.mark}”；别的指标发“进展”。`,
      ].join("\n"),
      ...recorded(args),
    }
  },
})

/** The best article's figures whole, those of the others while they are few. */
function figuresOf(policy: PolicyAnswer, lines: readonly FigureLine[]): FigureLine[] {
  const shown: FigureLine[] = []
  policy.articles.forEach((article, at) => {
    const of = lines.filter((one) => one.article === article && isSameTitle(one.plan, policy.documents[at]))
    if (shown.length === 0 || shown.length + of.length <= FIGURES_SHOWN) shown.push(...of)
  })
  return shown
}

/** Titles without what is written in many ways: brackets, dashes, blanks. */
function isSameTitle(one: string, other: string | undefined): boolean {
  const plain = (title: string) => title.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "")
  return other !== undefined && plain(one) === plain(other)
}
