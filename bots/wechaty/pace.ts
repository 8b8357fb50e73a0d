import type { Hands } from "#src/channel.ts"

/**
 * How a personal account is kept from being banned. The numbers follow what maintainers of wechaty's puppets report: no bursts, no
 * machine-like rhythm, not many unasked messages, and stop at once when something is wrong.
 */
export type Pace = {
  /** Milliseconds between two messages, drawn anew each time. */
  gap: readonly [least: number, most: number]
  /** Messages a day (in China), answers counted too; only pushes are held back by it. */
  perDay: number
  /** Messages that may wait; past that a push is told to come later. */
  waiting: number
  /** So many errors within a minute stop all sending … */
  strikes: number
  /** … for so many milliseconds. */
  pauseMs: number
  /** Milliseconds that one message may take. */
  sendMs: number
}

export const PACE: Pace = {
  gap: [1500, 4000],
  perDay: 200,
  waiting: 50,
  strikes: 3,
  pauseMs: 30 * 60_000,
  sendMs: 30_000,
}

/** Why nothing can be sent now. `until` is absent while someone has to log in. */
export type Halt = { reason: string; until?: Date }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const dayOf = (at: Date) => Math.floor((at.getTime() + 8 * 60 * MINUTE) / DAY)
const startOf = (day: number) => new Date(day * DAY - 8 * 60 * MINUTE)

/**
 * The one way out of an account: one message at a time, answers before pushes, never in a burst; and the kill switch. `say` rejects with
 * Halted when the switch fell before its turn came.
 */
export function openPace(pace: Pace, { now, log }: Hands) {
  const answers: (() => Promise<void>)[] = []
  const pushes: (() => Promise<void>)[] = []
  let loggedIn = false
  let closed = false
  let pausedUntil: Date | undefined
  let errors: number[] = []
  let today = { day: 0, said: 0 }
  let running = false
  let wake: (() => void) | undefined

  const count = () => {
    const day = dayOf(now())
    if (today.day !== day) today = { day, said: 0 }
    return today
  }

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async () => {
    if (running) return
    running = true
    for (let next = answers.shift() ?? pushes.shift(); next; next = answers.shift() ?? pushes.shift()) {
      await next()
      const [least, most] = pace.gap
      if (!closed) await rest(least + Math.random() * (most - least))
    }
    running = false
  }

  const pacer = {
    halted(): Halt | undefined {
      if (closed) return { reason: "the service is stopping", until: new Date(now().getTime() + MINUTE) }
      if (!loggedIn) return { reason: "the WeChat account is not logged in" }
      if (pausedUntil && pausedUntil > now()) return { reason: "sending stopped after errors", until: pausedUntil }
      return undefined
    },

    /** What keeps a push, and only a push, from being sent now. */
    full(): Halt | undefined {
      const { day, said } = count()
      if (said >= pace.perDay) return { reason: "the day's messages are used up", until: startOf(day + 1) }
      if (answers.length + pushes.length >= pace.waiting)
        return { reason: "too many messages are waiting", until: new Date(now().getTime() + MINUTE) }
      return undefined
    },

    /** Runs `work` when its turn comes; rejects with what it rejects with, or after `sendMs`. */
    say(kind: "answer" | "push", work: () => Promise<unknown>): Promise<void> {
      return new Promise((resolve, reject) => {
        const turn = async () => {
          const halt = pacer.halted()
          if (halt) return reject(new Halted(halt))
          count().said += 1
          let timer: ReturnType<typeof setTimeout> | undefined
          const late = new Promise((_, fail) => {
            timer = setTimeout(() => fail(new Error("not sent in time")), pace.sendMs)
          })
          try {
            await Promise.race([work(), late])
            resolve()
          } catch (error) {
            pacer.strike((error as Error).message)
            reject(error)
          } finally {
            clearTimeout(timer)
          }
        }
        ;(kind === "answer" ? answers : pushes).push(turn)
        void run()
      })
    },

    login() {
      loggedIn = true
    },

    logout() {
      loggedIn = false
    },

    /** Counts an error against the account; enough of them and nothing is sent for a while. */
    strike(reason: string) {
      const at = now().getTime()
      errors = [...errors.filter((time) => at - time < MINUTE), at]
      if (errors.length < pace.strikes) return log.warn({ reason }, "the WeChat account had an error")
      errors = []
      pausedUntil = new Date(at + pace.pauseMs)
      log.error({ reason, until: pausedUntil }, "the WeChat account has errors one after another: sending is stopped")
    },

    /** Nothing more is said; what waits is rejected with Halted. */
    close() {
      closed = true
      wake?.()
    },
  }
  return pacer
}

export class Halted extends Error {
  readonly halt: Halt
  constructor(halt: Halt) {
    super(halt.reason)
    this.name = "Halted"
    this.halt = halt
  }
}
