import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, PUQI, type Town } from "#test/help/town.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

async function token(person: string): Promise<string> {
  return /https:\/\/jg\.example\/sign-in\?token=([\w-]{43})/.exec(await town.talk(person, "登录"))![1]!
}

describe("登录", () => {
  it("a link opens the desk once, for its region, and only its hash is kept", async () => {
    await town.official("t1", PUQI)
    const link = await token("t1")
    const opened = await town.house.desk.openLink(link)
    expect(await town.house.desk.signedIn(opened!.session)).toMatchObject({ regionCode: PUQI, regionName: "蒲圻街道" })
    expect(await town.house.desk.openLink(link)).toBeUndefined()
    expect(await town.count("SignIn", `"tokenHash" IN ($1, $2)`, link, opened!.session)).toBe(0)
  })

  it("a link opened four times at once signs in once", async () => {
    await town.official("o1")
    const link = await token("o1")
    const other = await town.another()
    const desks = [town.house.desk, other.house.desk, town.house.desk, other.house.desk]
    const opened = await Promise.all(desks.map((desk) => desk.openLink(link)))
    expect(opened.filter((it) => it !== undefined)).toHaveLength(1)
    expect(await town.count("SignIn", `use = 'session'`)).toBe(1)
  })

  it("a link ends after ten minutes, a session after eight hours, or by signing out", async () => {
    await town.official("o1")
    const late = await token("o1")
    town.clock(11 / 60)
    expect(await town.house.desk.openLink(late)).toBeUndefined()
    const { session } = (await town.house.desk.openLink(await token("o1")))!
    town.clock(7.9)
    expect(await town.house.desk.signedIn(session)).toBeDefined()
    town.clock(0.2)
    expect(await town.house.desk.signedIn(session)).toBeUndefined()
    const again = (await town.house.desk.openLink(await token("o1")))!
    await town.house.desk.signOut(again.session)
    expect(await town.house.desk.signedIn(again.session)).toBeUndefined()
  })

  it("a link is no session, a session is no link, and nonsense is neither", async () => {
    await town.official("o1")
    const link = await token("o1")
    expect(await town.house.desk.signedIn(link)).toBeUndefined()
    const { session } = (await town.house.desk.openLink(link))!
    expect(await town.house.desk.openLink(session)).toBeUndefined()
    for (const it of ["", "x", "' OR 1=1 --"]) {
      expect(await town.house.desk.openLink(it)).toBeUndefined()
      expect(await town.house.desk.signedIn(it)).toBeUndefined()
    }
  })

  it("a disabled official is signed out, and an unused link opens nothing", async () => {
    await town.official("o1")
    const id = await town.official("t1", PUQI)
    const link = await token("t1")
    const { session } = (await town.house.desk.openLink(await token("t1")))!
    await town.talk("o1", `停用 ${id}`)
    expect(await town.house.desk.signedIn(session)).toBeUndefined()
    expect(await town.house.desk.openLink(link)).toBeUndefined()
  })

  it("a person who is switched off altogether, too", async () => {
    const id = await town.official("o1")
    const { session } = (await town.house.desk.openLink(await token("o1")))!
    await town.rows(`UPDATE "Person" SET "disabledAt" = now() WHERE id = $1`, id)
    expect(await town.house.desk.signedIn(session)).toBeUndefined()
  })

  it("nobody else gets a link, and nobody in a room", async () => {
    await town.contact("p1")
    expect(await town.talk("p1", "登录")).not.toContain("token=")
    await town.official("o1")
    expect((await town.say("o1", "登录", { room: "r1" })).join()).not.toContain("token=")
    expect(await town.count("SignIn")).toBe(0)
  })

  it("shows the figures of the region it is asked for", async () => {
    await town.official("o1")
    await town.contact("p1")
    const organization = await town.registered("p1", "service")
    await town.talk("o1", `通过 ${organization}`)
    const number = await town.planned("p1")
    await town.talk("o1", `通过 ${number}`)
    const value = async (region: string) =>
      (await town.house.desk.overview(region)).figures.find((one) => one.id === "T-22")!.value
    expect([await value("421281"), await value("421281101"), await value(PUQI)]).toEqual([1, 1, 0])
    const detail = await town.house.desk.detail("T-22", "421281")
    expect(detail!.records.map((one) => one.number)).toEqual([number])
    expect((await town.house.desk.detail("T-22", PUQI))!.records).toEqual([])
    expect(await town.house.desk.detail("T-99", PUQI)).toBeUndefined()
  })
})

describe("绑定", () => {
  it("the administrator's code works once, also for two at the same moment", async () => {
    for (const person of ["p1", "p2", "p3"]) await town.contact(person)
    const code = (await town.house.administratorCode())!
    const other = await town.another()
    const answers = await Promise.all([
      town.house.converse.handle(town.inbound("p1", { kind: "text", text: `绑定 ${code}` })),
      town.house.converse.handle(town.inbound("p2", { kind: "text", text: `绑定 ${code}` })),
      other.house.converse.handle(town.inbound("p3", { kind: "text", text: `绑定 ${code}` })),
    ])
    const texts = answers.map((it) => it.texts.join())
    expect(texts.filter((it) => it.includes("赤壁市的管理员"))).toHaveLength(1)
    expect(texts.filter((it) => it.includes("绑定码不对或者已经过期"))).toHaveLength(2)
    expect(await town.count("Role", `role = 'administrator'`)).toBe(1)
    expect(await town.house.administratorCode()).toBeUndefined()
    expect(town.logged).toEqual([])
  })

  it("a new administrator's code puts the last one out of use", async () => {
    await town.contact("p1")
    const old = (await town.house.administratorCode())!
    town.clock(1)
    const code = (await town.house.administratorCode())!
    expect(await town.talk("p1", `绑定 ${old}`)).toContain("不对或者已经过期")
    expect(await town.talk("p1", `绑定 ${code}`)).toContain("管理员")
  })

  it("in any spelling; spaces, dashes and width do not matter", async () => {
    await town.contact("p1")
    await town.invitation("ABCDE23456", PUQI)
    expect(await town.talk("p1", "绑定 ａｂｃｄｅ-23 456")).toContain("蒲圻街道的工作人员")
  })

  it("five wrong codes within an hour are enough, a right one then included", async () => {
    await town.contact("p1")
    await town.invitation("ABCDE23456")
    for (let at = 0; at < 5; at++) expect(await town.talk("p1", `绑定 WRNG${at}23456`)).toContain("不对或者已经过期")
    expect(await town.talk("p1", "绑定 ABCDE23456")).toContain("试错太多次了")
    town.clock(1.1)
    expect(await town.talk("p1", "绑定 ABCDE23456")).toContain("绑定好了")
  })

  it("codes are for private talks: in a room none is used and none is counted", async () => {
    await town.contact("p1")
    await town.invitation("ABCDE23456")
    for (let at = 0; at < 5; at++) await town.say("p1", `绑定 WRNG${at}23456`, { room: "r1" })
    await town.say("p1", "绑定 ABCDE23456", { room: "r1" })
    expect(await town.count("InviteUse")).toBe(0)
    expect(await town.talk("p1", "绑定 ABCDE23456")).toContain("绑定好了")
  })

  it("an invitation by chat: given, taken, expired", async () => {
    await town.official("a1", "421281", "administrator")
    await town.contact("p1")
    await town.contact("p2")
    const code = /邀请码：(\w{10})/.exec(await town.talk("a1", "邀请 工作人员 蒲圻街道"))![1]!
    const late = /邀请码：(\w{10})/.exec(await town.talk("a1", "邀请 培训老师"))![1]!
    expect(await town.whereIs(code)).toEqual(["Inbox"])
    expect(await town.talk("p1", `绑定 ${code}`)).toContain("蒲圻街道的工作人员")
    town.clock(24 * 8)
    expect(await town.talk("p2", `绑定 ${late}`)).toContain("不对或者已经过期")
  })

  it("nobody invites beyond what they answer for", async () => {
    await town.official("t1", PUQI)
    await town.official("o1")
    expect(await town.talk("t1", "邀请 工作人员")).toContain("只能邀请您负责范围里的人")
    expect(await town.talk("t1", "邀请 工作人员 赵李桥镇")).toContain("只能邀请您负责范围里的人")
    expect(await town.talk("o1", "邀请 管理员")).toContain("只有管理员才能邀请")
    expect(await town.count("Invite", `"createdBy" IS NOT NULL`)).toBe(0)
  })

  it("a second account is the same person: what the first filed, and what comes of it", async () => {
    await town.official("o1")
    await town.contact("w1", { channel: "wecom" })
    await town.contact("p1")
    const number = await town.registered("p1", "service")
    const code = /绑定 (\w{10})/.exec((await town.say("w1", "绑定", { channel: "wecom" })).join())![1]!
    expect(await town.talk("p1", `绑定 ${code}`)).toContain("两边是同一个人了")
    expect(await town.personOf("p1")).toBe(await town.personOf("w1", "wecom"))
    expect((await town.say("w1", "我的申报", { channel: "wecom" })).join()).toContain(number)
    await town.talk("o1", `通过 ${number}`)
    await town.settled()
    expect(town.pushed.filter((one) => one.kind === "decision")).toHaveLength(1)
    // The name given on one is known on the other.
    expect((await town.say("w1", "备案活动", { channel: "wecom" })).join()).toContain("叫什么名字")
    expect(await town.count("Person", "name = '周芳'")).toBe(1)
    expect(await town.count("Membership", `"endedAt" IS NULL`)).toBe(1)
  })

  it("one's role comes along with the account", async () => {
    await town.contact("w1", { channel: "wecom" })
    await town.official("o1", PUQI)
    const code = /绑定 (\w{10})/.exec((await town.say("w1", "绑定", { channel: "wecom" })).join())![1]!
    await town.talk("o1", `绑定 ${code}`)
    expect(await town.talk("o1", "待审")).toContain("现在没有等着您审核的")
    expect((await town.say("w1", "待审", { channel: "wecom" })).join()).toContain("现在没有等着您审核的")
    expect(await town.count("Role", `"endedAt" IS NULL`)).toBe(1)
  })
})
