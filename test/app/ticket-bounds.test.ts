import { afterEach, beforeEach, expect, it } from "vitest"
import { MOST_ADDED, MOST_OPEN, MOST_STEPS } from "#domain/ticket.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town } from "#test/help/town.ts"

/** How much one person may ask of officials, and whom what they say reaches. */

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
  await town.contact("p1")
  await town.official("o1")
  await town.rows(`UPDATE "Person" SET name = '李明' WHERE id = $1`, await town.personOf("o1"))
  town.house.converse.refresh()
})
afterEach(closeTowns)

const told = async (person: string) => {
  await town.settled()
  return town.pushed.filter((one) => one.to === person).map((one) => one.text)
}
/** p1 and o1 talk; the number of the ticket. */
async function talking(): Promise<string> {
  const number = town.number(await town.talk("p1", "转人工 协会换届的审计报告找哪家做"))
  await town.talk("o1", `接手 ${number}`)
  return number
}

it("what waits may be added to some times, then the officials are left alone until one answered", async () => {
  for (let at = 0; at < MOST_OPEN + MOST_ADDED - 1; at++)
    expect(await town.talk("p1", `转人工 第${at}件事，场地的事`)).toMatch(/GD\d+/)
  const steps = await town.count("TicketStep")
  for (let at = 0; at < 5; at++) expect(await town.talk("p1", "转人工 还有场地的事")).toContain("您已经补充了很多")
  expect(await town.count("TicketStep")).toBe(steps)
  expect((await told("o1")).length).toBe(MOST_OPEN + MOST_ADDED - 1)
  await town.talk("o1", "回复 1 收到了，我们商量一下")
  expect(await town.talk("p1", "转人工 谢谢，场地的事还要补充")).toMatch(/GD\d+/)
})

it("whose access ended hears nothing more, and the other is told how to go on", async () => {
  const number = await talking()
  await town.official("o2")
  await town.talk("p1", "这句他还该听到")
  await town.rows(`UPDATE "Role" SET "endedAt" = now() WHERE "personId" = $1`, await town.personOf("o1"))
  town.house.converse.refresh()
  expect(await town.talk("p1", "这句他不该再听到")).toContain("没有转过去")
  expect((await told("o1")).join()).toContain("这句他还该听到")
  expect((await told("o1")).join()).not.toContain("不该再听到")
  expect(await town.talk("p1", "结束")).toContain("小助手接着")
  expect(await town.talk("o2", `接手 ${number}`)).toContain("接上了")
})

it("so much is said over one ticket and no more", async () => {
  const number = await talking()
  await town.rows(`UPDATE "TicketStep" SET step = $2 WHERE ticket = $1 AND kind = 'taken'`, number, MOST_STEPS)
  expect(await town.talk("p1", "再说一句")).toContain("说得太多了")
  expect(await town.talk("o1", "再答一句")).toContain("说得太多了")
  expect(await town.talk("p1", "结束")).toContain("小助手接着")
})
