import { command } from "#app/command.ts"
import { mayNotChange, writingOf } from "#app/shelf/may-change.ts"
import { addingDocument } from "#app/shelf/rows.ts"
import { shelvedDocuments } from "#db/documents.ts"
import { Refusal } from "#domain/refusal.ts"

/** 恢复文件: a repealed document answers again, in the place of its other versions, as if its file had been sent once more. */
export const restoreDocument = command({
  name: "restoreDocument",
  find: (database) => shelvedDocuments(database),
  prepare: ({ id }, shelf, turn) => {
    const document = shelf.find((one) => one.id === id)
    if (!document) return new Refusal("unknown-document", "没有找到这份文件，请发“政策文件”再看一下。")
    const barred = mayNotChange(document, turn)
    if (barred) return barred
    if (document.status === "current") return new Refusal("no-change", `《${document.title}》现在就是现行的。`)
    const { rows, said } = addingDocument(shelf, { ...document, status: "current", content: null }, writingOf(turn))
    if (rows.length > 0) return { rows, result: { id, said } }
    return new Refusal("newer-version", `《${document.title}》有更新的版本现行，要用回这份，请先把那份废止。`)
  },
})
