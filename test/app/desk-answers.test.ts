import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Official } from "#app/desk/official.ts"
import { Refusal } from "#domain/refusal.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown, PUQI, type Town, ZHAOLIQIAO } from "#test/help/town.ts"

/** Documents and short answers at the desk: who may change what, and what becomes of it. */

let town: Town
let county: Official
let here: Official
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
  const official = async (person: string, regionCode: string, regionName: string) => ({
    personId: await town.official(person, regionCode),
    name: "",
    regionCode,
    regionName,
  })
  county = await official("o1", "421281", "赤壁市")
  here = await official("t1", ZHAOLIQIAO, "赵李桥镇")
})
afterEach(closeTowns)

const desk = () => town.house.desk
const answerOf = (who: Official, id: string) => desk().answer(who, id)!
const builtIn = (who = county) =>
  desk()
    .answers(who)
    .find((one) => one.state === "built-in" && one.asks.length > 1)!
const fields = ({
  title,
  answer,
  basis,
  asks,
}: {
  title: string
  answer: string
  basis: string
  asks: readonly string[]
}) => ({
  title,
  answer,
  basis,
  asks,
})
const saying = (answer: string) => ({ title: "鹦鹉吃什么饲料", answer, basis: "民政局办公室", asks: ["鹦鹉平时吃啥"] })
const codeOf = (it: unknown) => (it instanceof Refusal ? it.code : it)

describe("a short answer", () => {
  it("that comes with the service is written anew, taken away, and put back as it came", async () => {
    const { id, ...before } = builtIn()
    const saved = await desk().saveAnswer(
      county,
      { ...fields(before), answer: "以窗口答复为准。" },
      { id, version: before.version },
    )
    expect(saved).toEqual({ id })
    expect(answerOf(county, id)).toMatchObject({ state: "changed", answer: "以窗口答复为准。", basis: before.basis })
    expect((await desk().saidNow(before.title, "421281")).text).toContain("以窗口答复为准。")

    await desk().removeAnswer(county, id)
    expect(answerOf(county, id).state).toBe("taken-away")
    expect((await desk().saidNow(before.title, "421281")).text).not.toContain("以窗口答复为准。")

    await desk().restoreAnswer(county, id)
    expect(answerOf(county, id)).toEqual({ id, ...before })
    expect((await desk().saidNow(before.title, "421281")).text).toContain(before.basis)
    const actions = await town.rows(`SELECT action, "by" FROM "Audit" WHERE subject = $1 ORDER BY at, id`, id)
    expect(actions).toEqual(
      ["write-answer", "remove-answer", "write-answer"].map((action) => ({ action, by: county.personId })),
    )
  })

  it("of the bureau's own: asked in its other wordings too, changed under another title, and gone when taken away", async () => {
    const { id } = (await desk().saveAnswer(county, saying("玉米和葵花籽。"))) as { id: string }
    expect(await town.talk("t1", "问政策 鹦鹉平时吃啥")).toContain("玉米和葵花籽。")
    const { version } = answerOf(county, id)
    const renamed = { ...saying("玉米和葵花籽。"), title: "鹦鹉一天吃些什么" }
    expect(await desk().saveAnswer(county, renamed, { id, version })).toEqual({ id })
    // The title that it had first is free again.
    const second = (await desk().saveAnswer(county, saying("喂小米就行。"))) as { id: string }
    expect(second.id).not.toBe(id)
    expect(answerOf(county, id).title).toBe("鹦鹉一天吃些什么")
    await desk().removeAnswer(county, id)
    expect(desk().answer(county, id)).toBeUndefined()
    expect(codeOf(await desk().removeAnswer(county, id))).toBe("unknown")
    expect(codeOf(await desk().restoreAnswer(county, id))).toBe("unknown")
  })

  it("cannot be there twice, nor be saved over what somebody else just saved", async () => {
    const { id } = (await desk().saveAnswer(county, saying("喂玉米就行。"))) as { id: string }
    expect(await desk().saveAnswer(county, saying("喂小米就行。"))).toEqual({
      problems: { title: "这个问题已经有一条回答了，请在那一条上改。" },
    })
    const { version } = answerOf(county, id)
    await desk().saveAnswer(county, saying("喂小米就行。"), { id, version })
    expect(codeOf(await desk().saveAnswer(county, saying("喂大米就行。"), { id, version }))).toBe("changed")
    expect(answerOf(county, id).answer).toBe("喂小米就行。")
    const now = answerOf(county, id).version
    expect(await desk().saveAnswer(county, saying("喂大米就行。"), { id, version: now })).toEqual({ id })
  })

  it("of the county is the county's to change; a town's holds there, and is the town's and the county's", async () => {
    const { id, version, title } = builtIn(here)
    expect(answerOf(here, id).theirs).toBe(false)
    for (const refused of [
      await desk().saveAnswer(here, saying("喂小米就行。"), { id, version }),
      await desk().removeAnswer(here, id),
      await desk().restoreAnswer(here, id),
    ])
      expect(codeOf(refused)).toBe("not-yours")
    expect(answerOf(here, id)).toMatchObject({ state: "built-in", title })

    const own = (await desk().saveAnswer(here, saying("镇里喂小米。"))) as { id: string }
    expect(answerOf(county, own.id)).toMatchObject({ where: "赵李桥镇", theirs: true, regionCode: ZHAOLIQIAO })
    const elsewhere = { ...here, regionCode: PUQI, regionName: "蒲圻街道" }
    expect(desk().answer(elsewhere, own.id)).toBeUndefined()
    expect(codeOf(await desk().removeAnswer(elsewhere, own.id))).toBe("unknown")
    expect((await desk().saidNow("鹦鹉吃什么饲料", ZHAOLIQIAO)).answered).toBe(true)
    expect((await desk().saidNow("鹦鹉吃什么饲料", PUQI)).answered).toBe(false)
    expect(await town.count("ShortAnswer")).toBe(1)
  })

  it("is cleaned and bounded: what is wrong is told field by field", async () => {
    const wrong = { title: " 年检 \n", answer: "短", basis: "", asks: ["", "年", "长".repeat(61)] }
    expect(await desk().saveAnswer(county, wrong)).toEqual({
      problems: {
        title: expect.stringContaining("至少四个字"),
        answer: expect.any(String),
        basis: expect.any(String),
        asks: expect.stringContaining("至少两个字"),
      },
    })
    const messy = {
      title: " 鹦鹉\r\n吃什么 ",
      answer: " 小米。\r\n玉米。\u0000 ",
      basis: "民政局办公室",
      asks: ["吃啥", " 吃啥 ", ""],
    }
    const { id } = (await desk().saveAnswer(county, messy)) as { id: string }
    expect(fields(answerOf(county, id))).toEqual({
      title: "鹦鹉 吃什么",
      answer: "小米。\n玉米。",
      basis: "民政局办公室",
      asks: ["吃啥"],
    })
    expect(await town.count("ShortAnswer")).toBe(1)
  })
})

const upload = (who: Official, text: string, size?: number) => {
  const bytes = new TextEncoder().encode(text)
  return desk().addDocuments(who, [{ name: "办法.txt", size: size ?? bytes.length, bytes: async () => bytes }])
}
const RULES = "鹦鹉照料办法\n2026年5月1日\n第一部分 总的要求\n一、饲料。鹦鹉吃玉米。\n二、保洁。每周消毒一次。"

describe("a document", () => {
  it("holds where its official sits, and is changed by those it belongs to", async () => {
    await upload(county, RULES)
    town.clock(1)
    await upload(here, RULES.replace("玉米", "小米"))
    expect(
      desk()
        .documents(county)
        .map(({ where, theirs }) => [where, theirs]),
    ).toEqual([
      ["赵李桥镇", true],
      ["全市", true],
    ])
    expect(
      desk()
        .documents(here)
        .map(({ where, theirs }) => [where, theirs]),
    ).toEqual([
      ["赵李桥镇", true],
      ["全市", false],
    ])
    const elsewhere = { ...here, regionCode: PUQI }
    const [theirs, all] = desk().documents(here)
    expect(
      desk()
        .documents(elsewhere)
        .map(({ id }) => id),
    ).toEqual([all!.id])
    expect(desk().document(elsewhere, theirs!.id)).toBeUndefined()
    expect(codeOf(await desk().repealDocument(elsewhere, theirs!.id))).toBe("unknown")
    expect(codeOf(await desk().repealDocument(here, all!.id))).toBe("not-yours")
    expect(codeOf(await desk().restoreDocument(here, all!.id))).toBe("not-yours")
    expect(
      desk()
        .documents(county)
        .map(({ status }) => status),
    ).toEqual(["current", "current"])
    expect(await town.talk("t1", "问政策 鹦鹉吃什么饲料")).toContain("吃小米")
  })

  it("is repealed and restored, and gives way to no older version", async () => {
    await upload(county, RULES)
    const { id } = desk().documents(county)[0]!
    expect(await desk().repealDocument(county, id)).toBeUndefined()
    expect(desk().document(county, id)!.status).toBe("repealed")
    expect((await desk().saidNow("鹦鹉吃什么饲料", PUQI)).answered).toBe(false)
    expect(await desk().restoreDocument(county, id)).toBeUndefined()
    expect((await desk().saidNow("鹦鹉吃什么饲料", PUQI)).text).toContain("鹦鹉吃玉米")
    await upload(county, RULES.replace("2026年", "2027年").replace("玉米", "葵花籽"))
    expect(codeOf(await desk().restoreDocument(county, id))).toBe("newer-version")
    expect((await desk().saidNow("鹦鹉吃什么饲料", PUQI)).text).toContain("葵花籽")
  })

  it("is shown by its articles, each heading once", async () => {
    await upload(county, RULES)
    const { id } = desk().documents(county)[0]!
    const { text } = desk().document(county, id)!
    expect(text.map((one) => one.text).join("\n")).toContain("一、饲料。鹦鹉吃玉米。")
    const headings = text.flatMap((one) => one.headings)
    expect(new Set(headings).size).toBe(headings.length)
  })

  it("that is too large is not even read; more than twenty at once are not taken", async () => {
    const [large] = await upload(county, RULES, 10 * 1024 * 1024 + 1)
    expect(large).toMatchObject({ added: false, said: expect.stringContaining("超过10兆") })
    const none = { name: "空.txt", size: 0, bytes: async () => new Uint8Array() }
    const many = await desk().addDocuments(
      county,
      Array.from({ length: 22 }, () => none),
    )
    expect(many.filter(({ said }) => said.includes("空的"))).toHaveLength(20)
    expect(many.filter(({ said }) => said.includes("一次最多传20个"))).toHaveLength(2)
    expect(desk().documents(county)).toEqual([])
  })
})
