import { aloneCommand } from "./command.ts"

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
    const { instantStated } = await import("./stated.ts")
    const { z } = await import("zod")
    const input = z.looseObject({
      text: z.string("text must be a string"),
      now: z
        .string("now must be a string")
        .transform((text) => instantStated(text, "now").toISOString())
        .optional(),
      role: z.string("role must be a string").optional(),
      form: z.string("form must be a string").optional(),
    })
    const { understand } = await import("#language/understand.ts")
    const answer = (line: string) => {
      let id: unknown = null
      try {
        const read = JSON.parse(line)
        id = read?.id ?? null
        const said = Object.fromEntries(Object.entries(read ?? {}).filter(([, value]) => value !== null))
        const checked = input.safeParse(said)
        if (!checked.success) return { id, error: checked.error.issues[0]!.message }
        const { now } = checked.data
        return { id, ...understand({ ...said, text: checked.data.text, ...(now && { now }) }) }
      } catch (error) {
        return { id, error: error instanceof SyntaxError ? "this line is not JSON" : (error as Error).message }
      }
    }
    for await (const line of io.lines("")) if (line.trim() !== "") io.out(`${JSON.stringify(answer(line))}\n`)
    return 0
  },
})
