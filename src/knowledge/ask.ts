import { basename } from "node:path"
import { z } from "zod"
import { ALIASES } from "./alias.ts"
import type { Answer } from "./answer.ts"
import { builtInAnswers } from "./built-in.ts"
import type { Document } from "./document.ts"
import { buildFinder, type Finder } from "./finder.ts"
import { LEXICON } from "./lexicon.ts"
import { readDocument } from "./read-file.ts"

/** What stands behind `ask [QUESTION]`: one question, or JSON lines in and out. Reads no file and no stream itself. */

const Asked = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string("question 应该是一句话"),
  region: z.string().optional(),
})

type AskedLine = {
  id: string | number | null
  answered: boolean
  articles: readonly string[]
  text: string
  error?: string
}

/** What answers a question. */
type Answering = (question: string, region: string | undefined) => Answer | Promise<Answer>

/** One line in, one line out, in order; a line that cannot be read is answered with what is wrong with it. */
export async function answerLine(line: string, ask: Answering): Promise<string | undefined> {
  if (line.trim() === "") return undefined
  return JSON.stringify(await answered(line, ask))
}

async function answered(line: string, ask: Answering): Promise<AskedLine> {
  const wrong = (error: string): AskedLine => ({ id: null, answered: false, articles: [], text: "", error })
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return wrong("这一行不是JSON")
  }
  const asked = Asked.safeParse(json)
  if (!asked.success) return wrong(asked.error.issues.map((one) => `${one.path.join(".")}: ${one.message}`).join("; "))
  const { id, question, region } = asked.data
  const said = await ask(question, region)
  return { id, answered: said.answered, articles: said.articles, text: said.text }
}

/** `--knowledge FILE…`: an index of these files alone. Throws UnreadableFile with the file's name in its sentence. */
export async function finderOfFiles(files: readonly { name: string; bytes: Uint8Array }[]): Promise<Finder> {
  const documents: Document[] = []
  for (const { name, bytes } of files) documents.push(await readDocument(basename(name), bytes))
  return buildFinder(documents, LEXICON, ALIASES)
}

/** The index of the service: the stored documents with the short answers that hold on `today`. */
export function finderOfShelf(documents: readonly Document[], today: string): Finder {
  const builtIn = builtInAnswers(today)
  return buildFinder([...documents, ...builtIn.documents], LEXICON, [...ALIASES, ...builtIn.aliases])
}
