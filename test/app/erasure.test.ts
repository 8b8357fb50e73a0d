import { afterEach, beforeEach, expect, it } from "vitest"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, type Town, ZHAOLIQIAO } from "#test/help/town.ts"

/** What is left in all tables of somebody who asked, complained, talked and was answered, once they are forgotten. */

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

const NAME = "张建国"
const PHONE = "13871234567"

it("name, phone, account and words are in no table; what the bureau made public of them is the bureau's", async () => {
  await town.contact("wx-zhang", { name: "建国的微信" })
  await town.registered("wx-zhang", "service", { contact: NAME, phone: PHONE })
  await town.official("o1")
  await town.official("t1", ZHAOLIQIAO)
  await town.talk("wx-zhang", "问政策 飞船坏了谁赔")
  const first = town.number(await town.talk("wx-zhang", "转人工"))
  await town.talk("t1", "工单", `看 ${first}`, `回复 ${first} ${NAME}您好，还没有这样的险种`, "收录")
  const second = town.number(await town.talk("wx-zhang", `转人工 我是${NAME}，天王星的场地找谁借，电话${PHONE}`))
  await town.talk("o1", "工单", `接手 ${second}`)
  await town.talk("wx-zhang", "土星那块也行")
  await town.talk("o1", `${NAME}，${PHONE}打不通`, "交还")
  const third = town.number(await town.talk("wx-zhang", "我要举报 冥王星商会强制我们交三千块会费，不交不盖章"))
  await town.talk("o1", `看 ${third}`, `接手 ${third}`)
  await town.talk("wx-zhang", "有木星的收据", "结束")
  await town.settled()
  await town.talk("wx-zhang", "删除我的信息", "确认删除")
  await town.settled()

  for (const text of [NAME, PHONE, "138****4567", "建国的微信", "天王星", "土星", "冥王星", "木星"])
    expect(await town.whereIs(text), text).toEqual([])
  // The official was told what was kept.
  expect(await town.whereIs("飞船")).toEqual(["Audit", "Inbox", "ShortAnswer"])
  expect(await town.count("Question")).toBe(0)
  // But for the one message that asked for it: delivered again, it is answered again.
  expect(await town.whereIs("wx-zhang")).toEqual(["Inbox"])
  expect(await town.count("Inbox", "sender = 'wx-zhang'")).toBe(1)
})

it("who is complained of cannot take themselves out of the complaint", async () => {
  await town.official("o1")
  await town.contact("p1")
  const number = town.number(await town.talk("p1", `我要举报 ${NAME}以商会的名义收了我们三千块钱不开票`))
  await town.contact("wx-zhang")
  await town.registered("wx-zhang", "service", { contact: NAME, phone: PHONE })
  await town.talk("wx-zhang", "删除我的信息", "确认删除")
  expect(await town.whereIs(NAME)).toEqual(["TicketStep"])
  expect(await town.talk("o1", `看 ${number}`)).toContain(`${NAME}以商会的名义`)
})

it("an everyday word given for a name does not empty the bureau's answers", async () => {
  const answers = ["登记", "年检", "评估", "换届"].map((matter) => `社会组织的${matter}在哪里办`)
  for (const title of answers)
    await town.house.shelf.writeAnswer({ title, answer: "到民政局窗口办。", basis: "民政局答复", asks: [] }, null)
  await town.contact("p1")
  await town.rows(`UPDATE "Person" SET name = '社会组织'`)
  await town.talk("p1", "删除我的信息", "确认删除")
  expect(await town.count("ShortAnswer", "title LIKE '社会组织的%'")).toBe(4)
})
