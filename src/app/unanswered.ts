import type { Database } from "#db/open.ts"
import { namesIn, type QuestionRow, type Stretch, unansweredQuestions } from "#db/questions.ts"
import { maskNames } from "#domain/text.ts"
import { type Topic, topicsOf } from "#knowledge/topics.ts"
import type { MostAsked } from "#reports/most-asked.ts"
import type { Shelf } from "./shelf.ts"

/** What was asked in a region and not answered, by what was meant: for the officials' page and the digest. */

const SHOWN = 3
const WEEK_MS = 7 * 86_400_000

/** Most asked first; with the questions behind them, by id. */
export async function unansweredTopics(
  { database, shelf }: { database: Pick<Database, "pool">; shelf: Pick<Shelf, "ready" | "finder"> },
  stretch: Stretch,
): Promise<{ topics: Topic[]; rows: ReadonlyMap<string, QuestionRow> }> {
  const [rows] = await Promise.all([unansweredQuestions(database, stretch), shelf.ready()])
  const questions = rows.map(({ personId, at, ...one }) => ({
    ...one,
    ...(personId === null ? {} : { person: personId }),
  }))
  return { topics: topicsOf(questions, shelf.finder()), rows: new Map(rows.map((one) => [one.id, one])) }
}

/** 本周问得最多、答不上的问题: of the seven days before, at most three; names are masked as far as they can be told. */
export async function mostAsked(
  world: { database: Pick<Database, "pool">; shelf: Pick<Shelf, "ready" | "finder"> },
  region: string,
  now: Date,
): Promise<MostAsked[]> {
  const since = new Date(now.getTime() - WEEK_MS)
  const { topics } = await unansweredTopics(world, { region, since, until: now })
  const first = topics.slice(0, SHOWN)
  if (first.length === 0) return []
  const names = await namesIn(world.database, first.map((one) => one.example).join("\n"))
  return first.map(({ example, people }) => ({
    example: maskNames(example, names),
    people,
  }))
}
