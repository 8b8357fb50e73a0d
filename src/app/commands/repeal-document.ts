import { command } from "#app/command.ts"
import { mayNotChange, writingOf } from "#app/shelf/may-change.ts"
import { repealingDocument } from "#app/shelf/rows.ts"
import { shelvedDocuments } from "#db/documents.ts"
import { Refusal } from "#domain/refusal.ts"

/** 废止文件: it answers nothing from now on, and what cites it still finds it. */
export const repealDocument = command({
  name: "repealDocument",
  find: (database) => shelvedDocuments(database),
  prepare: ({ id }, shelf, turn) => {
    const document = shelf.find((one) => one.id === id)
    const barred = document && mayNotChange(document, turn)
    if (barred) return barred
    const { rows, said } = repealingDocument(shelf, id, writingOf(turn))
    if (!document || rows.length === 0) return new Refusal("no-change", said)
    return { rows, result: { id, title: document.title } }
  },
})
