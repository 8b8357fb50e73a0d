import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"
import type { Alias } from "./finder.ts"

/** Questions in people's own words, written under the article that answers them (prisma/seed/knowledge/aliases.yaml). */

const AliasFile = z.array(
  z.strictObject({
    document: z.string().min(4, "document 是文件标题里的一段，至少四个字"),
    articles: z.record(z.string(), z.array(z.string().min(2, "问法至少两个字"))),
  }),
)

/** Throws with the reasons when the text is not such a list. */
export function readAliases(yaml: string): Alias[] {
  return AliasFile.parse(parse(yaml)).flatMap(({ document, articles }) =>
    Object.entries(articles).map(([article, questions]) => ({ document, article, questions })),
  )
}

export const ALIASES: readonly Alias[] = readAliases(
  readFileSync(new URL("../../prisma/seed/knowledge/aliases.yaml", import.meta.url), "utf8"),
)
