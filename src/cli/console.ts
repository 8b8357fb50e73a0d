import { writeFile } from "node:fs/promises"
import { createInterface, type Interface } from "node:readline"
import type { Io } from "./command.ts"
import { linesOf } from "./lines.ts"

/** Standard input and output of this process. What is printed while a person types goes above what they type. */
export function openConsole(): Io {
  const { stdin, stdout, stderr } = process
  const interactive = stdin.isTTY === true && stdout.isTTY === true
  let typing: Interface | undefined
  return {
    interactive,
    out(text) {
      if (!typing) stdout.write(text)
      else {
        stdout.write(`\r\u001b[J${text}`)
        typing.prompt(true)
      }
    },
    err: (text) => stderr.write(text),
    save: (path, content) => writeFile(path, content),
    async *lines(prompt) {
      if (!interactive) return yield* linesOf(stdin)
      typing = createInterface({ input: stdin, output: stdout, prompt })
      typing.prompt()
      try {
        yield* typing
      } finally {
        typing.close()
        typing = undefined
      }
    },
  }
}
