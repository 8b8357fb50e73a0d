import { COUNTY, TOWNS } from "#domain/region.ts"
import type { Context } from "./slot.ts"
import { ORGANIZATION_ENDS } from "./vocabulary.ts"

/** Names of organizations in a message: 赤壁市足球协会, 车埠镇盘石村广场舞队, or the sender's own by the short name. */

export type OrganizationFound = { from: number; to: number; value: string; own?: string }

const ENDS = new Set(ORGANIZATION_ENDS.split("|"))
const LONGEST = Math.max(...[...ENDS].map((end) => end.length))
const HAN = /[\u4e00-\u9fa5a-z0-9·“”]/
/** A name that begins with where it is: the city, the county, a town, a village. */
const REGION = new RegExp(
  `${COUNTY.name}|(?:湖北|北京|上海|广东|武汉|咸宁)(?:省|市)?(?=[\\u4e00-\\u9fa5])|[\\u4e00-\\u9fa5]{2}[市县]|${TOWNS.map((one) => one.name).join("|")}`,
)
const VILLAGE = /[\u4e00-\u9fa5]{2,4}(?:村|社区|小区|街道|镇|乡)/
/** What stands before a name and is not part of it. */
const LEAD =
  /^.*(?:我们是|咱们是|我是|这里是|这边是|单位是|名称是|名称为|名称叫|组织名称|单位名称|名称|全称是?|全称叫?|名字就?叫|名字就?是|名字|叫做|就叫|叫|刚?成立的|成立了?个?|新办的|登记一?下?个?|注册一?下?个?|备案一?下?个?|录入|代表|来自|就是|是|类的?|我们单位|单位|机构|我们的|我们|咱们|有个|有一个|一个|加入|关于|你好|您好|领导|老师|的)/
/** What cannot stand inside a name: past it, another thing begins. */
const CUT =
  /会员|理事(?!会)|会长|社长|队长|队员|团长|团员|站长|院长|法人|负责|成员|电话|手机|要|想|的|在|我们|和|与|于|下周|周[一二三四五六日]|是|准备|打算|举办|举行|开展|办(?!公)|搞|报|登记|备案|注册|联系|预计|[\d人个名]|[二三四五六七八九]十/
const NOT_A_NAME =
  /^(?:社会团体|社会组织|民办|基金会|协会|商会|我们|他们|业务|主管|社区服务|党群服务|志愿服务队|服务中心)|[了吗呢吧]/

/** 老年协会, 志愿服务队: there is one in every village, so it is nobody's full name. */
const GENERIC =
  /^(?:我们|咱们)?(?:村里?|社区|小区|镇|乡|街道)?(?:老年人?|志愿者?|志愿服务|志愿者服务|广场舞|舞蹈|合唱|秧歌|腰鼓|锣鼓|文艺|养老|养老服务|互助|邻里互助|书画|读书|行业|专业|茶叶|家政|巡逻|龙狮|舞龙)?(?:协会|商会|学会|服务队|巡逻队|志愿队|队|艺术团|团|社|互助会|会|服务中心|中心)$/

/** Every organization named; the sender's own alone where one of them is. */
export function organizationsIn(text: string, context: Context): OrganizationFound[] {
  for (const one of context.organizations ?? []) {
    for (const name of [one.name, ...(one.aka ?? [])]) {
      const at = text.indexOf(name)
      if (at >= 0) return [{ from: at, to: at + name.length, value: one.name, own: one.id }]
    }
  }
  const found: OrganizationFound[] = []
  let from = 0
  for (let to = 2; to <= text.length; to++) {
    if (!HAN.test(text[to - 1]!)) {
      from = to
      continue
    }
    if (!endsAt(text, to) || runsOn(text, to)) continue
    const one = startOf(text, Math.max(from, to - 30), to)
    if (one !== undefined) {
      found.push(one)
      from = to
    }
  }
  return found
}

function endsAt(text: string, to: number): boolean {
  for (let size = 1; size <= LONGEST; size++) if (ENDS.has(text.slice(to - size, to))) return true
  return false
}

/** 义工联 inside 义工联合会: the name goes on to a later end. */
function runsOn(text: string, to: number): boolean {
  // a single letter is an end only where the word ends: 合唱团 yes, 社|会工作 no
  if (/[社团队站]/.test(text[to - 1]!) && /^(?:会|区|工|体|结|员|伍|“)/.test(text.slice(to))) return true
  for (let next = to + 1; next <= Math.min(text.length, to + 8); next++) {
    if (!HAN.test(text[next - 1]!) || CUT.test(text.slice(to, next))) return false
    if (endsAt(text, next)) return true
  }
  return false
}

function startOf(text: string, from: number, to: number): OrganizationFound | undefined {
  const run = text.slice(from, to)
  const region = REGION.exec(run)
  let at = region?.index
  if (at === undefined) {
    const lead = LEAD.exec(run)?.[0].length ?? 0
    const village = VILLAGE.exec(run.slice(lead))
    at = lead + (village !== null && village.index <= 2 ? village.index : 0)
  }
  const name = run.slice(at)
  if (name.length < 4 || name.length > 28 || NOT_A_NAME.test(name)) return undefined
  if (region === undefined && GENERIC.test(name)) return undefined
  return { from: from + at, to, value: name }
}
