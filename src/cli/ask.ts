import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import type { Model } from "#app/model.ts"
import { eitherCommand, WrongUse } from "./command.ts"

export const ask = eitherCommand({
  name: "ask",
  about: "answers a policy question with the article, or says what the documents do not say",
  args: [],
  more: "[QUESTION]",
  options: {
    knowledge: { type: "string", value: "FILE", multiple: true, about: "answer from these .txt .md .docx .pdf alone" },
  },
  help: [
    "Without a question, JSON lines on standard input:",
    'in:  {"id","question"}',
    'out: {"id","answered","articles":[best first],"text"}, or with "error" for a line that cannot be read',
    "Without --knowledge it answers from the stored documents (knowledge add) and the short answers on procedures,",
    "with the help of the language model, where one is set.",
  ].join("\n"),
  alone: ({ values }) => values.knowledge !== undefined,
  async run({ args, values }, io, house) {
    const { answerLine, finderOfFiles, finderOfShelf } = await import("#knowledge/ask.ts")
    const { UnreadableFile } = await import("#knowledge/unreadable.ts")
    const { dayOf } = await import("#domain/calendar.ts")
    const named = values.knowledge ?? []
    // `--knowledge A B`: what else is a file is meant as one.
    const files = named.length > 0 ? [...named, ...args.filter((one) => existsSync(one))] : []
    const question = args.filter((one) => !files.includes(one)).join(" ")
    const read = async (name: string) => ({
      name,
      bytes: await readFile(name).catch(() => {
        throw new WrongUse(`The file ${name} cannot be read.`)
      }),
    })
    const without = async () => {
      if (files.length === 0) return finderOfShelf([], dayOf(new Date()))
      return finderOfFiles(await Promise.all(files.map(read))).catch((error) => {
        throw error instanceof UnreadableFile ? new WrongUse(error.sentence) : error
      })
    }
    await house?.shelf.ready()
    const { finder } = house ? house.shelf : await without().then((it) => ({ finder: () => it }))
    const { helpedAnswer } = await import("#app/policy.ts")
    const model = house ? house.model : named.length > 0 ? undefined : await modelAlone()
    const ask = (asked: string, region?: string) =>
      helpedAnswer(asked, finder(), { model, ...(region === undefined ? {} : { region }) })
    if (question !== "") {
      const { text, answered } = await ask(question)
      io.out(`${text}\n`)
      return answered ? 0 : 1
    }
    for await (const line of io.lines("")) {
      const answer = await answerLine(line, ask)
      if (answer !== undefined) io.out(`${answer}\n`)
    }
    return 0
  },
})

/** The language model that the settings name, where no records were opened. */
async function modelAlone(): Promise<Model | undefined> {
  const { readModel } = await import("#src/config.ts")
  const settings = readModel()
  if (settings === undefined) return undefined
  const { openModel } = await import("#app/model.ts")
  const { openLog } = await import("#src/log.ts")
  return openModel({ ...settings, log: openLog("warn", settings.key === undefined ? [] : [settings.key]) })
}
