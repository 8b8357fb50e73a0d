import { ApiFault } from "./api.ts"

/** Errcodes that say the access token, not the request, is at fault: renew once, try once more. */
const TOKEN_ERRCODES = new Set([40001, 40014, 42001])
const isTokenFault = (error: unknown) => error instanceof ApiFault && TOKEN_ERRCODES.has(error.errcode ?? 0)

/** WeChat lives with both tokens for the last five minutes of the old one, so that is when it is replaced. */
const EARLY_MS = 5 * 60_000
/** stable_token may be forced 20 times a day, at least 30 s apart; half of it is left to a second instance. */
const FORCES_A_DAY = 10
const FORCE_GAP_MS = 30_000
const DAY_MS = 24 * 3_600_000

export type Tokens = {
  /**
   * Runs work with a valid access token; where WeChat refuses the token, renews it and runs the work once more. Throws what the work or
   * the fetching of a token throws (ApiFault).
   */
  use<T>(work: (token: string) => Promise<T>): Promise<T>
}

/**
 * Keeps one access token, fetched when first needed and by one call at a time however many wait. `obtain(force)` asks the platform:
 * force only where WeChat goes on handing out a token that it refuses.
 */
export function openTokens(
  obtain: (force: boolean) => Promise<{ token: string; seconds: number }>,
  now: () => Date,
): Tokens {
  let held: { token: string; until: number } | undefined
  let pending: Promise<string> | undefined
  let forced: number[] = []

  const fetchOne = async (spent: string | undefined): Promise<string> => {
    let fresh = await obtain(false)
    if (fresh.token === spent) {
      const at = now().getTime()
      forced = forced.filter((time) => at - time < DAY_MS)
      if (forced.length >= FORCES_A_DAY || at - (forced.at(-1) ?? 0) < FORCE_GAP_MS)
        throw new ApiFault("the access token is refused and may not be renewed by force yet", 40001)
      forced.push(at)
      fresh = await obtain(true)
    }
    held = { token: fresh.token, until: now().getTime() + fresh.seconds * 1000 - EARLY_MS }
    return fresh.token
  }

  const token = (spent?: string): Promise<string> => {
    if (held && held.token !== spent && held.until > now().getTime()) return Promise.resolve(held.token)
    pending ??= fetchOne(spent).finally(() => {
      pending = undefined
    })
    return pending
  }

  return {
    async use(work) {
      const first = await token()
      try {
        return await work(first)
      } catch (error) {
        if (!isTokenFault(error)) throw error
        return work(await token(first))
      }
    },
  }
}
