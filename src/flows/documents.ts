import { sayDay } from "#domain/calendar.ts"
import type { Commands } from "#domain/commands.ts"
import type { ShelvedDocument, With } from "#domain/facts.ts"
import { type Me, officialRegion } from "#domain/person.ts"
import { regionName } from "#domain/region.ts"
import { type Message, reply, type Said } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"
import { looksLikeQuestion } from "#language/read.ts"

/** A file sent in chat, 政策文件, 废止文件 〈n〉, 恢复文件 〈n〉: officials keep the shelf that answers come from, anyone may see what is on it. */

const SHOWN = 8
/** More than these are to be looked for by their title. */
const MOST_LISTED = 40
const MOST_NUMBERED = 99

const reviews = (me: Me) => officialRegion(me) !== undefined
const staff = (me: Me) => (reviews(me) ? undefined : "这是民政局工作人员用的。有哪些文件，发“政策文件”看。")
const NOT_HERE =
  "谢谢您发来，不过文件我这里收不了。要请民政局的同志看，发“转人工”说一声，他们会告诉您怎么交；签到表、证明这些，拍成照片发给我就行，会放进您的申报里。"

const current = (one: ShelvedDocument) => one.status === "current"
const where = (region: string | undefined) => (region === undefined ? "全市" : regionName(region))

/** A title without what is written in many ways: brackets, dashes, blanks. */
const plain = (title: string) => title.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "")

function line(one: ShelvedDocument, official: boolean): string {
  const about = [
    one.number,
    one.date && sayDay(one.date),
    one.region && `只在${where(one.region)}`,
    official && (one.status === "current" ? "现行" : "废止"),
  ].filter(Boolean)
  return `《${one.title}》${about.length > 0 ? `（${about.join("，")}）` : ""}`
}

/** The list shown last, with a document as its last one: what was numbered before keeps its number. */
function listWith(id: string, documents: readonly ShelvedDocument[], talk: Talk): string[] {
  const list = talk.list ?? []
  if (list.includes(id)) return list
  const goesOn = list.length < MOST_NUMBERED && list.every((one) => documents.some((it) => it.id === one))
  return goesOn ? [...list, id] : [id]
}

function placeOf(id: string, documents: readonly ShelvedDocument[], talk: Talk): number {
  return listWith(id, documents, talk).indexOf(id) + 1
}

type Shelved = Commands["addDocument"]["result"]

export const file = reply("file", {
  words: [],
  needs: ["documents"],
  private: true,
  refuse: (me) => (reviews(me) ? undefined : NOT_HERE),
  run: ({ facts, message, talk }) => {
    const { name = "", document, problem } = message.file ?? {}
    if (!document) return { say: `“${name}”没有存。${problem ?? ""}` }
    const list = listWith(document.id, facts.documents, talk)
    return { talk: { ...talk, list }, say: "", command: { name: "addDocument", input: { document } } }
  },
  done: ({ said, status, replaced }: Shelved, { facts, talk, message }) => {
    const { document } = message.file ?? {}
    if (!document || status === undefined) return said
    const { number, date, region } = document
    const missing = [number ? [] : "文号", date ? [] : "日期"].flat().join("和")
    const front = [
      number ? `文号${number}` : [],
      date ? `${sayDay(date)}发的` : [],
      missing ? `没有读到${missing}` : [],
      `${where(region)}适用`,
    ].flat()
    const [older] = replaced
    const before = older ? `原来的版本${older.date ? `（${sayDay(older.date)}发的）` : ""}不再用来回答。` : ""
    const undo =
      status === "current"
        ? `发错了，发“废止文件 ${placeOf(document.id, facts.documents, talk)}”就收回${older ? "，再发“恢复文件”用回原来的" : ""}。`
        : "要用它来回答，先发“政策文件”把现行的那份废止，再发“恢复文件”。"
    return [said, `${front.join("，")}。${before}`, undo].join("\n")
  },
})

/** Eight a page; what is past the first one waits for 更多. */
function listed(documents: readonly ShelvedDocument[], official: boolean, talk: Talk, head: string, foot: string) {
  const shown = documents.slice(0, MOST_LISTED)
  const lines = shown.map((one, at) => `${at + 1}. ${line(one, official)}`)
  const texts = Array.from({ length: Math.ceil(lines.length / SHOWN) }, (_, page) => {
    const left = documents.length - (page + 1) * SHOWN
    const here = lines.slice(page * SHOWN, (page + 1) * SHOWN)
    if (left <= 0) return here.join("\n")
    const last = (page + 1) * SHOWN >= MOST_LISTED
    return [...here, last ? `还有${left}份没列出来。` : `还有${left}份，发“更多”接着看。`].join("\n")
  })
  const [first, ...more] = texts
  const next: Talk = { ...talk, list: shown.map((one) => one.id), ...(more.length > 0 ? { more } : {}) }
  return { talk: next, say: [head, first, foot].join("\n") }
}

export const documents = reply("documents", {
  about: "看存着的政策文件；新文件直接发给我",
  words: ["政策文件", "文件列表", "有哪些文件", "有哪些政策文件", "政策文件有哪些"],
  needs: ["documents"],
  private: true,
  visible: reviews,
  run: ({ facts, talk }) => {
    const official = reviews(facts.me as Me)
    const all = [...facts.documents.filter(current), ...facts.documents.filter((one) => official && !current(one))]
    if (all.length === 0)
      return {
        say: official
          ? "还没有存政策文件。把文件（Word、PDF、TXT）直接发给我，就能存进来。"
          : "还没有存政策文件。想问什么可以直接问，比如“年检什么时候截止”。",
      }
    const foot = official
      ? "不用了的发“废止文件 1”，要用回的发“恢复文件 1”；新文件直接发给我。"
      : "想知道里面怎么说的，直接问就行，比如“年检什么时候截止”。"
    return listed(all, official, talk, `存着的政策文件有${all.length}份：`, foot)
  },
})

/** The documents meant: by their place in the list shown last, by their number, or by their title or a part of it. */
function meant(documents: readonly ShelvedDocument[], ref: string, talk: Talk): ShelvedDocument[] {
  const place = /^第?(\d{1,3})[个份号]?$/.exec(ref.normalize("NFKC"))?.[1]
  if (place !== undefined) return documents.filter((one) => one.id === talk.list?.[Number(place) - 1])
  const known = documents.filter((one) => one.id === ref)
  const words = plain(ref)
  if (known.length > 0 || words === "") return known
  const exact = documents.filter((one) => plain(one.title) === words || plain(one.number ?? "") === words)
  return exact.length > 0 ? exact : documents.filter((one) => plain(one.title).includes(words))
}

/** What follows 废止文件; 「废止文件还有效吗」 is a question. */
function named(rest: string, message: Message): string | undefined {
  const asks = looksLikeQuestion(message.text) && !/文件(?=$|[\s:：,，《“"第\d])/u.test(message.text)
  return asks ? undefined : rest.trim()
}

/** 「废止 1」 without 文件 is about a list of documents; 恢复 may be anything else. */
function ofDocument(word: string, rest: string, talk: Talk, message: Message): string | undefined {
  const bare = message.text.trim().startsWith(word) && !/^.{2}文件/u.test(message.text.trim())
  return bare && !(talk.list && /^第?[\d０-９]{1,3}[个份号]?$/u.test(rest)) ? undefined : named(rest, message)
}

/** Finds the one document that is meant, or asks which. */
function change(name: "repealDocument" | "restoreDocument", word: string, from: ShelvedDocument["status"]) {
  return ({ facts, talk, args }: { facts: With<"documents">; talk: Talk; args: string }): Said => {
    const found = meant(facts.documents, args, talk)
    const fit = found.filter((one) => one.status === from)
    const [only, other] = fit.length > 0 ? fit : found
    if (only && !other) {
      const list = listWith(only.id, facts.documents, talk)
      return { talk: { ...talk, list }, say: "", command: { name, input: { id: only.id } } }
    }
    const none = args !== "" && found.length === 0 ? `没有找到“${args}”。` : ""
    const all = fit.length > 0 ? fit : facts.documents.filter((one) => one.status === from)
    if (all.length === 0) return { say: `${none}现在没有${from === "current" ? "现行" : "废止过"}的文件。` }
    const shown = all.slice(0, SHOWN)
    const lines = shown.map((one, at) => `${at + 1}. ${line(one, true)}`)
    const more = all.length > SHOWN ? [`还有${all.length - SHOWN}份，发“政策文件”看全部。`] : []
    return {
      talk: { ...talk, list: shown.map((one) => one.id), offered: shown.map((one) => `${word} ${one.id}`) },
      say: [`${none}要${word.slice(0, 2)}哪一份？`, ...lines, ...more, "（回复序号就行）"].join("\n"),
    }
  }
}

export const repealDocument = reply<"documents", string>("repeal-document", {
  words: ["废止文件", "作废文件", "废止"],
  args: (rest, talk, message) => ofDocument("废止", rest, talk, message),
  needs: ["documents"],
  private: true,
  refuse: staff,
  run: change("repealDocument", "废止文件", "current"),
  done: ({ id, title }: { id: string; title: string }, { facts, talk }) => {
    const older = facts.documents.some((one) => one.id !== id && !current(one) && plain(one.title) === plain(title))
    const back = older ? "要用回以前的版本，发“恢复文件”挑一份。" : ""
    return `《${title}》废止了，不再用来回答，留着备查。弄错了，发“恢复文件 ${placeOf(id, facts.documents, talk)}”。${back}`
  },
})

export const restoreDocument = reply<"documents", string>("restore-document", {
  words: ["恢复文件", "恢复"],
  args: (rest, talk, message) => ofDocument("恢复", rest, talk, message),
  needs: ["documents"],
  private: true,
  refuse: staff,
  run: change("restoreDocument", "恢复文件", "repealed"),
  done: ({ id, said }: { id: string; said: string }, { facts, talk }) =>
    `${said}弄错了，发“废止文件 ${placeOf(id, facts.documents, talk)}”。`,
})
