import { randomInt } from "node:crypto"
import type { Cipher } from "./cipher.ts"
import { sign } from "./signature.ts"
import { writeXml } from "./xml.ts"

const OPEN = "<Encrypt>"
const SEALED = /\s*(?:<!\[CDATA\[([A-Za-z0-9+/=]+)\]\]>|([A-Za-z0-9+/=]+))\s*<\/Encrypt>/y

/**
 * The ciphertext in an encrypted push: the one thing read before its signature is verified, because the signature is of it. A linear
 * scan of a bounded body, no parser. In compat mode the message stands in clear beside it, so text that merely looks like the start of
 * the field is passed over.
 */
export function findSealed(body: string): string | undefined {
  for (let at = body.indexOf(OPEN); at !== -1; at = body.indexOf(OPEN, at + 1)) {
    SEALED.lastIndex = at + OPEN.length
    const found = SEALED.exec(body)
    if (found) return found[1] ?? found[2]
  }
  return undefined
}

/** A passive reply in secure mode: sealed and signed, with the time in seconds. */
export function sealReply(cipher: Cipher, token: string, xml: string, now: Date): string {
  const Encrypt = cipher.encrypt(xml)
  const TimeStamp = Math.floor(now.getTime() / 1000)
  const Nonce = String(randomInt(1_000_000_000, 10_000_000_000))
  return writeXml({ Encrypt, MsgSignature: sign(token, String(TimeStamp), Nonce, Encrypt), TimeStamp, Nonce })
}
