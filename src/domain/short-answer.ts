import { z } from "zod"
import { cleanText } from "./text.ts"

/** A short answer as an official writes it: the question, what is answered, the law or document it rests on, other ways to ask. */

const line = z.string().transform((text) => cleanText(text).replace(/\s+/g, " ").trim())

export const WrittenAnswer = z.object({
  title: line.pipe(z.string().min(4, "问题写完整一点，至少四个字。").max(60, "问题最多60个字，请写短一点。")),
  answer: z
    .string()
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().min(4, "请写上回答。").max(500, "回答最多500个字，再长手机上不好读。")),
  basis: line.pipe(
    z
      .string()
      .min(4, "请写上依据，比如哪份文件的第几条，或者哪个科室的答复。")
      .max(200, "依据最多200个字，请写短一点。"),
  ),
  asks: z
    .array(line)
    .transform((asks) => [...new Set(asks.filter((one) => one !== ""))])
    .pipe(
      z
        .array(z.string().min(2, "每种问法至少两个字。").max(60, "每种问法最多60个字，一行写一种。"))
        .max(30, "其他问法最多30种。"),
    ),
})
export type WrittenAnswer = z.infer<typeof WrittenAnswer>

/** What is wrong with an answer, by field, a sentence each. */
export type AnswerProblems = { [Field in keyof WrittenAnswer]?: string }

/** The answer with its edges cleaned, or what is wrong with it. */
export function readWrittenAnswer(given: z.input<typeof WrittenAnswer>): WrittenAnswer | { problems: AnswerProblems } {
  const read = WrittenAnswer.safeParse(given)
  if (read.success) return read.data
  const problems: AnswerProblems = {}
  for (const { path, message } of read.error.issues) problems[path[0] as keyof WrittenAnswer] ??= message
  return { problems }
}
