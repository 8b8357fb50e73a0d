import { hashOf } from "#app/secret.ts"
import type { AliasRow } from "#db/answers.ts"
import type { ShelvedDocument, StoredDocument } from "#domain/facts.ts"
import type { Row } from "#domain/rows.ts"
import { addDocument } from "#knowledge/library.ts"

/** What is written when the shelf changes; pure, for a turn (whose context is a `Writing`'s) and outside of one. */

export type Writing = { by: string | null; now: Date; newId(): string }

/** The rows, none where nothing changes, and the sentence for the official. */
export type Written = { rows: Row[]; said: string }

/** A version older than what is on the shelf goes in as repealed, older versions are repealed. `shelf`: read afresh. */
export function addingDocument(shelf: readonly ShelvedDocument[], added: StoredDocument, writing: Writing): Written {
  const { documents, said } = addDocument(shelf, added)
  const rows = documents.flatMap((one): Row[] => {
    const before = shelf.find(({ id }) => id === one.id)
    if (before?.status === one.status) return []
    if (before) return [{ change: "Document", key: { id: one.id }, set: { status: one.status } }]
    return [
      {
        add: "Document",
        row: {
          id: added.id,
          title: added.title,
          number: added.number ?? null,
          date: added.date ?? null,
          status: one.status,
          regionCode: added.region ?? null,
          content: added.content,
          addedAt: writing.now.toISOString(),
          addedBy: writing.by,
        },
      },
    ]
  })
  return {
    rows: rows.length > 0 ? [...rows, audit(writing, "add-document", added.id, { title: added.title })] : [],
    said,
  }
}

export function repealingDocument(shelf: readonly ShelvedDocument[], id: string, writing: Writing): Written {
  const document = shelf.find((one) => one.id === id)
  if (!document) return { rows: [], said: "没有找到这份文件，请再看一下列表。" }
  if (document.status === "repealed") return { rows: [], said: `《${document.title}》本来就是废止的，没有变化。` }
  return {
    rows: [
      { change: "Document", key: { id }, set: { status: "repealed" } },
      audit(writing, "repeal-document", id, { title: document.title }),
    ],
    said: `《${document.title}》标为废止了，不再用来回答，留着备查。要恢复，把原文件再添加一次就行。`,
  }
}

/** Of versions that two instances let in side by side only the newest stands: the others are repealed. */
export function repealingSuperseded(
  shelf: readonly ShelvedDocument[],
  superseded: readonly string[],
  writing: Writing,
): Row[] {
  return shelf
    .filter((one) => superseded.includes(one.id))
    .flatMap(({ id, title }): Row[] => [
      { change: "Document", key: { id }, set: { status: "repealed" } },
      audit(writing, "repeal-document", id, { title, why: "a newer version" }),
    ])
}

export type AnswerToWrite = {
  id: string
  title: string
  answer: string
  basis: string
  asks: readonly string[]
  regionCode?: string
}

/** What a short answer of the bureau's own is known by: its question, where it applies. */
export function idOfAnswer({ title, regionCode }: Pick<AnswerToWrite, "title" | "regionCode">): string {
  return `own-${hashOf(`${regionCode}\n${title}`).slice(0, 12)}`
}

/** Another version of a short answer; `last` is the number of the last one, 0 where there is none. */
export function writingAnswer(answer: AnswerToWrite, last: number, on: boolean, writing: Writing): Row[] {
  const { regionCode, ...words } = answer
  return [
    {
      add: "ShortAnswer",
      row: {
        ...words,
        seq: last + 1,
        regionCode: regionCode ?? null,
        on,
        by: writing.by,
        at: writing.now.toISOString(),
      },
    },
    audit(writing, on ? "write-answer" : "remove-answer", answer.id, { title: answer.title }),
  ]
}

export function addingAlias(alias: { document: string; article: string; question: string }, writing: Writing): Row[] {
  const id = writing.newId()
  return [
    { add: "AliasQuestion", row: { id, ...alias, by: writing.by, at: writing.now.toISOString(), endedAt: null } },
    audit(writing, "add-alias", id, alias),
  ]
}

/** A question is no longer put under its article. */
export function endingAlias({ id, ...alias }: AliasRow, writing: Writing): Row[] {
  return [
    { change: "AliasQuestion", key: { id }, set: { endedAt: writing.now.toISOString() } },
    audit(writing, "end-alias", id, alias),
  ]
}

function audit({ by, now, newId }: Writing, action: string, subject: string, detail: unknown): Row {
  return { add: "Audit", row: { id: newId(), at: now.toISOString(), by, action, subject, detail } }
}
