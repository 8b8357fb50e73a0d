import type { Shelf } from "#app/shelf.ts"
import type { ShelvedDocument } from "#domain/facts.ts"
import { Refusal } from "#domain/refusal.ts"
import { articleName } from "#knowledge/document.ts"
import { MAX_FILE_BYTES } from "#src/channel.ts"
import { concerns, isTheirs, type Official, regionOf, whereName } from "./official.ts"
import { type Pointed, pointedTo } from "./pointed.ts"

/** The policy documents at the officials' desk: those that hold in their region, added and repealed where they are theirs. */

export type DeskDocument = ShelvedDocument & { where: string; theirs: boolean }
export type OpenedDocument = DeskDocument & { text: readonly DeskArticle[] }
/** `headings`: those that it stands under and that the one before does not. */
export type DeskArticle = {
  id: string
  name: string
  headings: readonly string[]
  text: string
  pointed: readonly Pointed[]
}

export type GivenFile = { name: string; size: number; bytes(): Promise<Uint8Array> }
/** What became of a file, in a sentence. */
export type FileOutcome = { name: string; added: boolean; said: string }

const MOST_FILES = 20

export type DeskDocuments = ReturnType<typeof openDocuments>

export function openDocuments(shelf: Shelf) {
  const seen = (official: Official, one: ShelvedDocument): DeskDocument => ({
    ...one,
    where: whereName(one.region),
    theirs: isTheirs(official, one.region),
  })
  const find = (official: Official, id: string) =>
    shelf.documents().find((one) => one.id === id && concerns(official, one.region))

  function changeable(official: Official, id: string): ShelvedDocument | Refusal {
    const document = find(official, id)
    if (!document) return new Refusal("unknown", "没有这份文件。")
    if (isTheirs(official, document.region)) return document
    return new Refusal("not-yours", `《${document.title}》是${whereName(document.region)}的文件，要由市民政局来改。`)
  }

  async function add(official: Official, { name, size, bytes }: GivenFile): Promise<FileOutcome> {
    const failed = (said: string) => ({ name, added: false, said })
    if (size > MAX_FILE_BYTES) return failed("这个文件超过10兆，请去掉图片或者拆开再传。")
    const read = await shelf.read(name, await bytes(), regionOf(official).regionCode)
    if ("problem" in read) return failed(read.problem)
    return { name, added: true, said: await shelf.add(read, official.personId) }
  }

  return {
    /** Newest first, repealed ones too. */
    documents(official: Official): DeskDocument[] {
      return shelf
        .documents()
        .filter((one) => concerns(official, one.region))
        .map((one) => seen(official, one))
    },

    document(official: Official, id: string): OpenedDocument | undefined {
      const listed = find(official, id)
      const document = listed && shelf.document(id)
      if (!document) return undefined
      let under: readonly string[] = []
      const text = document.articles.map((one) => {
        const headings = one.under.filter((heading, at) => under[at] !== heading)
        under = one.under
        const pointed = pointedTo(shelf, document.title, one.id)
        return { id: one.id, name: articleName(one), headings, text: one.text, pointed }
      })
      return { ...seen(official, listed), text }
    },

    /** One after the other, so that two versions of one document among them are told apart. */
    async addDocuments(official: Official, files: readonly GivenFile[]): Promise<FileOutcome[]> {
      const outcomes: FileOutcome[] = []
      for (const [at, file] of files.entries())
        outcomes.push(
          at < MOST_FILES
            ? await add(official, file)
            : { name: file.name, added: false, said: `一次最多传${MOST_FILES}个文件，这个请再传一次。` },
        )
      return outcomes
    },

    async repealDocument(official: Official, id: string): Promise<Refusal | undefined> {
      const document = changeable(official, id)
      if (!(document instanceof Refusal)) await shelf.repeal(id, official.personId)
      return document instanceof Refusal ? document : undefined
    },

    /** A repealed document answers again, in the place of its other versions, as if its file had been sent once more. */
    async restoreDocument(official: Official, id: string): Promise<Refusal | undefined> {
      const document = changeable(official, id)
      if (document instanceof Refusal) return document
      await shelf.add({ ...document, status: "current", content: null }, official.personId)
      if (find(official, id)?.status === "current") return undefined
      return new Refusal("newer-version", `《${document.title}》有更新的版本现行，要用回这份，请先把那份废止。`)
    },
  }
}
