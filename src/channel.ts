import type { Hono } from "hono"
import type { z } from "zod"

/**
 * The contract of a channel: it translates and classifies, it never decides. A channel is one file (or folder) under bots/, listed
 * in bots/index.ts, opened by the composition root when its settings are present.
 */

/** What a person did on a channel, in terms that no platform owns. */
export type Content =
  | { kind: "text"; text: string }
  /** `text` is the platform's own speech recognition; absent where it gave none. */
  | { kind: "voice"; text?: string }
  /** `picture` is absent when it could not be fetched or was larger than `MAX_PICTURE_BYTES`; `why` then says which. */
  | { kind: "image"; picture?: Picture; why?: "unavailable" | "too-large" | "not-a-picture" }
  /** A file that was sent; `file` is absent when it could not be fetched or was larger than `MAX_FILE_BYTES`; `why` then says which. */
  | { kind: "file"; name: string; file?: Uint8Array; why?: "unavailable" | "too-large" }
  /** follow: someone subscribed or added the bot. unfollow: all that is known of the person must go (WeChat's rule). */
  | { kind: "event"; event: "follow" | "unfollow" }
  /** Anything that cannot be worked with; the person is told so in words. */
  | { kind: "unsupported"; what: "video" | "location" | "link" | "sticker" | "other" }

export type Picture = { mime: string; bytes: Uint8Array }
export const MAX_PICTURE_BYTES = 5 * 1024 * 1024
export const MAX_FILE_BYTES = 10 * 1024 * 1024

export type Inbound = {
  channel: string
  /** The platform's id of this delivery: the same id again is the same message. A string, since WeChat's ids exceed 2^53. */
  id: string
  /** The sender's id on the channel. */
  from: string
  /** The name the channel shows for the sender. */
  name?: string
  /** The room it was said in; absent in private. */
  room?: string
  /** In a room: whether the bot was spoken to (in private always true). */
  addressed?: boolean
  /** The message's own time: what 明天 is relative to. */
  at: Date
  content: Content
}

/** What was answered to one inbound: pages of text, in order, each within the channel's `maxTextBytes`. `seq` orders all that a person was told. */
export type Answer = { seq: number; texts: string[] }

export type Push = {
  /** The person's id on the channel, or the room. */
  to: string
  text: string
  kind: "late" | "talk" | "ticket" | "decision" | "work" | "reminder" | "digest"
}

/**
 * How a push ended. `throttled`: again later. `unreachable`: not by this channel now (the 48-hour window is shut); it waits for the
 * next contact or goes by another identity. `refused`: never to this identity. `reason` is for the operator, in English, no secrets.
 */
export type Verdict =
  | { verdict: "sent" }
  /** The first words went out (a WeChat template carries twenty characters): the whole goes with the next answer. */
  | { verdict: "announced" }
  | { verdict: "throttled"; reason: string; retryAt?: Date }
  | { verdict: "unreachable"; reason: string }
  | { verdict: "refused"; reason: string }

export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What a channel may ask of the house. */
export type Hands = {
  /** Handles one inbound, exactly once. Rejects only when nothing was or will be done, so the platform may deliver again. */
  converse(inbound: Inbound): Promise<Answer>
  /** Keeps an inbound whose answer is late: the turn is finished whatever happens to this process, the answer goes out as a push. */
  park(inbound: Inbound): Promise<void>
  /** Everything said to a person or room on a channel after `after`, oldest first, at most 200. */
  said(channel: string, to: string, after: number): Promise<{ seq: number; text: string; at: Date }[]>
  now(): Date
  log: Log
}

export type OpenChannel = {
  /** HTTP routes, mounted at the root; each verifies its request before parsing it. */
  routes?: Hono
  /** Its routes are called by a platform's machines: no browser's headers are put on the answers. */
  webhook?: true
  send(push: Push): Promise<Verdict>
  close?(): Promise<void>
}

export type Channel<Settings extends z.ZodObject = z.ZodObject> = {
  id: string
  /** As people know it: 微信公众号. */
  name: string
  /** The environment variables it reads; the channel is on when one of `needs` is set. */
  settings: Settings
  needs: readonly (keyof z.infer<Settings> & string)[]
  /** Settings that are never logged. */
  secrets: readonly (keyof z.infer<Settings> & string)[]
  /** UTF-8 bytes of one text. */
  maxTextBytes: number
  /** Texts in one answer; what is left over waits for 更多. */
  maxTexts: number
  /** Whether pushes wait for the end of quiet hours. */
  quietHours: boolean
  open(settings: z.infer<Settings>, hands: Hands): OpenChannel | Promise<OpenChannel>
}

export function channel<Settings extends z.ZodObject>(spec: Channel<Settings>): Channel<Settings> {
  return spec
}
