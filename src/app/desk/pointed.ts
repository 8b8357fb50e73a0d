import type { Shelf } from "#app/shelf.ts"
import { Refusal } from "#domain/refusal.ts"
import { isTheirs, type Official } from "./official.ts"

/** Questions that officials put under articles: shown where they lead, and taken back there. */

export type Pointed = { id: string; question: string }

/** Those under an article of a document, or of the short answers, by their titles. */
export function pointedTo(shelf: Pick<Shelf, "aliases">, title: string, article: string): Pointed[] {
  return shelf
    .aliases()
    .filter((one) => one.article === article && title.includes(one.document))
    .map(({ id, question }) => ({ id, question }))
}

export type DeskPointed = ReturnType<typeof openPointed>

export function openPointed(shelf: Shelf) {
  return {
    /** Only by those to whom all that it leads to belongs. */
    async takeBack(official: Official, id: string): Promise<Refusal | undefined> {
      const alias = shelf.aliases().find((one) => one.id === id)
      if (!alias) return new Refusal("unknown", "没有这种问法，可能已经去掉了。")
      const led = shelf
        .finder()
        .documents.filter(
          (one) => one.title.includes(alias.document) && one.articles.some((it) => it.id === alias.article),
        )
      if (!led.every((one) => isTheirs(official, one.region)))
        return new Refusal("not-yours", "这种问法对着全市的文件，要由市民政局来改。")
      await shelf.removeAlias(id, official.personId)
      return undefined
    },
  }
}
