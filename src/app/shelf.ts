import {
  type AliasRow,
  type AnswerRow,
  aliasQuestions,
  lastAnswer,
  shelfRevision,
  shortAnswerRows,
} from "#db/answers.ts"
import { shelvedDocuments, storedDocuments } from "#db/documents.ts"
import type { Database } from "#db/open.ts"
import { writeRows } from "#db/rows.ts"
import { dayOf } from "#domain/calendar.ts"
import type { ShelvedDocument, StoredDocument } from "#domain/facts.ts"
import { ALIASES } from "#knowledge/alias.ts"
import { builtInOf, seedAnswers } from "#knowledge/built-in.ts"
import type { Document } from "#knowledge/document.ts"
import { buildFinder, type Finder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import type { Log } from "#src/channel.ts"
import { hashOf, newId } from "./secret.ts"
import { documentOf, storedOf } from "./shelf/kept.ts"
import { readFile } from "./shelf/reading.ts"
import { addingAlias, addingDocument, repealingDocument, type Written, writingAnswer } from "./shelf/rows.ts"

/**
 * The policy documents, short answers and alias questions in memory, with their index: answering never touches the database. Brought
 * forward when this instance changes something, when the day changes, and when another instance changed something.
 */
export type Shelf = {
  /** The index in use. */
  finder(): Finder
  /** Resolves when an index stands that holds what was on the shelf when it was asked: `finder` would build it at once, this in slices. */
  ready(): Promise<void>
  /** Newest first, repealed ones too. */
  documents(): readonly ShelvedDocument[]
  /** Repealed ones too: what cites them still finds them. */
  document(id: string): Document | undefined
  /** Those of the file and those of the bureau's own, as they hold today. */
  shortAnswers(): readonly ShelvedAnswer[]
  /** A file as a document, nothing is added yet; `problem` is a sentence for the official. */
  read(name: string, bytes: Uint8Array, region?: string): Promise<StoredDocument | { problem: string }>
  /** Outside a turn, as the next four: rows and audit, then the shelf is brought forward. The sentence for the official. */
  add(document: StoredDocument, by: string | null): Promise<string>
  repeal(id: string, by: string | null): Promise<string>
  /** Without an id it is one of its title. */
  writeAnswer(answer: AnswerToKeep, by: string | null): Promise<string>
  removeAnswer(id: string, by: string | null): Promise<string>
  addAlias(alias: { document: string; article: string; question: string }, by: string | null): Promise<string>
  /** A turn, or another instance, wrote to these tables. */
  refresh(): Promise<void>
  close(): void
}

export type ShelvedAnswer = {
  id: string
  title: string
  answer: string
  basis: string
  asks: readonly string[]
  regionCode?: string
  /** Written by the bureau in the service, not in the file. */
  own: boolean
}

export type AnswerToKeep = Omit<ShelvedAnswer, "id" | "own"> & { id?: string }

/** How often it is looked whether another instance changed something. */
const LOOK_MS = 30_000
const TRIES = 10

export async function openShelf({ database, now, log }: { database: Database; now(): Date; log: Log }): Promise<Shelf> {
  let listed: ShelvedDocument[] = []
  let documents = new Map<string, Document>()
  let own: AnswerRow[] = []
  let aliases: AliasRow[] = []
  let revision = ""
  let index: { finder: Finder; day: string } | undefined

  async function load(): Promise<void> {
    const read = await shelfRevision(database)
    const [stored, answers, questions] = await Promise.all([
      storedDocuments(database, [...documents.keys()]),
      shortAnswerRows(database),
      aliasQuestions(database),
    ])
    documents = new Map(
      stored.map((one) => [
        one.id,
        one.content === undefined ? { ...documents.get(one.id)!, status: one.status } : documentOf(one),
      ]),
    )
    listed = stored.map(({ content, ...one }) => one)
    own = answers
    aliases = questions
    revision = read
    index = undefined
  }

  function answersOn(day: string): { title: string; answers: ShelvedAnswer[] } {
    const { title, answers } = seedAnswers(day)
    const written = new Set(own.map((one) => one.id))
    return {
      title,
      answers: [
        ...answers
          .filter((one) => !written.has(one.id))
          .map(({ source, region, ...one }) => ({
            ...one,
            basis: source,
            own: false,
            ...(region === undefined ? {} : { regionCode: region }),
          })),
        ...own
          .filter((one) => one.on)
          .map(({ seq, on, regionCode, ...one }) => ({
            ...one,
            own: true,
            ...(regionCode === null ? {} : { regionCode }),
          })),
      ],
    }
  }

  function build(day: string): Finder {
    const { title, answers } = answersOn(day)
    const builtIn = builtInOf(
      title,
      answers.map(({ basis, regionCode, ...one }) => ({ ...one, source: basis, region: regionCode })),
    )
    const asked = aliases.map((one) => ({ ...one, questions: [one.question] }))
    return buildFinder([...documents.values(), ...builtIn.documents], LEXICON, [
      ...ALIASES,
      ...builtIn.aliases,
      ...asked,
    ])
  }

  /** Writes what `make` makes of the shelf as it is now, again where somebody was faster. */
  async function write(make: () => Promise<Written>): Promise<string> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const { rows, said } = await make()
      if (!(await writeRows(database, rows))) continue
      await load()
      return said
    }
    throw new Error("the shelf kept changing")
  }

  const writing = (by: string | null) => ({ by, now: now(), newId })
  await load()
  const looking =
    database.kind === "postgres"
      ? setInterval(() => {
          shelfRevision(database)
            .then((it) => (it === revision ? undefined : load()))
            .catch((err) => log.warn({ err }, "the shelf could not be looked at"))
        }, LOOK_MS).unref()
      : undefined

  return {
    finder() {
      const day = dayOf(now())
      if (index?.day !== day) index = { finder: build(day), day }
      return index.finder
    },
    async ready() {},
    documents: () => listed,
    document: (id) => documents.get(id),
    shortAnswers: () => answersOn(dayOf(now())).answers,
    async read(name, bytes, region) {
      const read = await readFile(name, bytes)
      return "problem" in read ? read : storedOf(read, region)
    },
    add: (document, by) => write(async () => addingDocument(await shelvedDocuments(database), document, writing(by))),
    repeal: (id, by) => write(async () => repealingDocument(await shelvedDocuments(database), id, writing(by))),
    writeAnswer: (answer, by) => {
      const id = answer.id ?? `own-${hashOf(`${answer.regionCode}\n${answer.title}`).slice(0, 12)}`
      return write(async () => ({
        rows: writingAnswer({ ...answer, id }, await lastAnswer(database, id), true, writing(by)),
        said: `“${answer.title}”存好了，现在就能问。`,
      }))
    },
    removeAnswer: (id, by) =>
      write(async () => {
        const answer = answersOn(dayOf(now())).answers.find((one) => one.id === id)
        if (!answer) return { rows: [], said: "没有找到这条问答，可能已经去掉了。" }
        const { own: _, ...kept } = answer
        return {
          rows: writingAnswer(kept, await lastAnswer(database, id), false, writing(by)),
          said: `“${answer.title}”去掉了，不再用来回答。`,
        }
      }),
    addAlias: (alias, by) =>
      write(async () => ({
        rows: addingAlias(alias, writing(by)),
        said: `记下了，以后问“${alias.question}”就能答上。`,
      })),
    refresh: load,
    close: () => clearInterval(looking),
  }
}
