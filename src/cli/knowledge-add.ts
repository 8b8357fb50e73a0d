import { houseCommand, UnusableFile, WrongUse } from "./command.ts"

const MOST_FILES = 50

export const knowledgeAdd = houseCommand({
  name: "knowledge add",
  about: "adds policy documents to answer from: .txt .md .docx .pdf, each at most 10 MB",
  args: ["FILE"],
  more: "[FILE…]",
  options: {
    region: {
      type: "string",
      value: "CODE",
      about: "where it holds, a town's code or name (what its title says, or everywhere)",
    },
    title: { type: "string", value: "TITLE", about: "its title, where the text does not say it well" },
    repealed: { type: "boolean", about: "kept for what cites it, not answered from" },
  },
  help: [
    "A newer version (same title and region) takes the place of the older one, which is kept as 废止.",
    `At most ${MOST_FILES} files. One that cannot be read is told, the others are added; the exit code is 1 then.`,
  ].join("\n"),
  async run({ args: files, values: { region, title, repealed } }, io, { shelf }) {
    const { regionStated } = await import("./stated.ts")
    const { cleanText } = await import("#domain/text.ts")
    const { basename } = await import("node:path")
    if (files.length > MOST_FILES) throw new WrongUse(`At most ${MOST_FILES} files at once, not ${files.length}.`)
    if (title !== undefined && files.length > 1) throw new WrongUse("--title is for one file.")
    const named = title === undefined ? {} : { title: cleanText(title).trim() }
    if (named.title === "") throw new WrongUse("--title must not be empty.")
    const code = region === undefined ? undefined : regionStated(region)
    const status = repealed ? { status: "repealed" as const } : {}
    let failed = false
    const fail = (sentence: string) => {
      io.err(`${sentence}\n`)
      failed = true
    }
    for (const file of files) {
      const bytes = await io.read(file).catch((error) => {
        if (error instanceof UnusableFile) return fail(error.message)
        throw error
      })
      if (!bytes) continue
      const read = await shelf.read(basename(file), bytes, code)
      if ("problem" in read) fail(`${file}: ${read.problem}`)
      else io.out(`${file}: ${await shelf.add({ ...read, ...named, ...status }, null)}\n`)
    }
    return failed ? 1 : 0
  },
})
