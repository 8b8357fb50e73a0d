import { audit, command, type TurnContext } from "#app/command.ts"
import { documentOf } from "#app/shelf/kept.ts"
import { addingAlias, idOfAnswer, type Writing, writingAnswer } from "#app/shelf/rows.ts"
import { lastAnswer } from "#db/answers.ts"
import { storedDocuments } from "#db/documents.ts"
import type { Database } from "#db/open.ts"
import { type LastAnswer, lastAnswerBy } from "#db/tickets.ts"
import { answersFor, officialRegion } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { COUNTY, regionName } from "#domain/region.ts"
import { cleanText, maskNames, maskPhones } from "#domain/text.ts"
import { meantBy, referenceIn } from "#knowledge/reference.ts"

/** A question of fewer letters (“1”, 在吗) would be asked of anything. */
const LEAST_LETTERS = 3
/** A question longer than this is no title. */
const LONGEST_TITLE = 200

/** 收录: what an official answered last answers the next one who asks it; 收录 〈article〉: that article does. */
export const keepAnswer = command({
  name: "keepAnswer",
  find: async (database, { article }, turn) => {
    const last = await lastAnswerBy(database, turn.me.id)
    const id = last && idOfAnswer(keptOf(last, turn))
    return {
      last,
      seq: id === undefined ? 0 : await lastAnswer(database, id),
      meant: article === undefined ? undefined : await articleNamed(database, article, turn),
    }
  },
  prepare: ({ article }, { last, seq, meant }, turn) => {
    if (!last || last.question === "")
      return new Refusal("nothing", "还没有可以收录的，先发“回复 编号 内容”答复，再发“收录”。")
    if (last.kind === "complaint") return new Refusal("complaint", "举报的内容要保密，不能收录。")
    const kept = keptOf(last, turn)
    if ((kept.title.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS)
      return new Refusal(
        "no-question",
        `对方问的只有“${kept.title}”，别人不会这样问，没有收录。要加问答，发“登录”到网页上写。`,
      )
    const writing: Writing = { by: turn.me.id, now: turn.now, newId: turn.newId }
    const noted = (detail: object) => audit(turn, "keep-answer", last.ticket, detail)
    if (article !== undefined) {
      if (meant instanceof Refusal) return meant
      if (!meant)
        return new Refusal("unknown-article", `现行文件里没有找到“${article}”这一条，发“政策文件”看看有哪些。`)
      return {
        rows: [...addingAlias({ ...meant, question: kept.title }, writing), noted(meant)],
        result: { question: kept.title, ...meant },
      }
    }
    const answer = { ...kept, id: idOfAnswer(kept) }
    return {
      rows: [...writingAnswer(answer, seq, true, writing), noted({ answer: answer.id })],
      result: { question: kept.title, answer: kept.answer },
    }
  },
})

/** Where what an official of a town says holds: there; of the county: everywhere. */
function regionOf({ me }: TurnContext): string | undefined {
  const region = officialRegion(me)
  return region === undefined || region === COUNTY.code ? undefined : region
}

/** Without whoever asked: it is said to anybody. */
function keptOf({ question, answer, asker, phone }: LastAnswer, turn: TurnContext) {
  const regionCode = regionOf(turn)
  const names = asker === null || asker.length < 2 ? [] : [asker]
  const known = names.reduce((text, name) => text.replaceAll(name, `${[...name][0]}某`), answer)
  return {
    // Cleaned once more, since the cut may go through a character.
    title: maskNames(maskPhones(cleanText(question.replace(/\s+/gu, " ").trim().slice(0, LONGEST_TITLE))), names),
    answer: phone === null ? known : known.replaceAll(phone, maskPhones(phone)),
    basis: `民政局答复（${turn.today}）`,
    asks: [],
    ...(regionCode === undefined ? {} : { regionCode }),
  }
}

/** The article that some words name (二(四)9, 方案第三条) of the newest current document that has it and is theirs to keep. */
async function articleNamed(database: Database, words: string, { me }: TurnContext) {
  const reference = referenceIn(words)
  if (!reference) return undefined
  let elsewhere: Refusal | undefined
  for (const stored of await storedDocuments(database, [])) {
    if (stored.status !== "current") continue
    const document = documentOf(stored)
    const [article] = meantBy(reference, document.articles)
    if (!article) continue
    const { title, region = COUNTY.code } = document
    // What is put under an article answers everybody for whom it holds.
    if (answersFor(me, region)) return { document: title, article: article.id }
    const where = region === COUNTY.code ? "全市" : regionName(region)
    elsewhere ??= new Refusal(
      "not-allowed",
      `《${title}》是${where}的文件，要由市民政局来收录。只发“收录”，可以把您的答复留给本地用。`,
    )
  }
  return elsewhere
}
