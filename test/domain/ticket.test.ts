import { describe, expect, test } from "vitest"
import type { RoleName } from "#domain/person.ts"
import { type Answering, type Ticket, toTell, whyNotAnswer } from "#domain/ticket.ts"

const TOWN = "421281101"
const official = (regionCode: string, more: Partial<Answering> = {}, role: RoleName = "official"): Answering => ({
  id: "o",
  roles: [{ id: "r", role, regionCode }],
  organizations: [],
  ...more,
})
const ticket = (kind: Ticket["kind"], text: string, regionCode = "421281") => ({
  kind,
  personId: "p",
  regionCode,
  words: [{ by: "person" as const, text, at: new Date("2026-11-23T09:00:00+08:00") }],
})

describe("who may answer", () => {
  test.each<[what: string, me: Answering, of: ReturnType<typeof ticket>, why: string | undefined]>([
    ["the town's official, of the town", official(TOWN), ticket("question", "问", TOWN), undefined],
    ["the county's, of the town", official("421281"), ticket("question", "问", TOWN), undefined],
    ["the town's, of the county", official(TOWN), ticket("question", "问"), "elsewhere"],
    ["another town's", official("421281001"), ticket("question", "问", TOWN), "elsewhere"],
    ["a trainer", official("421281", {}, "trainer"), ticket("question", "问", TOWN), "elsewhere"],
    ["an administrator", official("421281", {}, "administrator"), ticket("complaint", "举报"), undefined],
    ["whoever asked", official("421281", { id: "p" }), ticket("question", "问"), "own"],
    ["the town's, of a complaint", official(TOWN), ticket("complaint", "举报"), "hidden"],
  ])("%s", (_, me, of, why) => expect(whyNotAnswer(me, of)).toBe(why))

  test.each([
    ["赤壁市青砖茶产业协会", "举报赤壁市青砖茶产业协会乱收费", true],
    ["赤壁市青砖茶产业协会", "青砖茶协会乱收费", true],
    ["赤壁市青砖茶产业协会", "青 砖 茶那个会长收钱", true],
    ["赤壁市阳光服务中心", "阳光中心虚报人数", true],
    ["赵李桥镇商会", "赵李桥镇商会强制入会", true],
    ["赵李桥镇商会", "羊楼洞的合作社不公开账目", false],
    ["羊楼洞广场舞队", "青砖茶协会乱收费", false],
  ])("of a complaint nobody of what it names: %s, %s", (name, text, named) => {
    const me = official("421281", { organizations: [{ name }] })
    expect(whyNotAnswer(me, ticket("complaint", text))).toBe(named ? "hidden" : undefined)
    expect(whyNotAnswer(me, ticket("question", text))).toBeUndefined()
  })
})

describe("who is told", () => {
  const one = (id: string, onDuty: boolean, optedOut = false) => ({ ...official("421281"), id, onDuty, optedOut })
  const ids = (...officials: ReturnType<typeof one>[]) => toTell(officials, ticket("question", "问")).map((it) => it.id)

  test("whoever is on duty", () => expect(ids(one("a", false), one("b", true))).toEqual(["b"]))
  test("else everybody who wants to be told", () =>
    expect(ids(one("a", false), one("b", false, true), one("c", false))).toEqual(["a", "c"]))
  test("on duty one wants to", () => expect(ids(one("a", true, true), one("b", false))).toEqual(["a"]))
  test("else those who do not", () => expect(ids(one("a", false, true))).toEqual(["a"]))
  test("nobody who may not answer", () => {
    const elsewhere = { ...official(TOWN), onDuty: true, optedOut: false }
    expect(toTell([elsewhere, one("a", false)], ticket("question", "问")).map((it) => it.id)).toEqual(["a"])
  })
})
