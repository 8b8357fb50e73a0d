import { setTimeout as wait } from "node:timers/promises"
import type { Message, Wechaty, WechatyOptions } from "wechaty"
import type { impls, PuppetOptions } from "wechaty-puppet"
import { z } from "zod"
import { openParts } from "#bots/wechat/parts.ts"
import type { Answer, Hands, Inbound, OpenChannel, Push, Verdict } from "#src/channel.ts"
import { type Halt, Halted, openPace, PACE, type Pace } from "./pace.ts"
import { CHANNEL, receive } from "./receive.ts"

/** Well under what any puppet takes; long texts are also what gets an account looked at. */
export const MAX_TEXT_BYTES = 2000

const setting = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined)

export const Settings = z.object({ WECHATY_PUPPET: setting, WECHATY_TOKEN: setting, WECHATY_ENDPOINT: setting })
export type Settings = z.infer<typeof Settings>

/** Milliseconds before a message that could not be handled is tried again: unlike WeChat's servers, a puppet delivers once. */
const AGAIN_MS = [1000, 5000, 25_000]
const LATER_MS = 5 * 60_000

export type Options = { puppet?: impls.PuppetInterface; pace?: Pace; againMs?: readonly number[] }
type Say = (text: string, index: number) => Promise<unknown>

/**
 * Starts the puppet named by WECHATY_PUPPET (a package, to be installed beside this one) and returns without waiting for its login.
 * Throws one sentence when it cannot be loaded. `options` are for tests.
 */
export async function openWechaty(settings: Settings, hands: Hands, options: Options = {}): Promise<OpenChannel> {
  const { log, now } = hands
  const { puppet, pace: numbers = PACE, againMs = AGAIN_MS } = options
  const bot = await build(settings, puppet)
  const pace = openPace(numbers, hands)
  const parts = openParts(MAX_TEXT_BYTES)
  const closing = new AbortController()
  const reasonOf = (error: unknown) => {
    const reason = (error as Error).message
    return settings.WECHATY_TOKEN ? reason.replaceAll(settings.WECHATY_TOKEN, "***") : reason
  }
  let loginAt = now()

  const converse = async (inbound: Inbound): Promise<Answer | undefined> => {
    for (const pause of [...againMs, undefined]) {
      try {
        return await hands.converse(inbound)
      } catch (error) {
        if (pause === undefined || closing.signal.aborted)
          log.error({ reason: reasonOf(error) }, "a message is given up")
        else await wait(pause, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
    return undefined
  }

  const handle = async (inbound: Inbound, say: Say) => {
    const answer = await converse(inbound)
    for (const [index, text] of answer?.texts.entries() ?? []) {
      try {
        await pace.say("answer", () => say(text, index))
      } catch (error) {
        log.warn({ reason: reasonOf(error), page: index + 1 }, "an answer could not be said")
        // Nothing of it was said yet: it goes out as a push once the account is well again.
        return index === 0 ? hands.park(inbound) : undefined
      }
    }
  }

  /** Listeners of wechaty must not throw: it would come back as an error event and count against the account. */
  const guarded = (work: () => Promise<unknown>) => {
    work().catch((error) => log.error({ reason: reasonOf(error) }, "a message was lost"))
  }

  bot
    .on("scan", (qrcode) =>
      log.info({ url: qrcode }, "to log in, show this address as a QR code to the account's phone"),
    )
    .on("login", (user) => {
      loginAt = now()
      pace.login()
      log.info({ name: user.name() }, "the WeChat account is logged in")
    })
    .on("logout", () => {
      pace.logout()
      log.error({}, "the WeChat account is logged out: nothing is sent until someone logs in")
    })
    .on("error", (error) => pace.strike(reasonOf(error)))
    .on("message", (message) =>
      guarded(async () => {
        const inbound = await receive(bot, message, loginAt)
        if (inbound) await handle(inbound, sayTo(message))
      }),
    )
    .on("friendship", (friendship) => {
      // Whom the bureau's account befriends is for people to decide, on its phone.
      if (friendship.type() !== bot.Friendship.Type.Confirm) return
      const contact = friendship.contact()
      const name = contact.name()
      const follow = { kind: "event", event: "follow" } as const
      const known = {
        channel: CHANNEL,
        id: `friendship/${friendship.id}`,
        from: contact.id,
        addressed: true,
        at: now(),
      }
      guarded(() => handle({ ...known, ...(name && { name }), content: follow }, (text) => contact.say(text)))
    })

  // A puppet may take a quarter of a minute to start, or for ever; the other channels do not wait for it.
  bot.start().catch((error) => log.error({ reason: reasonOf(error) }, "wechaty did not start"))

  return {
    async send(push: Push): Promise<Verdict> {
      const halt = pace.halted() ?? pace.full()
      if (halt) return verdictOf(halt)
      try {
        const to = await find(bot, push.to)
        if (!to)
          return { verdict: "unreachable", reason: "no such friend or room on this account (ids change with a login)" }
        const message = parts.of(push)
        while (message.left[0] !== undefined) {
          const text = message.left[0]
          await pace.say("push", () => to.say(text))
          message.said()
        }
        return { verdict: "sent" }
      } catch (error) {
        if (error instanceof Halted) return verdictOf(error.halt)
        return { verdict: "throttled", reason: reasonOf(error), retryAt: new Date(now().getTime() + LATER_MS) }
      }
    },

    async close() {
      if (closing.signal.aborted) return
      pace.close()
      closing.abort()
      await bot.stop()
    },
  }
}

async function build(settings: Settings, given: impls.PuppetInterface | undefined): Promise<Wechaty> {
  // Loaded here and nowhere else: wechaty brings a few hundred modules along, and is off in most places.
  const { WechatyBuilder } = await import("wechaty")
  const puppetOptions: PuppetOptions = {
    ...(settings.WECHATY_TOKEN && { token: settings.WECHATY_TOKEN }),
    ...(settings.WECHATY_ENDPOINT && { endpoint: settings.WECHATY_ENDPOINT }),
  }
  // Its own type lists the puppets of 2021; any package that is a puppet will do.
  const named = { puppet: settings.WECHATY_PUPPET, puppetOptions } as WechatyOptions
  const bot = WechatyBuilder.build(given ? { puppet: given } : named)
  try {
    await bot.init()
  } catch (error) {
    throw new Error(`WECHATY_PUPPET: the puppet ${settings.WECHATY_PUPPET} cannot be loaded; is it installed?`, {
      cause: error,
    })
  }
  return bot
}

/** In a room only the first page calls the sender's name: each mention rings their phone. */
function sayTo(message: Message): Say {
  const room = message.room()
  return (text, index) => (room && index === 0 ? room.say(text, message.talker()) : message.say(text))
}

/** The room or friend with an id; undefined when the account has none such (asking wechaty for it would be an error event). */
async function find(bot: Wechaty, id: string): Promise<{ say(text: string): Promise<unknown> } | undefined> {
  if ((await bot.puppet.roomList()).includes(id)) return bot.Room.find({ id })
  if ((await bot.puppet.contactList()).includes(id)) return bot.Contact.find({ id })
  return undefined
}

function verdictOf({ reason, until }: Halt): Verdict {
  return until ? { verdict: "throttled", reason, retryAt: until } : { verdict: "unreachable", reason }
}
