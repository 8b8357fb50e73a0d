import { afterEach, beforeEach, expect, it } from "vitest"
import type { House } from "#app/house.ts"
import { returnTalks } from "#jobs/return-talks.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town } from "#test/help/town.ts"
import { worldOn } from "#test/jobs/county.ts"
import { closeOutboxes } from "./telling.ts"

/** Two instances of the service on one database: whichever a message reaches, it finds what the other one did. */

let town: Town
let here: House
let there: House
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown("2026-11-23 10:00", { shared: true })
  here = town.house
  there = (await town.another()).house
})
afterEach(async () => {
  await closeTowns()
  await closeOutboxes()
})

async function say(house: House, from: string, text: string, id?: string): Promise<string> {
  const said = id === undefined ? {} : { id }
  return (await house.converse.handle(town.inbound(from, { kind: "text", text }, said))).texts.join("\n")
}

/** Delivered to both at the same moment, as a platform does that got no answer in time. */
async function sayToBoth(from: string, text: string): Promise<string> {
  const inbound = town.inbound(from, { kind: "text", text })
  const [one, other] = await Promise.all([here, there].map((house) => house.converse.handle({ ...inbound })))
  expect(other).toEqual(one)
  return one!.texts.join("\n")
}

it("consent given at the one counts at the other, which had seen the person before it", async () => {
  await say(here, "p1", "你好", "x")
  expect(await say(there, "p1", "你好", "x")).toContain("同意")
  await say(here, "p1", "同意")
  expect(await say(there, "p1", "登记组织")).toContain("哪一类")
})

it("so does a role: who became an official at the one may review at the other", async () => {
  await town.contact("p1")
  await town.registered("p1")
  await town.contact("o1")
  await say(here, "o1", "帮助", "x")
  await say(there, "o1", "帮助", "x")
  await town.invitation("ABCDEFGH23")
  await say(here, "o1", "绑定 ABCDEFGH23")
  expect(await say(there, "o1", "待审")).toContain("待审1件")
})

it("everything said to both: one organization, registered and approved once", async () => {
  await sayToBoth("p1", "你好")
  await sayToBoth("p1", "同意")
  let asked = await sayToBoth("p1", "登记组织")
  while (!asked.includes("请核对"))
    asked = await sayToBoth("p1", town.registering("community").find(([question]) => question.test(asked))![1])
  const number = town.number(await sayToBoth("p1", "提交"))
  await town.official("o1")
  expect(await sayToBoth("o1", "待审")).toContain(number)
  expect(await sayToBoth("o1", "通过 1")).toContain(`已通过 ${number}`)
  expect(await town.steps(number)).toEqual(["submitted", "approved"])
  expect(await town.count("Organization")).toBe(1)
  await town.settled()
  expect(town.pushed.filter((one) => one.to === "p1")).toHaveLength(1)
})

it("a decision taken at both at once is taken once", async () => {
  await town.contact("p1")
  const number = await town.registered("p1")
  await town.official("o1")
  await town.official("o2")
  await Promise.all([say(here, "o1", "待审"), say(there, "o2", "待审")])
  const said = await Promise.all([say(here, "o1", "通过 1"), say(there, "o2", "退回 1 请补材料")])
  expect(said.filter((one) => /^已(通过|退回)/.test(one))).toHaveLength(1)
  expect(await town.steps(number)).toHaveLength(2)
})

it("a talk that is taken at the one is silent at the other at once; given back it is once, though the job runs at both", async () => {
  await town.contact("p1")
  await town.official("o1")
  const number = town.number(await say(here, "p1", "转人工 印章丢失了找谁补刻"))
  await say(here, "p1", "谢谢")
  await say(there, "o1", `接手 ${number}`)
  expect(await say(here, "p1", "是协会的章")).toBe("")
  await town.settled()
  town.pushed.length = 0
  town.clock(1)
  const worlds = [worldOn(town.database, town), worldOn(town.database, town)]
  const did = await Promise.all(worlds.map(({ world }) => returnTalks.run(world, town.now)))
  expect(did.sort()).toEqual(["交还0个对话。", "交还1个对话。"])
  await Promise.all(worlds.map(({ outbox }) => outbox.stop()))
  await town.settled()
  expect(town.pushed.map((one) => one.to).sort()).toEqual(["o1", "p1"])
  expect(await say(there, "p1", "你好")).not.toBe("")
})
