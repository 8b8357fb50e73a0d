import type { Answer, Hands, Inbound } from "#src/channel.ts"

/** Hands whose clock stands still, which note what they are handed and what is logged. Replace `answer` to decide how they converse. */
export function fakeHands(at: Date) {
  const house = {
    now: at,
    heard: [] as Inbound[],
    parked: [] as Inbound[],
    logged: [] as { level: "info" | "warn" | "error"; fields: object; message: string }[],
    answer: async (_: Inbound): Promise<Answer> => ({ seq: 1, texts: ["收到"] }),
    park: async (_: Inbound): Promise<void> => {},
    hands: undefined as unknown as Hands,
  }
  const note = (level: "info" | "warn" | "error") => (fields: object, message: string) => {
    house.logged.push({ level, fields, message })
  }
  house.hands = {
    converse: (inbound) => {
      house.heard.push(inbound)
      return house.answer(inbound)
    },
    park: (inbound) => {
      house.parked.push(inbound)
      return house.park(inbound)
    },
    said: async () => [],
    now: () => house.now,
    log: { info: note("info"), warn: note("warn"), error: note("error") },
  }
  return house
}
export type House = ReturnType<typeof fakeHands>

/** A promise with its switch. */
export function gate<T>() {
  let open!: (value: T) => void
  let fail!: (error: Error) => void
  const passed = new Promise<T>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { passed, open, fail }
}

/** Waits until something is true; throws after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  for (const start = Date.now(); !condition(); ) {
    if (Date.now() - start > 2000) throw new Error(`never true: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
