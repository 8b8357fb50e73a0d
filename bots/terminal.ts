import { z } from "zod"
import { channel, type OpenChannel } from "#src/channel.ts"

/** Somebody at a terminal; `name` is who they are there. */
export type Terminal = OpenChannel & {
  /** Hears what is pushed to `name` until the answer is called. */
  sitDown(name: string, hear: (text: string) => void): () => void
}

/** 终端: `jiangong talk`. It has no settings, is always on, and can be reached only by who may run the command line. */
export const terminal = channel({
  id: "terminal",
  name: "终端",
  settings: z.object({}),
  needs: [],
  secrets: [],
  maxTextBytes: 65_536,
  maxTexts: 1,
  quietHours: false,
  open: () => openTerminal(),
})

function openTerminal(): Terminal {
  const seats = new Map<string, Set<(text: string) => void>>()
  return {
    sitDown(name, hear) {
      const seat = seats.get(name) ?? new Set()
      seats.set(name, seat.add(hear))
      return () => {
        seat.delete(hear)
        if (seat.size === 0) seats.delete(name)
      }
    },
    async send({ to, text }) {
      const seat = seats.get(to)
      if (!seat) return { verdict: "unreachable", reason: "nobody sits at the terminal" }
      for (const hear of seat) hear(text)
      return { verdict: "sent" }
    },
  }
}
