import { createHash } from "node:crypto"
import { cleanText, hidesIdCards } from "#domain/text.ts"
import { articlesOf } from "./cut.ts"
import type { Document } from "./document.ts"
import { frontOf } from "./titles.ts"

/** A document from its plain text. What officials know better than the text (status, region, title) can be given. */

export type Known = Partial<Pick<Document, "title" | "number" | "date" | "status" | "region">>

export function makeDocument(text: string, name = "", known: Known = {}): Document {
  // What is kept can be quoted, to anyone.
  const { text: safe } = hidesIdCards(cleanText(text))
  const clean = safe
    .replace(/^\uFEFF/, "")
    // Tried at the first of some blanks only: a file of nothing else would take minutes.
    .replace(/(?<![ \t\u3000])[ \t\u3000]+$/gm, "")
    .trim()
  return {
    ...frontOf(clean, name),
    ...known,
    id: createHash("sha256").update(clean).digest("hex").slice(0, 16),
    kind: "file",
    text: clean,
    articles: articlesOf(clean),
  }
}
