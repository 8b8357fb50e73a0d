import { afterEach, beforeEach, expect, it } from "vitest"
import { digestOf } from "#app/progress.ts"
import { instantOf } from "#domain/calendar.ts"
import { weeklyDigest } from "#jobs/weekly-digest.ts"
import { digestJson } from "#reports/digest.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, PUQI, type Town, ZHAOLIQIAO } from "#test/help/town.ts"
import { worldOn } from "#test/jobs/county.ts"

/** 本周问得最多、答不上的问题, in the digest of a whole house. */

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown("2026-11-23 08:30")
})
afterEach(closeTowns)

const QUESTION = "鹦鹉吃什么饲料"
const HEADING = "本周问得最多、答不上的问题："
const ask = (person: string, question: string) => town.talk(person, `问政策 ${question}`)
const section = (text: string) => text.split(`${HEADING}\n`)[1]?.split("\n").slice(0, -1)

it("is in 进展 while something is not answered, within the region, and of seven days", async () => {
  await town.official("o1")
  await town.official("t1", PUQI)
  expect(await town.talk("o1", "进展")).not.toContain(HEADING)
  await town.contact("p1")
  await town.registered("p1")
  await town.contact("p2")
  for (const person of ["p1", "p2", "p2"]) await ask(person, QUESTION)
  await ask("p1", "魔方难不难学")
  await ask("p1", "我要举报鹦鹉吃什么饲料乱收费")
  expect(section(await town.talk("o1", "进展"))).toEqual([`1. ${QUESTION}（2人问过）`, "2. 魔方难不难学（1人问过）"])
  expect(await town.talk("t1", "进展")).not.toContain(HEADING)
  const there = await digestOf(town.house, ZHAOLIQIAO, town.now, town.now)
  expect(section(there!.text)).toEqual(["1. 魔方难不难学（1人问过）", `2. ${QUESTION}（1人问过）`])
  town.clock(7 * 24 + 1)
  expect(await town.talk("o1", "进展")).not.toContain(HEADING)
})

it("hides phones, and the names of people who are known", async () => {
  await town.official("o1")
  await town.contact("p1")
  await town.registered("p1", "community", { contact: "周芳", phone: "13972223333" })
  await town.contact("p2")
  await ask("p2", "周芳养的鹦鹉吃什么饲料，电话13972223333")
  const [line] = section(await town.talk("o1", "进展"))!
  expect(line).toBe("1. 周某养的鹦鹉吃什么饲料，电话139****3333（1人问过）")
})

it("is in the weekly digest, and the one that was kept says it still when the question is answered", async () => {
  await town.official("o1")
  await town.contact("p1")
  await ask("p1", QUESTION)
  const digest = async (region: string, asOf: string, knownAt: Date) => {
    const made = await digestOf(town.house, region, instantOf(asOf), knownAt)
    return made && { plan: made.progress.planId, text: made.text, figures: made.progress.figures }
  }
  const { world } = worldOn(town.database, { now: town.now }, { digest })
  await weeklyDigest.run(world, town.now)
  const kept = async () => (await town.database.prisma.digest.findFirstOrThrow()).text
  const before = await kept()
  expect(section(before)).toEqual([`1. ${QUESTION}（1人问过）`])
  const answer = { title: QUESTION, answer: "玉米和葵花籽。", basis: "民政局办公室", asks: [] }
  await town.house.shelf.writeAnswer(answer, null)
  expect(await town.talk("o1", "进展")).not.toContain(HEADING)
  expect(await kept()).toBe(before)
  await town.official("o2")
  await weeklyDigest.run(world, town.now)
  const told = await town.rows<{ text: string }>(`SELECT DISTINCT text FROM "Outbox" WHERE kind = 'digest'`)
  expect(told).toEqual([{ text: before }])
})

it("is of today: a digest of a day gone by, and the one for programs, have none", async () => {
  await town.contact("p1")
  await ask("p1", QUESTION)
  const past = await digestOf(town.house, "421281", instantOf("2026-10-31"), town.now)
  expect(past!.text).not.toContain(HEADING)
  const now = await digestOf(town.house, "421281", town.now, town.now)
  expect(now!.text).toContain(HEADING)
  expect(Object.keys(digestJson(now!.progress))).toEqual(["asOf", "region", "figures", "pending"])
  expect(JSON.stringify(digestJson(now!.progress))).not.toContain("鹦鹉")
})
