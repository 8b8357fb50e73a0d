import { newId } from "#app/secret.ts"
import type { Shelf } from "#app/shelf.ts"
import { unansweredTopics } from "#app/unanswered.ts"
import type { Database } from "#db/open.ts"
import {
  countQuestions,
  dismissQuestions,
  type QuestionRow,
  questionById,
  recallQuestions,
  type Stretch,
} from "#db/questions.ts"
import { dayOf } from "#domain/calendar.ts"
import type { Refusal } from "#domain/refusal.ts"
import type { AnswerProblems } from "#domain/short-answer.ts"
import { type LikelyArticle, likelyArticles } from "#knowledge/likely.ts"
import type { Topic } from "#knowledge/topics.ts"
import type { DeskAnswers, GivenAnswer, SaidNow } from "./answers.ts"
import { isTheirs, type Official } from "./official.ts"

/** What the documents did not answer, at the officials' desk: pointed to an article, answered, or put aside. */

export type ListedTopic = {
  /** The question that stands for it. */
  id: string
  example: string
  count: number
  people: number
  kind: Topic["kind"]
  /** 2026-11-23, when it was asked last. */
  last: string
}
/** In whose words it was asked how often; the first is the example. */
export type Asking = { id: string; text: string; count: number }
/** `choice` names it in a form; `path` is its page. */
export type Choice = Pick<LikelyArticle, "kind" | "title" | "heading" | "opening"> & {
  choice: string
  article: string
  /** The id of the short answer that it is. */
  answer?: string
  path: string
}
export type OpenedQuestion = {
  id: string
  now: SaidNow
  /** Undefined where it needs nothing any more. */
  open?: { topic: ListedTopic; wordings: readonly Asking[]; choices: readonly Choice[] }
}

const DAYS = 90
const MOST_TOPICS = 50
const MOST_WORDINGS = 8
const MOST_CHOICES = 6
/** Among those found are some that are not this official's. */
const LOOKED_AT = 20
/** A longer wording is found by what it is about. */
const LONGEST_ASK = 60
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export type DeskQuestions = ReturnType<typeof openQuestions>

export function openQuestions(world: { database: Database; shelf: Shelf; answers: DeskAnswers; now(): Date }) {
  const { database, shelf, answers, now } = world

  function stretch(official: Official): Stretch {
    const until = now()
    return { region: official.regionCode, since: new Date(until.getTime() - DAYS * 86_400_000), until }
  }

  const listed = (topic: Topic, rows: ReadonlyMap<string, QuestionRow>): ListedTopic => ({
    id: topic.questions[0]!,
    example: topic.example,
    count: topic.count,
    people: topic.people,
    kind: topic.kind,
    last: topic.questions.map((id) => dayOf(rows.get(id)!.at)).reduce((a, b) => (a > b ? a : b)),
  })

  const known = (official: Official, id: string) =>
    UUID.test(id) ? questionById(database, id, official.regionCode) : Promise.resolve(undefined)

  /** The topic that a question belongs to, with everything needed to act on it. */
  async function opened(official: Official, id: string) {
    if (!UUID.test(id)) return undefined
    const { topics, rows } = await unansweredTopics(world, stretch(official))
    const topic = topics.find((one) => one.questions.includes(id))
    if (!topic) return undefined
    const first = rows.get(topic.questions[0]!)!
    const texts = new Map<string, Asking>()
    for (const one of topic.questions.map((question) => rows.get(question)!)) {
      const before = texts.get(one.text)
      texts.set(one.text, { id: before?.id ?? one.id, text: one.text, count: (before?.count ?? 0) + 1 })
    }
    return { topic, rows, first, wordings: [...texts.values()].slice(0, MOST_WORDINGS) }
  }

  /** Those that are this official's to point to; `find` are other words to look by. */
  function choicesFor(official: Official, { text, region }: QuestionRow, find: string): Choice[] {
    const finder = shelf.finder()
    const own = new Map(answers.answers(official).map((one) => [one.title, one.id]))
    const regions = new Map(finder.documents.map((one) => [one.id, one.region]))
    return likelyArticles(finder, find.trim() || text, region, LOOKED_AT)
      .filter((one) => isTheirs(official, regions.get(one.document)))
      .flatMap(({ document, article, ...rest }): Choice[] => {
        if (rest.kind === "file") {
          const path = `/documents/${encodeURIComponent(document)}#${encodeURIComponent(article)}`
          return [{ ...rest, article, choice: `document/${document}/${article}`, path }]
        }
        const id = own.get(article)
        if (id === undefined) return []
        return [{ ...rest, article, answer: id, choice: `answer/${id}`, path: `/answers/${encodeURIComponent(id)}` }]
      })
      .slice(0, MOST_CHOICES)
  }

  /** The example, and those of the other wordings that were ticked. */
  const ticked = (wordings: readonly Asking[], ids: readonly string[]) =>
    wordings.filter((one, at) => at === 0 || ids.includes(one.id)).map((one) => one.text)

  return {
    /** Most asked first. */
    async questions(official: Official): Promise<{
      asked: number
      unanswered: number
      days: number
      topics: ListedTopic[]
      more: number
    }> {
      const [counts, { topics, rows }] = await Promise.all([
        countQuestions(database, stretch(official)),
        unansweredTopics(world, stretch(official)),
      ])
      return {
        ...counts,
        days: DAYS,
        topics: topics.slice(0, MOST_TOPICS).map((one) => listed(one, rows)),
        more: Math.max(0, topics.length - MOST_TOPICS),
      }
    },

    /** `find`: other words to look for an article by. */
    async question(official: Official, id: string, find = ""): Promise<OpenedQuestion | undefined> {
      const row = await known(official, id)
      if (!row) return undefined
      const found = await opened(official, id)
      const asked = found?.first ?? row
      const said = await answers.saidNow(asked.text, asked.region)
      if (!found) return { id, now: said }
      const { topic, rows, wordings, first } = found
      return {
        id,
        now: said,
        open: { topic: listed(topic, rows), wordings, choices: choicesFor(official, first, find) },
      }
    },

    /** 这条文件能回答: the wordings are put under the article. Undefined where the question needs nothing any more. */
    async pointTo(
      official: Official,
      id: string,
      given: { choice: string; wordings: readonly string[]; find: string },
    ): Promise<{ done: true } | { problem: string } | undefined> {
      const found = await opened(official, id)
      if (!found) return undefined
      const choice = choicesFor(official, found.first, given.find).find((one) => one.choice === given.choice)
      if (!choice) return { problem: "请选一条能回答的；都不合适，就在下面写一条回答。" }
      const asks = ticked(found.wordings, given.wordings)
      if (choice.answer !== undefined && (await answers.addAsks(official, choice.answer, asks))) return { done: true }
      for (const question of asks)
        await shelf.addAlias({ document: choice.title, article: choice.article, question }, official.personId)
      return { done: true }
    },

    /** 写一条回答: with the wordings as other ways to ask it. */
    async answerQuestion(
      official: Official,
      id: string,
      given: Omit<GivenAnswer, "asks"> & { wordings: readonly string[] },
    ): Promise<{ id: string } | { problems: AnswerProblems } | Refusal | undefined> {
      const found = await opened(official, id)
      if (!found) return undefined
      const { wordings, ...words } = given
      const asks = ticked(found.wordings, wordings).filter((one) => one !== words.title && one.length <= LONGEST_ASK)
      return answers.saveAnswer(official, { ...words, asks })
    },

    /** 不用回答. False where the question needs nothing any more. */
    async dismiss(official: Official, id: string): Promise<boolean> {
      const found = await opened(official, id)
      if (!found) return false
      const decision = { region: official.regionCode, by: official.personId, now: now(), auditId: newId() }
      return (await dismissQuestions(database, found.topic.questions, id, decision)) > 0
    },

    /** Takes 不用回答 back. */
    async recall(official: Official, id: string): Promise<boolean> {
      if (!UUID.test(id)) return false
      const decision = { region: official.regionCode, by: official.personId, now: now(), auditId: newId() }
      return (await recallQuestions(database, id, decision)) > 0
    },
  }
}
