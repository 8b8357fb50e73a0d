import { readFileSync } from "node:fs"
import { afterEach, beforeEach, expect, it } from "vitest"
import type { StoredDocument } from "#domain/facts.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town, ZHAOLIQIAO } from "#test/help/town.ts"

/** 收录 makes of one answer one for everybody: by whom, and without whoever asked. */

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
  await town.contact("p1")
  await town.registered("p1", "service", { contact: "张建国", phone: "13871234567" })
})
afterEach(closeTowns)

const rules = readFileSync(new URL("../knowledge/documents/made-up-rules.md", import.meta.url))
const shelve = async (region?: string) =>
  town.house.shelf.add((await town.house.shelf.read("rules.md", rules, region)) as StoredDocument, null)

async function answered(official: string, question: string, answer: string) {
  const number = town.number(await town.talk("p1", `转人工 ${question}`))
  await town.talk(official, `回复 ${number} ${answer}`)
}

it("whoever asked is neither in the question nor in the answer that is kept", async () => {
  await town.official("o1")
  await answered(
    "o1",
    "我是张建国，火星上的协会怎么买保险",
    "张建国您好，没有这样的险种，打13871234567说过了，窗口电话13900001111",
  )
  const kept = await town.talk("o1", "收录")
  expect(kept).toContain("火星上的协会怎么买保险")
  expect(kept).toContain("张某您好")
  expect(kept).toContain("13900001111")
  const [row] = await town.rows(`SELECT s::text FROM "ShortAnswer" s`)
  expect(JSON.stringify(row)).not.toMatch(/张建国|13871234567/)
})

it("under an article that holds in the county only the county puts questions", async () => {
  await shelve()
  await town.official("t1", ZHAOLIQIAO)
  await answered("t1", "飞船坏了谁赔", "看第二条")
  expect(await town.talk("t1", "收录 第二条")).toMatch(/《示范县社会组织等级评估办法》是全市的文件.*留给本地用/)
  expect(await town.count("AliasQuestion")).toBe(0)
  // The same text as the town's own.
  await shelve(ZHAOLIQIAO)
  expect(await town.talk("t1", "收录 第二条")).toContain("收录好了")
  expect(await town.count("AliasQuestion")).toBe(1)
})
