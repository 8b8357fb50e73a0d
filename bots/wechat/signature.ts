import { hash, timingSafeEqual } from "node:crypto"

/**
 * WeChat's signature, the same for Official Accounts (token, timestamp, nonce[, ciphertext]) and WeCom: the parts sorted, joined with
 * nothing between them, SHA-1 in 40 lower-case hex digits.
 */
export function sign(...parts: string[]): string {
  return hash("sha1", parts.sort().join(""))
}

/** Whether `given` is the signature of the parts, in a time that says nothing about where they differ. */
export function isSignedBy(given: string, ...parts: string[]): boolean {
  const expected = Buffer.from(sign(...parts), "latin1")
  const candidate = Buffer.from(given)
  // timingSafeEqual refuses unequal lengths; the length of a signature is no secret, so the comparison is made with itself then.
  const sameLength = candidate.length === expected.length
  return timingSafeEqual(sameLength ? candidate : expected, expected) && sameLength
}

/** Seconds that a signed request may be old, or ahead of this machine's clock. */
const FRESH_SECONDS = 300

/** Whether a `timestamp` parameter (ten digits, Unix seconds) is near enough to now for the request to be no replay. */
export function isFresh(timestamp: string, now: Date): boolean {
  return /^\d{10}$/.test(timestamp) && Math.abs(Number(timestamp) - now.getTime() / 1000) <= FRESH_SECONDS
}
