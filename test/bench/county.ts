import type { Database } from "#db/open.ts"
import { ACTIVITY_TYPES } from "#domain/activity-type.ts"
import { ORGANIZATION_KINDS } from "#domain/organization.ts"
import { COUNTY, REGIONS } from "#domain/region.ts"
import { TAGS } from "#domain/tag.ts"

/** A county made up by the database itself: rows enough to see what officials wait for. */
export type CountySize = { organizations: number; filings: number; questions: number; tickets: number }

export const OFFICIAL = { channel: "wechat", externalId: "official" }
export const CONTACT = { channel: "wechat", externalId: "contact-7" }

/** How questions are put together; most that come out no document answers. */
const ASKED = {
  begin: ["请问", "我想问下", "你好，", "协会", "我们村", ""],
  about:
    "印章丢失 账户开立 会费票据 场地租用 换届审计 党支部活动 年会抽奖 车辆保险 志愿者补贴 食堂补助 门牌号 网站备案".split(
      " ",
    ),
  end: ["怎么办", "找谁", "要多少钱", "几天能好", "能不能报销", "有没有补助", "在哪里办", "需要盖章吗"],
}

/** Puts a county into migrated tables that hold its regions. All of it came about in the year before `now`. */
export async function makeCounty({ pool }: Database, size: CountySize, now: Date): Promise<void> {
  const towns = REGIONS.filter((one) => one.code.length > COUNTY.code.length).map((one) => one.code)
  const values: Record<string, unknown> = {
    ...size,
    now: now.toISOString(),
    towns,
    county: COUNTY.code,
    kinds: Object.keys(ORGANIZATION_KINDS),
    types: ACTIVITY_TYPES,
    tags: TAGS,
    ...ASKED,
  }
  for (const statement of STATEMENTS) {
    const named: unknown[] = []
    const text = statement.replace(/:(\w+)(?=::)/g, (_, name: string) => {
      named.push(values[name])
      return `$${named.length}`
    })
    await pool.query(text, named)
  }
  await pool.query("ANALYZE")
}

const id = (kind: number, number: string) =>
  `('${String(kind).padStart(8, "0")}-0000-4000-8000-' || lpad((${number})::text, 12, '0'))::uuid`
const person = (number: string) => id(1, number)
const one = (list: string, number: string) => `(:${list}::text[])[1 + (${number}) % cardinality(:${list}::text[])]`
const ago = (hours: string) => `:now::timestamptz - (${hours}) * interval '1 hour'`
const organization = (number: string) => `'DJ20260101' || lpad((${number})::text, 5, '0')`
const filing = (number: string) => `'HD20260102' || lpad((${number})::text, 6, '0')`
const ticket = (number: string) => `'GD20260103' || lpad((${number})::text, 5, '0')`

const STATEMENTS = [
  `INSERT INTO "Person" (id, name, phone, "noticeVersion", "consentAt")
   SELECT ${person("g")}, '张三' || g, '1397' || lpad(g::text, 7, '0'), 1, ${ago("9000")} FROM generate_series(0, :organizations::int) g`,
  `INSERT INTO "Identity" (channel, "externalId", "personId", "linkedAt")
   SELECT 'wechat', CASE g WHEN 0 THEN 'official' ELSE 'contact-' || g END, ${person("g")}, ${ago("9000")} FROM generate_series(0, :organizations::int) g`,
  `INSERT INTO "Role" (id, "personId", role, "regionCode", "grantedAt")
   SELECT ${id(2, "g")}, ${person("g * 100")}, 'official', CASE g WHEN 0 THEN :county::text ELSE ${one("towns", "g")} END, ${ago("9000")}
   FROM generate_series(0, least(30, :organizations::int / 100)) g`,
  `INSERT INTO "Organization" (number, name, kind, "townCode", "identityKey", "foundedOn", staff, "createdAt")
   SELECT ${organization("g")}, '第' || g || '号协会', ${one("kinds", "g * 7")}, ${one("towns", "g")}, 'key-' || g, '2019-03-01', g % 20, ${ago("8900")}
   FROM generate_series(1, :organizations::int) g`,
  `INSERT INTO "OrganizationStatus" (organization, seq, status, "effectiveOn", "knownAt")
   SELECT ${organization("g")}, s, CASE s WHEN 1 THEN 'pending' ELSE 'active' END, '2020-01-01', ${ago("8900 - s")}
   FROM generate_series(1, :organizations::int) g, generate_series(1, 2) s`,
  `INSERT INTO "OrganizationTag" (organization, seq, tag, "on", "effectiveOn", "knownAt")
   SELECT ${organization("g")}, s, ${one("tags", "g + s")}, true, '2024-01-01', ${ago("8000")}
   FROM generate_series(1, :organizations::int) g, generate_series(1, 2) s`,
  `INSERT INTO "Rating" (organization, seq, grade, "validFrom", "validUntil", "knownAt")
   SELECT ${organization("g")}, 1, 1 + g % 5, '2023-01-01', '2027-12-31', ${ago("8000")} FROM generate_series(1, :organizations::int, 2) g`,
  `INSERT INTO "Membership" ("personId", organization, seq, since)
   SELECT ${person("g")}, ${organization("g")}, 1, ${ago("8900")} FROM generate_series(1, :organizations::int) g`,
  `INSERT INTO "Filing" (number, kind, organization, "townCode", "byPerson", "createdAt")
   SELECT ${filing("g")}, CASE WHEN g % 10 = 3 THEN 'outcome' ELSE 'activity' END, ${organization("1 + g % :organizations::int")},
     ${one("towns", "1 + g % :organizations::int")}, ${person("1 + g % :organizations::int")}, ${ago("8760 * (1 - g::float / :filings::int)")}
   FROM generate_series(1, :filings::int) g`,
  // One in a hundred waits, one in twenty was returned and filed again.
  `INSERT INTO "FilingStep" (filing, step, kind, version, answers, by, at, "effectiveOn")
   SELECT number, step, s.kind, version, CASE s.kind WHEN 'submitted' THEN answers END, "byPerson", "createdAt" + step * interval '1 hour',
     CASE s.kind WHEN 'approved' THEN "createdAt"::date END
   FROM (SELECT *, substr(number, 11)::int AS g, CASE kind WHEN 'activity' THEN json_build_object('title', '第' || number || '次社区活动',
       'type', ${one("types", "substr(number, 11)::int")}, 'start', to_char("createdAt", 'YYYY-MM-DD"T"HH24:MI'), 'place', '社区党群服务中心一楼会议室',
       'participants', 50, 'matter', 'none', 'contactName', '王芳', 'phone', '13971234567')
     ELSE json_build_object('activity', number, 'heldOn', to_char("createdAt", 'YYYY-MM-DD'), 'people', 48, 'results', '大家都来了。') END AS answers
     FROM "Filing") f
   CROSS JOIN LATERAL (VALUES (1, 'submitted', 1, true), (2, CASE WHEN g % 20 = 1 THEN 'returned' ELSE 'approved' END, 1, g % 100 <> 0),
       (3, 'submitted', 2, g % 20 = 1), (4, 'approved', 2, g % 20 = 1)) s(step, kind, version, there)
   WHERE there`,
  `INSERT INTO "Question" (id, text, kind, articles, "regionCode", "personId", at)
   SELECT ${id(3, "g")}, ${one("begin", "g * 31")} || ${one("about", "g * 17")} || ${one("end", "g * 13 + g / 7")},
     CASE WHEN g % 5 < 3 THEN 'answered' WHEN g % 5 = 3 THEN 'near-miss' ELSE 'out-of-scope' END, '["二(四)9"]', ${one("towns", "g")},
     ${person("1 + g % :organizations::int")}, ${ago("4300 * (1 - g::float / :questions::int)")}
   FROM generate_series(1, :questions::int) g`,
  `INSERT INTO "Ticket" (number, kind, "regionCode", "personId", "createdAt")
   SELECT ${ticket("g")}, CASE WHEN g % 50 = 0 THEN 'complaint' ELSE 'question' END, ${one("towns", "g")}, ${person("1 + g % :organizations::int")},
     ${ago("8760 * (1 - g::float / :tickets::int)")}
   FROM generate_series(1, :tickets::int) g`,
  // One in twenty nobody answered yet; one in four was a talk of a dozen messages.
  `INSERT INTO "TicketStep" (ticket, step, kind, text, by, at, until)
   SELECT number, step, s.kind, '这是第' || step || '句话，说的是协会的换届审计。', CASE WHEN s.kind IN ('opened', 'said') THEN "personId" ELSE ${person("0")} END,
     "createdAt" + step * interval '5 minutes', CASE WHEN talk AND s.kind <> 'opened' AND step < 13 THEN "createdAt" + (step + 6) * interval '5 minutes' END
   FROM (SELECT *, substr(number, 11)::int % 4 = 0 AS talk, substr(number, 11)::int % 20 = 1 AS open FROM "Ticket") t
   CROSS JOIN LATERAL (SELECT step, CASE WHEN step = 1 THEN 'opened' WHEN NOT talk THEN 'answered' WHEN step = 2 THEN 'taken' WHEN step = 13 THEN 'returned'
       WHEN step % 2 = 1 THEN 'answered' ELSE 'said' END AS kind
     FROM generate_series(1, CASE WHEN open THEN 1 WHEN talk THEN 13 ELSE 2 END) step) s`,
  `INSERT INTO "Talk" (key, channel, sender, "personId", version, state, "heardAt")
   SELECT 'wechat//contact-' || g, 'wechat', 'contact-' || g, ${person("g")}, 1, '{"drafts":[]}', ${ago("g % 4000")} FROM generate_series(1, :organizations::int) g`,
  `INSERT INTO "Outbox" (key, "personId", kind, text, "createdAt", "dueAt", status, attempts, "sentAt", "sentTo", seq)
   SELECT 'made:' || g, ${person("1 + g % :organizations::int")}, 'decision', '您的活动通过了审核。', ${ago("4300 * (1 - g::float / :filings::int)")},
     ${ago("4300 * (1 - g::float / :filings::int)")}, CASE WHEN g % 100 = 0 THEN 'held' ELSE 'sent' END, 1, ${ago("4300 * (1 - g::float / :filings::int)")},
     'wechat/contact-1', g
   FROM generate_series(1, :filings::int) g`,
]
