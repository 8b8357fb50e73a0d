import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town } from "#test/help/town.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

const FIRST = "我要登记 赤壁市青砖茶产业协会 电话13871234567"

describe("before 同意", () => {
  it("nothing of the person is kept but the first message, in the talk", async () => {
    const [notice] = await town.say("p1", FIRST, { name: "老张的微信" })
    expect(notice).toContain("同意请回复“同意”")
    expect(await town.count("Person")).toBe(0)
    expect(await town.count("Identity")).toBe(0)
    expect(await town.count("Inbox", `text IS NOT NULL OR "personId" IS NOT NULL`)).toBe(0)
    expect(await town.whereIs("13871234567")).toEqual(["Talk"])
    expect(await town.whereIs("老张的微信")).toEqual([])
  })

  it("one more message takes the place of the first, and is not kept either", async () => {
    await town.say("p1", FIRST)
    expect((await town.say("p1", "加入组织")).join()).toContain("要先征得您同意才能办")
    expect(await town.whereIs("13871234567")).toEqual([])
    expect(await town.talk("p1", "同意")).toContain("是哪个组织")
  })

  it("on 同意 the first message is done at once", async () => {
    await town.say("p1", FIRST, { name: "老张的微信" })
    const answer = await town.talk("p1", "同意")
    expect(answer).toContain("谢谢您的信任")
    expect(answer).toContain("名称：赤壁市青砖茶产业协会")
    expect(await town.count("Person", `"noticeVersion" = 1 AND name IS NULL AND phone IS NULL`)).toBe(1)
    expect(await town.talk("p1", "继续")).not.toContain("同意")
  })

  it("on 不同意 it is wiped, and nothing is done", async () => {
    await town.say("p1", FIRST)
    expect(await town.talk("p1", "不同意")).toContain("没有保存")
    expect(await town.whereIs("13871234567")).toEqual([])
    expect(await town.count("Person")).toBe(0)
    // Starts from the notice again.
    expect(await town.talk("p1", "同意")).toContain("同意请回复“同意”")
    expect(await town.talk("p1", "同意")).toContain("需要什么直接说")
  })

  it("after a day it is forgotten", async () => {
    await town.say("p1", FIRST)
    town.clock(25)
    const answer = await town.talk("p1", "同意")
    expect(answer).toContain("需要什么直接说")
    expect(answer).not.toContain("青砖茶")
    expect(await town.whereIs("13871234567")).toEqual([])
  })

  it("unfollowing takes it back", async () => {
    await town.say("p1", FIRST)
    expect(await town.event("p1", "unfollow")).toEqual([])
    expect(await town.whereIs("13871234567")).toEqual([])
  })

  it("a command changes nothing", async () => {
    await town.invitation("GUTEN23456")
    await town.say("p1", "绑定 GUTEN23456")
    expect(await town.count("InviteUse")).toBe(0)
    expect(await town.talk("p1", "同意")).toContain("绑定好了")
    expect(await town.count("Role")).toBe(1)
  })

  it("a picture is not taken", async () => {
    await town.picture("p1")
    expect(await town.count("Media")).toBe(0)
  })

  it("an ID-card number in it is not kept even for the day", async () => {
    await town.say("p1", "我的身份证421281199001011234 要登记")
    expect(await town.whereIs("421281199001011234")).toEqual([])
  })

  it("a nickname of any characters does not stand in the way", async () => {
    const names = [`${"茶".repeat(59)}😀`, `${"a".repeat(59)}😀`, "a\u0000b", "\ud83d", ""]
    for (const [at, name] of names.entries()) {
      await town.say(`n${at}`, "你好", { name })
      expect((await town.say(`n${at}`, "同意", { name })).join(), JSON.stringify(name)).toContain("谢谢您的信任")
    }
    expect(await town.count("Person")).toBe(names.length)
  })
})

describe("in a room", () => {
  it("somebody unknown is asked to come in private, and nothing is kept", async () => {
    const [answer] = await town.say("p1", FIRST, { room: "r1" })
    expect(answer).toContain("私聊")
    expect(await town.whereIs("13871234567")).toEqual([])
    expect(await town.say("p1", "同意", { room: "r1" })).toEqual([answer])
    expect(await town.count("Person")).toBe(0)
  })

  it("what is not said to the service is not answered and not kept", async () => {
    await town.contact("p1")
    const before = await town.count("Inbox")
    const inbound = { ...town.inbound("p1", { kind: "text", text: "帮助" }, { room: "r1" }), addressed: false }
    expect(await town.house.converse.handle(inbound)).toEqual({ seq: 0, texts: [] })
    expect(await town.count("Inbox")).toBe(before)
  })

  it("phones are masked where others read along, not in private", async () => {
    await town.contact("p1")
    const said = { room: "r1" }
    await town.say("p1", "登记组织 社区社会组织 羊楼洞广场舞队", said)
    const [room] = await town.say("p1", "电话13972223333", said)
    expect(room).toContain("139****3333")
    expect(room).not.toContain("13972223333")
    await town.say("p1", "登记组织 社区社会组织 羊楼洞广场舞队")
    expect((await town.say("p1", "电话13972223333")).join()).toContain("13972223333")
  })

  it("the talk of the room and the private one are two", async () => {
    await town.contact("p1")
    await town.say("p1", "登记组织", { room: "r1" })
    expect(await town.talk("p1", "继续")).toContain("没有填到一半的表")
    expect((await town.say("p1", "4", { room: "r1" })).join()).toContain("全称")
  })
})

describe("somebody disabled", () => {
  it("is told so, whatever they say", async () => {
    const id = await town.official("o1")
    await town.contact("p1")
    const number = await town.registered("p1")
    await town.rows(`UPDATE "Person" SET "disabledAt" = now() WHERE id = $1`, id)
    town.house.converse.refresh()
    expect(await town.talk("o1", `通过 ${number}`)).toContain("已经停用")
    expect(await town.steps(number)).toEqual(["submitted"])
    expect(await town.talk("o1", "登录")).toContain("已经停用")
  })

  it("unfollowing still takes them out", async () => {
    const id = await town.official("o1")
    await town.rows(`UPDATE "Person" SET "disabledAt" = now() WHERE id = $1`, id)
    town.house.converse.refresh()
    await town.event("o1", "unfollow")
    expect(await town.count("Person", `"forgottenAt" IS NOT NULL`)).toBe(1)
  })

  it("停用 ends a role: the next word is that of somebody without one", async () => {
    await town.official("o1")
    const id = await town.official("o2", "421281101")
    await town.contact("p1")
    const number = await town.registered("p1")
    expect(await town.talk("o2", "待审")).toContain(number)
    expect(await town.talk("o1", `停用 ${id}`)).toContain("已经停用")
    expect(await town.talk("o2", "待审")).toContain("这是民政局工作人员用的")
    expect(await town.talk("o2", `通过 ${number}`)).toContain("这是民政局工作人员用的")
    expect(await town.count("Audit", `action = 'disable' AND subject = $1`, id)).toBe(1)
  })

  it("nobody ends their own role, nor that of somebody above them", async () => {
    const county = await town.official("o1")
    const own = await town.official("t1", "421281101")
    expect(await town.talk("t1", `停用 ${county}`)).not.toContain("权限已经停用")
    expect(await town.talk("t1", `停用 ${own}`)).toContain("不能停用自己")
    const administrator = await town.official("a1", "421281", "administrator")
    expect(await town.talk("o1", `停用 ${administrator}`)).toContain("不在您能停用的范围里")
    expect(await town.count("Role", `"endedAt" IS NOT NULL`)).toBe(0)
  })
})
