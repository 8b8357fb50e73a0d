import { monitorEventLoopDelay } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import { type House, openHouse } from "#app/house.ts"
import { digestOf } from "#app/progress.ts"
import { openDatabase } from "#db/open.ts"
import { accountOf } from "#db/people.ts"
import { COUNTY } from "#domain/region.ts"
import { digestJson } from "#reports/digest.ts"
import { image } from "#test/help/database.ts"
import { CONTACT, type CountySize, makeCounty, OFFICIAL } from "./county.ts"

/** What officials read, and what everybody's messages read first, in a county of a size. */

/** Milliseconds: the median of a few times, and the longest that it kept everybody else waiting. */
type Reading = { what: string; ms: number; held: number }

type Options = { size: CountySize; articles: number; times: number; databaseUrl?: string }

const NOW = new Date()
const WORDS =
  "志愿队伍 茶业协会 养老服务 孵化基地 等级评估 慈善募捐 社区治理 农技推广 文体活动 人才培训 信息公开 财务管理".split(
    " ",
  )

export async function measureReading({ size, articles, times, databaseUrl }: Options) {
  const own = databaseUrl ? { databaseUrl } : { inMemory: true, image: await image() }
  const database = await openDatabase({ dataDir: "", ...own })
  const silent = () => {}
  const log = { info: silent, warn: silent, error: (fields: object, message: string) => console.error(message, fields) }
  const house = await openHouse({
    database,
    channels: [],
    jobs: [],
    publicUrl: "http://localhost",
    now: () => NOW,
    log,
  })
  try {
    await makeCounty(database, size, NOW)
    await addDocument(house, articles)
    const readings: Reading[] = []
    for (const [what, read] of Object.entries(await readingsOf(house)))
      readings.push({ what, ...(await timed(read, times)) })
    return readings
  } finally {
    await house.close()
  }
}

async function readingsOf(house: House): Promise<Record<string, () => Promise<unknown>>> {
  const { database, desk, shelf, outbox } = house
  let said = 0
  const say = (text: string) => {
    const inbound = { channel: OFFICIAL.channel, from: OFFICIAL.externalId, id: `bench-${said++}`, at: NOW }
    return house.converse.handle({ ...inbound, content: { kind: "text", text } })
  }
  const personId = (await accountOf(database, OFFICIAL.channel, OFFICIAL.externalId))!.me.id
  const official = { personId, name: "", regionCode: COUNTY.code, regionName: COUNTY.name }
  const digest = () => digestOf({ database, shelf }, COUNTY.code, NOW, NOW)
  return {
    digest,
    "digest as JSON": async () => JSON.stringify(digestJson((await digest())!.progress), null, 2),
    overview: () => desk.overview(COUNTY.code),
    "a figure": () => desk.detail("I-03", COUNTY.code),
    进展: () => say("进展"),
    明细: () => say("明细 ③"),
    待审: () => say("待审"),
    tickets: () => say("工单"),
    "unanswered questions": () => desk.questions(official),
    "outbox, nothing due": () => outbox.sweep(NOW),
    "an account": () => accountOf(database, CONTACT.channel, CONTACT.externalId),
  }
}

/** One long document of made-up articles. */
async function addDocument({ shelf }: House, articles: number): Promise<void> {
  const word = (at: number) => WORDS[at % WORDS.length]
  const lines = Array.from(
    { length: articles },
    (_, at) =>
      `第${at + 1}条 ${word(at)}应当与${word(at * 7 + 3)}相结合，并由${word(at * 5 + 1)}的主管部门检查。${at % 30}日内备案，经费${at % 900}元。`,
  )
  const read = await shelf.read("办法.txt", Buffer.from(`某县管理办法\n${lines.join("\n")}`))
  if ("problem" in read) throw new Error(read.problem)
  await shelf.add(read, null)
  await shelf.ready()
}

async function timed(read: () => Promise<unknown>, times: number): Promise<Omit<Reading, "what">> {
  // What is prepared once is.
  await read()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const all: number[] = []
  for (let time = 0; time < times; time++) {
    const began = performance.now()
    await read()
    all.push(performance.now() - began)
    await pause(2)
  }
  delay.disable()
  return { ms: all.sort((a, b) => a - b)[Math.floor(all.length / 2)]!, held: delay.max / 1e6 }
}
