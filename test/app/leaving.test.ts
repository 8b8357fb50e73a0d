import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { progressOf } from "#app/progress.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town } from "#test/help/town.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

const NAME = "周芳芳"
const PHONE = "13972223333"

/** Everything by which the person could be found again, whoever's row it is in. */
async function traces(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const text of [NAME, PHONE, PHONE.replace(/(...)(....)(....)/, "$1-$2-$3"), "芳芳的微信"]) {
    const tables = await town.whereIs(text)
    if (tables.length > 0) found[text] = tables
  }
  return found
}

async function figure(id: string): Promise<number | undefined> {
  const progress = await progressOf(town.database, "421281", town.now, town.now)
  return progress!.figures.find((one) => one.id === id)!.value ?? undefined
}

async function forget(person: string): Promise<string> {
  await town.talk(person, "删除我的信息")
  return town.talk(person, "确认删除")
}

describe("删除我的信息", () => {
  it("name and phone are in no table afterwards; the organization and what it filed stay and still count", async () => {
    await town.official("o1")
    await town.say("p1", "你好", { name: "芳芳的微信" })
    await town.say("p1", "同意", { name: "芳芳的微信" })
    const organization = await town.registered("p1", "service", { contact: NAME, phone: PHONE })
    await town.talk("o1", `通过 ${organization}`)
    const activity = await town.planned("p1")
    await town.talk("o1", `看 ${activity}`)
    await town.talk("o1", `通过 ${activity}`)
    const returned = await town.planned("p1", { title: `${NAME}老师的课`, type: "培训" })
    await town.talk("o1", `退回 ${returned} 请${NAME}补充，电话${PHONE}打不通`)
    await town.talk("p1", "备案活动", "还没填完的活动")
    await town.settled()
    const before = await figure("T-22")
    expect(before).toBe(1)

    expect(await forget("p1")).toContain("已经删除")

    expect(await traces()).toEqual({})
    expect(await town.count("Identity", `"externalId" = 'p1'`)).toBe(0)
    expect(await town.count("Talk", `sender = 'p1'`)).toBe(0)
    expect(await town.count("Organization", `number = $1`, organization)).toBe(1)
    expect(await town.steps(activity)).toEqual(["submitted", "approved"])
    expect(await town.steps(returned)).toEqual(["submitted", "returned"])
    expect(await figure("T-22")).toBe(before)
    // What the organization answers for is still readable.
    expect(await town.talk("o1", `看 ${activity}`)).toMatch(/活动名称：羊楼洞社区义诊[\s\S]*手机：（已删除）/)
    expect(await town.talk("o1", `看 ${organization}`)).toContain("法定代表人：钱进")
  })

  it("also from what others were told and shown, and from answers that came late", async () => {
    await town.contact("p1")
    const organization = await town.registered("p1", "service", { contact: "钱进", phone: "13800001111" })
    await town.official("o1")
    await town.contact("p2")
    await town.fill("p2", "加入组织 赤壁市阳光服务中心", [
      [/怎么称呼/, NAME],
      [/手机号/, PHONE],
      [/职务/, "秘书长"],
    ])
    await town.talk("p2", "提交")
    await town.talk("p1", "看 1")
    await town.talk("o1", "待审")
    await town.talk("o1", "看 2")
    await town.hands().park(town.inbound("p2", { kind: "text", text: "我的申报" }))
    await town.settled()
    expect(Object.keys(await traces())).toEqual([NAME, PHONE])

    await forget("p2")

    expect(await traces()).toEqual({})
    expect(await town.count("Organization", "number = $1", organization)).toBe(1)
  })

  it("what is waiting for them is not told any more, what others wait for is", async () => {
    const official = await town.official("o1")
    const id = await town.contact("p1")
    for (const [key, personId] of [
      ["mine", id],
      ["theirs", official],
    ])
      await town.rows(
        `INSERT INTO "Outbox" (key, "personId", kind, text, "createdAt", "dueAt", status)
         VALUES ($1, $2::uuid, 'reminder', 'x', $3::timestamptz, $3::timestamptz + interval '1 hour', 'waiting')`,
        key,
        personId,
        town.now,
      )
    await forget("p1")
    town.clock(2)
    await town.settled()
    expect(town.pushed.map((one) => one.to)).toEqual(["o1"])
  })

  it("the confirmation comes again when it is delivered again, and erases nobody twice", async () => {
    await town.contact("p1")
    await town.talk("p1", "删除我的信息")
    const first = await town.say("p1", "确认删除", { id: "x" })
    expect(await town.say("p1", "确认删除", { id: "x" })).toEqual(first)
    await town.restart()
    expect(await town.say("p1", "确认删除", { id: "x" })).toEqual(first)
    expect(await town.count("Person")).toBe(1)
  })

  it("who comes back starts afresh: asked for consent, a person of their own, no organization", async () => {
    await town.contact("p1")
    const number = await town.registered("p1")
    await forget("p1")
    expect(await town.talk("p1", "我的申报")).toContain("同意请回复“同意”")
    expect(await town.talk("p1", "同意")).toContain("您还没有报过")
    expect(await town.count("Person")).toBe(2)
    expect(await town.talk("p1", `修改 ${number}`)).toContain("没有找到")
    expect(await town.talk("p1", "备案活动")).toContain("报活动要先有组织")
  })

  it("on another instance too", async () => {
    await town.contact("p1")
    const other = await town.another()
    await other.house.converse.handle(town.inbound("p1", { kind: "text", text: "登记组织" }))
    await forget("p1")
    const answer = await other.house.converse.handle(town.inbound("p1", { kind: "text", text: "社区社会组织" }))
    expect(answer.texts.join()).toContain("同意请回复“同意”")
  })

  it("and what another instance still has in memory does not come back", async () => {
    await town.contact("p1")
    const other = await town.another()
    const there = async (text: string) =>
      (await other.house.converse.handle(town.inbound("p1", { kind: "text", text }))).texts.join()
    await there("登记组织")
    await there("社区社会组织")
    await there("羊楼洞广场舞队")
    await forget("p1")
    // As many messages as it takes to come to the version that the other has in memory.
    await town.talk("p1", "你好", "同意", "帮助", "帮助", "帮助")
    other.house.converse.refresh()
    expect(await there("继续")).toContain("现在没有填到一半的表")
    expect(await town.whereIs("羊楼洞广场舞队")).toEqual([])
  })

  it("somebody with two accounts goes with both", async () => {
    await town.contact("p1")
    await town.registered("p1", "community", { contact: NAME, phone: PHONE })
    const [code] = /绑定 (\w{10})/.exec(await town.talk("p1", "绑定"))!.slice(1)
    await town.contact("w1", { channel: "wecom" })
    await town.say("w1", "登记组织", { channel: "wecom" })
    await town.say("w1", "取消", { channel: "wecom" })
    expect((await town.say("w1", `绑定 ${code}`, { channel: "wecom" })).join()).toContain("两边是同一个人了")
    expect((await town.say("w1", "我的申报", { channel: "wecom" })).join()).toContain("羊楼洞广场舞队")
    await town.say("w1", "删除我的信息", { channel: "wecom" })
    await town.say("w1", "确认删除", { channel: "wecom" })
    expect(await traces()).toEqual({})
    expect(await town.count("Identity")).toBe(0)
    expect(await town.talk("p1", "你好")).toContain("同意请回复“同意”")
  })

  it("an account joined to another person leaves nothing of the person it was", async () => {
    await town.contact("w1", { channel: "wecom" })
    await town.contact("p1")
    await town.registered("p1", "community", { contact: NAME, phone: PHONE })
    const asked = await town.say("w1", "绑定", { channel: "wecom" })
    const code = /绑定 (\w{10})/.exec(asked.join())![1]
    expect(await town.talk("p1", `绑定 ${code}`)).toContain("两边是同一个人了")
    await forget("p1")
    expect(await traces()).toEqual({})
    expect(await town.count("Membership", `"endedAt" IS NULL`)).toBe(0)
  })

  it("unfollowing does the same at once", async () => {
    await town.contact("p1")
    const number = await town.registered("p1", "community", { contact: NAME, phone: PHONE })
    expect(await town.event("p1", "unfollow")).toEqual([])
    expect(await traces()).toEqual({})
    expect(await town.steps(number)).toEqual(["submitted"])
    // Nobody is there any more to unfollow.
    expect(await town.event("p1", "unfollow")).toEqual([])
  })

  it("not without being asked for, not by 不删了, and not in a room", async () => {
    await town.contact("p1")
    await town.talk("p1", "确认删除")
    await town.talk("p1", "删除我的信息", "不删了")
    await town.say("p1", "删除我的信息", { room: "r1" })
    await town.say("p1", "确认删除", { room: "r1" })
    expect(await town.count("Person", `"forgottenAt" IS NULL`)).toBe(1)
  })

  it("an official who goes loses the role and what was signed in", async () => {
    await town.official("o1")
    const url = await town.talk("o1", "登录")
    const token = /token=([\w-]+)/.exec(url)![1]!
    const session = await town.house.desk.openLink(token)
    await forget("o1")
    expect(await town.house.desk.signedIn(session!.session)).toBeUndefined()
    expect(await town.count("Role", `"endedAt" IS NULL`)).toBe(0)
    expect(await town.count("Audit", `action = 'forget'`)).toBe(1)
  })
})

describe("退订", () => {
  it("ends reminders, not decisions; 恢复订阅 takes it back", async () => {
    await town.official("o1")
    const id = await town.contact("p1")
    const number = await town.registered("p1")
    expect(await town.talk("p1", "退订")).toContain("不再给您发提醒")
    expect(await town.count("Person", `id = $1 AND "optedOutAt" IS NOT NULL`, id)).toBe(1)
    await town.talk("o1", `通过 ${number}`)
    await town.settled()
    expect(town.pushed.map((one) => one.kind)).toEqual(["decision"])
    await town.talk("p1", "恢复订阅")
    expect(await town.count("Person", `id = $1 AND "optedOutAt" IS NULL`, id)).toBe(1)
    expect(await town.count("Audit", `action IN ('opt-out', 'opt-in')`)).toBe(2)
  })
})

describe("退出组织", () => {
  it("ends it at once; the organization stays, and may be joined again", async () => {
    await town.official("o1")
    await town.contact("p1")
    const number = await town.registered("p1", "service", { contact: NAME, phone: PHONE })
    await town.talk("p1", "备案活动", "义诊")
    expect(await town.talk("p1", "退出组织")).toContain("您不再是“赤壁市阳光服务中心”的联系人")
    expect(await town.talk("p1", "取消", "备案活动")).toContain("报活动要先有组织")
    expect(await town.count("Organization")).toBe(1)
    await town.talk("o1", `通过 ${number}`)
    await town.fill("p1", "加入组织 赤壁市阳光服务中心", [[/职务/, "跳过"]])
    const request = town.number(await town.talk("p1", "提交"))
    expect(await town.talk("o1", `通过 ${request}`)).toContain("已通过")
    expect(await town.talk("p1", "备案活动")).toContain("叫什么名字")
    expect(await town.count("Membership", `"endedAt" IS NULL`)).toBe(1)
  })

  it("a form that was open cannot be submitted for it any more", async () => {
    await town.contact("p1")
    await town.registered("p1")
    await town.checkActivity("p1")
    await town.talk("p1", "退出组织")
    expect(await town.talk("p1", "继续", "提交")).toMatch(/不是这个组织的联系人|先有组织/)
    expect(await town.count("Filing", `kind = 'activity'`)).toBe(0)
  })
})
