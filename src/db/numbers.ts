import type { Database } from "./open.ts"

/** Numbers people see (HD20261123001). An instance takes a block of a prefix and day; gaps are fine, a number is never given twice. */

const BLOCK = 20

export type Numbers = { next(prefix: string, day: string): Promise<string> }

export function openNumbers(database: Database): Numbers {
  const blocks = new Map<string, { next: number; end: number }>()
  const taking = new Map<string, Promise<void>>()

  async function take(prefix: string): Promise<void> {
    const { rows } = await database.pool.query<{ end: number }>({
      name: "number block",
      text: `INSERT INTO "NumberBlock" (prefix, next) VALUES ($1, $2 + 1)
        ON CONFLICT (prefix) DO UPDATE SET next = "NumberBlock".next + $2 RETURNING next AS end`,
      values: [prefix, BLOCK],
    })
    const end = rows[0]!.end
    blocks.set(prefix, { next: end - BLOCK, end })
  }

  return {
    async next(letters, day) {
      const prefix = `${letters}${day.replaceAll("-", "")}`
      for (;;) {
        const block = blocks.get(prefix)
        if (block && block.next < block.end) return `${prefix}${String(block.next++).padStart(3, "0")}`
        const waiting = taking.get(prefix) ?? take(prefix).finally(() => taking.delete(prefix))
        taking.set(prefix, waiting)
        await waiting
        if (blocks.size > 50) for (const old of blocks.keys()) if (old !== prefix) blocks.delete(old)
      }
    },
  }
}
