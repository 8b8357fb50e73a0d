import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { testDatabase, truncate } from "#test/help/database.ts"
import { pdfOf } from "#test/help/pdf.ts"
import { closeTowns, openTown, type Town, ZHAOLIQIAO } from "#test/help/town.ts"
import { docxOf, paragraph } from "#test/knowledge/made-up.ts"

let town: Town
beforeEach(async () => {
  await truncate(await testDatabase())
  town = await openTown()
})
afterEach(closeTowns)

const notice = (day: string, seats: number) => [
  "关于开放莼川孵化基地的通知",
  `赤民政发〔${day.slice(0, 4)}〕8号`,
  "各社会组织：",
  "一、开放时间",
  "莼川孵化基地每周三上午九点开放。",
  "二、免费工位",
  `莼川孵化基地有免费工位${seats}个。`,
  "赤壁市民政局",
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`,
]
const txt = notice("2026-03-01", 12).join("\n")
const docx = (day: string, seats: number) =>
  docxOf(
    notice(day, seats)
      .map((one) => paragraph(one))
      .join(""),
  )

const shelf = () =>
  town.rows<{ title: string; status: string; regionCode: string | null; addedBy: string }>(
    `SELECT title, status, "regionCode", "addedBy" FROM "Document" ORDER BY "addedAt", status DESC, "regionCode" NULLS FIRST`,
  )

describe("an official's file", () => {
  it("is on the shelf with its number, date and articles, and people are answered from it with the article", async () => {
    const official = await town.official("o1")
    await town.contact("p1")
    const said = await town.file("o1", "通知.txt", txt)
    expect(said).toContain("《关于开放莼川孵化基地的通知》存好了")
    expect(said).toContain("文号赤民政发〔2026〕8号，2026年3月1日发的，全市适用")
    expect(said).toContain("发“废止文件 1”就收回")
    expect(await shelf()).toEqual([
      { title: "关于开放莼川孵化基地的通知", status: "current", regionCode: null, addedBy: official },
    ])
    expect(await town.count("Audit", `action = 'add-document' AND by = $1`, official)).toBe(1)
    const answer = await town.talk("p1", "莼川孵化基地有多少免费工位？")
    expect(answer).toContain("莼川孵化基地有免费工位12个。")
    expect(answer).toContain("《关于开放莼川孵化基地的通知》")
    expect(answer).toMatch(/二/)
    expect(await town.talk("p1", "政策文件")).toContain("1. 《关于开放莼川孵化基地的通知》（赤民政发〔2026〕8号")
  })

  it("in a newer version takes the place of the older one, by 废止文件 and 恢复文件 one goes back", async () => {
    await town.official("o1")
    await town.contact("p1")
    const asked = () => town.talk("p1", "莼川孵化基地有多少免费工位？")
    await town.file("o1", "通知.docx", docx("2025-03-01", 5))
    expect(await asked()).toContain("工位5个")
    const said = await town.file("o1", "通知.docx", docx("2026-03-01", 12))
    expect(said).toContain("原来的版本（2025年3月1日发的）不再用来回答")
    expect(await asked()).toContain("工位12个")
    expect(await town.file("o1", "通知.docx", docx("2024-03-01", 3))).toContain("比现有的版本旧")
    expect(await asked()).toContain("工位12个")
    expect(await town.talk("o1", "政策文件")).toMatch(/1\. .*2026年3月1日，现行.*\n2\. .*废止.*\n3\. .*废止/)
    expect(await town.talk("o1", "恢复文件 3")).toContain("有更新的版本现行")
    expect(await town.talk("o1", "废止文件 1")).toContain("废止了，不再用来回答")
    expect(await asked()).not.toContain("工位")
    expect(await town.talk("p1", "政策文件")).toContain("还没有存政策文件")
    expect(await town.talk("o1", "恢复文件")).toContain("要恢复哪一份？")
    const place = /(\d)\. .*2025年/.exec(await town.talk("o1", "恢复文件"))![1]!
    expect(await town.talk("o1", place)).toContain("现在标为现行")
    expect(await asked()).toContain("工位5个")
    expect(await shelf()).toHaveLength(3)
  })

  it("of a town is the town's; its officials change nothing that is the county's", async () => {
    await town.official("o1")
    await town.official("t1", ZHAOLIQIAO)
    await town.file("o1", "通知.txt", txt)
    const said = await town.file("t1", "通知.txt", txt.replace("12个", "2个"))
    expect(said).toContain("赵李桥镇适用")
    expect((await shelf()).map((one) => [one.status, one.regionCode])).toEqual([
      ["current", null],
      ["current", ZHAOLIQIAO],
    ])
    const listed = await town.talk("t1", "政策文件")
    const county = /(\d)\. [^\n]*日，现行）/.exec(listed)![1]!
    expect(await town.talk("t1", `废止文件 ${county}`)).toContain("是赤壁市的文件，不在您负责的范围里")
    expect((await shelf()).map((one) => one.status)).toEqual(["current", "current"])
  })

  it("of one whose access ended is not even read", async () => {
    await town.official("o1")
    await town.rows(`UPDATE "Person" SET "disabledAt" = now()`)
    town.house.converse.refresh()
    const read = vi.spyOn(town.house.shelf, "read")
    expect(await town.file("o1", "通知.txt", txt)).toContain("已经停用")
    expect(read).not.toHaveBeenCalled()
    expect(await shelf()).toEqual([])
  })

  it("delivered again, sent again, or sent by two at once is one document", async () => {
    await town.official("o1")
    await town.official("o2")
    const first = await town.file("o1", "通知.txt", txt, { id: "same" })
    expect(await town.file("o1", "通知.txt", txt, { id: "same" })).toBe(first)
    expect(await town.file("o1", "改了名.txt", txt)).toContain("已经有了，没有变化")
    const other = txt.replace("12个", "20个").replace("3月1日", "4月1日")
    const both = await Promise.all([town.file("o1", "通知.txt", other), town.file("o2", "通知.txt", other)])
    expect(both.filter((one) => one.includes("存好了"))).toHaveLength(1)
    expect(both.filter((one) => one.includes("已经有了"))).toHaveLength(1)
    expect((await shelf()).map((one) => one.status).sort()).toEqual(["current", "repealed"])
  })

  it("that cannot be read is told of in a sentence, and nothing is kept", async () => {
    await town.official("o1")
    expect(await town.file("o1", "扫描件.pdf", pdfOf([[], []]))).toMatch(/^“扫描件.pdf”没有存。.*扫描件/)
    expect(await town.file("o1", "老文件.doc", "\xd0\xcf\x11\xe0")).toContain("另存为.docx")
    expect(await town.file("o1", "文件.wps", "WPS")).toContain("另存为.docx")
    expect(await town.file("o1", "空.txt", "")).toContain("是空的")
    const why = async (content: { why: "too-large" | "unavailable" }) => {
      const inbound = town.inbound("o1", { kind: "file", name: "大.pdf", ...content })
      return (await town.house.converse.handle(inbound)).texts.join()
    }
    expect(await why({ why: "too-large" })).toContain("太大了")
    expect(await why({ why: "unavailable" })).toContain("请再发一次")
    expect(await shelf()).toEqual([])
    expect(town.logged.filter((one) => one.level === "error")).toEqual([])
  })

  it("is not kept with what was said, nor parked", async () => {
    await town.official("o1")
    const inbound = town.inbound("o1", { kind: "file", name: "通知.txt", file: Buffer.from(txt) })
    const parking = town.hands().park(inbound)
    await parking
    await town.settled()
    expect(town.pushed.map((one) => one.text).join()).toContain("存好了")
    expect(await town.whereIs("免费工位12个")).toEqual(["Document"])
    expect(await shelf()).toHaveLength(1)
  })

  it("keeps no numbers of identity cards", async () => {
    await town.official("o1")
    await town.file("o1", "名单.txt", `${txt}\n三、联系人\n张建国，身份证号42128119800101123X，每周三在。`)
    expect(await shelf()).toHaveLength(1)
    expect(await town.whereIs("42128119800101123X")).toEqual([])
    expect(await town.whereIs("（证件号已隐去）")).toEqual(["Document"])
  })

  it("in a list of many, each is found by 更多", async () => {
    await town.official("o1")
    const content = { places: [], text: "", articles: [] }
    for (let at = 1; at <= 20; at++)
      await town.rows(
        `INSERT INTO "Document" (id, title, status, content, "addedAt") VALUES ($1, $2, 'current', $3, $4)`,
        `d${at}`,
        `关于第${at}批${"社会组织等级评估结果公示有关工作".repeat(17)}的通知`,
        content,
        new Date(town.now.getTime() - at * 1000),
      )
    await town.house.shelf.refresh()
    const pages = [await town.talk("o1", "政策文件")]
    while (!pages.at(-1)!.includes("没有更多了")) pages.push(await town.talk("o1", "更多"))
    const numbers = [...pages.join("\n").matchAll(/^(\d+)\. /gm)].map((match) => Number(match[1]))
    expect(pages.length).toBeGreaterThan(4)
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  })
})

describe("anybody else's file", () => {
  it("changes nothing and is kept nowhere", async () => {
    await town.contact("p1")
    await town.official("t1", ZHAOLIQIAO, "trainer")
    for (const person of ["p1", "t1"]) expect(await town.file(person, "通知.txt", txt)).toContain("发“转人工”")
    expect(await town.file("stranger", "通知.txt", txt)).toContain("同意")
    expect(await shelf()).toEqual([])
    expect(await town.whereIs("免费工位12个")).toEqual([])
  })

  it("nor an official's in a room", async () => {
    await town.official("o1")
    expect(await town.file("o1", "通知.txt", txt, { room: "r1" })).toContain("私聊")
    expect(await town.whereIs("免费工位12个")).toEqual([])
  })
})
