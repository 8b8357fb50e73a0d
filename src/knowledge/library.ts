import type { Document } from "./document.ts"

/** The documents on the shelf: added, replaced by newer versions, repealed. Nothing that was ever cited goes away. */

/** How long two titles must agree, letter for letter without brackets and blanks, to be versions of one document. */
const plainTitle = (title: string) =>
  title
    .normalize("NFKC")
    .replace(/[\s()（）《》〔〕[\]"“”]/g, "")
    .replace(/(?:试行|暂行|修订|征求意见稿|\d{4}年?(?:版|修订))+$/g, "")

export type Added = {
  documents: Document[]
  /** What became of it, in a sentence for the official. */
  said: string
}

/** Adds a document; an older version of it (same title and region) becomes repealed and is kept for what cites it. */
export function addDocument(documents: readonly Document[], added: Document): Added {
  const articles = `分成${added.articles.length}条`
  const same = documents.find((one) => one.id === added.id)
  if (same !== undefined && same.status === added.status)
    return { documents: [...documents], said: `《${added.title}》已经有了，没有变化。` }
  if (same !== undefined)
    return {
      documents: documents.map((one) => (one === same ? added : one)),
      said: `《${added.title}》现在标为${statusName(added.status)}。`,
    }
  const older = documents.filter((one) => one.status === "current" && isVersion(one, added))
  if (added.status === "current" && older.some((one) => isNewer(one, added)))
    return {
      documents: [...documents, { ...added, status: "repealed" }],
      said: `《${added.title}》比现有的版本旧，按废止存着，不用来回答。`,
    }
  const kept = documents.map((one) =>
    added.status === "current" && older.includes(one) ? { ...one, status: "repealed" as const } : one,
  )
  const replaced = older.length > 0 && added.status === "current" ? "替换了原来的版本，旧版本留着备查" : "现在就能问"
  return { documents: [...kept, added], said: `《${added.title}》存好了，${articles}，${replaced}。` }
}

/** Marks a document repealed: it answers nothing from now on, and what cites it still finds it. */
export function repealDocument(documents: readonly Document[], id: string): Document[] {
  return documents.map((one) => (one.id === id ? { ...one, status: "repealed" as const } : one))
}

/** Whether two documents are versions of the same: one title, one region. */
function isVersion(a: Document, b: Document): boolean {
  return a.kind === b.kind && a.region === b.region && plainTitle(a.title) === plainTitle(b.title)
}

function isNewer(a: Document, than: Document): boolean {
  return a.date !== undefined && than.date !== undefined && a.date > than.date
}

function statusName(status: Document["status"]): string {
  return status === "current" ? "现行" : "废止"
}

/** The words that a stored citation points at, also in a document that has been repealed since. */
export function citedText(
  documents: readonly Document[],
  cited: { document: string; article: string },
): string | undefined {
  return documents.find((one) => one.id === cited.document)?.articles.find((one) => one.id === cited.article)?.text
}
