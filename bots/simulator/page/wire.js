// @ts-check
/** Talking to the service: sending with retries that repeat the id, and asking once a second what was said. */

/** @typedef {{ seq: number, text: string, at: number }} Said */
/** @typedef {{ ok: true, replies: Said[] } | { ok: false, error: string, again: boolean }} Sent  `again`: sending it again may help. */

const RETRY_AFTER_MS = [800, 2500]
const POLL_MS = 1000
const POLL_HIDDEN_MS = 15_000
const SLOWEST_POLL_MS = 20_000

/**
 * @param {object} message the body of POST /api/chat, with its `id`
 * @returns {Promise<Sent>}
 */
export async function send(message) {
  for (const wait of [...RETRY_AFTER_MS, undefined]) {
    const result = await sendOnce(message)
    if (result.ok || !result.again || wait === undefined) return result
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  throw new Error("unreachable")
}

/** @param {object} message @returns {Promise<Sent>} */
async function sendOnce(message) {
  try {
    const response = await fetch("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(message),
    })
    const body = await response.json()
    if (!response.ok) return { ok: false, error: body.error ?? "没有发出去", again: response.status >= 500 }
    const at = Date.now()
    return { ok: true, replies: body.replies.map((/** @type {Said} */ reply) => ({ ...reply, at })) }
  } catch {
    return { ok: false, error: "没有发出去，请看看网络", again: true }
  }
}

/** @param {string} to @param {number} after @returns {Promise<Said[]>} */
export async function said(to, after) {
  const response = await fetch(`/api/chat?to=${encodeURIComponent(to)}&after=${after}`)
  if (!response.ok) throw new Error(`GET /api/chat: ${response.status}`)
  const { messages } = await response.json()
  return messages.map((/** @type {{ seq: number, text: string, at: string }} */ one) => ({
    ...one,
    at: Date.parse(one.at),
  }))
}

/**
 * Calls `ask` for ever: every second, seldom while nobody looks, ever more slowly while it fails.
 *
 * @param {() => Promise<void>} ask
 * @param {(offline: boolean) => void} tell
 */
export async function keepAsking(ask, tell) {
  let failures = 0
  for (;;) {
    try {
      await ask()
      failures = 0
    } catch {
      failures++
    }
    tell(failures > 1)
    await pause(document.hidden ? POLL_HIDDEN_MS : Math.min(POLL_MS * 2 ** failures, SLOWEST_POLL_MS))
  }
}

/** Waits, but not when someone comes back to the page. @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => {
    const wake = () => {
      if (document.hidden) return
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", wake)
      resolve(undefined)
    }
    const timer = setTimeout(() => {
      document.removeEventListener("visibilitychange", wake)
      resolve(undefined)
    }, ms)
    document.addEventListener("visibilitychange", wake)
  })
}
