import { readFileSync } from "node:fs"
import { understand } from "#language/understand.ts"

/** What reading a message costs: every labelled message of the language room's own tests, read ten times after a warm-up. */
export function measureLanguage(): { messages: number; p50: number; p95: number; addedMegabytes: number } {
  const lines = readFileSync(new URL("../language/messages.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n")
  const messages = lines.map((line) => JSON.parse(line) as Parameters<typeof understand>[0])
  global.gc?.()
  const before = process.memoryUsage().rss
  const times: number[] = []
  for (let round = 0; round < 11; round++)
    for (const message of messages) {
      const begun = performance.now()
      understand(message)
      if (round > 0) times.push(performance.now() - begun)
    }
  times.sort((a, b) => a - b)
  const share = (part: number) => times[Math.floor(times.length * part)] ?? 0
  return {
    messages: messages.length,
    p50: share(0.5),
    p95: share(0.95),
    addedMegabytes: Math.round((process.memoryUsage().rss - before) / 1024 / 1024),
  }
}
