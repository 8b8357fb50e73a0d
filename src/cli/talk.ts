import { randomUUID } from "node:crypto"
import type { Terminal } from "#bots/terminal.ts"
import { houseCommand } from "./command.ts"

const CHANNEL = "terminal"

export const talk = houseCommand({
  name: "talk",
  about: "chat in the terminal, with the same engine as everywhere",
  args: [],
  options: { as: { type: "string", value: "NAME", about: "who you are; each name is a person of their own (我)" } },
  help: "A message a line, typed or piped in. The end of the input ends the talk.",
  async run({ values: { as: name = "我" } }, io, { channels, converse, outbox }) {
    const say = (text: string) => io.out(`助手：${text}\n`)
    const { sitDown } = channels.get(CHANNEL)!.open as Terminal
    const leave = sitDown(name, say)
    try {
      for await (const text of io.lines("你：")) {
        if (text.trim() === "") continue
        if (!io.interactive) io.out(`你：${text}\n`)
        const { texts } = await converse.handle({
          channel: CHANNEL,
          id: randomUUID(),
          from: name,
          name,
          at: new Date(),
          content: { kind: "text", text },
        })
        for (const answer of texts) say(answer)
      }
      // What the last message led to, for oneself as well.
      await outbox.sweep(new Date())
    } finally {
      leave()
    }
    return 0
  },
})
