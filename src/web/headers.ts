import type { MiddlewareHandler } from "hono"

/** Pages here load one stylesheet and run no script; a page that needs more (the simulator's) brings its own policy. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const ALWAYS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

/** Security headers on every answer, errors included; nothing is cached unless the route said so. */
export function securityHeaders({ https }: { https: boolean }): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value)
    if (https) headers.set("Strict-Transport-Security", "max-age=31536000")
    // "Not modified" keeps the policy the page came with.
    if (c.res.status !== 304 && !headers.has("Content-Security-Policy"))
      headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    if (!headers.has("Referrer-Policy")) headers.set("Referrer-Policy", "no-referrer")
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store")
  }
}
