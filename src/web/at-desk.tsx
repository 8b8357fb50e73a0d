import type { Context, MiddlewareHandler } from "hono"
import { HTTPException } from "hono/http-exception"
import type { Official } from "./house.ts"
import { fromOwnPage } from "./own-page.ts"
import { SignInFirst } from "./pages/sign-in.tsx"

/** What the routes behind the sign-in find in their context. */
export type AtDesk = { Variables: { official: Official } }

/** A form without files is smaller. */
export const MOST_FORM_BYTES = 64 * 1024

type Parts = {
  signedIn: (c: Context) => Promise<Official | undefined>
  hasSimulator: boolean
  publicUrl: string | undefined
}

/** Lets signed-in officials through, and forms only from our own pages; nothing of a body is read before. */
export function atDesk({ signedIn, hasSimulator, publicUrl }: Parts): MiddlewareHandler<AtDesk> {
  return async (c, next) => {
    // Where Sec-Fetch-Site is not told, a form of these pages must show where it comes from.
    c.header("Referrer-Policy", "same-origin")
    const posted = c.req.method !== "GET" && c.req.method !== "HEAD"
    if (posted && !fromOwnPage(c, publicUrl)) throw new HTTPException(403)
    const official = await signedIn(c)
    if (!official) {
      const typed = posted ? await typedIn(c) : []
      return c.html(<SignInFirst hasSimulator={hasSimulator} typed={typed} />, 401)
    }
    c.set("official", official)
    await next()
  }
}

/** What somebody wrote whose session ended meanwhile: given back, not kept. */
async function typedIn(c: Context): Promise<string[]> {
  const small = Number(c.req.header("content-length") ?? Number.POSITIVE_INFINITY) <= MOST_FORM_BYTES
  if (!small || !c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded")) return []
  const form = await formOf(c)
  return ["title", "answer", "basis", "asks"].map((name) => form.text(name).trim()).filter((text) => text !== "")
}

/** More parts than a page of ours sends; each takes memory many times its size. */
const MOST_PARTS = 200
const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i

/** A form's fields: what is missing, or is not what it should be, is empty. */
export async function formOf(c: Context) {
  const type = c.req.header("content-type") ?? ""
  const form = FORM.test(type) ? await readForm(await c.req.arrayBuffer(), type) : new FormData()
  const all = (name: string) => form.getAll(name)
  return {
    text: (name: string) => all(name).find((one) => typeof one === "string") ?? "",
    texts: (name: string) => all(name).filter((one) => typeof one === "string"),
    lines: (name: string) => all(name).flatMap((one) => (typeof one === "string" ? one.split(/\r?\n/) : [])),
    files: (name: string) => all(name).filter((one) => typeof one !== "string"),
  }
}

async function readForm(body: ArrayBuffer, type: string): Promise<FormData> {
  const boundary = /boundary="?([^";\s]+)/i.exec(type)?.[1]
  if (boundary !== undefined && holdsOften(Buffer.from(body), `--${boundary}`, MOST_PARTS)) throw new HTTPException(413)
  // What breaks off in the middle is no bug of ours.
  return new Response(body, { headers: { "content-type": type } }).formData().catch((cause) => {
    throw new HTTPException(400, { cause })
  })
}

function holdsOften(bytes: Buffer, piece: string, most: number): boolean {
  let found = 0
  for (let at = bytes.indexOf(piece); at >= 0 && found <= most; at = bytes.indexOf(piece, at + 1)) found++
  return found > most
}
