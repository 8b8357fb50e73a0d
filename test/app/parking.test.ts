import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { park } from "#db/inbox.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town } from "#test/help/town.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

describe("a parked message", () => {
  it("is answered by a push, once", async () => {
    await town.contact("p1")
    const inbound = town.inbound("p1", { kind: "text", text: "帮助" })
    await town.hands().park(inbound)
    await town.settled()
    expect(town.pushed).toMatchObject([{ to: "p1", kind: "late", channel: "wechat" }])
    expect(town.pushed[0]!.text).toContain("我能帮您")
    await town.hands().park(inbound)
    await town.settled()
    expect(town.pushed).toHaveLength(1)
    expect(await town.count("Inbox", `"messageId" = $1`, inbound.id)).toBe(1)
  })

  it("that is being worked on already is done once, and its answer is pushed", async () => {
    await town.contact("p1")
    await town.checkRegistration("p1")
    const inbound = town.inbound("p1", { kind: "text", text: "提交" })
    const answer = town.house.converse.handle(inbound)
    await town.hands().park(inbound)
    await town.settled()
    expect(town.pushed.map((one) => one.text)).toEqual((await answer).texts)
    expect(await town.count("Organization")).toBe(1)
  })

  it("left by a service that died is finished by the next, and pushed once", async () => {
    await town.contact("p1")
    await town.checkRegistration("p1")
    const inbound = town.inbound("p1", { kind: "text", text: "提交" })
    await park(town.database, crypto.randomUUID(), inbound, town.now)
    await town.restart()
    await town.settled()
    expect(town.pushed.map((one) => one.kind)).toEqual(["late"])
    expect(town.pushed[0]!.text).toContain("收到，编号")
    expect(await town.count("Organization")).toBe(1)
  })

  it("that was answered before the service died, but not told, is told by the next", async () => {
    await town.contact("p1")
    await town.checkRegistration("p1")
    const inbound = town.inbound("p1", { kind: "text", text: "提交" })
    await park(town.database, crypto.randomUUID(), inbound, town.now)
    const { texts } = await town.house.converse.handle(inbound)
    await town.restart()
    await town.settled()
    expect(town.pushed.map((one) => one.text)).toEqual(texts)
    await town.restart()
    await town.settled()
    expect(town.pushed).toHaveLength(1)
    expect(await town.count("Organization")).toBe(1)
  })

  it("taken up by two instances at once is done and pushed once", async () => {
    await town.contact("p1")
    await town.checkRegistration("p1")
    await park(town.database, crypto.randomUUID(), town.inbound("p1", { kind: "text", text: "提交" }), town.now)
    await Promise.all([town.another(), town.another()])
    await town.settled()
    expect(town.pushed).toHaveLength(1)
    expect(await town.count("Organization")).toBe(1)
  })

  it("of a room is answered in the room", async () => {
    await town.contact("p1")
    await town.hands().park(town.inbound("p1", { kind: "text", text: "帮助" }, { room: "r1" }))
    await town.settled()
    expect(town.pushed.map((one) => one.to)).toEqual(["r1"])
  })

  it("that nobody answers is pushed nowhere and not kept", async () => {
    await town.hands().park(town.inbound("p1", { kind: "event", event: "unfollow" }))
    await town.settled()
    expect(town.pushed).toEqual([])
  })

  it("several parts of a long answer come in order", async () => {
    await town.official("o1")
    await town.contact("p1")
    await town.registered("p1")
    const number = await town.planned("p1")
    const warnings = Array.from({ length: 20 }, (_, at) => `第${at}条${"这里有很多字要说，".repeat(9)}`)
    await town.rows(`UPDATE "FilingStep" SET warnings = $2 WHERE filing = $1`, number, JSON.stringify(warnings))
    const inbound = town.inbound("o1", { kind: "text", text: `看 ${number}` })
    await town.hands().park(inbound)
    await town.settled()
    const { texts } = await town.house.converse.handle(inbound)
    expect(texts.length).toBeGreaterThan(1)
    expect(town.pushed.map((one) => one.text)).toEqual(texts)
  })
})
