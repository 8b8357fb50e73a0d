import { hash } from "node:crypto"
import { LRUCache } from "lru-cache"
import { pages } from "#domain/text.ts"
import type { Push } from "#src/channel.ts"

/**
 * A long push goes out in parts, and a failure in the middle must not tell the first part twice. What is still to be said is kept here
 * until the push is tried again (the same text to the same person), for at most a week and in this process only: after a restart in
 * between, it is said from the start.
 */
export function openParts(maxBytes: number) {
  const unsaid = new LRUCache<string, string[]>({ max: 1000, ttl: 7 * 24 * 3_600_000 })
  return {
    /** The parts that are left of a push, at least one unless it has no text, and whether any went out before. */
    of(push: Push) {
      const key = hash("sha256", `${push.to}\n${push.text}`)
      const before = unsaid.get(key)
      const left = before ?? pages(push.text, maxBytes)
      return {
        left,
        begun: before !== undefined,
        /** The first of `left` went out. */
        said() {
          left.shift()
          this.begun = true
          if (left.length > 0) unsaid.set(key, left)
          else unsaid.delete(key)
        },
        /** The first of `left` was too long after all: cut to `bytes`. */
        cut(bytes: number) {
          left.splice(0, 1, ...pages(left[0] ?? "", bytes))
        },
      }
    },
  }
}
