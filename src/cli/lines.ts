import type { Readable } from "node:stream"

/** The lines of a stream of UTF-8. Unlike readline this ends a line at \n only: JSON may hold U+2028, which is a line end to others. */
export async function* linesOf(stream: Readable): AsyncGenerator<string, void> {
  const decoder = new TextDecoder()
  let rest = ""
  for await (const chunk of stream) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split("\n")
    rest = pieces.pop()!
    for (const line of pieces) yield line.replace(/\r$/, "")
  }
  rest += decoder.decode()
  if (rest !== "") yield rest.replace(/\r$/, "")
}
