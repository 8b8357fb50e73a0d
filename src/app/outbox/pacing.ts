import { setTimeout as wait } from "node:timers/promises"

/** Lets at most so many through in a second, evenly; each channel has its own. In real time, whatever time it is said to be. */
export function openPacing(perSecond: number): (channel: string) => Promise<void> {
  const gap = 1000 / perSecond
  const free = new Map<string, number>()
  return async (channel) => {
    const now = performance.now()
    const slot = Math.max(now, free.get(channel) ?? 0)
    free.set(channel, slot + gap)
    if (slot > now) await wait(slot - now)
  }
}
