import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openShelf, type Shelf } from "#app/shelf.ts"
import { writeRows } from "#db/rows.ts"
import type { StoredDocument } from "#domain/facts.ts"
import { answer } from "#knowledge/answer.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, PUQI, ZHAOLIQIAO } from "#test/help/town.ts"

/** The shelf of a whole house: what is put on it is answered from, whoever put it there. */

beforeEach(async () => truncate(await testDatabase()))
afterEach(closeTowns)

const RULES = (year: number, yuan: number) =>
  `示范县活动补助办法\n${year}年1月1日\n一、补助标准。每场义诊补助${yuan}元。\n二、申请时间。活动结束后10天内申请。`
const QUESTION = "每场义诊补助多少钱"

async function read(shelf: Shelf, text: string, region?: string, name = "办法.txt"): Promise<StoredDocument> {
  const read = await shelf.read(name, new TextEncoder().encode(text), region)
  if ("problem" in read) throw new Error(read.problem)
  return read
}

const add = async (shelf: Shelf, text: string, region?: string) => shelf.add(await read(shelf, text, region), null)
const ask = (shelf: Shelf, question = QUESTION, region?: string) =>
  answer(question, shelf.finder(), region === undefined ? {} : { region }).text
const statuses = (shelf: Shelf) => shelf.documents().map((one) => `${one.date} ${one.status}`)

describe("documents", () => {
  test("are read, added, answered from, listed, and repealed; each with its audit", async () => {
    const { house, database, clock } = await openTown()
    const { shelf } = house
    expect(ask(shelf)).not.toContain("300元")
    const first = await read(shelf, RULES(2022, 300))
    expect(await shelf.add(first, null)).toBe("《示范县活动补助办法》存好了，分成3条，现在就能问。")
    expect(ask(shelf)).toContain("300元")
    clock(1)
    expect(await add(shelf, "老年协会管理通知\n一、会费。每年不超过20元。")).toContain("存好了")
    expect(shelf.documents()).toMatchObject([
      { title: "老年协会管理通知", articles: 2 },
      { title: "示范县活动补助办法", date: "2022-01-01", articles: 3, status: "current" },
    ])
    expect(await shelf.repeal(first.id, null)).toContain("标为废止了")
    expect(ask(shelf)).not.toContain("300元")
    expect(shelf.document(first.id)).toMatchObject({ status: "repealed", text: RULES(2022, 300) })
    expect(await shelf.repeal(first.id, null)).toContain("本来就是废止的")
    expect(await shelf.repeal("nothing", null)).toContain("没有找到")
    const audit = await database.prisma.audit.findMany({ orderBy: { at: "asc" } })
    expect(audit.map((one) => one.action).sort()).toEqual(["add-document", "add-document", "repeal-document"])
  })

  test("of a file that cannot be read: a sentence, and nothing is added", async () => {
    const { shelf } = (await openTown()).house
    expect(await shelf.read("照片.jpg", new Uint8Array([1, 2, 3]))).toEqual({
      problem: expect.stringContaining("只能读"),
    })
    expect(shelf.documents()).toEqual([])
  })

  test("a file's name may hold what the database cannot", async () => {
    const { shelf } = (await openTown()).house
    const text = "每场义诊补助三百元，活动结束后申请。\n每个组织每年最多申请四次，材料交到民政所。"
    expect(await shelf.add(await read(shelf, text, undefined, "补助\u0000\ud800办法.txt"), null)).toContain("存好了")
    expect(shelf.documents().map((one) => one.title)).toEqual(["补助办法"])
  })

  test("newer ones take the place of older ones, whichever comes first; what was repealed can come back", async () => {
    const { shelf } = (await openTown()).house
    await add(shelf, RULES(2022, 300))
    expect(await add(shelf, RULES(2025, 500))).toContain("替换了原来的版本")
    expect(ask(shelf)).toContain("500元")
    expect(await add(shelf, RULES(2020, 100))).toContain("比现有的版本旧")
    expect(await add(shelf, RULES(2025, 500))).toContain("没有变化")
    expect(await add(shelf, RULES(2022, 300))).toContain("比现有的版本旧")
    expect(statuses(shelf).sort()).toEqual(["2020-01-01 repealed", "2022-01-01 repealed", "2025-01-01 current"])
    await shelf.repeal((await read(shelf, RULES(2025, 500))).id, null)
    expect(await add(shelf, RULES(2022, 300))).toContain("现在标为现行")
    expect(ask(shelf)).toContain("300元")
  })

  test("of one town are apart from those of another, also with the same words", async () => {
    const { shelf } = (await openTown()).house
    await add(shelf, RULES(2022, 300), ZHAOLIQIAO)
    expect(await add(shelf, RULES(2025, 500), PUQI)).toContain("现在就能问")
    expect(await add(shelf, RULES(2022, 300), PUQI)).toContain("比现有的版本旧")
    expect(shelf.documents()).toHaveLength(3)
    expect(ask(shelf, QUESTION, ZHAOLIQIAO)).toContain("300元")
    expect(ask(shelf, QUESTION, PUQI)).toContain("500元")
  })

  test("added by two instances at once are there once, and two versions at once leave the newer one", async () => {
    const town = await openTown()
    const one = town.house.shelf
    const two = (await town.another()).house.shelf
    const same = await read(one, RULES(2022, 300))
    const said = await Promise.all([one.add(same, null), two.add(same, null)])
    expect(said.sort()).toEqual([
      "《示范县活动补助办法》存好了，分成3条，现在就能问。",
      "《示范县活动补助办法》已经有了，没有变化。",
    ])
    // Each came in when the other was not to be seen.
    const row = (document: StoredDocument) => ({
      add: "Document" as const,
      row: {
        id: document.id,
        title: document.title,
        number: null,
        date: document.date ?? null,
        status: "current",
        regionCode: null,
        content: document.content,
        addedAt: town.now.toISOString(),
        addedBy: null,
      },
    })
    await writeRows(town.database, [row(await read(one, RULES(2024, 400))), row(await read(one, RULES(2023, 350)))])
    await one.refresh()
    expect(ask(one)).toContain("400元")
    expect(statuses(one).sort()).toEqual(["2022-01-01 repealed", "2023-01-01 repealed", "2024-01-01 current"])
    expect(await town.count("Document", "status = 'current'")).toBe(1)
  })

  test("are there after a restart", async () => {
    const town = await openTown()
    await add(town.house.shelf, RULES(2022, 300))
    await town.restart()
    expect(town.house.shelf.document((await read(town.house.shelf, RULES(2022, 300))).id)?.text).toBe(RULES(2022, 300))
    expect(ask(town.house.shelf)).toContain("300元")
  })
})

describe("short answers", () => {
  const OWN = {
    title: "活动室怎么借",
    answer: "找镇综合服务中心借，提前三天打电话。",
    basis: "镇里的通知",
    asks: ["借活动室找谁"],
  }

  test("of the bureau's own are answered with what they rest on, in their region, and can be taken away", async () => {
    const { house, count } = await openTown()
    const { shelf } = house
    expect(await shelf.writeAnswer({ ...OWN, regionCode: ZHAOLIQIAO }, null)).toContain("现在就能问")
    expect(ask(shelf, "借活动室找谁", ZHAOLIQIAO)).toContain("依据：镇里的通知")
    expect(ask(shelf, "借活动室找谁", PUQI)).not.toContain("镇综合服务中心")
    await shelf.writeAnswer({ ...OWN, answer: "不用借，直接来用。", regionCode: ZHAOLIQIAO }, null)
    expect(ask(shelf, "活动室怎么借", ZHAOLIQIAO)).toContain("直接来用")
    const [own] = shelf.shortAnswers().filter((one) => one.own)
    expect(own).toMatchObject({ ...OWN, answer: "不用借，直接来用。", regionCode: ZHAOLIQIAO })
    expect(await shelf.removeAnswer(own!.id, null)).toContain("去掉了")
    expect(await shelf.removeAnswer(own!.id, null)).toContain("没有找到")
    expect(ask(shelf, "活动室怎么借", ZHAOLIQIAO)).not.toContain("直接来用")
    expect(await count("ShortAnswer")).toBe(3)
    expect(await count("Audit")).toBe(3)
  })

  test("of the file are written anew under their id, and taken away", async () => {
    const { shelf } = (await openTown()).house
    const before = shelf.shortAnswers()
    const fee = before.find((one) => one.answer.includes("年度检查不得收取费用"))!
    const { own: _, ...words } = fee
    await shelf.writeAnswer({ ...words, answer: "年检一分钱都不收。" }, null)
    expect(ask(shelf, "年检要不要钱")).toContain("「年检一分钱都不收。」")
    expect(shelf.shortAnswers()).toHaveLength(before.length)
    expect(shelf.shortAnswers().find((one) => one.id === fee.id)).toMatchObject({ own: true })
    await shelf.removeAnswer(fee.id, null)
    expect(ask(shelf, "年检要不要钱")).not.toContain("一分钱")
    expect(shelf.shortAnswers()).toHaveLength(before.length - 1)
  })

  test("written by two instances at once are both kept as versions", async () => {
    const town = await openTown()
    const one = town.house.shelf
    const two = (await town.another()).house.shelf
    await Promise.all([
      ...[1, 2, 3].map((no) => one.writeAnswer({ ...OWN, answer: `第一处的第${no}个说法。` }, null)),
      ...[1, 2, 3].map((no) => two.writeAnswer({ ...OWN, answer: `第二处的第${no}个说法。` }, null)),
    ])
    const rows = await town.rows<{ seq: number }>(`SELECT seq FROM "ShortAnswer" ORDER BY seq`)
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

test("a question put under an article is answered with it", async () => {
  const { shelf } = (await openTown()).house
  await add(shelf, RULES(2022, 300))
  const odd = "看病活动搞完了咋个领钱"
  expect(ask(shelf, odd)).not.toContain("10天内")
  const said = await shelf.addAlias({ document: "活动补助办法", article: "二", question: odd }, null)
  expect(said).toBe("记下了，以后有人问“看病活动搞完了咋个领钱”，就用二来回答。")
  expect(ask(shelf, odd)).toContain("10天内")
})

describe("the index", () => {
  test("is built in pieces while the one before answers", async () => {
    const { shelf } = (await openTown()).house
    await shelf.ready()
    const before = shelf.finder()
    const many = Array.from(
      { length: 900 },
      (_, at) => `第${at + 1}条 第${at}类活动每场补助${at + 100}元，由第${at}科审核。`,
    )
    const document = await read(shelf, `示范县分类补助办法\n${many.join("\n")}`)
    let longest = 0
    let last = performance.now()
    const beating = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    const adding = shelf.add(document, null)
    while (shelf.documents().length === 0) await new Promise((resolve) => setImmediate(resolve))
    expect(shelf.finder()).toBe(before)
    const begun = performance.now()
    await adding
    const built = performance.now() - begun
    clearInterval(beating)
    expect(shelf.finder()).not.toBe(before)
    expect(ask(shelf, "分类补助办法第八百条怎么规定")).toContain("899元")
    expect(longest).toBeLessThan(Math.max(60, built / 2))
  })

  test("is another on another day", async () => {
    const town = await openTown("2026-11-23 23:59")
    const { shelf } = town.house
    const before = shelf.finder()
    town.clock("2026-11-24 00:01")
    expect(shelf.finder()).toBe(before)
    await vi.waitFor(() => expect(shelf.finder()).not.toBe(before), { timeout: 20_000 })
  })

  test("holds what another instance added, by and by", async () => {
    const town = await openTown()
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] })
    const { log } = { log: { info() {}, warn() {}, error() {} } }
    const database = { ...town.database, kind: "postgres" as const }
    const other = await openShelf({ database, now: () => town.now, log })
    try {
      await add(town.house.shelf, RULES(2022, 300))
      expect(ask(other)).not.toContain("300元")
      vi.advanceTimersByTime(30_000)
      vi.useRealTimers()
      await vi.waitFor(() => expect(ask(other)).toContain("300元"), { timeout: 20_000 })
    } finally {
      vi.useRealTimers()
      other.close()
    }
  })
})
