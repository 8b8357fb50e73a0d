import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"
import { isRegion } from "#domain/region.ts"
import { WrittenAnswer } from "#domain/short-answer.ts"
import { clausesOf } from "./clauses.ts"
import type { Article, Document } from "./document.ts"
import type { Alias } from "./finder.ts"

/** The bureau's short answers in its own words: data that officials edit (prisma/seed/knowledge/answers.yaml). */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "日期写成 2026-01-31 的样子")

const AnswerFile = z.strictObject({
  title: z.string().min(2),
  answers: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/, "id 用小写字母、数字和连字符"),
      title: WrittenAnswer.shape.title,
      asks: WrittenAnswer.shape.asks.default([]),
      answer: WrittenAnswer.shape.answer,
      source: WrittenAnswer.shape.basis,
      region: z.string().refine(isRegion, "没有这个区划代码").optional(),
      from: day.optional(),
      until: day.optional(),
    }),
  ),
})

export type BuiltIn = { documents: Document[]; aliases: Alias[] }

/** A short answer as it stands: one of the file, or one that an official wrote in the service. */
export type ShortAnswer = {
  id: string
  title: string
  asks: readonly string[]
  answer: string
  source: string
  region?: string | undefined
}

/** One document for each region that has answers of its own; what does not hold on `today` is left out. Throws with the reasons. */
export function readBuiltIn(yaml: string, today: string): BuiltIn {
  const file = AnswerFile.parse(parse(yaml))
  return builtInOf(file.title, holding(file, today))
}

function holding({ answers }: z.infer<typeof AnswerFile>, today: string): ShortAnswer[] {
  return answers
    .filter((one) => (one.from === undefined || one.from <= today) && (one.until === undefined || today <= one.until))
    .map(({ from, until, ...answer }) => answer)
}

/** Short answers as documents, one for each region that has some of its own, with the questions written for them. */
export function builtInOf(title: string, all: readonly ShortAnswer[]): BuiltIn {
  const regions = [...new Set(all.map((one) => one.region))]
  const documents = regions.map((region) => {
    const answers = all.filter((one) => one.region === region)
    let text = ""
    const articles = answers.map((one): Article => {
      text += text === "" ? "" : "\n"
      const from = text.length
      text += one.answer
      const clauses = clausesOf(one.answer, from)
      return {
        id: one.title,
        path: {},
        title: one.title,
        under: [],
        text: one.answer,
        from,
        to: text.length,
        clauses,
        source: one.source,
      }
    })
    const id = `answers-${createHash("sha256").update(`${region}\n${text}`).digest("hex").slice(0, 12)}`
    const where = region === undefined ? {} : { region }
    return {
      id,
      title,
      status: "current" as const,
      ...where,
      places: [],
      kind: "answers" as const,
      text,
      articles,
    }
  })
  const aliases = all.map((one) => ({ document: title, article: one.title, questions: one.asks }))
  return { documents, aliases }
}

export const BUILT_IN_FILE = new URL("../../prisma/seed/knowledge/answers.yaml", import.meta.url)
const BUILT_IN = AnswerFile.parse(parse(readFileSync(BUILT_IN_FILE, "utf8")))

/** The answers that come with the service, one by one, as they hold on a day; the title stands over them all. */
export function seedAnswers(today: string): { title: string; answers: ShortAnswer[] } {
  return { title: BUILT_IN.title, answers: holding(BUILT_IN, today) }
}

/** The same as documents. */
export function builtInAnswers(today: string): BuiltIn {
  return builtInOf(BUILT_IN.title, holding(BUILT_IN, today))
}
