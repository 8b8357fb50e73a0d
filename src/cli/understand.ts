import { z } from "zod"
import { aloneCommand } from "./command.ts"

const input = z.looseObject({
  text: z.string("text must be a string"),
  now: z.iso.datetime({ offset: true, error: "now must be a time such as 2026-12-02T15:00:00+08:00" }).optional(),
  role: z.string("role must be a string").optional(),
  form: z.string("form must be a string").optional(),
})

export const understand = aloneCommand({
  name: "understand",
  about: "reads messages: JSON lines in, JSON lines out, in the same order",
  args: [],
  options: {},
  help: [
    'in:  {"id","text","now"?,"role"?,"form"?,"context"?}',
    'out: {"id","intent","slots","evidence","flags","dates"}, or {"id","error"} for a line that cannot be read',
  ].join("\n"),
  async run(_given, io) {
    const { understand } = await import("#language/understand.ts")
    const answer = (line: string) => {
      let id: unknown = null
      try {
        const read = JSON.parse(line)
        id = read?.id ?? null
        const checked = input.safeParse(read)
        if (!checked.success) return { id, error: checked.error.issues[0]!.message }
        return { id, ...understand(read) }
      } catch (error) {
        return { id, error: error instanceof SyntaxError ? "this line is not JSON" : String(error) }
      }
    }
    for await (const line of io.lines("")) if (line.trim() !== "") io.out(`${JSON.stringify(answer(line))}\n`)
    return 0
  },
})
