import { setTimeout as pause } from "node:timers/promises"
import { type AliasRow, lastAnswer, shelfRevision } from "#db/answers.ts"
import { shelvedDocuments } from "#db/documents.ts"
import type { Database } from "#db/open.ts"
import { writeRows } from "#db/rows.ts"
import { dayOf } from "#domain/calendar.ts"
import type { ShelvedDocument, StoredDocument } from "#domain/facts.ts"
import { cleanText } from "#domain/text.ts"
import type { Document } from "#knowledge/document.ts"
import type { Finder } from "#knowledge/finder.ts"
import type { Log } from "#src/channel.ts"
import { newId } from "./secret.ts"
import { answersOn, indexOn, loadContents, type ShelvedAnswer } from "./shelf/contents.ts"
import { openIndex } from "./shelf/index-in-use.ts"
import { storedOf } from "./shelf/kept.ts"
import { readFile } from "./shelf/reading.ts"
import {
  addingAlias,
  addingDocument,
  endingAlias,
  idOfAnswer,
  repealingDocument,
  repealingSuperseded,
  type Written,
  writingAnswer,
} from "./shelf/rows.ts"

/**
 * The policy documents, short answers and alias questions in memory, with their index: answering never touches the database. Brought
 * forward when this instance changes something, when the day changes, and when another instance changed something.
 */
export type Shelf = {
  /** The index in use. Another is built beside it when something changed; only the first of all is built while one waits. */
  finder(): Finder
  /** Resolves when there is an index: who awaits this first holds nobody else up. */
  ready(): Promise<void>
  /** Newest first, repealed ones too. */
  documents(): readonly ShelvedDocument[]
  /** Repealed ones too: what cites them still finds them. */
  document(id: string): Document | undefined
  /** Those of the file and those of the bureau's own, as they hold today. */
  shortAnswers(): readonly ShelvedAnswer[]
  /** A file as a document, nothing is added yet; `problem` is a sentence for the official. */
  read(name: string, bytes: Uint8Array, region?: string): Promise<StoredDocument | { problem: string }>
  /** Outside a turn, as the next four: rows and audit, then the shelf is brought forward, its index too. The sentence for the official. */
  add(document: StoredDocument, by: string | null): Promise<string>
  repeal(id: string, by: string | null): Promise<string>
  /** Without an id it is that of its title and region. */
  writeAnswer(answer: AnswerToKeep, by: string | null): Promise<string>
  removeAnswer(id: string, by: string | null): Promise<string>
  /** Questions that officials put under articles, oldest first. */
  aliases(): readonly AliasRow[]
  addAlias(alias: { document: string; article: string; question: string }, by: string | null): Promise<string>
  removeAlias(id: string, by: string | null): Promise<string>
  /** A turn, or another instance, wrote to these tables. Never rejects: what cannot be read now is read later. */
  refresh(): Promise<void>
  close(): void
}

export type { ShelvedAnswer }
export type AnswerToKeep = Omit<ShelvedAnswer, "id" | "own"> & { id?: string }

/** How often it is looked whether another instance changed something, and whether what could not be read can be now. */
const LOOK_MS = 30_000
/** How long who changed something waits for the index that holds it; a large one comes after. */
const INDEX_MS = 1500
const TRIES = 10
const LONGEST_NAME = 120

/** Reads what is stored; no index is built before one is asked for. */
export async function openShelf({ database, now, log }: { database: Database; now(): Date; log: Log }): Promise<Shelf> {
  const today = () => dayOf(now())
  let contents = await loadContents(database)
  let behind = false
  let closed = false
  const index = openIndex(
    () => `${contents.revision} ${today()}`,
    () => indexOn(today(), contents),
    (err) => log.error({ err }, "no index could be built of the shelf"),
  )

  async function load(): Promise<void> {
    contents = await loadContents(database, contents)
    behind = false
    const { listed, superseded } = contents
    if (superseded.length > 0) await writeRows(database, repealingSuperseded(listed, superseded, writing(null)))
  }

  /** One after the other: what is written, and what is read again after it. */
  let last: Promise<unknown> = Promise.resolve()
  function inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }

  const loaded = () =>
    load().catch((err) => {
      behind = true
      if (!closed) log.warn({ err }, "the shelf could not be read")
    })

  const indexed = () => Promise.race([index.forward(), pause(INDEX_MS, undefined, { ref: false })])

  /** Those who wait for the same reading share it. */
  let waiting: Promise<void> | undefined
  async function refresh(): Promise<void> {
    waiting ??= inOrder(() => {
      waiting = undefined
      return loaded()
    })
    await waiting
    await indexed()
  }

  /** Writes what `make` makes of the shelf as it is now, again where somebody was faster. */
  async function write(make: () => Promise<Written>): Promise<string> {
    const said = await inOrder(async () => {
      for (let attempt = 1; attempt <= TRIES; attempt++) {
        const { rows, said } = await make()
        if (rows.length === 0) return said
        if (!(await writeRows(database, rows))) continue
        await loaded()
        return said
      }
      throw new Error("the shelf kept changing")
    })
    await indexed()
    return said
  }

  const writing = (by: string | null) => ({ by, now: now(), newId })

  async function look(): Promise<void> {
    if (behind || (database.kind === "postgres" && (await shelfRevision(database)) !== contents.revision))
      await refresh()
  }
  const looking = setInterval(() => {
    look().catch((err) => closed || log.warn({ err }, "the shelf could not be looked at"))
  }, LOOK_MS).unref()

  return {
    finder: index.finder,
    ready: index.ready,
    documents: () => contents.listed,
    document: (id) => contents.documents.get(id),
    shortAnswers: () => answersOn(today(), contents),
    async read(name, bytes, region) {
      // Its end says what kind of file it is; the title of a text that has none.
      const read = await readFile(cleanText(name.slice(-LONGEST_NAME)), bytes)
      return "problem" in read ? read : storedOf(read, region)
    },
    add: (document, by) => write(async () => addingDocument(await shelvedDocuments(database), document, writing(by))),
    repeal: (id, by) => write(async () => repealingDocument(await shelvedDocuments(database), id, writing(by))),
    writeAnswer: (answer, by) =>
      write(async () => {
        const kept = { ...answer, id: answer.id ?? idOfAnswer(answer) }
        const rows = writingAnswer(kept, await lastAnswer(database, kept.id), true, writing(by))
        return { rows, said: `“${answer.title}”存好了，现在就能问。` }
      }),
    removeAnswer: (id, by) =>
      write(async () => {
        const answer = answersOn(today(), contents).find((one) => one.id === id)
        if (!answer) return { rows: [], said: "没有找到这条问答，可能已经去掉了。" }
        const { own: _, ...kept } = answer
        const rows = writingAnswer(kept, await lastAnswer(database, id), false, writing(by))
        return { rows, said: `“${answer.title}”去掉了，不再用来回答。` }
      }),
    aliases: () => contents.aliases,
    removeAlias: (id, by) =>
      write(async () => {
        const alias = contents.aliases.find((one) => one.id === id)
        if (!alias) return { rows: [], said: "没有找到这种问法，可能已经去掉了。" }
        return {
          rows: endingAlias(alias, writing(by)),
          said: `去掉了，以后有人问“${alias.question}”，不再用${alias.article}来回答。`,
        }
      }),
    addAlias: (alias, by) =>
      write(async () => ({
        rows: addingAlias(alias, writing(by)),
        said: `记下了，以后有人问“${alias.question}”，就用${alias.article}来回答。`,
      })),
    refresh,
    close() {
      closed = true
      clearInterval(looking)
    },
  }
}
