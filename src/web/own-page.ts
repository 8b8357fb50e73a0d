import type { Context } from "hono"

/**
 * Whether a form was sent from a page of this service. Browsers say so: by Sec-Fetch-Site, and where they do not (older ones, or plain
 * HTTP), by Origin. Pages that tell no referrer hide their origin too. Who says nothing is no browser, and has no cookie to misuse.
 */
export function fromOwnPage(c: Context, publicUrl: string | undefined, hidden?: "or hidden"): boolean {
  const site = c.req.header("sec-fetch-site")
  if (site !== undefined) return site === "same-origin" || site === "none"
  const origin = c.req.header("origin")
  if (origin === undefined) return true
  if (origin === "null") return hidden !== undefined
  const host = hostOf(origin)
  return host !== undefined && [hostOf(c.req.url), publicUrl && hostOf(publicUrl)].includes(host)
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}
