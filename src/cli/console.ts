import { open, writeFile } from "node:fs/promises"
import { createInterface, type Interface } from "node:readline"
import { MAX_FILE_BYTES } from "#src/channel.ts"
import { type Io, UnusableFile } from "./command.ts"
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
    read: readBounded,
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

async function readBounded(path: string): Promise<Uint8Array> {
  const file = await open(path).catch(() => {
    throw new UnusableFile(`The file ${path} cannot be read.`)
  })
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new UnusableFile(`${path} is not a file.`)
    if (stat.size > MAX_FILE_BYTES) throw new UnusableFile(`The file ${path} is larger than 10 MB.`)
    return await file.readFile()
  } finally {
    await file.close()
  }
}
