import { ApiFault } from "#bots/wechat/api.ts"
import type { Verdict } from "#src/channel.ts"

/** What an errcode of WeChat's means for a push, by its number alone; its words change. */
export type Meaning =
  /** Again later; `wholeAccount`: until then no other push need be tried. */
  | { means: "throttled"; until: Date; wholeAccount: boolean; alarm: boolean }
  /** The customer-service window is shut (or not open to this account): a template may still get through. */
  | { means: "window-shut"; feature: boolean }
  | { means: "too-long" }
  | { means: "bad-template" }
  | { means: "gone" }

const MINUTE = 60_000
const HOUR = 3_600_000
const SHANGHAI = 8 * HOUR
const DAY = 24 * HOUR

/** Quotas of a day are counted anew at midnight in China, which has no summer time. */
function nextMidnight(now: Date): Date {
  return new Date(Math.floor((now.getTime() + SHANGHAI) / DAY + 1) * DAY - SHANGHAI)
}

/**
 * Where a person must act: IP not whitelisted, secret frozen, wrong or for another account, account restricted, and a token refused even
 * after it was renewed.
 */
const ALARMS = [40164, 40243, 40125, 40013, 50002, 40001, 40014, 42001]

export function meaningOf(error: unknown, now: Date): Meaning {
  const errcode = error instanceof ApiFault ? error.errcode : undefined
  const after = (ms: number) => new Date(now.getTime() + ms)
  switch (errcode) {
    case 45009:
      return { means: "throttled", until: nextMidnight(now), wholeAccount: true, alarm: false }
    case 45011:
      return { means: "throttled", until: after(MINUTE), wholeAccount: true, alarm: false }
    case 45015:
    case 45047:
    case 43101:
      return { means: "window-shut", feature: false }
    case 48001:
      return { means: "window-shut", feature: true }
    case 45002:
    case 45008:
      return { means: "too-long" }
    case 47003:
    case 40037:
      return { means: "bad-template" }
    case 40003:
    case 43004:
      return { means: "gone" }
  }
  if (errcode !== undefined && ALARMS.includes(errcode))
    return { means: "throttled", until: after(HOUR), wholeAccount: true, alarm: true }
  return { means: "throttled", until: after(MINUTE), wholeAccount: false, alarm: false }
}

export const unreachable = (reason: string): Verdict => ({ verdict: "unreachable", reason })
export const throttled = (reason: string, retryAt: Date): Verdict => ({ verdict: "throttled", reason, retryAt })
export const refused = (reason: string): Verdict => ({ verdict: "refused", reason })
