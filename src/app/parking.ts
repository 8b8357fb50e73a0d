import { park, parked, unpark } from "#db/inbox.ts"
import type { Database } from "#db/open.ts"
import type { Answer, Content, Inbound, Log } from "#src/channel.ts"
import { newId } from "./secret.ts"

/**
 * Messages whose answer is late: the channel had to say `success` before the turn was done. Each is kept until its answer is in the outbox,
 * so that the turn is finished whatever happens to this process.
 */
export type Parking = {
  park(inbound: Inbound): Promise<void>
  /** Takes up again what another run of the service left parked. */
  resume(): Promise<void>
}

export function openParking(options: {
  database: Database
  handle(inbound: Inbound): Promise<Answer>
  /** Owes the answer to whoever asked, once. */
  owe(inbound: Inbound, texts: readonly string[], key: string): Promise<void>
  now(): Date
  log: Log
}): Parking {
  const { database, handle, owe, now, log } = options

  async function finish(id: string, inbound: Inbound): Promise<void> {
    try {
      const { texts } = await handle(inbound)
      if (texts.length > 0) await owe(inbound, texts, `late:${inbound.channel}:${inbound.from}:${inbound.id}`)
      await unpark(database, id)
    } catch (error) {
      log.warn({ err: error, channel: inbound.channel }, "a parked message is tried again at the next start")
    }
  }

  return {
    async park(inbound) {
      const id = newId()
      await park(database, id, { ...inbound, content: withoutBytes(inbound.content) }, now())
      void finish(id, inbound)
    },
    async resume() {
      for (const { id, inbound } of await parked(database)) await finish(id, inbound)
    },
  }
}

/** Pictures and files are not parked: they are in the database already, or will be asked for again. */
function withoutBytes(content: Content): Content {
  if (content.kind === "image") return { kind: "image", why: "unavailable" }
  if (content.kind === "file") return { kind: "file", name: content.name, why: "unavailable" }
  return content
}
