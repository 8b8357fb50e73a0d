import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { progressOf } from "#app/progress.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, PUQI, type Town, ZHAOLIQIAO } from "#test/help/town.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

/** A contact p1 whose organization stands, and the official o1. */
async function standing(): Promise<string> {
  await town.official("o1")
  await town.contact("p1")
  const organization = await town.registered("p1", "service")
  await town.talk("o1", `通过 ${organization}`)
  return organization
}

async function figure(id: string, region = "421281"): Promise<number | undefined> {
  const progress = await progressOf(town.database, region, town.now, town.now)
  return progress!.figures.find((one) => one.id === id)!.value ?? undefined
}

const decisions = () =>
  town.rows<{ key: string; text: string; to: string }>(
    `SELECT key, text, "personId" AS to FROM "Outbox" WHERE kind = 'decision' ORDER BY key`,
  )

describe("a decision", () => {
  it("通过: the step, the audit, the notice, each once; the figure rises the same minute, 撤销 takes it back", async () => {
    await standing()
    const person = await town.personOf("p1")
    const number = await town.planned("p1")
    expect(await figure("T-22")).toBe(0)
    expect(await town.talk("o1", `通过 ${number}`)).toContain(`已通过 ${number}：赤壁市阳光服务中心`)
    expect(await figure("T-22")).toBe(1)
    expect(await figure("T-22", ZHAOLIQIAO)).toBe(1)
    expect(await figure("T-22", PUQI)).toBe(0)

    expect(await town.talk("o1", `撤销 ${number} 没有办成`)).toContain("不再计入进展")
    expect(await figure("T-22")).toBe(0)
    expect(await town.steps(number)).toEqual(["submitted", "approved", "revoked"])

    const told = (await decisions()).filter((one) => one.key.includes(number))
    expect(told.map((one) => [one.key, one.to])).toEqual([
      [`decision:${number}:2`, person],
      [`decision:${number}:3`, person],
    ])
    expect(told[1]!.text).toContain("没有办成")
    const audit = await town.rows(`SELECT action, detail FROM "Audit" WHERE subject = $1 ORDER BY at, id`, number)
    expect(audit).toEqual([
      { action: "submit", detail: { version: 1 } },
      { action: "approved", detail: { version: 1 } },
      { action: "revoked", detail: { version: 1, reason: "没有办成" } },
    ])
    await town.settled()
    expect(town.pushed.filter((one) => one.to === "p1" && one.text.includes(number))).toHaveLength(2)
  })

  it("退回 with its reason, a correction, and the second version approved", async () => {
    await standing()
    const number = await town.planned("p1")
    expect(await town.talk("o1", `退回 ${number}`)).toContain("退回要写原因")
    expect(await town.talk("o1", `退回 ${number} 地点请写具体`)).toContain("原因“地点请写具体”已经告诉对方")
    const corrected = await town.talk("p1", `修改 ${number}`, "地点改成羊楼洞社区党群服务中心二楼", "提交")
    expect(corrected).toContain("第2版已经提交")
    expect(await town.talk("o1", `看 ${number}`)).toContain("二楼")
    expect(await town.talk("o1", `通过 ${number}`)).toContain("已通过")
    expect(await town.steps(number)).toEqual(["submitted", "returned", "submitted", "approved"])
    const [last] = await town.rows(`SELECT version FROM "FilingStep" WHERE filing = $1 AND step = 4`, number)
    expect(last).toEqual({ version: 2 })
    expect((await decisions()).filter((one) => one.key.includes(number))).toHaveLength(2)
  })

  it("a correction of what stands leaves it standing until it is decided", async () => {
    await standing()
    const number = await town.planned("p1")
    await town.talk("o1", `通过 ${number}`)
    await town.talk("p1", `修改 ${number}`, "类型改成培训", "提交")
    expect(await town.steps(number)).toEqual(["submitted", "approved", "submitted"])
    expect([await figure("T-22"), await figure("T-23")]).toEqual([1, 0])
    await town.talk("o1", `看 ${number}`, `通过 ${number}`)
    expect([await figure("T-22"), await figure("T-23")]).toEqual([0, 1])
    await town.talk("o1", `撤销 ${number}`)
    expect([await figure("T-22"), await figure("T-23")]).toEqual([0, 0])
  })

  it("on a registration changes what the organization is", async () => {
    await town.official("o1")
    await town.contact("p1")
    const number = await town.registered("p1", "community")
    const status = () =>
      town.rows<{ status: string }>(
        `SELECT status FROM "OrganizationStatus" WHERE organization = $1 ORDER BY seq`,
        number,
      )
    expect((await status()).map((one) => one.status)).toEqual(["pending"])
    await town.talk("o1", `通过 ${number}`)
    await town.talk("o1", `撤销 ${number}`)
    expect((await status()).map((one) => one.status)).toEqual(["pending", "active", "void"])
    // The contact has no organization any more, at once.
    expect(await town.talk("p1", "备案活动")).toContain("报活动要先有组织")
  })

  it("by the place in the list, by the number, by its ending", async () => {
    await standing()
    const numbers = [await town.planned("p1"), await town.planned("p1", { title: "第二场" })]
    numbers.push(await town.planned("p1", { title: "第三场" }))
    await town.talk("o1", "待审")
    expect(await town.talk("o1", "通过 1")).toContain(`已通过 ${numbers[0]}`)
    // The list is the one that was shown: the third is still the third.
    expect(await town.talk("o1", "通过 3")).toContain(`已通过 ${numbers[2]}`)
    expect(await town.talk("o1", `通过 ${numbers[1]!.slice(-3)}`)).toContain(`已通过 ${numbers[1]}`)
    expect(await town.talk("o1", "待审")).toContain("现在没有")
  })

  it("a number in other spelling is the same number", async () => {
    await standing()
    const number = await town.planned("p1")
    const wide = number.replace(/[A-Z0-9]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0))
    expect(await town.talk("o1", `通过 ${wide.toLowerCase()}`)).toContain(`已通过 ${number}`)
  })
})

describe("who may decide", () => {
  const waiting = async () => {
    await standing()
    return town.planned("p1")
  }

  it.each([
    ["somebody without a role", async () => void (await town.contact("x"))],
    ["a trainer", async () => void (await town.official("x", "421281", "trainer"))],
    ["the official of another town", async () => void (await town.official("x", PUQI))],
    [
      "the contact of another organization",
      async () => {
        await town.contact("x")
        await town.registered("x", "community", { phone: "13811112222" })
      },
    ],
  ])("not %s", async (_, make) => {
    const number = await waiting()
    await make()
    for (const words of [`通过 ${number}`, `退回 ${number} 不行`, `撤销 ${number}`])
      expect(await town.talk("x", words)).not.toMatch(/^已/)
    expect(await town.talk("x", `看 ${number}`)).not.toContain("羊楼洞社区义诊")
    expect(await town.steps(number)).toEqual(["submitted"])
  })

  it.each([
    ["the county", "421281", "official"],
    ["the town", ZHAOLIQIAO, "official"],
    ["an administrator", "421281", "administrator"],
  ])("%s", async (_, region, role) => {
    const number = await waiting()
    await town.official("x", region, role)
    expect(await town.talk("x", `通过 ${number}`)).toContain("已通过")
  })

  it("a town's official sees, counts and reads only the town", async () => {
    await standing()
    const here = await town.planned("p1")
    await town.contact("p2")
    const there = await town.registered("p2", "community", { town: "蒲圻街道", phone: "13811112222" })
    await town.official("t1", PUQI)
    const list = await town.talk("t1", "待审")
    expect(list).toContain(`待审1件`)
    expect(list).toContain(there)
    expect(list).not.toContain(here)
    expect(await town.talk("t1", `看 ${here}`)).toContain("没有找到")
    expect(await town.talk("t1", `看 ${here.slice(-3)}`)).not.toContain("义诊")
    expect(await town.talk("t1", "进展")).toContain("蒲圻街道")
    expect(await town.talk("o1", "待审")).toContain("待审2件")
  })

  it("nobody decides on their own organization's filings", async () => {
    await town.official("o1")
    const number = await town.registered("o1", "service", { contact: "李明" })
    expect(await town.talk("o1", "待审")).not.toContain(number)
    expect(await town.talk("o1", `通过 ${number}`)).toContain("您自己组织的申报")
    await town.official("o2")
    expect(await town.talk("o2", `通过 ${number}`)).toContain("已通过")
    expect(await town.talk("o1", `撤销 ${number}`)).toContain("您自己组织的申报")
  })
})

describe("a decision that comes too late or too early is refused with a sentence", () => {
  it("a second one, of whatever kind", async () => {
    await standing()
    await town.official("o2")
    const number = await town.planned("p1")
    await town.talk("o1", `通过 ${number}`)
    expect(await town.talk("o2", `通过 ${number}`)).toContain("已经审过了（通过）")
    expect(await town.talk("o2", `退回 ${number} 不行`)).toContain("已经审过了（通过）")
    await town.talk("o2", `撤销 ${number}`)
    expect(await town.talk("o1", `撤销 ${number}`)).toContain("不用撤销")
    expect(await town.talk("o1", `通过 ${number}`)).toContain("已经审过了（撤销）")
    expect(await town.count("Outbox", `key LIKE $1`, `decision:${number}:%`)).toBe(2)
  })

  it("one on a version that was corrected meanwhile: shown again first", async () => {
    await standing()
    const number = await town.planned("p1")
    await town.talk("o1", `看 ${number}`)
    await town.talk("p1", `修改 ${number}`, "人数改成80", "提交")
    const shown = await town.talk("o1", `通过 ${number}`)
    expect(shown).toContain("更正过，现在是第2版")
    expect(shown).toContain("80人")
    expect(await town.steps(number)).toEqual(["submitted", "submitted"])
    expect(await town.talk("o1", `通过 ${number}`)).toContain("已通过")
  })

  it("one on what was withdrawn", async () => {
    await standing()
    const number = await town.planned("p1")
    await town.talk("p1", `撤回 ${number}`)
    expect(await town.talk("o1", `通过 ${number}`)).toContain("已经被对方撤回")
    expect(await town.talk("o1", "待审")).toContain("现在没有")
  })

  it("one on an activity while its organization waits", async () => {
    await town.official("o1")
    await town.contact("p1")
    const organization = await town.registered("p1", "service")
    const number = await town.planned("p1")
    expect(await town.talk("o1", "待审")).toContain("组织登记待审")
    expect(await town.talk("o1", `通过 ${number}`)).toContain("的登记还没有通过")
    await town.talk("o1", `通过 ${organization}`)
    expect(await town.talk("o1", `通过 ${number}`)).toContain("已通过")
  })

  it("撤回 of what was approved, of what is somebody else's, and twice", async () => {
    await standing()
    await town.contact("x")
    const number = await town.planned("p1")
    expect(await town.talk("x", `撤回 ${number}`)).toMatch(/没有找到|不是您/)
    expect(await town.talk("p1", `撤回 ${number}`)).toContain("已经撤回")
    expect(await town.talk("p1", `撤回 ${number}`)).toContain("已经撤回了，请重新报一份")
    const second = await town.planned("p1")
    await town.talk("o1", `通过 ${second}`)
    expect(await town.talk("p1", `撤回 ${second}`)).toContain("不能自己撤回")
  })

  it("a revoked reason may be as long as one likes and end anywhere", async () => {
    await standing()
    const number = await town.planned("p1")
    await town.talk("o1", `通过 ${number}`)
    expect(await town.talk("o1", `撤销 ${number} ${"长".repeat(199)}😀😀`)).toContain("已撤销")
  })
})

describe("at the same moment", () => {
  it("two officials on one filing: one decides, the other is told", async () => {
    await standing()
    await town.official("o2")
    for (const [mine, theirs, state] of [
      ["通过 HD", "通过 HD", /approved/],
      ["通过 HD", "退回 HD 请补充", /approved|returned/],
    ] as const) {
      const number = await town.planned("p1")
      const answers = await Promise.all([
        town.talk("o1", mine.replace("HD", number)),
        town.talk("o2", theirs.replace("HD", number)),
      ])
      expect(answers.filter((it) => it.startsWith("已"))).toHaveLength(1)
      expect(answers.filter((it) => it.includes("已经审过了"))).toHaveLength(1)
      const steps = await town.steps(number)
      expect(steps).toHaveLength(2)
      expect(steps[1]).toMatch(state)
      expect(await town.count("Outbox", "key LIKE $1", `decision:${number}:%`)).toBe(1)
    }
    expect(town.logged).toEqual([])
  })

  it("also at two instances", async () => {
    await standing()
    await town.official("o2")
    const number = await town.planned("p1")
    const other = await town.another()
    const answers = await Promise.all([
      town.house.converse.handle(town.inbound("o1", { kind: "text", text: `通过 ${number}` })),
      other.house.converse.handle(town.inbound("o2", { kind: "text", text: `通过 ${number}` })),
    ])
    const texts = answers.map((it) => it.texts.join())
    expect(texts.filter((it) => it.includes("已通过"))).toHaveLength(1)
    expect(texts.filter((it) => it.includes("已经审过了"))).toHaveLength(1)
  })

  it("a decision and a correction: either order leaves one story", async () => {
    await standing()
    for (let round = 0; round < 4; round++) {
      const number = await town.planned("p1", { title: `第${round + 1}场义诊` })
      await town.talk("o1", `看 ${number}`)
      await town.talk("p1", `修改 ${number}`, "人数改成80")
      const sent = [() => town.talk("o1", `通过 ${number}`), () => town.talk("p1", "提交")]
      if (round % 2) sent.reverse()
      const answers = await Promise.all(sent.map((say) => say()))
      const decided = answers[round % 2]!
      const steps = await town.steps(number)
      if (decided.includes("已通过")) expect(steps).toEqual(["submitted", "approved", "submitted"])
      else {
        expect(decided).toMatch(/更正过/)
        expect(steps).toEqual(["submitted", "submitted"])
      }
      expect(answers[1 - (round % 2)]).toContain("第2版已经提交")
    }
  })

  it("a decision and 撤回: one of the two", async () => {
    await standing()
    const number = await town.planned("p1")
    const answers = await Promise.all([town.talk("o1", `通过 ${number}`), town.talk("p1", `撤回 ${number}`)])
    const steps = await town.steps(number)
    expect(steps).toHaveLength(2)
    if (steps[1] === "approved") expect(answers[1]).toContain("不能自己撤回")
    else expect(answers[0]).toContain("撤回")
  })
})

describe("an organization registered again after it was taken back", () => {
  it("by the same person: under the same number, its contact once", async () => {
    await town.official("o1")
    await town.contact("p1")
    const number = await town.registered("p1", "service")
    await town.talk("p1", `撤回 ${number}`)
    expect(await town.registered("p1", "service")).toBe(number)
    expect(await town.count("Membership", `"endedAt" IS NULL`)).toBe(1)
    expect(await town.talk("o1", `看 ${number}`, `通过 ${number}`)).toContain("已通过")
    expect(await town.talk("p1", "备案活动")).toContain("叫什么名字")
  })

  it("by somebody else: theirs alone, and they are told", async () => {
    await town.official("o1")
    await town.contact("p1")
    await town.contact("p2")
    const number = await town.registered("p1", "service")
    await town.talk("p1", `撤回 ${number}`)
    expect(await town.registered("p2", "service", { phone: "13811112222", contact: "王芳" })).toBe(number)
    await town.talk("o1", `看 ${number}`, `通过 ${number}`)
    expect(await town.talk("p1", "备案活动")).toContain("报活动要先有组织")
    expect(await town.talk("p2", "备案活动")).toContain("叫什么名字")
    expect(await town.talk("p1", `看 ${number}`)).not.toContain("13811112222")
    await town.settled()
    expect(town.pushed.map((one) => one.to)).toEqual(["p2"])
  })

  it("a revoked one too", async () => {
    await town.official("o1")
    await town.contact("p1")
    const number = await town.registered("p1", "service")
    await town.talk("o1", `通过 ${number}`, `撤销 ${number}`)
    expect(await town.registered("p1", "service")).toBe(number)
    expect(await town.talk("o1", `看 ${number}`, `通过 ${number}`)).toContain("已通过")
    expect(await town.count("Membership", `"endedAt" IS NULL`)).toBe(1)
  })
})
