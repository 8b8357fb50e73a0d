import { createHash, randomBytes, randomUUID } from "node:crypto"

/** One-time codes and tokens, of which only the hashes are stored; and the ids of rows. */

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

/** A row's id that sorts by time (UUID version 7, RFC 9562): new rows lie together in the index. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** The same id for the same words, whoever asks (UUID version 8, RFC 9562). */
export function idOf(words: string): string {
  const hash = hashOf(words)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
