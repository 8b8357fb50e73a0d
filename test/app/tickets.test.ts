import { readFileSync } from "node:fs"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { StoredDocument } from "#domain/facts.ts"
import { returnTalks } from "#jobs/return-talks.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, PUQI, type Town, ZHAOLIQIAO } from "#test/help/town.ts"
import { worldOn } from "#test/jobs/county.ts"
import { closeOutboxes } from "./telling.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(async () => {
  await closeTowns()
  await closeOutboxes()
})

const QUESTION = "协会换届的审计报告找哪家做"

/** An official with a name. */
async function official(person: string, name: string, region?: string): Promise<string> {
  const id = await town.official(person, region)
  await town.rows(`UPDATE "Person" SET name = $2 WHERE id = $1`, id, name)
  town.house.converse.refresh()
  return id
}

/** p1, contact of an organization in Zhaoliqiao. */
async function asker(): Promise<void> {
  await town.contact("p1")
  await town.registered("p1", "service", { contact: "张建国" })
}

/** The number of what p1 asked. */
const asked = async (words = QUESTION, person = "p1") => town.number(await town.talk(person, `转人工 ${words}`))

/** What one person was pushed, in order, and forgets it. */
async function told(person: string): Promise<string[]> {
  await town.settled()
  const mine = town.pushed.filter((one) => one.to === person)
  for (const one of mine) town.pushed.splice(town.pushed.indexOf(one), 1)
  return mine.map((one) => one.text)
}

const steps = async (number: string) =>
  (await town.rows<{ kind: string }>(`SELECT kind FROM "TicketStep" WHERE ticket = $1 ORDER BY step`, number)).map(
    (row) => row.kind,
  )

const audits = async (number: string) =>
  (await town.rows<{ action: string }>(`SELECT action FROM "Audit" WHERE subject = $1 ORDER BY at, id`, number))
    .map((row) => row.action)
    .sort()

describe("转人工", () => {
  it("what the documents do not answer goes to officials of the place, and the answer comes back", async () => {
    await asker()
    await official("o1", "李明")
    await official("t1", "陈刚", ZHAOLIQIAO)
    await official("t2", "王强", PUQI)
    await town.settled()
    town.pushed.length = 0
    expect(await town.talk("p1", "问政策 飞船坏了谁赔")).toContain("转人工")
    const said = await town.talk("p1", "转人工")
    expect(said).toContain("“飞船坏了谁赔”已经转给民政局工作人员")
    expect(said).toContain("一般两个小时内回复您")
    const number = town.number(said)
    for (const person of ["o1", "t1"])
      expect(await told(person)).toEqual([
        `张建国（赵李桥镇，赤壁市阳光服务中心）问：飞船坏了谁赔\n编号 ${number}。答复发“回复 ${number} 内容”，直接说话发“接手 ${number}”。`,
      ])
    expect(await told("t2")).toEqual([])

    expect(await town.talk("t1", "回复 1 还没有这样的险种")).toContain("没有找到")
    expect(await town.talk("t1", "工单")).toContain(`1. ${number} 张建国（赵李桥镇，赤壁市阳光服务中心）`)
    const answered = await town.talk("t1", "回复 1 还没有这样的险种（原话）。")
    expect(answered).toContain(`已经回复张建国（${number}）`)
    expect(answered).toContain("发“收录”")
    expect(await told("p1")).toEqual([`民政局陈刚回复您（${number}）：还没有这样的险种（原话）。`])
    expect(await town.talk("o1", "工单")).toContain("现在没有等着回复的")

    expect(await town.talk("o1", `回复 ${number} 有的`)).toContain("民政局陈刚已经回复过了：还没有这样的险种")
    const more = await town.talk("t1", `回复 ${number} 明年可能有`)
    expect(more).not.toContain("收录")
    expect(await told("p1")).toEqual([`民政局陈刚补充（${number}）：明年可能有`])
    expect(await steps(number)).toEqual(["opened", "answered", "answered"])
    expect(await audits(number)).toEqual(["answer-ticket", "answer-ticket"])
    expect(await town.talk("p1", `看 ${number}`)).toMatch(/您：飞船坏了谁赔[\s\S]*民政局陈刚：明年可能有/)
  })

  it("somebody without a place: the county alone is told; who gave no name is called so", async () => {
    await town.contact("p1")
    await official("o1", "李明")
    await official("t1", "陈刚", ZHAOLIQIAO)
    const number = await asked()
    expect((await told("o1"))[0]).toMatch(/^一位联系人（赤壁市）问：/)
    expect(await told("t1")).toEqual([])
    expect(await town.talk("o1", `回复 ${number} 自己找`)).toContain("已经回复对方")
    await town.rows(`UPDATE "Person" SET name = NULL`)
    town.house.converse.refresh()
    await town.talk("o1", `回复 ${number} 有名单`)
    expect((await told("p1")).at(-1)).toBe(`民政局工作人员补充（${number}）：有名单`)
  })

  it("值班: only who is on duty is told, until 下班", async () => {
    await asker()
    await official("o1", "李明")
    await official("t1", "陈刚", ZHAOLIQIAO)
    await official("t2", "王强", PUQI)
    await town.talk("t1", "值班")
    await town.talk("t2", "值班")
    await asked()
    expect([(await told("t1")).length, await told("o1"), await told("t2")]).toEqual([1, [], []])
    await town.talk("t1", "下班")
    await asked("第二个问题怎么办")
    expect([(await told("t1")).length, (await told("o1")).length]).toEqual([1, 1])
    expect(await town.count("Audit", `action IN ('on-duty', 'off-duty')`)).toBe(3)
    expect(await town.talk("p1", "值班")).toContain("工作人员用的")
  })

  it("who is on duty hears of each, whatever else they were told that day", async () => {
    await town.contact("p1")
    await official("o1", "李明")
    await town.talk("o1", "值班")
    for (let count = 0; count < 5; count++) await town.talk("o1", `回复 ${await asked(`第${count}个问题怎么办`)} 好`)
    expect(await told("o1")).toHaveLength(5)
  })

  it("at night the contact hears when, and the official hears in the morning", async () => {
    await town.contact("p1")
    await official("o1", "李明")
    town.clock("2026-11-23 22:00")
    expect(await town.talk("p1", `转人工 ${QUESTION}`)).toContain("明天（周二）上午8:30上班后回复您")
    expect(await told("o1")).toEqual([])
    town.clock("2026-11-24 08:01")
    expect(await told("o1")).toHaveLength(1)
  })

  it("a notice that waited for the morning is not told of what was answered meanwhile", async () => {
    await town.contact("p1")
    await official("o1", "李明")
    await official("o2", "陈刚")
    town.clock("2026-11-23 22:00")
    const number = await asked()
    await town.talk("o2", `回复 ${number} 我来答`)
    const clock = { now: new Date("2026-11-24T08:01:00+08:00") }
    const { outbox, heard } = worldOn(town.database, clock)
    await outbox.sweep(clock.now)
    expect(heard.filter((one) => one.kind === "ticket")).toEqual([])
    const [row] = await town.rows(`SELECT reason FROM "Outbox" WHERE kind = 'ticket' LIMIT 1`)
    expect(row).toEqual({ reason: "the ticket is answered" })
  })

  it("three wait at most: what is asked then goes to the newest", async () => {
    await asker()
    await official("o1", "李明")
    const numbers = [await asked("租场地要盖章吗"), await asked("账户在哪里开立"), await asked("印章丢失了补刻")]
    await told("o1")
    const said = await town.talk("p1", "转人工 名称核准要几天")
    expect(said).toContain(`加到 ${numbers[2]} 里了`)
    expect((await told("o1"))[0]).toContain("张建国（赵李桥镇，赤壁市阳光服务中心）又说：名称核准要几天")
    expect(await town.count("Ticket")).toBe(3)
    expect(await town.talk("o1", `看 ${numbers[2]}`)).toMatch(/印章丢失了补刻[\s\S]*名称核准要几天/)
    await town.talk("o1", `回复 ${numbers[0]} 好`)
    expect(await asked("会费票据在哪里领")).not.toBe(numbers[2])
  })

  it("where nobody can answer, that is said, and nothing waits", async () => {
    await town.contact("p1")
    expect(await town.talk("p1", `转人工 ${QUESTION}`)).toContain("请直接到赤壁市民政局窗口")
    expect(await town.count("Ticket")).toBe(0)
  })
})

describe("who may answer", () => {
  it("not the officials of another place, not oneself, not of a number that is none", async () => {
    await asker()
    await official("o1", "李明")
    await official("t2", "王强", PUQI)
    await town.contact("x")
    const number = await asked()
    for (const word of ["回复", "接手"]) {
      const tail = word === "回复" ? " 好的" : ""
      expect(await town.talk("t2", `${word} ${number}${tail}`)).toContain("不在您负责的范围里")
      expect(await town.talk("x", `${word} ${number}${tail}`)).toContain("工作人员用的")
      expect(await town.talk("o1", `${word} GD20261123999${tail}`)).toContain("没有找到 GD20261123999")
    }
    expect(await town.talk("t2", "工单")).toContain("现在没有等着回复的")
    expect(await town.talk("t2", `看 ${number}`)).toContain("没有找到")
    expect(await town.talk("x", `看 ${number}`)).toContain("没有找到")
    await official("o2", "周明")
    const own = await asked("租场地要盖章吗", "o1")
    expect(await town.talk("o1", `回复 ${own} 好`)).toContain("您自己问的")
    expect(await town.talk("o1", `接手 ${own}`)).toContain("您自己问的")
    expect(await town.talk("o1", "工单")).not.toContain(own)
    expect(await steps(number)).toEqual(["opened"])
  })
})

describe("接手", () => {
  /** p1 asked, o1 has the talk; the ticket's number. */
  async function talking(): Promise<string> {
    await asker()
    await official("o1", "李明")
    const number = await asked()
    await town.talk("o1", `接手 ${number}`)
    await told("p1")
    await told("o1")
    return number
  }

  it("of two officials at the same moment exactly one has it, also at two instances", async () => {
    await asker()
    await official("o1", "李明")
    await official("o2", "陈刚")
    const other = await town.another()
    for (const second of [
      (text: string) => town.say("o2", text),
      async (text: string) => (await other.house.converse.handle(town.inbound("o2", { kind: "text", text }))).texts,
    ]) {
      const number = await asked()
      const said = (await Promise.all([town.say("o1", `接手 ${number}`), second(`接手 ${number}`)])).map(String)
      expect(said.filter((it) => it.startsWith("接上了"))).toHaveLength(1)
      expect(said.find((it) => !it.startsWith("接上了"))).toContain("已经接手了")
      expect(await steps(number)).toEqual(["opened", "taken"])
      const winner = said[0]!.startsWith("接上了") ? "o1" : "o2"
      // The other's words do not go to the contact.
      await town.talk(winner === "o1" ? "o2" : "o1", "你好")
      town.house.converse.refresh()
      other.house.converse.refresh()
      await town.talk(winner, "交还")
      expect(await steps(number)).toEqual(["opened", "taken", "returned"])
    }
  })

  it("what is said goes to the other, forty times, in order and once, delivered again or not", async () => {
    const number = await talking()
    for (let count = 0; count < 40; count++) {
      const [person, said] = [count % 2 ? "o1" : "p1", { id: `m-${count}` }]
      expect(await town.say(person, `第${count}句`, said)).toEqual([])
      if (count % 3 === 0) expect(await town.say(person, `第${count}句`, said)).toEqual([])
    }
    const counts = Array.from({ length: 20 }, (_, at) => at * 2)
    expect(await told("o1")).toEqual(counts.map((count) => `张建国：第${count}句`))
    expect(await told("p1")).toEqual(counts.map((count) => `民政局李明：第${count + 1}句`))
    expect(await steps(number)).toHaveLength(42)
  })

  it("also where both speak at once", async () => {
    const number = await talking()
    const both = Array.from({ length: 20 }, (_, count) => count)
    await Promise.all(both.flatMap((count) => [town.say("p1", `问${count}`), town.say("o1", `答${count}`)]))
    expect(town.logged).toEqual([])
    expect(await told("o1")).toEqual(both.map((count) => `张建国：问${count}`))
    expect(await told("p1")).toEqual(both.map((count) => `民政局李明：答${count}`))
    expect(await steps(number)).toHaveLength(42)
  })

  it("the contact is told who it is; the service says nothing, but to what is meant for it; 结束 ends it", async () => {
    await asker()
    await official("o1", "李明")
    const number = await asked()
    await told("o1")
    expect(await town.talk("o1", `接手 ${number}`)).toContain(`张建国说的是：${QUESTION}`)
    expect(await told("p1")).toEqual([
      `民政局李明来和您说话了（${number}），您直接说就行，我先不插话。说完了发“结束”。`,
    ])
    expect(await town.talk("p1", "备案活动", "羊楼洞义诊")).toBe("")
    expect(await town.picture("p1")).toEqual([])
    const voice = town.inbound("p1", { kind: "voice" })
    expect((await town.house.converse.handle(voice)).texts).toEqual([])
    expect(await told("o1")).toEqual([
      "张建国：备案活动",
      "张建国：羊楼洞义诊",
      "张建国：（发来一张照片，这里看不到）",
      "张建国：（发来一段语音，听不出文字）",
    ])
    expect(await town.talk("o1", "待审")).toContain("待审1件")
    expect(await town.talk("p1", "退订")).toContain("不再给您发提醒")
    expect((await town.say("p1", "帮助", { room: "r1" })).join()).toContain("我能帮您")
    expect(await told("p1")).toEqual([])
    expect(await told("o1")).toEqual([])
    expect(await town.talk("p1", "结束")).toContain("小助手接着为您服务")
    expect(await told("o1")).toEqual([`张建国结束了对话（${number}），小助手接着答。`])
    expect(await town.talk("p1", "备案活动")).toContain("叫什么名字")
    // Nobody said anything that answers it: it waits still.
    expect(await town.talk("o1", "材料收到了")).toContain("没有转过去")
    expect(await town.talk("o1", "工单")).toContain(number)
    expect(await told("p1")).toEqual([])
  })

  it("a long answer of the service has its other pages; 更多 without any is for the contact", async () => {
    const number = await talking()
    for (let count = 0; count < 12; count++) await town.talk("p1", `第${count}句${"话".repeat(200)}`)
    expect(await town.talk("o1", `看 ${number}`)).toContain("回复“更多”接着看")
    expect(await town.talk("o1", "更多")).toContain("第9句")
    expect(await town.talk("o1", "更多")).toContain("第11句")
    expect(await town.talk("o1", "更多")).toBe("")
    expect(await told("p1")).toEqual(["民政局李明：更多"])
  })

  it("交还 ends it, and what was said in it answers the ticket", async () => {
    const number = await talking()
    await town.talk("o1", "请带章程原件")
    expect(await told("p1")).toEqual(["民政局李明：请带章程原件"])
    expect(await town.talk("o1", "交还")).toContain("已经交还")
    expect(await told("p1")).toEqual([
      "民政局李明说完了，小助手接着为您服务，需要什么直接说；有没填完的表，发“继续”接着填。",
    ])
    expect(await town.talk("p1", "你好")).toContain("小助手")
    expect(await town.talk("o1", "工单")).toContain("现在没有")
    expect(await town.talk("o1", "你好")).toContain("小助手")
    expect(await audits(number)).toEqual(["return-ticket", "take-ticket"])
  })

  it("half an hour without the official's words ends it; their words begin the time anew, the contact's do not", async () => {
    const number = await talking()
    const { world, outbox } = worldOn(town.database, town)
    const minutes = async (count: number) => {
      town.clock(count / 60)
      return returnTalks.run(world, town.now)
    }
    expect(await minutes(20)).toBe("交还0个对话。")
    await town.talk("o1", "稍等")
    expect(await minutes(20)).toBe("交还0个对话。")
    expect(await town.talk("p1", "好的")).toBe("")
    expect((await told("o1")).length + (await told("p1")).length).toBe(2)
    town.clock(11 / 60)
    // Before any job ran.
    expect(await town.talk("p1", "你好")).toContain("小助手")
    expect(await minutes(0)).toBe("交还1个对话。")
    expect(await minutes(1)).toBe("交还0个对话。")
    await outbox.stop()
    expect(await told("p1")).toEqual([
      "民政局李明先离开了，小助手接着为您服务；有没填完的表，发“继续”接着填。还要找工作人员，请发“转人工”。",
    ])
    expect(await told("o1")).toEqual([`您和张建国的对话（${number}）30分钟没有新的话，已经交还给小助手。`])
    expect(await town.talk("o1", "还在吗")).toContain("没有转过去")
    expect(await steps(number)).toEqual(["opened", "taken", "answered", "said", "returned"])
  })

  it("a word at the last moment and the job: either order leaves one story", async () => {
    const number = await talking()
    const { world } = worldOn(town.database, town)
    const over = await world.tickets.talksOver(new Date(town.now.getTime() + 31 * 60_000))
    await town.talk("o1", "我还在")
    expect(await world.tickets.returnTalk(over[0]!, [], town.now)).toBe(false)
    expect(await steps(number)).toEqual(["opened", "taken", "answered"])
    expect(await town.talk("p1", "好")).toBe("")
  })

  it("a restart does not end it, and another instance knows of it", async () => {
    const number = await talking()
    await town.restart()
    expect(await town.talk("p1", "还在吗")).toBe("")
    expect(await town.talk("o1", "在的")).toBe("")
    const other = await town.another()
    const there = await other.house.converse.handle(town.inbound("p1", { kind: "text", text: "好" }))
    expect(there.texts).toEqual([])
    expect(await told("o1")).toEqual(["张建国：还在吗", "张建国：好"])
    expect(await told("p1")).toEqual(["民政局李明：在的"])
    expect((await steps(number)).length).toBe(5)
  })

  it("one official, one contact at a time", async () => {
    const number = await talking()
    await town.contact("p2")
    const second = await asked("租场地要盖章吗", "p2")
    expect(await town.talk("o1", `接手 ${second}`)).toContain(`您正在和张建国说话（${number}）`)
    expect(await town.talk("o1", `回复 ${second} 可以`)).toContain("已经回复")
    await official("o2", "陈刚")
    expect(await town.talk("o2", `接手 ${number}`)).toContain("民政局李明已经接手了")
    expect(await town.talk("o2", `回复 ${number} 我来`)).toContain("民政局李明已经接手了")
    await town.rows(
      `INSERT INTO "Ticket" (number, kind, "regionCode", "personId", "createdAt")
       SELECT 'GD20261120001', kind, "regionCode", "personId", "createdAt" FROM "Ticket" WHERE number = $1`,
      number,
    )
    await town.rows(
      `INSERT INTO "TicketStep" (ticket, step, kind, text, by, at)
       SELECT 'GD20261120001', 1, kind, text, by, at FROM "TicketStep" WHERE ticket = $1 AND step = 1`,
      number,
    )
    expect(await town.talk("o2", "接手 GD20261120001")).toContain("民政局李明正在和对方说话")
  })

  it("somebody who lost the role meanwhile has no say any more", async () => {
    await talking()
    await town.rows(`UPDATE "Role" SET "endedAt" = now() WHERE role = 'official'`)
    town.house.converse.refresh()
    expect(await town.talk("o1", "请把材料发给我")).toContain("没有转过去")
    expect(await told("p1")).toEqual([])
  })
})

describe("举报", () => {
  const WORDS = "有个养生协会强制我们企业交三千块会费，不交就不给盖章"

  it("goes to the county alone, without a name, and is answered to whoever it was", async () => {
    await asker()
    await official("o1", "李明")
    await official("t1", "陈刚", ZHAOLIQIAO)
    await told("o1")
    const said = await town.talk("p1", `${WORDS} 我要举报`)
    expect(said).toContain("也不会告诉他们是谁说的")
    const number = town.number(said)
    expect(await told("o1")).toEqual([`收到一件举报，编号 ${number}，请注意保密。发“看 ${number}”看内容。`])
    expect(await told("t1")).toEqual([])
    for (const words of ["工单", `看 ${number}`, `回复 ${number} 好`, `接手 ${number}`])
      expect(await town.talk("t1", words)).not.toMatch(/养生|张建国|已经回复|接上了|范围/)
    for (const words of ["工单", `看 ${number}`, `回复 ${number} 已经在查`, `接手 ${number}`, "交还", `看 ${number}`]) {
      const answer = await town.talk("o1", words)
      expect(answer).not.toMatch(/张建国|阳光服务中心|赵李桥/)
      if (words.startsWith("看")) expect(answer).toContain("养生协会")
    }
    expect(await told("p1")).toEqual([
      `民政局李明回复您（${number}）：已经在查`,
      `民政局李明来和您说话了（${number}），您直接说就行，我先不插话。说完了发“结束”。`,
      "民政局李明说完了，小助手接着为您服务，需要什么直接说；有没填完的表，发“继续”接着填。",
    ])
    expect(await town.talk("o1", "收录")).toContain("要保密")
    // Neither in the audit nor in the log, nor among the questions.
    const person = await town.personOf("p1")
    expect(await town.count("Audit", `by = $1 AND (subject = $2 OR action LIKE '%ticket%')`, person, number)).toBe(0)
    expect(await town.count("Question")).toBe(0)
    expect(JSON.stringify(town.logged)).not.toContain("养生")
    expect(await town.whereIs("养生协会")).toEqual(["Inbox", "TicketStep"])
  })

  it("taken over, the official talks with somebody without a name", async () => {
    await asker()
    await official("o1", "李明")
    const number = town.number(await town.talk("p1", `举报 ${WORDS}`))
    await told("o1")
    await town.talk("o1", `接手 ${number}`)
    await town.talk("p1", "我有收据")
    await town.talk("p1", "结束")
    expect(await told("o1")).toEqual(["举报人：我有收据", `举报人结束了对话（${number}），小助手接着答。`])
  })

  it("who is named in it, or whose organization is, hears nothing of it", async () => {
    await town.contact("p1")
    await official("o1", "李明")
    await official("o2", "陈刚")
    await town.registered("o2", "association", { contact: "陈刚" })
    await told("o1")
    await told("o2")
    const number = town.number(await town.talk("p1", "举报 青砖茶协会乱收费，每家三千块"))
    expect([(await told("o1")).length, await told("o2")]).toEqual([1, []])
    expect(await town.talk("o2", "工单")).toContain("现在没有")
    expect(await town.talk("o2", `接手 ${number}`)).toContain("没有找到")
    const second = town.number(await town.talk("p1", "举报 你们局的李明收了别人的茶叶两盒"))
    expect([await told("o1"), (await told("o2")).length]).toEqual([[], 1])
    expect(await town.talk("o1", `看 ${second}`)).toContain("没有找到")
  })

  it("in a room nothing of it is said or kept as a ticket", async () => {
    await asker()
    await official("o1", "李明")
    const said = (await town.say("p1", `举报 ${WORDS}`, { room: "r1" })).join()
    expect(said).toContain("加我私聊")
    expect(said).not.toContain("养生")
    expect(await town.count("Ticket")).toBe(0)
    expect((await town.say("o1", "工单", { room: "r1" })).join()).toContain("加我私聊")
  })

  it("never goes into a question that waits", async () => {
    await asker()
    await official("o1", "李明")
    for (const words of ["租场地要盖章吗", "账户在哪里开立", "印章丢失了补刻"]) await asked(words)
    await town.talk("p1", `举报 ${WORDS}`)
    await town.talk("p1", "举报 他们昨天又来收了一次，还打了人")
    expect(await town.rows(`SELECT kind, count(*)::int AS n FROM "Ticket" GROUP BY kind ORDER BY kind`)).toEqual([
      { kind: "complaint", n: 1 },
      { kind: "question", n: 3 },
    ])
  })
})

describe("收录", () => {
  it("refuses a question that would be asked of anything", async () => {
    await asker()
    await official("o1", "李明")
    const number = await asked("印章")
    await town.talk("o1", `回复 ${number} 可以刻，请带证书来。`)
    expect(await town.talk("o1", "收录")).toContain("别人不会这样问")
  })

  it("an answer answers the next one who asks; in a town, only there", async () => {
    await asker()
    await official("o1", "李明")
    const question = "火星上的协会怎么买保险"
    const number = await asked(`${question} 打我电话13871234567`)
    expect(await town.talk("o1", "收录")).toContain("还没有可以收录的")
    await town.talk("o1", `回复 ${number} 目前没有这样的险种，可以问市保险学会。`)
    const kept = await town.talk("o1", "收录")
    expect(kept).toContain(`以后有人问“${question} 打我电话138****4567”`)
    await town.contact("p2")
    const answer = await town.talk("p2", `${question}？`)
    expect(answer).toContain("目前没有这样的险种")
    expect(answer).toContain("民政局答复（2026-11-23）")
    expect(await audits(number)).toEqual(["answer-ticket", "keep-answer"])
    // Kept again, it is another version of the same.
    await town.talk("o1", `回复 ${number} 现在有了。`, "收录")
    expect(await town.talk("p2", `${question}？`)).toContain("现在有了")
    expect(await town.rows(`SELECT DISTINCT id FROM "ShortAnswer"`)).toHaveLength(1)
  })

  it("of a talk, what was said at most length", async () => {
    await asker()
    await official("o1", "李明")
    const number = await asked("火星上的协会怎么买保险")
    await town.talk("o1", `接手 ${number}`, "您好", "火星上目前没有这样的险种，可以问市保险学会", "不客气", "交还")
    expect(await town.talk("o1", "收录")).toContain("就答“火星上目前没有这样的险种，可以问市保险学会”")
  })

  it("an article answers it from now on", async () => {
    await asker()
    await official("o1", "李明")
    const rules = readFileSync(new URL("../knowledge/documents/made-up-rules.md", import.meta.url))
    await town.house.shelf.add((await town.house.shelf.read("rules.md", rules)) as StoredDocument, null)
    const number = await asked("飞船坏了谁赔")
    await town.talk("o1", `回复 ${number} 看第二条`)
    expect(await town.talk("o1", "收录 第九十条")).toContain("没有找到“第九十条”")
    expect(await town.talk("o1", "收录 第二条")).toContain("就用《示范县社会组织等级评估办法》第二条来答")
    await town.contact("p2")
    expect(await town.talk("p2", "问政策 飞船坏了谁赔？")).toContain("不收取任何费用")
  })
})

describe("leaving and joining", () => {
  it("删除我的信息 takes what was asked out of everything, and nobody is to answer it any more", async () => {
    await asker()
    await official("o1", "李明")
    const words = "紫藤花开的时候能不能办活动"
    const numbers = [await asked(words), await asked("账户在哪里开立")]
    await town.talk("o1", "工单", `看 ${numbers[0]}`)
    await town.talk("o1", `接手 ${numbers[0]}`)
    await town.talk("p1", "紫藤花是说我们村的那棵")
    await town.talk("o1", `张建国您好，可以办`)
    await town.settled()
    await town.talk("p1", "删除我的信息", "确认删除")
    for (const text of ["紫藤花", "张建国", "账户在哪里"]) expect(await town.whereIs(text)).toEqual([])
    for (const number of numbers) expect((await steps(number)).at(-1)).toBe("closed")
    expect(await town.talk("o1", "在吗")).toContain("没有转过去")
    expect(await town.talk("o1", "工单")).toContain("现在没有")
    expect(await town.talk("o1", `回复 ${numbers[1]} 好`)).toContain("已经删除了自己的信息")
    expect(await town.count("Question")).toBe(0)
  })

  it("an account that is joined to another brings what it asked", async () => {
    await town.contact("p1")
    await official("o1", "李明")
    const number = await asked()
    await town.contact("w1", { channel: "wecom" })
    const code = /绑定 (\w{10})/.exec((await town.say("w1", "绑定", { channel: "wecom" })).join())![1]
    await town.talk("p1", `绑定 ${code}`)
    await town.talk("o1", `接手 ${number}`)
    expect((await town.say("w1", "我换了个微信", { channel: "wecom" })).join()).toBe("")
    expect(await told("o1")).toContain("对方：我换了个微信")
    const [ticket] = await town.rows(`SELECT "personId" FROM "Ticket"`)
    expect(ticket).toEqual({ personId: await town.personOf("w1", "wecom") })
    await town.say("w1", "删除我的信息", { channel: "wecom" })
    await town.say("w1", "确认删除", { channel: "wecom" })
    expect(await town.whereIs(QUESTION)).toEqual([])
  })
})
