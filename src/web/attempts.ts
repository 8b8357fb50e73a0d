import { LRUCache } from "lru-cache"

/**
 * Counts failures per client and turns away those who had too many: nobody gets to guess. Memory is bounded; what falls out is who
 * was quiet longest. A try counts as failed until it succeeds, so many at once do not slip through.
 */
export function attempts({ most, withinMs, clients = 10_000 }: { most: number; withinMs: number; clients?: number }) {
  const failures = new LRUCache<string, number>({ max: clients, ttl: withinMs, noUpdateTTL: true })
  return {
    /** Seconds to wait, or 0 when this try may go ahead. */
    begin(client: string): number {
      const before = failures.get(client) ?? 0
      if (before >= most) return Math.max(1, Math.ceil(failures.getRemainingTTL(client) / 1000))
      failures.set(client, before + 1)
      return 0
    },
    succeeded(client: string): void {
      const counted = failures.get(client)
      if (counted !== undefined) failures.set(client, counted - 1)
    },
  }
}
