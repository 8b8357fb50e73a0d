import type { KnownOrganization } from "#domain/facts.ts"
import type { Filing } from "#domain/filing.ts"
import type { Me, MyOrganization } from "#domain/person.ts"
import type { Ticket } from "#domain/ticket.ts"

/** The made-up people, organizations and filings that transcripts and engine tests speak of. */

export const ORGANIZATIONS: Record<string, KnownOrganization> = Object.fromEntries(
  [
    {
      number: "DJ20261101001",
      name: "赤壁市青砖茶产业协会",
      kind: "association",
      townCode: "421281101",
      creditCode: "51421281MJH000019M",
      status: "active",
      tags: [],
    },
    {
      number: "DJ20261101002",
      name: "赤壁市阳光服务中心",
      kind: "service",
      townCode: "421281001",
      creditCode: "52421281MJH000027D",
      status: "active",
      tags: ["社会服务"],
    },
    {
      number: "DJ20261122003",
      name: "羊楼洞广场舞队",
      kind: "community",
      townCode: "421281101",
      status: "pending",
      tags: [],
    },
  ].map((one) => [one.number, one]),
)

function member(number: string): MyOrganization {
  const { name, townCode, kind, status } = ORGANIZATIONS[number]!
  return { number, name, townCode, kind, status }
}

const nobody = { optedOut: false, roles: [], organizations: [] }

export const PEOPLE: Record<string, Me> = {
  新人: { id: "p-new", ...nobody },
  张建国: { id: "p-zhang", ...nobody, name: "张建国", phone: "13871234567", organizations: [member("DJ20261101001")] },
  王芳: {
    id: "p-wang",
    ...nobody,
    name: "王芳",
    phone: "13997654321",
    organizations: [member("DJ20261101001"), member("DJ20261101002")],
  },
  周芳: { id: "p-zhou", ...nobody, name: "周芳", phone: "13972223333", organizations: [member("DJ20261122003")] },
  李干部: {
    id: "p-li",
    ...nobody,
    name: "李明",
    phone: "13800001111",
    roles: [{ id: "r-li", role: "official", regionCode: "421281" }],
  },
  镇干部: {
    id: "p-town",
    ...nobody,
    name: "陈刚",
    phone: "13800002222",
    roles: [{ id: "r-town", role: "official", regionCode: "421281101" }],
  },
  陈老师: {
    id: "p-chen",
    ...nobody,
    name: "陈老师",
    phone: "13800003333",
    roles: [{ id: "r-chen", role: "trainer", regionCode: "421281" }],
  },
}

/** An organization as a filing carries it. */
function of(number: string): Filing["organization"] {
  const { name, townCode, status } = ORGANIZATIONS[number]!
  return { number, name, townCode, status }
}

const first = { step: 1, version: 1, state: "pending", warnings: [] } as const
const on = (day: string) => ({ submittedAt: new Date(`${day}T10:00:00+08:00`), at: new Date(`${day}T10:00:00+08:00`) })

export const FILINGS: Record<string, Filing> = Object.fromEntries(
  (
    [
      {
        ...first,
        ...on("2026-11-22"),
        number: "DJ20261122003",
        kind: "registration",
        organization: of("DJ20261122003"),
        townCode: "421281101",
        byPerson: "p-zhou",
        byName: "周芳",
        answers: {
          kind: "community",
          name: "羊楼洞广场舞队",
          town: "421281101",
          village: "羊楼洞社区",
          category: "culture",
          foundedOn: "2025-03-01",
          members: 15,
          contactName: "周芳",
          phone: "13972223333",
        },
      },
      {
        ...first,
        ...on("2026-11-20"),
        number: "HD20261120001",
        kind: "activity",
        organization: of("DJ20261101001"),
        townCode: "421281101",
        byPerson: "p-zhang",
        byName: "张建国",
        answers: {
          organization: "DJ20261101001",
          title: "青砖茶冲泡技艺培训",
          type: "培训",
          start: "2026-12-02T15:00:00+08:00",
          place: "羊楼洞社区党群服务中心",
          participants: 50,
          matter: "none",
          contactName: "张建国",
          phone: "13871234567",
        },
      },
      {
        ...first,
        ...on("2026-11-10"),
        number: "HD20261110002",
        kind: "activity",
        organization: of("DJ20261101001"),
        townCode: "421281101",
        byPerson: "p-zhang",
        byName: "张建国",
        state: "approved",
        step: 2,
        standing: 1,
        answers: {
          organization: "DJ20261101001",
          title: "采茶技能大赛",
          type: "竞赛",
          start: "2026-11-21T09:00:00+08:00",
          place: "赵李桥镇羊楼洞茶场",
          participants: 120,
          matter: "none",
          contactName: "张建国",
          phone: "13871234567",
        },
      },
      {
        ...first,
        ...on("2026-11-22"),
        number: "ZJ20261122001",
        kind: "outcome",
        about: "HD20261110002",
        organization: of("DJ20261101001"),
        townCode: "421281101",
        byPerson: "p-zhang",
        byName: "张建国",
        answers: { activity: "HD20261110002", heldOn: "2026-11-21", people: 126, results: "评出前三名，茶农反响很好" },
      },
      {
        ...first,
        ...on("2026-11-22"),
        number: "RY20261122001",
        kind: "membership",
        organization: of("DJ20261101001"),
        townCode: "421281101",
        byPerson: "p-new",
        byName: "李红",
        answers: { organization: "DJ20261101001", contactName: "李红", phone: "13997650000", position: "秘书长" },
      },
    ] satisfies Filing[]
  ).map((one) => [one.number, one]),
)

const asked = (
  number: string,
  at: string,
  question: string,
): Pick<Ticket, "number" | "question" | "openedAt" | "words"> => ({
  number,
  question,
  openedAt: new Date(at),
  words: [{ by: "person", text: question, at: new Date(at) }],
})

export const TICKETS: Record<string, Ticket> = Object.fromEntries(
  (
    [
      {
        ...asked("GD20261123001", "2026-11-23T09:00:00+08:00", "年检要交哪些材料？"),
        kind: "question",
        regionCode: "421281101",
        personId: "p-zhang",
        byName: "张建国",
        organization: "赤壁市青砖茶产业协会",
        step: 1,
        state: "open",
      },
      {
        ...asked("GD20261123002", "2026-11-23T09:10:00+08:00", "我们队没有章程，备案要紧吗？"),
        kind: "question",
        regionCode: "421281101",
        personId: "p-zhou",
        byName: "周芳",
        organization: "羊楼洞广场舞队",
        step: 1,
        state: "open",
      },
      {
        ...asked("GD20261122003", "2026-11-22T16:00:00+08:00", "有个商会强制我们企业交三千块会费，不交就不盖章"),
        kind: "complaint",
        regionCode: "421281",
        personId: "p-new",
        step: 1,
        state: "open",
      },
    ] satisfies Ticket[]
  ).map((one) => [one.number, one]),
)

export const INDICATORS = [
  { id: "I-01", mark: "①", title: "社会组织总量增长", ratio: true },
  { id: "I-03", mark: "②", title: "结对帮扶的社会组织", ratio: false },
]

export const COLLEAGUES = [
  { id: "p-li", name: "李明", roles: [{ role: "official", regionCode: "421281" }] },
  { id: "p-town", name: "陈刚", roles: [{ role: "official", regionCode: "421281101" }] },
  { id: "p-town-2", name: "陈刚", roles: [{ role: "official", regionCode: "421281001" }] },
  { id: "p-chen", name: "陈老师", roles: [{ role: "trainer", regionCode: "421281" }] },
]
