import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town } from "#test/help/town.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

describe("加入组织", () => {
  const request = async (person: string, name = "李红", phone = "13997650000") => {
    await town.fill(person, "加入组织 52421281MJH000027D", [
      [/怎么称呼/, name],
      [/手机号/, phone],
      [/职务/, "跳过"],
    ])
    return town.number(await town.talk(person, "提交"))
  }

  it("knowing the code is not enough: the contact is told, and lets in, even while the organization waits", async () => {
    await town.contact("p1")
    await town.registered("p1", "service")
    await town.contact("p2")
    const number = await request("p2")
    expect(await town.talk("p2", "备案活动")).toContain("报活动要先有组织")
    await town.settled()
    expect(town.pushed).toHaveLength(1)
    expect(town.pushed[0]).toMatchObject({ to: "p1", kind: "work" })
    expect(town.pushed[0]!.text).toContain(`李红申请成为“赤壁市阳光服务中心”的联系人，编号 ${number}`)

    expect(await town.talk("p1", `通过 ${number}`)).toContain("已通过")
    expect(await town.talk("p2", "备案活动")).toContain("叫什么名字")
    await town.settled()
    expect(town.pushed[1]).toMatchObject({ to: "p2", kind: "decision" })
    expect(await town.count("Membership", `"endedAt" IS NULL`)).toBe(2)
  })

  it("or an official does; one who is not the contact of that organization cannot", async () => {
    await town.official("o1")
    await town.contact("p1")
    await town.talk("o1", `通过 ${await town.registered("p1", "service")}`)
    await town.contact("p3")
    await town.registered("p3", "community", { phone: "13811112222" })
    await town.contact("p2")
    const number = await request("p2")
    expect(await town.talk("p3", `通过 ${number}`)).not.toContain("已通过")
    expect(await town.talk("p2", `通过 ${number}`)).not.toContain("已通过")
    expect(await town.talk("o1", `通过 ${number}`)).toContain("已通过")
    expect(await town.talk("p1", `通过 ${number}`)).toContain("已经审过了")
  })

  it("退回 lets nobody in; 撤销 ends it; asking twice is refused", async () => {
    await town.official("o1")
    await town.contact("p1")
    await town.talk("o1", `通过 ${await town.registered("p1", "service")}`)
    await town.contact("p2")
    const number = await request("p2")
    await town.fill("p2", "加入组织 52421281MJH000027D", [[/职务/, "跳过"]])
    expect(await town.talk("p2", "提交")).toContain(`您已经申请过了（编号 ${number}）`)
    await town.talk("p1", `退回 ${number} 请写职务`)
    expect(await town.talk("p2", "取消", "备案活动")).toContain("报活动要先有组织")
    expect(await town.talk("p2", `修改 ${number}`, "职务改成秘书长", "提交")).toMatch(/申请交上去了/)
    expect(await town.talk("p1", `看 ${number}`, `通过 ${number}`)).toContain("已通过")
    expect(await town.talk("o1", `撤销 ${number}`)).toContain("已撤销")
    expect(await town.talk("p2", "备案活动")).toContain("报活动要先有组织")
    expect(await town.count("Membership", `"endedAt" IS NULL`)).toBe(1)
  })

  it("let in by the contact and by an official at once: in once", async () => {
    await town.official("o1")
    await town.contact("p1")
    await town.talk("o1", `通过 ${await town.registered("p1", "service")}`)
    await town.contact("p2")
    const number = await request("p2")
    const answers = await Promise.all([town.talk("o1", `通过 ${number}`), town.talk("p1", `通过 ${number}`)])
    expect(answers.filter((it) => it.includes("已通过"))).toHaveLength(1)
    expect(answers.filter((it) => it.includes("已经审过了"))).toHaveLength(1)
    expect(await town.count("Membership", `"endedAt" IS NULL`)).toBe(2)
  })
})

describe("活动", () => {
  it("keeps the warnings it was shown with", async () => {
    await town.contact("p1")
    await town.registered("p1")
    const shown = await town.checkActivity("p1", { matter: "有境外或港澳台的人员、机构参加" })
    const warning = /提醒：(.+)/.exec(shown)![1]!
    const number = town.number(await town.talk("p1", "提交"))
    const [step] = await town.rows<{ warnings: string[] }>(
      `SELECT warnings FROM "FilingStep" WHERE filing = $1`,
      number,
    )
    expect(step!.warnings[0]).toBe(warning)
    await town.official("o1")
    expect(await town.talk("o1", `看 ${number}`)).toContain(`提醒：${warning}`)
  })

  it("counts its day from when it was filed, in China's time", async () => {
    town.clock("2026-11-24 00:30")
    await town.contact("p1")
    expect(await town.registered("p1")).toMatch(/^DJ20261124/)
  })

  it("has one outcome: a second is refused with its number, also from another contact", async () => {
    await town.official("o1")
    await town.contact("p1")
    const organization = await town.registered("p1", "service")
    await town.talk("o1", `通过 ${organization}`)
    const number = await town.planned("p1", { start: "11月20日上午9点" })
    await town.contact("p2")
    await town.fill("p2", "加入组织 52421281MJH000027D", [
      [/怎么称呼/, "李红"],
      [/手机号/, "13997650000"],
      [/职务/, "跳过"],
    ])
    await town.talk("o1", `通过 ${town.number(await town.talk("p2", "提交"))}`)
    const answers = [
      [/多少人/, "126"],
      [/成效/, "反响很好"],
      [/./, "跳过"],
    ] as const
    for (const person of ["p1", "p2"]) await town.fill(person, "活动总结", answers)
    const outcome = town.number(await town.talk("p1", "提交"))
    expect(await town.talk("p2", "提交")).toContain(`这个活动的总结已经报过了，编号 ${outcome}`)
    expect(await town.count("Filing", `kind = 'outcome' AND about = $1`, number)).toBe(1)
    // Withdrawn, it makes room for another.
    await town.talk("p1", `撤回 ${outcome}`)
    await town.fill("p1", "活动总结", answers)
    expect(await town.talk("p1", "提交")).toContain("收到，总结编号")
  })

  it("two contacts who send the outcome at the same moment: one is taken", async () => {
    await town.contact("p1")
    await town.registered("p1", "service")
    const number = await town.planned("p1", { start: "11月20日上午9点" })
    await town.contact("p2")
    await town.fill("p2", "加入组织 52421281MJH000027D", [
      [/怎么称呼/, "李红"],
      [/手机号/, "13997650000"],
      [/职务/, "跳过"],
    ])
    await town.talk("p1", `通过 ${town.number(await town.talk("p2", "提交"))}`)
    for (const person of ["p1", "p2"])
      await town.fill(person, "活动总结", [
        [/多少人/, "126"],
        [/成效/, "反响很好"],
        [/./, "跳过"],
      ])
    const texts = await Promise.all([town.talk("p1", "提交"), town.talk("p2", "提交")])
    expect(texts.filter((it) => it.includes("收到，总结编号"))).toHaveLength(1)
    expect(texts.filter((it) => it.includes("已经报过了"))).toHaveLength(1)
    expect(await town.count("Filing", `kind = 'outcome' AND about = $1`, number)).toBe(1)
  })

  it("somebody who left cannot send it for the organization", async () => {
    await town.contact("p1")
    await town.registered("p1")
    const number = await town.planned("p1")
    await town.talk("p1", "退出组织")
    await town.contact("p2")
    expect(await town.talk("p2", `修改 ${number}`)).toContain("没有找到")
  })
})

describe("pictures", () => {
  it("in the middle of a form go in with it", async () => {
    await town.contact("p1")
    await town.registered("p1")
    await town.talk("p1", "备案活动")
    expect((await town.picture("p1")).join("\n")).toMatch(/照片收到[\s\S]*叫什么名字/)
    const first = await town.talk("p1", "羊楼洞社区义诊")
    expect(first).not.toContain("照片")
    expect(await town.count("Media", "filing IS NULL")).toBe(1)
    const answers = town.planning()
    let last = first
    while (!last.includes("请核对")) last = await town.talk("p1", answers.find(([question]) => question.test(last))![1])
    await town.picture("p1")
    const number = town.number(await town.talk("p1", "提交"))
    expect(await town.count("Media", "filing = $1", number)).toBe(2)
  })

  it("afterwards go to the filing; with a cancelled form to none", async () => {
    await town.contact("p1")
    await town.registered("p1")
    const number = await town.planned("p1")
    expect((await town.picture("p1")).join()).toContain(number)
    expect(await town.count("Media", "filing = $1", number)).toBe(1)
    await town.talk("p1", "备案活动")
    await town.picture("p1")
    await town.talk("p1", "取消")
    expect(await town.count("Media", "filing IS NULL")).toBe(1)
  })

  it("delivered again are one picture", async () => {
    await town.contact("p1")
    await town.registered("p1")
    const first = await town.picture("p1", { id: "x" })
    expect(await town.picture("p1", { id: "x" })).toEqual(first)
    expect(await town.count("Media")).toBe(1)
  })

  it("more than forty megabytes a day are turned away in words", async () => {
    await town.contact("p1")
    const big = { mime: "image/jpeg", bytes: new Uint8Array(5 * 1024 * 1024) }
    const answers: string[] = []
    for (let at = 0; at < 2; at++) {
      await town.rows(
        `INSERT INTO "Media" (id, "personId", mime, size, bytes, at) VALUES (gen_random_uuid(), $1, 'x', $2, '', $3)`,
        await town.personOf("p1"),
        at === 0 ? 35 * 1024 * 1024 : 1,
        town.now,
      )
      const answer = await town.house.converse.handle(town.inbound("p1", { kind: "image", picture: big }))
      answers.push(answer.texts.join())
    }
    expect(answers[0]).toContain("照片收到了")
    expect(answers[1]).toContain("今天收的照片太多了")
    town.clock(25)
    expect((await town.picture("p1")).join()).toContain("照片收到了")
  })
})

describe("what people send", () => {
  it("ID-card numbers are never stored, and the person is told", async () => {
    await town.contact("p1")
    await town.talk("p1", "登记组织")
    const [answer] = await town.say("p1", "身份证421281199001011234，手机13972223333")
    expect(answer).toContain("请不要发身份证号")
    expect(await town.whereIs("421281199001011234")).toEqual([])
    await town.say("p1", "42128119900101123x")
    expect(await town.whereIs("42128119900101123")).toEqual([])
  })

  it("very long texts are read in part, and that is said", async () => {
    await town.contact("p1")
    for (const text of [
      "义诊".repeat(50_000),
      `${"a".repeat(3999)}😀${"b".repeat(100)}`,
      `帮助${"\n".repeat(10_000)}`,
    ]) {
      const answer = (await town.say("p1", text)).join()
      expect(answer, text.slice(0, 5)).not.toContain("抱歉，刚才出了点问题")
      if (text.trim().length > 4000) expect(answer).toContain("比较长")
    }
    const [row] = await town.rows<{ most: number }>(`SELECT max(length(text)) AS most FROM "Inbox"`)
    expect(row!.most).toBeLessThanOrEqual(4000)
    expect(town.logged).toEqual([])
  })

  it("very long answers in a form are refused or taken, never a fault", async () => {
    await town.contact("p1")
    await town.talk("p1", "登记组织", "4")
    expect(await town.talk("p1", "很".repeat(3000))).toContain("全称")
    expect(town.logged).toEqual([])
  })

  it("NUL, control characters and halves of characters do not stop anybody", async () => {
    await town.contact("p1")
    for (const text of ["帮\u0000助", "帮助\ud83d", "\udc00帮助", "\u0007帮助\u001b", "帮\u0000\u0000\u0000助\u007f"])
      expect((await town.say("p1", text)).join(), JSON.stringify(text)).toContain("我能帮您")
    for (const text of ["\u0000", "\ud83d", "   ", ""])
      expect(await town.say("p1", text), JSON.stringify(text)).toHaveLength(1)
    expect(town.logged).toEqual([])
  })

  it("in a form too, up to what is stored", async () => {
    await town.contact("p1")
    const number = await town.registered("p1", "community", { name: "羊楼洞\u0000广场\ud83d舞队" })
    const [row] = await town.rows(`SELECT name FROM "Organization" WHERE number = $1`, number)
    expect(row).toEqual({ name: "羊楼洞广场舞队" })
  })

  it("what has no words is answered in words", async () => {
    await town.contact("p1")
    for (const content of [
      { kind: "voice" },
      { kind: "image", why: "too-large" },
      { kind: "unsupported", what: "location" },
      { kind: "unsupported", what: "sticker" },
      { kind: "event", event: "follow" },
    ] as const)
      expect((await town.house.converse.handle(town.inbound("p1", content))).texts).toHaveLength(1)
    const spoken = await town.house.converse.handle(town.inbound("p1", { kind: "voice", text: "帮助" }))
    expect(spoken.texts.join()).toContain("我能帮您")
  })
})

describe("long answers", () => {
  it("come in pages that the channel takes, the rest with 更多, nothing lost and nothing twice", async () => {
    await town.official("o1")
    await town.contact("p1")
    await town.registered("p1")
    const number = await town.planned("p1", { title: "一场很长的义诊" })
    const line = (at: number) => `第${String(at).padStart(3, "0")}条提醒，${"这里有很多字要说，".repeat(8)}`
    const warnings = Array.from({ length: 60 }, (_, at) => line(at))
    await town.rows(`UPDATE "FilingStep" SET warnings = $2 WHERE filing = $1`, number, JSON.stringify(warnings))
    const all: string[] = await town.say("o1", `看 ${number}`)
    expect(all).toHaveLength(3)
    expect(all[2]).toContain("回复“更多”接着看")
    for (let more = 0; all.at(-1)!.includes("更多") && more < 10; more++) all.push(...(await town.say("o1", "更多")))
    for (const text of all) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2047)
    const whole = all.join("\n")
    for (const at of warnings.keys()) expect(whole.split(`第${String(at).padStart(3, "0")}条`)).toHaveLength(2)
    expect(await town.talk("o1", "更多")).not.toContain("条提醒")
  })
})
