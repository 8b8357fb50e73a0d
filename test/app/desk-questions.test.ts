import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Official } from "#app/desk/official.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, PUQI, type Town, ZHAOLIQIAO } from "#test/help/town.ts"

/** What officials do about questions that nobody could answer: in a whole house, from the chat to the desk and back. */

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

// Nothing that a bureau writes about: what comes with the service holds more every month.
const QUESTION = "鹦鹉吃什么饲料"
const OTHER = "鹦鹉平时吃什么饲料呀"
const RULES = "赤壁市鹦鹉照料办法\n2026年5月1日\n一、饲料。鹦鹉吃玉米和葵花籽。\n二、保洁。鹦鹉笼每周消毒一次。"
/** The same in other words. */
const VAGUE =
  "赤壁市飞禽照料办法\n2026年5月1日\n一、供应。飞禽吃的玉米每天早上送来，不得延误。\n二、保洁。笼子每周消毒一次。"

async function official(person: string, regionCode?: string): Promise<Official> {
  await town.official(person, regionCode)
  const token = /token=([\w-]{43})/.exec(await town.talk(person, "登录"))![1]!
  const { session } = (await town.house.desk.openLink(token))!
  return (await town.house.desk.signedIn(session))!
}

const ask = (person: string, question: string) => town.talk(person, `问政策 ${question}`)
const upload = (who: Official, ...files: [name: string, text: string][]) =>
  town.house.desk.addDocuments(
    who,
    files.map(([name, text]) => {
      const bytes = new TextEncoder().encode(text)
      return { name, size: bytes.length, bytes: async () => bytes }
    }),
  )
const topics = async (who: Official) =>
  (await town.house.desk.questions(who)).topics.map(({ example, count, people }) => ({ example, count, people }))
const first = async (who: Official) => (await town.house.desk.questions(who)).topics[0]!.id
const audits = async () =>
  (
    await town.rows<{ action: string }>(
      `SELECT action FROM "Audit" WHERE action NOT IN ('bind', 'sign-in-link') ORDER BY at, id`,
    )
  ).map((one) => one.action)

async function asked(): Promise<void> {
  for (const person of ["p1", "p2", "p3"]) await town.contact(person)
  await ask("p1", QUESTION)
  town.clock(1)
  await ask("p2", QUESTION)
  await ask("p3", OTHER)
}

describe("what nobody could answer", () => {
  it("is laid together, most asked first, until a document answers it", async () => {
    const who = await official("o1")
    await asked()
    await ask("p1", "身份证丢了怎么补")
    expect(await topics(who)).toEqual([
      { example: QUESTION, count: 3, people: 3 },
      { example: "身份证丢了怎么补", count: 1, people: 1 },
    ])
    const counted = await town.house.desk.questions(who)
    expect(counted).toMatchObject({ asked: 4, unanswered: 4, days: 90, more: 0 })
    const outcomes = await upload(who, ["办法.txt", RULES], ["老.doc", "?"])
    expect(outcomes.map(({ name, added }) => [name, added])).toEqual([
      ["办法.txt", true],
      ["老.doc", false],
    ])
    expect(outcomes[0]!.said).toContain("《赤壁市鹦鹉照料办法》存好了")
    expect(await topics(who)).toEqual([{ example: "身份证丢了怎么补", count: 1, people: 1 }])
    expect(await ask("p2", QUESTION)).toContain("鹦鹉吃玉米和葵花籽")
  })

  it("is of the last ninety days, and never a complaint", async () => {
    const who = await official("o1")
    await asked()
    await town.talk("p1", "我要举报有个协会乱收会费")
    expect((await topics(who)).map((one) => one.example)).toEqual([QUESTION])
    town.clock(91 * 24)
    expect(await town.house.desk.questions(who)).toMatchObject({ asked: 0, unanswered: 0, topics: [] })
  })

  it("is seen within the region: a town's official sees what was asked there", async () => {
    const county = await official("o1")
    const here = await official("t1", ZHAOLIQIAO)
    const elsewhere = await official("t2", PUQI)
    await town.contact("p1")
    await town.registered("p1")
    await ask("p1", QUESTION)
    expect(await topics(county)).toHaveLength(1)
    expect(await topics(here)).toHaveLength(1)
    expect(await topics(elsewhere)).toEqual([])
    const id = await first(here)
    expect(await town.house.desk.question(elsewhere, id)).toBeUndefined()
    expect(await town.house.desk.dismiss(elsewhere, id)).toBe(false)
    expect(await town.house.desk.question(here, "' OR 1=1 --")).toBeUndefined()
    expect(await topics(here)).toHaveLength(1)
  })
})

describe("这条能回答", () => {
  it("puts the wordings under the article: it is what is answered from then on", async () => {
    const who = await official("o1")
    await upload(who, ["办法.txt", VAGUE])
    await asked()
    const id = await first(who)
    expect((await town.house.desk.question(who, id))!.open!.choices).toEqual([])
    const find = "飞禽吃的东西"
    const { open, now } = (await town.house.desk.question(who, id, find))!
    expect(now.answered).toBe(false)
    expect(open!.wordings.map(({ text, count }) => [text, count])).toEqual([
      [QUESTION, 2],
      [OTHER, 1],
    ])
    const choice = open!.choices.find((one) => one.article === "一")!
    expect(choice).toMatchObject({
      kind: "file",
      title: "赤壁市飞禽照料办法",
      opening: expect.stringContaining("不得延误"),
    })
    const wordings = open!.wordings.map((one) => one.id)
    expect(await town.house.desk.pointTo(who, id, { choice: "document/none/一", wordings, find })).toHaveProperty(
      "problem",
    )
    expect(await town.house.desk.pointTo(who, id, { choice: choice.choice, wordings, find })).toEqual({ done: true })
    expect((await town.house.desk.question(who, id))!.now).toMatchObject({ question: QUESTION, answered: true })
    expect(await topics(who)).toEqual([])
    expect(await ask("p3", QUESTION)).toContain("飞禽吃的玉米")
    expect(await ask("p1", OTHER)).toContain("飞禽吃的玉米")
    expect(await audits()).toEqual(["add-document", "add-alias", "add-alias"])
    expect(await town.house.desk.pointTo(who, id, { choice: choice.choice, wordings, find })).toBeUndefined()

    const document = () => town.house.desk.document(who, town.house.desk.documents(who)[0]!.id)!
    const pointed = () => document().text.find((one) => one.id === "一")!.pointed
    expect(pointed().map((one) => one.question)).toEqual([QUESTION, OTHER])
    const here = await official("t1", ZHAOLIQIAO)
    expect(await town.house.desk.takeBack(here, pointed()[0]!.id)).toMatchObject({ code: "not-yours" })
    for (const one of pointed()) expect(await town.house.desk.takeBack(who, one.id)).toBeUndefined()
    expect(pointed()).toEqual([])
    expect(await town.house.desk.takeBack(who, id)).toMatchObject({ code: "unknown" })
    expect(await ask("p3", QUESTION)).not.toContain("飞禽吃的玉米")
    expect(await topics(who)).toHaveLength(1)
    expect((await audits()).slice(3)).toEqual(["end-alias", "end-alias"])
  })

  it("of a short answer of the bureau's own adds other ways to ask it", async () => {
    const who = await official("o1")
    const words = { title: "飞禽怎么照料", answer: "玉米和饲料由专人准备。", basis: "办公室答复", asks: [] }
    const saved = (await town.house.desk.saveAnswer(who, words)) as { id: string }
    await asked()
    const id = await first(who)
    const { open } = (await town.house.desk.question(who, id))!
    const own = open!.choices.find((one) => one.answer === saved.id)!
    expect(own).toMatchObject({ kind: "answers", heading: words.title })
    expect(await town.house.desk.pointTo(who, id, { choice: own.choice, wordings: [], find: "" })).toEqual({
      done: true,
    })
    expect(town.house.desk.answer(who, saved.id)!.asks).toEqual([QUESTION])
    expect(await ask("p3", QUESTION)).toContain("玉米和饲料由专人准备")
  })

  it("is the county's to say of the county's documents, the town's of its own", async () => {
    const county = await official("o1")
    const here = await official("t1", ZHAOLIQIAO)
    await upload(county, ["办法.txt", VAGUE])
    await upload(here, ["本镇.txt", VAGUE.replace("早上", "傍晚")])
    await town.contact("p1")
    await town.registered("p1")
    await ask("p1", QUESTION)
    const id = await first(here)
    const choices = (await town.house.desk.question(here, id, "飞禽"))!.open!.choices
    expect(choices.length).toBeGreaterThan(0)
    expect(choices.every((one) => one.path.includes(ZHAOLIQIAO))).toBe(true)
    const all = (await town.house.desk.question(county, id, "飞禽"))!.open!.choices
    expect(all.length).toBeGreaterThan(choices.length)
    const foreign = all.find((one) => !one.path.includes(ZHAOLIQIAO))!
    const refused = await town.house.desk.pointTo(here, id, { choice: foreign.choice, wordings: [], find: "飞禽" })
    expect(refused).toHaveProperty("problem")
    expect(await town.count("AliasQuestion")).toBe(0)
  })
})

describe("写一条回答", () => {
  it("answers the question and its other wordings, with what it rests on", async () => {
    const who = await official("o1")
    await asked()
    const id = await first(who)
    const { wordings } = (await town.house.desk.question(who, id))!.open!
    const given = {
      title: "飞禽照料的安排",
      answer: "早上九点半喂一次。",
      basis: "民政局办公室答复",
      wordings: wordings.map((one) => one.id),
    }
    const bad = await town.house.desk.answerQuestion(who, id, { ...given, basis: "" })
    expect(bad).toEqual({ problems: { basis: expect.stringContaining("依据") } })
    const saved = (await town.house.desk.answerQuestion(who, id, given)) as { id: string }
    expect(town.house.desk.answer(who, saved.id)).toMatchObject({
      state: "own",
      where: "全市",
      asks: [QUESTION, OTHER],
    })
    for (const question of [QUESTION, OTHER]) {
      const said = await ask("p1", question)
      expect(said).toContain("早上九点半喂一次。")
      expect(said).toContain("民政局办公室答复")
    }
    expect(await topics(who)).toEqual([])
    expect(await audits()).toEqual(["write-answer"])
    expect(await town.house.desk.answerQuestion(who, id, given)).toBeUndefined()
  })

  it("of a town's official holds in that town", async () => {
    const here = await official("t1", ZHAOLIQIAO)
    await town.contact("p1")
    await town.registered("p1")
    await town.contact("p2")
    await ask("p1", QUESTION)
    const given = { title: QUESTION, answer: "镇里的鹦鹉不用喂。", basis: "镇社会事务办", wordings: [] }
    await town.house.desk.answerQuestion(here, await first(here), given)
    expect(await ask("p1", QUESTION)).toContain("不用喂")
    expect(await ask("p2", QUESTION)).not.toContain("不用喂")
  })
})

describe("who is forgotten", () => {
  it("stands in no question, no answer and no wording any more, and in nothing that is said", async () => {
    const who = await official("o1")
    await town.contact("p1")
    await town.registered("p1", "community", { contact: "周芳" })
    const question = "周芳家的鹦鹉吃什么饲料"
    await ask("p1", question)
    const given = { title: "鹦鹉的饲料有哪些", answer: "玉米，周芳家的也是。", basis: "民政局办公室", wordings: [] }
    const { id } = (await town.house.desk.answerQuestion(who, await first(who), given)) as { id: string }
    expect(town.house.desk.answer(who, id)!.asks).toEqual([question])
    await town.talk("p1", "删除我的信息", "确认删除")
    expect(await town.whereIs("周芳")).toEqual([])
    const { asks, answer } = town.house.desk.answer(who, id)!
    expect(asks.join() + answer).not.toContain("周芳")
    expect(await ask("o1", given.title)).not.toContain("周芳")
  })
})

describe("不用回答", () => {
  it("puts it aside, also when the same is asked again; taken back, all of it is there", async () => {
    const who = await official("o1")
    await asked()
    const id = await first(who)
    expect(await town.house.desk.dismiss(who, id)).toBe(true)
    expect(await topics(who)).toEqual([])
    town.clock(1)
    await ask("p1", QUESTION)
    expect(await topics(who)).toEqual([])
    expect(await town.house.desk.dismiss(who, id)).toBe(false)
    expect((await town.house.desk.question(who, id))!.open).toBeUndefined()
    expect(await town.house.desk.recall(who, id)).toBe(true)
    expect(await topics(who)).toEqual([{ example: QUESTION, count: 4, people: 3 }])
    expect(await audits()).toEqual(["dismiss-questions", "recall-questions"])
  })
})
