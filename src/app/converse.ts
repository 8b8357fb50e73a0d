import { setTimeout as pause } from "node:timers/promises"
import { LRUCache } from "lru-cache"
import { type Committer, openCommitter, type Turn } from "#db/commit.ts"
import { type Taken, takenBefore, talkOf } from "#db/inbox.ts"
import { openNumbers } from "#db/numbers.ts"
import type { Database } from "#db/open.ts"
import type { Account } from "#db/people.ts"
import { dayOf } from "#domain/calendar.ts"
import type { Command } from "#domain/commands.ts"
import type { Me } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import type { Row, Tell } from "#domain/rows.ts"
import { maskPhones, pages } from "#domain/text.ts"
import { type Book, type Route, route, textOf } from "#engine/book.ts"
import type { Message } from "#engine/reply.ts"
import { needsOf, type Step, step } from "#engine/step.ts"
import { newTalk, type Talk, talkAt } from "#engine/talk.ts"
import type { Answer, Inbound, Log } from "#src/channel.ts"
import { openAccounts } from "./accounts.ts"
import type { TurnContext } from "./command.ts"
import { COMMANDS } from "./commands/index.ts"
import { loadFacts } from "./facts.ts"
import { openHearing } from "./heard.ts"
import { openLanes } from "./lanes.ts"
import type { Model } from "./model.ts"
import { newId } from "./secret.ts"
import type { Shelf } from "./shelf.ts"

/**
 * One message of one person, from the channel to the answer: in order for each person, once for each message, everything it changes in one
 * commit. A message delivered again waits for, or finds, the same answer.
 */
export type Converse = {
  /** Answers one inbound. Rejects only when nothing was or will be done. */
  handle(inbound: Inbound): Promise<Answer>
  /** Whether a message is being worked on now. */
  working(inbound: Pick<Inbound, "channel" | "from" | "id">): boolean
  /** Forgets what is cached of people: roles or memberships changed outside a turn. */
  refresh(): void
  committer: Committer
}

export type ConverseOptions = {
  database: Database
  book: Book
  shelf: Shelf
  model: Model | undefined
  /** Pages of an answer: what one channel takes. */
  limits(channel: string): { maxTextBytes: number; maxTexts: number }
  outbox: {
    hasHeld(personId: string): boolean
    heldFor(personId: string): Promise<{ key: string; text: string }[]>
    poke(): void
  }
  settings: { publicUrl: string }
  /** How the service introduces itself, and what happens before consent. */
  greet: Greet
  now(): Date
  log: Log
}

/** What is said before somebody agreed to the personal-data notice; pure. */
export type Greet = (
  talk: Talk,
  message: Message,
) => { talk: Talk; say: readonly string[]; agreed?: { noticeVersion: number; first?: string } }

/** A person may have this many messages waiting; more are answered at once with a sentence. */
const MOST_WAITING = 30
/** Two people who talk over one ticket, both fast, take turns at losing. */
const TRIES = 20
/** From then on a loser steps aside for a moment, or two that keep in step would lose to each other for long. */
const IN_STEP = 3

const LATER = "您发得太快了，我先处理前面的，请稍等一会儿再发。"
const BUG = "抱歉，刚才出了点问题，没办成。请稍后再发一次；一直不行的话，请把这个编号告诉民政局："
const DISABLED = "您的使用权限已经停用，有疑问请联系民政局。"
const ROOM_GREETING = "您好，我是社会组织服务小助手。请先加我私聊，发“你好”就能开始。"

export function openConverse(options: ConverseOptions): Converse {
  const { database, book, shelf, model, now, log } = options
  const committer = openCommitter(database.pool)
  const numbers = openNumbers(database)
  const lanes = openLanes(MOST_WAITING)
  const inFlight = new Map<string, Promise<Answer>>()
  const accounts = openAccounts(database)
  const heard = openHearing({ database, shelf })
  /** `of`: whose turn left it so. */
  const talks = new LRUCache<string, { version: number; talk: Talk; of: string | undefined }>({ max: 20_000 })

  async function talkFor(key: string, personId: string | undefined): Promise<{ version: number; talk: Talk }> {
    const cached = talks.get(key)
    // Versions start again after 删除我的信息: the number alone would let what another instance wiped come back.
    if (cached && cached.of === personId) return cached
    const saved = await talkOf(database, key)
    return saved ? { version: saved.version, talk: saved.state as Talk } : { version: 0, talk: newTalk() }
  }

  async function converse(inbound: Inbound): Promise<Answer> {
    const key = [inbound.channel, inbound.room ?? "", inbound.from].join("/")
    for (let attempt = 1; ; attempt++) {
      // Where another instance had the last turn, it may have changed more than the talk: their consent, a role, an organization.
      const account = await accounts.of(inbound.channel, inbound.from, attempt > 1 || !talks.has(key))
      const { version, talk } = await talkFor(key, account?.me.id)
      const turn = await turnOf(inbound, key, version, talk, account)
      if (turn === "quiet") return { seq: 0, texts: [] }
      const committed = await committer.commit(turn.turn)
      if (committed !== "lost") {
        if (turn.turn.erase) {
          talks.clear()
          accounts.forgetAll()
        } else {
          talks.set(key, { version: version + 1, talk: turn.talk, of: turn.turn.personId })
          accounts.wrote(inbound.channel, inbound.from, turn.turn.personId, turn.turn.rows)
        }
        if (turn.turn.tells.length > 0) options.outbox.poke()
        if (turn.turn.rows.some(isOfShelf) || turn.turn.erase) await shelf.refresh()
        return { seq: Number(committed.seq) * 100, texts: [...turn.turn.replies] }
      }
      talks.delete(key)
      const before = await takenBefore(database, inbound.channel, inbound.from, inbound.id)
      if (before) return answerOf(before)
      if (attempt >= TRIES) throw new Error("the turn kept losing races")
      if (attempt >= IN_STEP) await pause(Math.random() * 4 * attempt)
    }
  }

  async function turnOf(
    inbound: Inbound,
    key: string,
    version: number,
    saved: Talk,
    account: Account | undefined,
  ): Promise<{ turn: Turn; talk: Talk } | "quiet"> {
    const time = now()
    const { talk, rested } = talkAt(saved, time.getTime())
    // Whoever was disabled has nothing kept or read.
    const { message, note } = await heard(inbound, account?.disabled ? undefined : account?.me, time)
    const making = { rows: [] as Row[], tells: [] as Tell[], erase: undefined as string | undefined }
    let me = account && attendedAt(account.me, time)
    let next: Step
    if (inbound.content.kind === "event" && inbound.content.event === "unfollow") {
      // Somebody who never agreed may still have a first message waiting.
      if (!me && version === 0) return "quiet"
      next = { talk: newTalk(), say: [] }
      making.erase = me?.id
    } else if (account?.disabled) next = { talk, say: [DISABLED] }
    else if (!me && inbound.room !== undefined) next = { talk, say: [ROOM_GREETING] }
    else if (!me) {
      const greeted = options.greet(talk, message)
      if (greeted.agreed) {
        me = { id: newId(), optedOut: false, roles: [], organizations: [] }
        const context = contextOf(me, inbound, time, "")
        const agreed = COMMANDS.agreeToNotice.prepare(
          { noticeVersion: greeted.agreed.noticeVersion },
          undefined,
          context,
        )
        if (agreed instanceof Refusal) throw new Error(agreed.sentence)
        making.rows.push(...agreed.rows)
        const first = greeted.agreed.first
        const then =
          first === undefined ? undefined : await take({ ...message, text: first }, greeted.talk, me, inbound, making)
        next = { talk: then?.talk ?? greeted.talk, say: [...greeted.say, ...(then?.say ?? [])] }
      } else next = { talk: greeted.talk, say: greeted.say }
    } else next = await take(message, talk, me, inbound, making, rested)

    const held =
      me && inbound.room === undefined && options.outbox.hasHeld(me.id) ? await options.outbox.heldFor(me.id) : []
    const said = [...next.say, ...note, ...held.map((one) => one.text)].filter((text) => text.trim() !== "")
    // What was left of an older answer is not what 更多 means any more.
    const { more, ...since } = next.talk
    const paged = paginate(said, inbound, more !== undefined && more === talk.more ? since : next.talk)
    const kept = me && inbound.content.kind !== "event" ? message.text : null
    const draft = paged.talk.form ?? paged.talk.drafts[0]
    return {
      talk: paged.talk,
      turn: {
        id: newId(),
        channel: inbound.channel,
        sender: inbound.from,
        messageId: inbound.id,
        room: inbound.room,
        personId: me?.id,
        text: kept,
        replies: paged.texts,
        at: inbound.at,
        takenAt: time,
        talk: { key, version, state: paged.talk, form: draft?.id },
        rows: making.rows,
        tells: making.tells.map((tell) => ({ ...tell, dueAt: time })),
        delivers: held.map((one) => one.key),
        erase: making.erase,
      },
    }
  }

  /** Routes and steps one message of a person, and carries out the command it leads to. */
  async function take(
    message: Message,
    talk: Talk,
    me: Me,
    inbound: Inbound,
    making: { rows: Row[]; tells: Tell[]; erase: string | undefined },
    rested?: Parameters<typeof step>[5],
  ): Promise<Step> {
    const time = now()
    const walk = async (way: Route): Promise<Step> => {
      const facts = await loadFacts(needsOf(book, way, talk), {
        database,
        shelf,
        model,
        me,
        now: time,
        text: textOf(way, message),
        talk,
      })
      return step(book, way, talk, message, facts, rested)
    }
    let taken = await walk(route(book, talk, message, me))
    while (taken.instead) taken = await walk(taken.instead)
    if (!taken.command) return taken
    const outcome = await carryOut(taken.command, me, inbound, time)
    if (outcome instanceof Refusal) return taken.refused?.(outcome) ?? { talk: taken.talk, say: [outcome.sentence] }
    making.rows.push(...outcome.rows)
    making.tells.push(...(outcome.tells ?? []))
    making.erase = outcome.erase
    return taken.done?.(outcome.result) ?? taken
  }

  async function carryOut({ name, input }: Command, me: Me, inbound: Inbound, time: Date) {
    const spec = COMMANDS[name]
    const prefix = spec.numbered?.(input as never)
    const context = contextOf(me, inbound, time, prefix ? await numbers.next(prefix, dayOf(time)) : "")
    return spec.prepare(input as never, await spec.find(database, input as never, context), context)
  }

  function contextOf(me: Me, inbound: Inbound, time: Date, number: string): TurnContext {
    return {
      me,
      identity: { channel: inbound.channel, externalId: inbound.from, name: inbound.name },
      now: time,
      today: dayOf(time),
      number,
      newId,
      settings: options.settings,
    }
  }

  /** Cuts what is to be said into what the channel takes; the rest waits for 更多. Phones are masked where others read along. */
  function paginate(said: readonly string[], inbound: Inbound, talk: Talk): { texts: string[]; talk: Talk } {
    const { maxTextBytes, maxTexts } = options.limits(inbound.channel)
    const whole = said.join("\n\n")
    const text = inbound.room === undefined ? whole : maskPhones(whole)
    if (Buffer.byteLength(text) <= maxTextBytes) return { texts: text === "" ? [] : [text], talk }
    const MORE = "\n（还有，回复“更多”接着看）"
    const all = pages(text, maxTextBytes - Buffer.byteLength(MORE))
    const now = all.slice(0, maxTexts)
    const rest = all.slice(maxTexts)
    if (rest.length === 0) return { texts: now, talk }
    now[now.length - 1] += MORE
    const last = rest.length - 1
    // What the flow itself keeps for 更多 comes after.
    const more = rest.map((page, at) => (at < last ? page + MORE : page))
    return { texts: now, talk: { ...talk, more: [...more, ...(talk.more ?? [])] } }
  }

  function answerOf(taken: Taken): Answer {
    return { seq: Number(taken.seq) * 100, texts: taken.replies }
  }

  /** The one edge where a bug is caught: logged with its cause, answered politely with a number to ask about. */
  async function safely(inbound: Inbound): Promise<Answer> {
    try {
      return await converse(inbound)
    } catch (error) {
      const before = await takenBefore(database, inbound.channel, inbound.from, inbound.id).catch(() => undefined)
      if (before) return answerOf(before)
      const reference = newId().slice(-8)
      log.error({ err: error, reference, channel: inbound.channel }, "a message could not be handled")
      if (isUnavailable(error)) throw error
      return { seq: 0, texts: [`${BUG}${reference}`] }
    }
  }

  /** An account's messages one after the other, whether or not its person is known yet; then one person's accounts. */
  function inOrder(inbound: Inbound): Promise<Answer | undefined> {
    return lanes.run(`${inbound.channel}/${inbound.from}`, async () => {
      const person = accounts.known(inbound.channel, inbound.from)
      return person === undefined ? safely(inbound) : lanes.run(person, () => safely(inbound))
    })
  }

  return {
    committer,
    handle(inbound) {
      const key = `${inbound.channel}/${inbound.from}/${inbound.id}`
      const running = inFlight.get(key)
      if (running) return running
      if (inbound.room !== undefined && inbound.addressed === false) return Promise.resolve({ seq: 0, texts: [] })
      const answer = inOrder(inbound)
        .then((it) => it ?? { seq: 0, texts: [LATER] })
        .finally(() => inFlight.delete(key))
      inFlight.set(key, answer)
      return answer
    },
    working: ({ channel, from, id }) => inFlight.has(`${channel}/${from}/${id}`),
    refresh: () => accounts.forgetAll(),
  }
}

const SHELF: readonly string[] = ["Document", "ShortAnswer", "AliasQuestion"]
const isOfShelf = (row: Row) => SHELF.includes("add" in row ? row.add : row.change)

/** A person as they are at `now`: whom an official left alone for long, the service answers again. */
function attendedAt(me: Me, now: Date): Me {
  if (!me.attended || me.attended.until > now) return me
  const { attended, ...rest } = me
  return rest
}

/** The database cannot be reached: nothing was done, the platform should deliver again. */
function isUnavailable(error: unknown): boolean {
  return /ECONN|Connection terminated|timeout|57P0|the database/i.test(
    `${(error as { code?: string }).code ?? ""} ${String(error)}`,
  )
}
