import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto"

/** What WeChat calls secure mode: the message sealed with the EncodingAESKey, bound to one account by its id. */
export type Cipher = {
  /** UTF-8 text → base64. */
  encrypt(text: string): string
  /** Base64 → text, or what is wrong with it (never thrown: it came from outside). `fault` is for the operator's log only. */
  decrypt(sealed: string): { text: string; fault?: never } | { fault: string; text?: never }
}

/** An EncodingAESKey: 43 characters of base64, the 44th being a `=` that WeChat leaves out. */
export const AES_KEY_SHAPE = /^[A-Za-z0-9+/]{43}$/

const BLOCK = 32
const RANDOM = 16
const HEAD = RANDOM + 4
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * AES-256-CBC as WeChat and WeCom do it: IV = first half of the key; plaintext = 16 random bytes, length (4 bytes, big-endian), message,
 * id of the receiver; PKCS#7 to blocks of 32. `id` is the app id of an Official Account or the corp id of a WeCom app. `key` must have
 * AES_KEY_SHAPE.
 */
export function openCipher(key: string, id: string): Cipher {
  const secret = Buffer.from(`${key}=`, "base64")
  const iv = secret.subarray(0, 16)
  const receiver = Buffer.from(id)

  return {
    encrypt(text) {
      const length = HEAD + Buffer.byteLength(text) + receiver.length
      const padding = BLOCK - (length % BLOCK)
      const plain = Buffer.allocUnsafe(length + padding).fill(padding, length)
      writeRandom(plain)
      const size = plain.write(text, HEAD)
      plain.writeUInt32BE(size, RANDOM)
      receiver.copy(plain, HEAD + size)
      const cipher = createCipheriv("aes-256-cbc", secret, iv).setAutoPadding(false)
      // Whole blocks and no padding of its own: update gives it all, and final would add nothing.
      return cipher.update(plain).toString("base64")
    },

    decrypt(sealed) {
      if (sealed.length % 4 !== 0 || !BASE64.test(sealed)) return { fault: "the ciphertext is not base64" }
      const bytes = Buffer.from(sealed, "base64")
      if (bytes.length === 0 || bytes.length % BLOCK !== 0) return { fault: "the ciphertext is not whole blocks" }
      // Padding goes up to 32, twice AES's own block: Node's automatic unpadding would throw on 17–32.
      const decipher = createDecipheriv("aes-256-cbc", secret, iv).setAutoPadding(false)
      const plain = decipher.update(bytes)
      const padding = plain[plain.length - 1]!
      const end = plain.length - padding
      if (padding < 1 || padding > BLOCK || !plain.subarray(end).every((byte) => byte === padding))
        return { fault: "the padding is wrong (another EncodingAESKey?)" }
      if (end < HEAD) return { fault: "the plaintext is too short" }
      const after = HEAD + plain.readUInt32BE(RANDOM)
      if (after > end) return { fault: "the plaintext's length is wrong" }
      if (!plain.subarray(after, end).equals(receiver)) return { fault: "it was sealed for another account" }
      return { text: plain.toString("utf8", HEAD, after) }
    },
  }
}

const randomness = Buffer.alloc(256 * RANDOM)
let used = randomness.length

/** 16 random bytes at the start of `plain`, drawn 256 messages' worth at a time: one by one they cost as much as the rest of a reply. */
function writeRandom(plain: Buffer): void {
  if (used === randomness.length) {
    randomFillSync(randomness)
    used = 0
  }
  randomness.copy(plain, 0, used, used + RANDOM)
  used += RANDOM
}
