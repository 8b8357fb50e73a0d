import { readFileSync } from "node:fs"
import { Hono } from "hono"
import { compress } from "hono/compress"
import { etag } from "hono/etag"
import type { Log, OpenChannel } from "#src/channel.ts"
import { answers } from "./answers.tsx"
import { type AtDesk, atDesk } from "./at-desk.tsx"
import { documents } from "./documents.tsx"
import { answerFailures } from "./failures.tsx"
import { securityHeaders } from "./headers.ts"
import type { House } from "./house.ts"
import { metrics } from "./metrics.ts"
import { officials } from "./officials.tsx"
import { questions } from "./questions.tsx"
import { signIn } from "./sign-in.tsx"

const READY_WITHIN_MS = 3000

type Parts = { house: House; channels: readonly OpenChannel[]; log: Log; publicUrl?: string | undefined }

/**
 * The whole HTTP side: the channels' routes, the officials' pages, and what operators ask. `publicUrl` is how people reach it;
 * with https cookies are Secure. Each channel bounds and verifies its own requests.
 */
export function webServer({ house, channels, log, publicUrl }: Parts): Hono {
  const app = new Hono()
  const https = publicUrl?.startsWith("https:") ?? false
  const { measured, text, contentType } = metrics()

  const mount = (those: readonly OpenChannel[]) => {
    for (const { routes } of those) if (routes) app.route("/", routes)
  }
  answerFailures(app, log)
  app.use(measured)
  mount(channels.filter(({ webhook }) => webhook))
  app.use(securityHeaders({ https }))
  mount(channels.filter(({ webhook }) => !webhook))
  const hasSimulator = app.routes.some(({ path }) => path === "/chat")

  app.get("/healthz", (c) => c.json({ ok: true }))
  app.get("/readyz", async (c) => {
    const { ok, why } = await readiness(house, log)
    return ok ? c.json({ ok }) : c.json({ ok, why: why ?? "not ready" }, 503)
  })
  app.get("/metrics", async (c) => {
    const gauges = await house.gauges().catch((cause: unknown) => {
      log.error({ err: cause }, "web: no gauges")
      return {}
    })
    return c.body(await text(gauges), 200, { "Content-Type": contentType })
  })

  const style = readFileSync(new URL("./pages/style.css", import.meta.url), "utf8")
  app.get("/style.css", compress(), etag(), (c) =>
    c.body(style, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "no-cache" }),
  )
  const { routes, signedIn } = signIn(house, { publicUrl })
  const desk = new Hono<AtDesk>()
  for (const path of ["/", "/figures/*", "/documents/*", "/answers/*", "/questions/*"])
    desk.use(path, atDesk({ signedIn, hasSimulator, publicUrl }))
  for (const pages of [officials(house), documents(house), answers(house), questions(house)]) desk.route("/", pages)
  return app.route("/", routes).route("/", desk)
}

/** A database that hangs is as unreachable as one that refuses. */
async function readiness(house: House, log: Log): Promise<{ ok: boolean; why?: string }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<{ ok: boolean; why: string }>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, why: "the database does not answer" }), READY_WITHIN_MS)
  })
  try {
    return await Promise.race([house.ready(), late])
  } catch (cause) {
    log.error({ err: cause }, "web: not ready")
    return { ok: false, why: "the database is out of reach" }
  } finally {
    clearTimeout(timer)
  }
}
