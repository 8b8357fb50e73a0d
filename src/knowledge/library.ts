import type { Document } from "./document.ts"

/** The documents on the shelf: added, replaced by newer versions, repealed. Nothing that was ever cited goes away. */

/** How long two titles must agree, letter for letter without brackets and blanks, to be versions of one document. */
const plainTitle = (title: string) =>
  title
    .normalize("NFKC")
    .replace(/[\s()（）《》〔〕[\]"“”]/g, "")
    .replace(/(?:试行|暂行|修订|征求意见稿|\d{4}年?(?:版|修订))+$/g, "")

/** What says of a document which versions it has; `articles` are counted only. */
export type Version = Edition & { articles: number | readonly unknown[] }
type Edition = Pick<Document, "id" | "title" | "status" | "date" | "region">

export type Added<Kept> = {
  documents: Kept[]
  /** What became of it, in a sentence for the official. */
  said: string
}

/** Adds a document; an older version of it (same title and region) becomes repealed and is kept for what cites it. */
export function addDocument<Kept extends Version>(documents: readonly Kept[], added: Kept): Added<Kept> {
  const count = typeof added.articles === "number" ? added.articles : added.articles.length
  const same = documents.find((one) => one.id === added.id)
  if (same !== undefined && same.status === added.status)
    return { documents: [...documents], said: `《${added.title}》已经有了，没有变化。` }
  const put = (one: Kept) => (same ? documents.map((it) => (it === same ? one : it)) : [...documents, one])
  if (added.status === "repealed")
    return {
      documents: put(added),
      said: `《${added.title}》${same ? "现在标为废止" : "按废止存着，不用来回答"}。`,
    }
  const older = documents.filter((one) => one.status === "current" && isVersion(one, added))
  if (older.some((one) => isNewer(one, added)))
    return {
      documents: same ? [...documents] : put({ ...added, status: "repealed" }),
      said: `《${added.title}》比现有的版本旧，按废止存着，不用来回答。`,
    }
  const kept = put(added).map((one) => (older.includes(one) ? { ...one, status: "repealed" as const } : one))
  const replaced = older.length > 0 ? "替换了原来的版本，旧版本留着备查" : "现在就能问"
  const what = same ? "现在标为现行" : `存好了，分成${count}条`
  return { documents: kept, said: `《${added.title}》${what}，${replaced}。` }
}

/** Marks a document repealed: it answers nothing from now on, and what cites it still finds it. */
export function repealDocument(documents: readonly Document[], id: string): Document[] {
  return documents.map((one) => (one.id === id ? { ...one, status: "repealed" as const } : one))
}

/** Of versions that came in side by side, each as the only one, those that are not the newest. Oldest first in `documents`. */
export function supersededOf(documents: readonly Edition[]): string[] {
  const standing = new Map<string, Edition>()
  const superseded: string[] = []
  for (const one of documents) {
    if (one.status !== "current") continue
    const key = `${one.region} ${plainTitle(one.title)}`
    const before = standing.get(key)
    const older = before && isNewer(before, one) ? one : before
    if (older) superseded.push(older.id)
    if (older !== one) standing.set(key, one)
  }
  return superseded
}

/** Whether two documents are versions of the same: one title, one region. */
function isVersion(a: Edition, b: Edition): boolean {
  return a.region === b.region && plainTitle(a.title) === plainTitle(b.title)
}

function isNewer(a: Edition, than: Edition): boolean {
  return a.date !== undefined && than.date !== undefined && a.date > than.date
}

/** The words that a stored citation points at, also in a document that has been repealed since. */
export function citedText(
  documents: readonly Document[],
  cited: { document: string; article: string },
): string | undefined {
  return documents.find((one) => one.id === cited.document)?.articles.find((one) => one.id === cited.article)?.text
}
