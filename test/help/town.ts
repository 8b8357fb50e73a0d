import { z } from "zod"
import { type House, type HouseOptions, openHouse } from "#app/house.ts"
import { hashOfCode, newCode } from "#app/secret.ts"
import { COUNTY } from "#domain/region.ts"
import { channel, type Hands, type Inbound, type Push } from "#src/channel.ts"
import { testDatabase } from "./database.ts"

/**
 * A whole house on the database of this worker, with people who talk to it: what a test says goes in by the channel and comes back as
 * texts. The clock stands until it is set; what is pushed is noted. `closeTowns` after each test, before the tables are emptied.
 */

/** china("2026-11-23 10:00") */
export const china = (time: string) => new Date(`${time.replace(" ", "T")}:00+08:00`)

export const ZHAOLIQIAO = "421281101"
export const PUQI = "421281001"

type Said = { id?: string; room?: string; channel?: string; name?: string; at?: Date }
type Kind = "association" | "service" | "foundation" | "community"

/** What people answer when a form asks; the first that fits the question. */
type Answers = readonly (readonly [question: RegExp, answer: string])[]

const CODES: Record<Kind, string> = {
  association: "51421281MJH000019M",
  service: "52421281MJH000027D",
  foundation: "53421281MJH0000355",
  community: "",
}
const NAMES: Record<Kind, string> = {
  association: "赤壁市青砖茶产业协会",
  service: "赤壁市阳光服务中心",
  foundation: "赤壁市青砖茶教育基金会",
  community: "羊楼洞广场舞队",
}
const KIND_WORDS: Record<Kind, string> = {
  association: "社会团体",
  service: "社会服务机构",
  foundation: "基金会",
  community: "社区社会组织",
}

export type Registering = { name?: string; code?: string; town?: string; contact?: string; phone?: string }
export type Planning = { title?: string; type?: string; start?: string; people?: string; matter?: string }

const opened: House[] = []

export async function closeTowns(): Promise<void> {
  await Promise.all(opened.splice(0).map((house) => house.close()))
}

export type Town = Awaited<ReturnType<typeof openTown>>

/** `shared`: other instances may be at the tables too, whatever database it is. */
export async function openTown(
  time = "2026-11-23 10:00",
  { shared: several, ...also }: Pick<HouseOptions, "model"> & { shared?: true } = {},
) {
  const shared = await testDatabase()
  // The tables are the worker's: a house that closes leaves them open.
  const database = { ...shared, ...(several && { kind: "postgres" as const }), close: async () => {} }
  const clock = { now: china(time) }
  const pushed: (Push & { channel: string })[] = []
  const logged: { level: string; fields: object; message: string }[] = []
  let counted = 0

  const note = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields, message })
  }

  /** A service on these tables, as another instance or a later run of it. */
  async function open() {
    const hands = new Map<string, Hands>()
    const channels = ["wechat", "wecom"].map((id) => ({
      settings: {},
      channel: channel({
        id,
        name: id,
        settings: z.object({}),
        needs: [],
        secrets: [],
        maxTextBytes: 2047,
        maxTexts: 3,
        quietHours: true,
        open(_, given) {
          hands.set(id, given)
          return {
            async send(push) {
              pushed.push({ ...push, channel: id })
              return { verdict: "sent" }
            },
          }
        },
      }),
    }))
    const log = { info: note("info"), warn: note("warn"), error: note("error") }
    const settings = { publicUrl: "https://jg.example", now: () => clock.now }
    const house = await openHouse({ database, channels, jobs: [], log, ...settings, ...also })
    opened.push(house)
    return { house, hands, close: () => house.close() }
  }

  const first = await open()
  let { house, hands } = first

  const inbound = (from: string, content: Inbound["content"], said: Said = {}): Inbound => ({
    channel: said.channel ?? "wechat",
    id: said.id ?? `m${++counted}`,
    from,
    at: said.at ?? clock.now,
    content,
    ...(said.name === undefined ? {} : { name: said.name }),
    ...(said.room === undefined ? {} : { room: said.room, addressed: true }),
  })

  async function say(from: string, text: string, said: Said = {}): Promise<string[]> {
    return (await house.converse.handle(inbound(from, { kind: "text", text }, said))).texts
  }

  /** One after the other; the last answer, as one text. */
  async function talk(from: string, ...texts: string[]): Promise<string> {
    let last: string[] = []
    for (const text of texts) last = await say(from, text)
    return last.join("\n")
  }

  /** Answers whatever the form asks until it shows everything for 核对; what it says then. */
  async function fill(from: string, start: string, answers: Answers): Promise<string> {
    let last = await talk(from, start)
    for (let asked = 0; !last.includes("请核对"); asked++) {
      const answer = answers.find(([question]) => question.test(last))?.[1]
      if (answer === undefined || asked > 30) throw new Error(`nobody knows what to answer: ${last}`)
      last = await talk(from, answer)
    }
    return last
  }

  async function contact(person: string, said: Said = {}): Promise<string> {
    await say(person, "你好", said)
    await say(person, "同意", said)
    return personOf(person, said.channel)
  }

  async function personOf(person: string, channel = "wechat"): Promise<string> {
    const row = await shared.prisma.identity.findUniqueOrThrow({
      where: { channel_externalId: { channel, externalId: person } },
    })
    return row.personId
  }

  /** The first number of a filing in a text. */
  function number(text: string): string {
    const found = /[A-Z]{2}\d{11,}/.exec(text)?.[0]
    if (found === undefined) throw new Error(`no number in: ${text}`)
    return found
  }

  const registering = (kind: Kind, own: Registering = {}) =>
    [
      [/哪一类/, KIND_WORDS[kind]],
      [/全称/, own.name ?? NAMES[kind]],
      [/信用代码/, own.code ?? CODES[kind]],
      [/乡镇或街道/, own.town ?? "赵李桥镇"],
      [/村或社区/, "羊楼洞社区"],
      [/哪方面的事/, "文体娱乐"],
      [/成立/, "2020年3月1日"],
      [/法定代表人/, "钱进"],
      [/(会员|成员)/, "36"],
      [/(联系人).*(叫|谁)/, own.contact ?? "周芳"],
      [/手机号/, own.phone ?? "13972223333"],
      [/./, "跳过"],
    ] satisfies Answers

  const planning = (own: Planning = {}) =>
    [
      [/叫什么名字/, own.title ?? "羊楼洞社区义诊"],
      [/哪一类活动/, own.type ?? "义诊"],
      [/什么时候/, own.start ?? "12月20日下午3点"],
      [/在哪里办/, "羊楼洞社区党群服务中心"],
      [/多少人/, own.people ?? "50"],
      [/下面这些情况/, own.matter ?? "都没有"],
      [/./, "跳过"],
    ] satisfies Answers

  const town = {
    database: shared,
    pushed,
    logged,
    say,
    talk,
    fill,
    contact,
    personOf,
    number,
    inbound,
    registering,
    planning,
    get house() {
      return house
    },
    get now() {
      return clock.now
    },

    /** Sets the clock, or moves it on by hours. */
    clock(to: string | number) {
      clock.now = typeof to === "string" ? china(to) : new Date(clock.now.getTime() + to * 3_600_000)
    },

    /** Another service beside this one, on the same tables. */
    another: open,

    /** The service ends and starts again. */
    async restart() {
      await house.close()
      const next = await open()
      house = next.house
      hands = next.hands
    },

    /** What was parked is done, and what is due was told. */
    async settled(): Promise<void> {
      while ((await town.count("Parked")) > 0) await new Promise((resolve) => setImmediate(resolve))
      await house.outbox.sweep(clock.now)
      const due = `status = 'waiting' AND ("dueAt" <= $1 OR reason = 'being sent')`
      while ((await town.count("Outbox", due, clock.now)) > 0) await new Promise((resolve) => setImmediate(resolve))
    },

    hands: (id = "wechat") => hands.get(id)!,

    event: (from: string, event: "follow" | "unfollow", said: Said = {}) =>
      house.converse.handle(inbound(from, { kind: "event", event }, said)).then((it) => it.texts),

    picture: (from: string, said: Said = {}) =>
      house.converse
        .handle(
          inbound(from, { kind: "image", picture: { mime: "image/jpeg", bytes: new Uint8Array([255, 216, 1]) } }, said),
        )
        .then((it) => it.texts),

    file: (from: string, name: string, bytes: Uint8Array | string, said: Said = {}) =>
      house.converse
        .handle(inbound(from, { kind: "file", name, file: Buffer.from(bytes) }, said))
        .then((it) => it.texts.join("\n")),

    /** Somebody with a role, by an invitation and 绑定. */
    async official(person: string, regionCode = COUNTY.code, role = "official"): Promise<string> {
      const id = await contact(person)
      const code = newCode()
      await town.invitation(code, regionCode, role)
      await say(person, `绑定 ${code}`)
      return id
    },

    async invitation(code: string, regionCode = COUNTY.code, role = "official"): Promise<void> {
      await shared.prisma.invite.create({
        data: {
          codeHash: hashOfCode(code),
          use: "role",
          role,
          regionCode,
          createdAt: clock.now,
          expiresAt: new Date(clock.now.getTime() + 86_400_000),
        },
      })
    },

    /** Everything answered, at 核对. */
    checkRegistration: (person: string, kind: Kind = "community", own: Registering = {}) =>
      fill(person, "登记组织", registering(kind, own)),

    /** An organization whose registration waits; its number. */
    async registered(person: string, kind: Kind = "community", own: Registering = {}): Promise<string> {
      await fill(person, "登记组织", registering(kind, own))
      return number(await talk(person, "提交"))
    },

    checkActivity: (person: string, own: Planning = {}) => fill(person, "备案活动", planning(own)),

    /** An activity that waits; its number. */
    async planned(person: string, own: Planning = {}): Promise<string> {
      await fill(person, "备案活动", planning(own))
      return number(await talk(person, "提交"))
    },

    /** A row for a state that no talk leads to, or a figure to look at. */
    async rows<Row extends object = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<Row[]> {
      return (await shared.pool.query<Row>(sql, values)).rows
    },

    async count(table: string, where = "true", ...values: unknown[]): Promise<number> {
      const [row] = await town.rows<{ n: string }>(`SELECT count(*) AS n FROM "${table}" WHERE ${where}`, ...values)
      return Number(row!.n)
    },

    /** The states of a filing, in order: ["submitted", "approved"]. */
    async steps(filing: string): Promise<string[]> {
      const rows = await town.rows<{ kind: string }>(
        `SELECT kind FROM "FilingStep" WHERE filing = $1 ORDER BY step`,
        filing,
      )
      return rows.map((row) => row.kind)
    },

    /** Every table with a row in which a text occurs, whatever the column. */
    async whereIs(text: string): Promise<string[]> {
      const tables = await town.rows<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`,
      )
      const found: string[] = []
      for (const { name } of tables) {
        const n = await town.count(name, `"${name}"::text LIKE '%' || $1 || '%'`, text)
        if (n > 0) found.push(name)
      }
      return found
    },
  }
  return town
}
