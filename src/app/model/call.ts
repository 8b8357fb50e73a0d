import { z } from "zod"
import type { Prompt } from "./prompts.ts"

/** One question to an OpenAI-compatible chat completion, and its answer. */

export type Address = { url: string; key: string | undefined; model: string }

/** Why nothing came back, for the operator; never in the words of the other side, which may quote what it was sent. */
export class NoAnswer extends Error {}

const MOST_BYTES = 64 * 1024
const MOST_TOKENS = 300
const MOST_WORDS = 4000

const Completion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()),
})

/** What the model says. Throws NoAnswer, at the latest when `signal` aborts. Redirects are not followed: the key would go along. */
export async function complete(
  { url, key, model }: Address,
  { system, user }: Prompt,
  { signal, fetch }: { signal: AbortSignal; fetch: typeof globalThis.fetch },
): Promise<string> {
  const messages = [
    { role: "system", content: system },
    { role: "user", content: user },
  ]
  const body = JSON.stringify({ model, messages, temperature: 0, max_tokens: MOST_TOKENS, stream: false })
  const headers = {
    "content-type": "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  }
  try {
    const response = await fetch(`${url}/chat/completions`, {
      method: "POST",
      headers,
      body,
      signal,
      redirect: "error",
    })
    if (!response.ok) {
      response.body?.cancel().catch(() => {})
      throw new NoAnswer(`HTTP ${response.status}`)
    }
    return contentOf(await textOf(response))
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    const { name, cause } = error as { name?: string; cause?: { code?: string } }
    const late = signal.aborted || name === "TimeoutError" || name === "AbortError"
    throw new NoAnswer(late ? "no answer in time" : (cause?.code ?? "the connection failed"))
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels what is still to come.
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MOST_BYTES) throw new NoAnswer(`the answer is longer than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function contentOf(text: string): string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new NoAnswer("the answer is not JSON")
  }
  const read = Completion.safeParse(json)
  if (!read.success) throw new NoAnswer("the answer is no chat completion")
  return read.data.choices[0].message.content.slice(0, MOST_WORDS)
}
