import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** A stand-in for a language model on a loopback port: it says what a test has it say, and notes what it was sent. */

export type Heard = {
  path: string
  key: string | undefined
  body: { model: string; temperature: number; messages: { role: string; content: string }[] }
  /** All that was sent, as it was sent. */
  text: string
}

/** What it answers: words, or something to do to the answer. */
type Says = string | ((response: ServerResponse) => void)

export const status = (code: number) => (response: ServerResponse) => void response.writeHead(code).end("<html>")
export const raw = (text: string) => (response: ServerResponse) => void response.end(text)
export const never = () => {}
export const hangUp = (response: ServerResponse) => void response.socket?.destroy()
/** Says that it is well, begins to speak, and never ends. */
export const mumbles = (response: ServerResponse) => void response.writeHead(200).write('{"choices":[')

/** A completion of a megabyte, in pieces. */
export const endless = (response: ServerResponse) => {
  response.write('{"choices":[{"message":{"content":"')
  for (let at = 0; at < 64; at++) response.write("长".repeat(5000))
  response.end('"}}]}')
}

export async function modelStandIn() {
  const state = {
    url: "",
    heard: [] as Heard[],
    /** Requests that the other side gave up. */
    givenUp: 0,
    /** Asked for other words (`rephrases`), and for a phrasing. */
    rephrases: (() => "[]") as (asked: Heard) => Says,
    phrases: (() => "无") as (asked: Heard) => Says,
    reset() {
      Object.assign(state, { heard: [], givenUp: 0, rephrases: () => "[]", phrases: () => "无" })
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer((request, response) => {
    let text = ""
    request.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk
    })
    response.on("close", () => {
      if (!response.writableFinished) state.givenUp++
    })
    request.on("end", () => {
      const body = JSON.parse(text) as Heard["body"]
      const heard = { path: request.url ?? "", key: request.headers.authorization, body, text }
      state.heard.push(heard)
      const says = isPhrasing(heard) ? state.phrases(heard) : state.rephrases(heard)
      if (typeof says !== "string") return says(response)
      response.setHeader("content-type", "application/json")
      response.end(JSON.stringify({ choices: [{ index: 0, message: { role: "assistant", content: says } }] }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return state
}

/** Only who is to phrase an answer is handed quotes. */
export function isPhrasing({ body }: Heard): boolean {
  return body.messages.at(-1)!.content.includes('"原文":')
}
