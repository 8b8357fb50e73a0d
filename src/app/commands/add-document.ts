import { command } from "#app/command.ts"
import { mayNotChange, writingOf } from "#app/shelf/may-change.ts"
import { addingDocument } from "#app/shelf/rows.ts"
import { shelvedDocuments } from "#db/documents.ts"

/** A file that an official sent goes onto the shelf; older versions of it are repealed in the same commit. */
export const addDocument = command({
  name: "addDocument",
  find: (database) => shelvedDocuments(database),
  prepare: ({ document }, shelf, turn) => {
    const barred = mayNotChange(document, turn)
    if (barred) return barred
    const { rows, said } = addingDocument(shelf, document, writingOf(turn))
    const changed = new Map<string, string | undefined>()
    for (const row of rows) {
      if ("add" in row && row.add === "Document") changed.set(row.row.id, row.row.status)
      if ("change" in row && row.change === "Document") changed.set(row.key.id, row.set.status)
    }
    const status = changed.get(document.id)
    return {
      rows,
      result: {
        said,
        ...(status === undefined ? {} : { status }),
        replaced: shelf.filter((one) => one.id !== document.id && changed.has(one.id)),
      },
    }
  },
})
