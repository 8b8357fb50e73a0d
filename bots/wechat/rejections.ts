import type { Context } from "hono"
import type { Hands } from "#src/channel.ts"

/** A request that is turned away. `why` is a fixed sentence for the log; nothing of the request goes into it. */
export type Rejection = { status: 400 | 403 | 413 | 503; why: string }

const QUIET_MS = 60_000

/** Turns requests away with an empty body, and says why in the log once a minute for each reason: anyone can knock at these routes. */
export function openRejections({ now, log }: Pick<Hands, "now" | "log">) {
  const said = new Map<string, { at: number; unsaid: number }>()
  return (c: Context, { status, why }: Rejection): Response => {
    const at = now().getTime()
    const last = said.get(why)
    if (last && at - last.at < QUIET_MS) last.unsaid += 1
    else {
      log.warn(
        { path: c.req.path, status, why, since: last?.unsaid ?? 0 },
        "refused a request to the channel's callback",
      )
      said.set(why, { at, unsaid: 0 })
    }
    // What is left of a body too large is not worth reading on for.
    return c.text("", status, status === 413 ? { connection: "close" } : {})
  }
}
