/** One contact at a time: work under one key runs in order, different keys side by side. */
export type Lanes = {
  /** Runs after what waits under the same key; undefined where too much waits there already. */
  run<T>(key: string, work: () => Promise<T>): Promise<T | undefined>
}

export function openLanes(mostWaiting: number): Lanes {
  const lanes = new Map<string, { last: Promise<unknown>; waiting: number }>()
  return {
    async run(key, work) {
      const lane = lanes.get(key) ?? { last: Promise.resolve(), waiting: 0 }
      if (lane.waiting >= mostWaiting) return undefined
      lane.waiting++
      lanes.set(key, lane)
      const mine = lane.last.then(work)
      lane.last = mine.catch(() => undefined)
      try {
        return await mine
      } finally {
        lane.waiting--
        if (lane.waiting === 0) lanes.delete(key)
      }
    },
  }
}
