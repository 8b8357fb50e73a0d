import { houseCommand } from "./command.ts"

export const knowledgeList = houseCommand({
  name: "knowledge list",
  about: "lists the policy documents, newest first, with their numbers and ids",
  args: [],
  options: {},
  async run(_, io, { shelf }) {
    const { COUNTY, regionName } = await import("#domain/region.ts")
    const documents = shelf.documents()
    if (documents.length === 0) io.out("There is no document yet; knowledge add FILE adds one.\n")
    for (const [at, { id, title, number, date, status, region, articles }] of documents.entries())
      io.out(
        `${[
          String(at + 1).padStart(String(documents.length).length),
          status === "current" ? "现行" : "废止",
          date ?? "----------",
          `${title}${number === undefined ? "" : `（${number}）`}`,
          `${articles}条`,
          regionName(region ?? COUNTY.code),
          id,
        ].join("  ")}\n`,
      )
    return 0
  },
})
