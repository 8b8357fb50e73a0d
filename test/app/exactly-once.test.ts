import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Answer } from "#src/channel.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town } from "#test/help/town.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

/** How often each thing was done that a registration does. */
async function done() {
  const tables = ["Organization", "OrganizationStatus", "Membership", "Filing", "FilingStep", "Audit"]
  return Promise.all(tables.map((table) => town.count(table)))
}
const once = [1, 1, 1, 1, 1, 1]

describe("a message delivered again", () => {
  it("gets the same answer and is done once", async () => {
    await town.contact("p1")
    await town.checkRegistration("p1")
    const answers = [await town.say("p1", "提交", { id: "x" }), await town.say("p1", "提交", { id: "x" })]
    expect(answers[1]).toEqual(answers[0])
    expect(answers[0]!.join()).toMatch(/收到，编号 DJ20261123\d{3}/)
    expect(await done()).toEqual(once)
    expect(await town.count("Inbox", `"messageId" = 'x'`)).toBe(1)
  })

  it("four times at the same moment: one turn, four equal answers", async () => {
    await town.contact("p1")
    await town.checkRegistration("p1")
    const inbound = town.inbound("p1", { kind: "text", text: "提交" }, { id: "x" })
    const answers = await Promise.all([1, 2, 3, 4].map(() => town.house.converse.handle({ ...inbound })))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await done()).toEqual(once)
    expect(town.house.converse.working(inbound)).toBe(false)
  })

  it("after a restart: the same answer, in the same place of the order", async () => {
    await town.contact("p1")
    await town.checkRegistration("p1")
    const inbound = town.inbound("p1", { kind: "text", text: "提交" }, { id: "x" })
    const before = await town.house.converse.handle(inbound)
    await town.restart()
    expect(await town.house.converse.handle(inbound)).toEqual(before)
    expect(await done()).toEqual(once)
  })

  it("much later, when the talk went on: still the old answer, and the talk stays where it is", async () => {
    await town.contact("p1")
    await town.say("p1", "登记组织", { id: "x" })
    await town.talk("p1", "社区社会组织", "羊楼洞广场舞队")
    const [again] = await town.say("p1", "登记组织", { id: "x" })
    expect(again).toContain("哪一类")
    expect(await town.talk("p1", "赵李桥镇")).toContain("村或社区")
  })

  it("the same id of another sender or on another channel is another message", async () => {
    for (const [from, channel] of [
      ["p1", "wechat"],
      ["p2", "wechat"],
      ["p1", "wecom"],
    ] as const)
      expect(await town.say(from, "你好", { id: "same", channel })).toHaveLength(1)
    expect(await town.count("Inbox")).toBe(3)
  })

  it("consent sent twice makes one person", async () => {
    await town.say("p1", "你好")
    const agree = town.inbound("p1", { kind: "text", text: "同意" }, { id: "x" })
    const answers = await Promise.all([town.house.converse.handle(agree), town.house.converse.handle(agree)])
    expect(answers[0]).toEqual(answers[1])
    expect(await town.count("Person")).toBe(1)
  })
})

describe("two instances on one database", () => {
  it("the same message at both: done once, the same answer from both", async () => {
    await town.contact("p1")
    await town.checkRegistration("p1")
    const other = await town.another()
    const inbound = town.inbound("p1", { kind: "text", text: "提交" }, { id: "x" })
    const answers = await Promise.all([town.house.converse.handle(inbound), other.house.converse.handle(inbound)])
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]!.texts.join()).toContain("收到，编号")
    expect(await done()).toEqual(once)
  })

  it("the first consent at both: one person", async () => {
    await town.say("p1", "你好")
    const other = await town.another()
    const both = [
      town.inbound("p1", { kind: "text", text: "同意" }),
      town.inbound("p1", { kind: "text", text: "同意" }),
    ]
    const answers = await Promise.all([town.house.converse.handle(both[0]!), other.house.converse.handle(both[1]!)])
    for (const answer of answers) expect(answer.texts).toHaveLength(1)
    expect(await town.count("Person")).toBe(1)
    expect(await town.count("Identity")).toBe(1)
  })

  it("one form, filled in by turns at the one and the other", async () => {
    await town.contact("p1")
    const other = await town.another()
    const answers = ["登记组织", "社区社会组织", "羊楼洞广场舞队", "赵李桥镇", "羊楼洞社区", "2020年3月1日", "36"]
    const words = [...answers, "周芳", "13972223333"]
    let last: Answer = { seq: 0, texts: [] }
    const start = await version("p1")
    for (const [at, text] of words.entries()) {
      const inbound = town.inbound("p1", { kind: "text", text })
      last = await (at % 2 ? other.house : town.house).converse.handle(inbound)
      if (last.texts.join().includes("哪方面"))
        last = await town.house.converse.handle(town.inbound("p1", { kind: "text", text: "文体娱乐" }))
    }
    expect(last.texts.join()).toContain("请核对")
    expect((await version("p1")) - start).toBe((await town.count("Inbox", `sender = 'p1'`)) - 2)
  })

  it("messages of one person crossing at both: each is answered, none is done twice, the version counts them", async () => {
    await town.contact("p1")
    const other = await town.another()
    const start = await version("p1")
    const sent = Array.from({ length: 8 }, (_, at) => {
      const inbound = town.inbound("p1", { kind: "text", text: at % 2 ? "帮助" : "我的申报" }, { id: `x${at}` })
      return (at % 2 ? other.house : town.house).converse.handle(inbound)
    })
    for (const answer of await Promise.all(sent)) expect(answer.texts).toHaveLength(1)
    expect(await version("p1")).toBe(start + 8)
    expect(await town.count("Inbox", `"messageId" LIKE 'x%'`)).toBe(8)
    expect(town.logged).toEqual([])
  })

  it("one credit code at both: one registers, the other is told", async () => {
    for (const person of ["p1", "p2"]) {
      await town.contact(person)
      await town.checkRegistration(person, "association")
    }
    const other = await town.another()
    const answers = await Promise.all([
      town.house.converse.handle(town.inbound("p1", { kind: "text", text: "提交" })),
      other.house.converse.handle(town.inbound("p2", { kind: "text", text: "提交" })),
    ])
    const texts = answers.map((answer) => answer.texts.join())
    expect(texts.filter((text) => text.includes("收到，编号"))).toHaveLength(1)
    expect(texts.filter((text) => text.includes("已经登记过了"))).toHaveLength(1)
    expect(await town.count("Organization")).toBe(1)
  })

  async function version(sender: string): Promise<number> {
    const [row] = await town.rows<{ version: number }>(`SELECT version FROM "Talk" WHERE sender = $1`, sender)
    return row!.version
  }
})

describe("turns that arrive together", () => {
  it("one credit code twice: one registers, the other is told and goes on in the form", async () => {
    for (const person of ["p1", "p2"]) {
      await town.contact(person)
      await town.checkRegistration(person, "association")
    }
    const texts = await Promise.all([town.talk("p1", "提交"), town.talk("p2", "提交")])
    const loser = texts[0].includes("已经登记过了") ? "p1" : "p2"
    expect(texts.filter((text) => text.includes("收到，编号"))).toHaveLength(1)
    expect(texts.filter((text) => text.includes("已经登记过了"))).toHaveLength(1)
    expect(await done()).toEqual(once)
    // The code is asked again; with another one everything else is still there.
    const checked = await town.talk(loser, "51421281MJH000094E")
    expect(checked).toContain("请核对")
    expect(await town.talk(loser, "提交")).toContain("收到，编号")
    expect(await town.count("Organization")).toBe(2)
  })

  it("one community group twice in a town: one is filed", async () => {
    for (const person of ["p1", "p2"]) {
      await town.contact(person)
      await town.checkRegistration(person, "community")
    }
    const texts = await Promise.all([town.talk("p1", "提交"), town.talk("p2", "提交")])
    expect(texts.filter((text) => text.includes("这个乡镇的“羊楼洞广场舞队”已经登记过了"))).toHaveLength(1)
    expect(await town.count("Organization")).toBe(1)
  })

  it("one that cannot be written takes none of the others along", async () => {
    const people = Array.from({ length: 20 }, (_, at) => `p${at}`)
    for (const person of people) await town.contact(person)
    const before = await town.count("Inbox")
    // PostgreSQL cannot hold this id.
    const poisonous = town.say("p7", "帮助", { id: "a\u0000b" })
    const others = people.map((person) => town.say(person, "帮助", { id: `ok-${person}` }))
    expect((await poisonous).join()).toMatch(/^抱歉，刚才出了点问题.*[0-9a-f]{8}$/)
    for (const answer of await Promise.all(others)) expect(answer.join()).toContain("我能帮您")
    expect(await town.count("Inbox")).toBe(before + people.length)
    expect(town.logged.map((one) => one.message)).toEqual(["a message could not be handled"])
  })

  it("hundreds of people at once: every one is answered, in fewer commits than messages", async () => {
    const people = Array.from({ length: 300 }, (_, at) => `p${at}`)
    const answers = await Promise.all(people.map((person) => town.say(person, "你好")))
    for (const answer of answers) expect(answer).toHaveLength(1)
    expect(await town.count("Inbox")).toBe(300)
    const [{ n }] = (await town.rows<{ n: string }>(`SELECT count(DISTINCT xmin::text) AS n FROM "Inbox"`)) as [
      { n: string },
    ]
    expect(Number(n)).toBeLessThan(150)
  })
})

describe("one person's quick messages", () => {
  const form = ["登记组织", "4", "羊楼洞广场舞队", "赵李桥镇", "羊楼洞社区", "4", "2020年3月1日", "36", "周芳"]

  /** What was kept of what somebody said, in the order in which it was done. */
  async function heard(sender: string): Promise<string[]> {
    const rows = await town.rows<{ text: string }>(
      `SELECT text FROM "Inbox" WHERE sender = $1 AND text IS NOT NULL ORDER BY seq`,
      sender,
    )
    return rows.map((row) => row.text)
  }

  it("are answered in the order in which they came", async () => {
    await town.contact("p1")
    const answers = await Promise.all(form.map((text) => town.say("p1", text)))
    expect(answers.at(-1)!.join()).toContain("手机号")
    expect(await heard("p1")).toEqual(["同意", ...form])
  })

  it("also right after a start, when nobody is known yet, and when more come while the first are being answered", async () => {
    await town.contact("p1")
    await town.restart()
    const early = form.slice(0, 4).map((text) => town.say("p1", text))
    await early[0]
    const late = form.slice(4).map((text) => town.say("p1", text))
    await Promise.all([...early, ...late])
    expect(await heard("p1")).toEqual(["同意", ...form])
  })

  it("and when a decision elsewhere makes the house look everybody up again", async () => {
    await town.contact("p1")
    await town.contact("p2")
    await town.official("o1")
    const number = await town.registered("p2", "service")
    const all: Promise<string[]>[] = form.slice(0, 3).map((text) => town.say("p1", text))
    all.push(town.say("o1", `通过 ${number}`))
    await all[0]
    for (const text of form.slice(3, 6)) all.push(town.say("p1", text))
    await all[3]
    for (const text of form.slice(6)) all.push(town.say("p1", text))
    await Promise.all(all)
    expect(await heard("p1")).toEqual(["同意", ...form])
  })

  it("more than thirty waiting: the thirty-first is told to wait, and is done when it is sent again", async () => {
    await town.contact("p1")
    const answers = await Promise.all(Array.from({ length: 33 }, (_, at) => town.say("p1", "帮助", { id: `q${at}` })))
    const told = answers.filter((answer) => answer.join().includes("您发得太快了"))
    expect(told).toHaveLength(3)
    expect(answers.slice(0, 30).every((answer) => answer.join().includes("我能帮您"))).toBe(true)
    expect((await town.say("p1", "帮助", { id: "q32" })).join()).toContain("我能帮您")
    // Somebody else is not held up by it.
    expect(await town.count("Inbox", `"messageId" LIKE 'q%'`)).toBe(31)
  })
})
