import type { DeskAnswer } from "#app/desk/answers.ts"
import type { DeskDocument } from "#app/desk/documents.ts"
import type { ListedTopic } from "#app/desk/questions.ts"
import { Refusal } from "#domain/refusal.ts"
import { readWrittenAnswer } from "#domain/short-answer.ts"
import type { House } from "#web/house.ts"

/** Documents, answers and questions for the pages to be tested and looked at with. `done` notes what was asked for, and by whom. */

const DOCUMENT: DeskDocument = {
  id: "d1",
  title: "示范县义诊活动<b>补助</b>办法",
  number: "示民发〔2026〕8号",
  date: "2026-05-01",
  status: "current",
  articles: 2,
  where: "全市",
  theirs: true,
}
const DOCUMENTS: readonly DeskDocument[] = [
  DOCUMENT,
  { ...DOCUMENT, id: "d2", title: "示范县社会组织评估办法", status: "repealed" },
]

const ANSWER: DeskAnswer = {
  id: "a1",
  title: "年检什么时候截止",
  answer: "每年5月31日以前报送年度工作报告。",
  basis: "《社会团体登记管理条例》第二十八条",
  asks: ["年检啥时候", "年报几号截止"],
  where: "全市",
  theirs: true,
  state: "changed",
  pointed: [{ id: "w9", question: "年报要交到几月" }],
  version: "v1",
}
const ANSWERS: readonly DeskAnswer[] = [
  ANSWER,
  { ...ANSWER, id: "a2", title: "会费能收几档", answer: "最多四档。", state: "taken-away" },
]

export const QUESTION = "0197f0a0-0000-7000-8000-000000000001"
const TOPIC: ListedTopic = {
  id: QUESTION,
  example: "义诊车一天租金多少",
  count: 7,
  people: 5,
  kind: "near-miss",
  last: "2026-11-20",
}

type Desk = Omit<House, "openLink" | "signedIn" | "signOut" | "overview" | "detail" | "ready" | "gauges">

export function madeUpDesk(): { desk: Desk; done: string[] } {
  const done: string[] = []
  const said = { question: TOPIC.example, answered: false, text: "文件提到“租金”（一），但没有写金额。" }
  const desk: Desk = {
    documents: () => [...DOCUMENTS],
    document(official, id) {
      const found = DOCUMENTS.find((one) => one.id === id)
      const text = [
        { id: "0", name: "标题和前言", headings: [], text: "为了规范补助。", pointed: [] },
        {
          id: "一",
          name: "一",
          headings: ["第一部分"],
          text: "一、租金。\n义诊车每天租金300元。",
          pointed: [{ id: "w8", question: "租车<几块>钱" }],
        },
      ]
      return found && { ...found, theirs: official.regionCode.length === 6, text }
    },
    async addDocuments({ regionCode }, files) {
      const outcomes = []
      for (const { name, size, bytes } of files) {
        const first = new TextDecoder().decode(await bytes()).slice(0, 20)
        done.push(`add ${name} ${size} ${first} ${regionCode}`)
        const added = name.endsWith(".txt")
        outcomes.push({ name, added, said: added ? `《${first}》存好了，现在就能问。` : "只能读Word和PDF。" })
      }
      return outcomes
    },
    async repealDocument({ regionCode }, id) {
      done.push(`repeal ${id} ${regionCode}`)
      if (!DOCUMENTS.some((one) => one.id === id)) return new Refusal("unknown", "没有这份文件。")
      return regionCode.length > 6 ? new Refusal("not-yours", "要由市民政局来改。") : undefined
    },
    async restoreDocument(_, id) {
      done.push(`restore ${id}`)
      return new Refusal("newer-version", "有更新的版本现行。")
    },
    async takeBack(_, id) {
      done.push(`take back ${id}`)
      return id === "w0" ? new Refusal("not-yours", "要由市民政局来改。") : undefined
    },
    answers: () => [...ANSWERS],
    answer: (_, id) => ANSWERS.find((one) => one.id === id),
    async saveAnswer({ regionCode }, given, before) {
      done.push(`save ${before?.id} ${regionCode} ${JSON.stringify(given)}`)
      const words = readWrittenAnswer({ ...given, asks: [...given.asks] })
      if ("problems" in words) return words
      if (before && before.version !== ANSWER.version) return new Refusal("changed", "这条回答刚被别人改过。")
      return { id: before?.id ?? "a1" }
    },
    async removeAnswer(_, id) {
      done.push(`remove ${id}`)
      return { said: "拿掉了。" }
    },
    async restoreAnswer(_, id) {
      done.push(`restore ${id}`)
      return new Refusal("not-yours", "要由市民政局来改。")
    },
    addAsks: async () => true,
    saidNow: async (question) => ({ ...said, question, answered: true, text: "「每年5月31日以前。」" }),
    questions: async () => ({ asked: 120, unanswered: 23, days: 90, topics: [TOPIC], more: 4 }),
    async question(_, id, find) {
      if (id !== QUESTION) return undefined
      const wordings = [
        { id: QUESTION, text: TOPIC.example, count: 5 },
        { id: "0197f0a0-0000-7000-8000-000000000002", text: "租义诊车要好多钱", count: 2 },
      ]
      const choice = {
        kind: "file" as const,
        title: DOCUMENT.title,
        heading: "租金",
        opening: "义诊车每天租金300元。",
        choice: "document/d1/一",
        article: "一",
        path: "/documents/d1#%E4%B8%80",
      }
      return { id, now: said, open: { topic: TOPIC, wordings, choices: find ? [] : [choice] } }
    },
    async pointTo(_, id, given) {
      done.push(`point ${id} ${given.choice} ${given.wordings}`)
      if (id !== QUESTION) return undefined
      return given.choice === "" ? { problem: "请选一条能回答的。" } : { done: true }
    },
    async answerQuestion(_, id, given) {
      done.push(`answer ${id} ${JSON.stringify(given)}`)
      const words = readWrittenAnswer({ ...given, asks: [] })
      return "problems" in words ? words : { id: "a1" }
    },
    async dismiss(_, id) {
      done.push(`dismiss ${id}`)
      return id === QUESTION
    },
    async recall(_, id) {
      done.push(`recall ${id}`)
      return true
    },
  }
  return { desk, done }
}
