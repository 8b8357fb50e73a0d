import { readBounded } from "./bounded.ts"

/**
 * Why a call of the platform's API came to nothing. `errcode` is WeChat's; absent when no answer of WeChat's was seen (network, time,
 * something else on the line). The message is for the operator and holds no secret.
 */
export class ApiFault extends Error {
  readonly errcode: number | undefined
  constructor(message: string, errcode?: number) {
    super(message)
    this.name = "ApiFault"
    this.errcode = errcode
  }
}

export type Api = {
  /** POST of JSON when there is a body, GET otherwise. Throws ApiFault for every errcode but 0. */
  call(path: string, query: Record<string, string>, body?: unknown): Promise<Record<string, unknown>>
  /** GET of a file. Undefined when it is longer than `most` bytes. Throws ApiFault, also for the JSON that WeChat sends in its place. */
  download(path: string, query: Record<string, string>, most: number, signal: AbortSignal): Promise<Buffer | undefined>
}

const MOST_JSON = 256 * 1024

/**
 * The HTTP API at `base`. Every call ends after `timeoutMs`. Redirects are not followed, since the query carries the access token, and
 * WeChat's own words are quoted in faults only with `secrets` (and the token of the call) struck out.
 */
export function openApi(base: string, { timeoutMs, secrets }: { timeoutMs: number; secrets: readonly string[] }): Api {
  const request = async (path: string, query: Record<string, string>, init: RequestInit): Promise<Response> => {
    const url = `${base.replace(/\/+$/, "")}${path}?${new URLSearchParams(query)}`
    const response = await fetch(url, { ...init, redirect: "error" })
    if (response.ok) return response
    await response.body?.cancel()
    throw new ApiFault(`${path}: HTTP ${response.status}`)
  }

  const check = (path: string, query: Record<string, string>, text: string): Record<string, unknown> => {
    const answer = parse(text)
    if (!answer) throw new ApiFault(`${path}: the answer is not JSON`)
    const errcode = answer.errcode ?? 0
    if (errcode === 0) return answer
    let said = String(answer.errmsg ?? "").slice(0, 300)
    for (const secret of [...secrets, query.access_token]) if (secret) said = said.replaceAll(secret, "***")
    throw new ApiFault(`${path}: errcode ${errcode} ${said}`.trim(), Number(errcode))
  }

  const guarded = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof ApiFault) throw error
      // fetch's own errors may quote the URL, and with it the token: only the code goes on.
      throw new ApiFault(`${path}: ${codeOf(error)}`)
    }
  }

  return {
    call: (path, query, body) =>
      guarded(path, async () => {
        const signal = AbortSignal.timeout(timeoutMs)
        const init =
          body === undefined ? { signal } : { signal, method: "POST", body: JSON.stringify(body), headers: JSON_TYPE }
        const response = await request(path, query, init)
        return check(path, query, (await readBounded(response.body, MOST_JSON))?.toString() ?? "")
      }),

    download: (path, query, most, signal) =>
      guarded(path, async () => {
        const response = await request(path, query, { signal })
        const bytes = await readBounded(response.body, most)
        // No picture begins with a brace; WeChat labels these errors text/plain as readily as application/json.
        if (bytes?.[0] === 0x7b && parse(bytes.toString())) {
          check(path, query, bytes.toString())
          throw new ApiFault(`${path}: JSON in place of a file`)
        }
        return bytes
      }),
  }
}

const JSON_TYPE = { "content-type": "application/json" }

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  if (name === "TimeoutError" || name === "AbortError") return "no answer in time"
  return cause?.code ?? "the connection failed"
}
