import { createHash, randomBytes } from "node:crypto"

/** One-time codes and tokens. Only their hashes are stored. */

/** Letters and digits that cannot be taken for one another, read out on the phone or typed from paper. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

/** A code to type: ten characters, 49 bits. */
export function newCode(): string {
  return Array.from(randomBytes(10), (byte) => ALPHABET[byte % ALPHABET.length]).join("")
}

/** A token for a link or a cookie: 256 bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url")
}

/** Codes are compared without case, width, spaces and dashes. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex")
}

export function hashOfCode(code: string): string {
  return hashOf(code.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase())
}
