import { TOWNS } from "#domain/region.ts"
import { ACTIVITY_CHOICES } from "./activity-words.ts"
import { readIntent } from "./intent.ts"
import { boundsOf, partBounds } from "./mention.ts"
import { readMessage } from "./message.ts"
import { organizationKind } from "./organization-kind.ts"
import { plain, READ_AT_MOST } from "./plain.ts"
import { scan, tenseOf } from "./scan.ts"
import type { OpenSession } from "./sign-up.ts"
import { readSignUp } from "./sign-up.ts"
import type { Context, Flag, Found, SlotSpec } from "./slot.ts"
import { mentionsIn } from "./when.ts"

/** One message, understood: what `jiangong understand` prints. */

export type Input = {
  id?: string
  text: string
  now?: string
  role?: string
  form?: string
  context?: {
    sessions?: readonly OpenSession[]
    towns?: readonly { code: string; name: string }[]
    organizations?: Context["organizations"]
  }
}

export type Understood = {
  id?: string
  intent: string
  slots: Record<string, string | number | string[]>
  evidence: Record<string, string>
  flags: Flag[]
  dates: { text: string; start: string; end?: string; grain: "day" | "minute" }[]
}

const PERSON_CUES = ["负责人", "领队", "带队", "联络人", "联络员", "对接人", "经办人", "组织者", "牵头人"]

const ACTIVITY: readonly SlotSpec[] = [
  { name: "title", reads: "title", label: "活动名称", aka: ["名称", "主题", "活动", "内容"] },
  { name: "type", reads: "choice", label: "类型", aka: ["活动类型", "类别"], choices: ACTIVITY_CHOICES },
  { name: "start", reads: "moment", label: "时间", aka: ["活动时间", "开始时间", "日期"] },
  { name: "end", reads: "momentEnd", label: "结束时间" },
  { name: "place", reads: "place", label: "地点", aka: ["活动地点", "地址", "场地"] },
  { name: "participants", reads: "count", label: "人数", aka: ["参加人数", "规模", "参与人数"] },
  { name: "contactName", reads: "personName", label: "联系人", aka: PERSON_CUES },
  { name: "phone", reads: "phone", label: "电话", aka: ["手机", "联系电话", "联系方式", "手机号"] },
  { name: "budgetYuan", reads: "money", label: "预算", aka: ["经费", "费用", "花费", "钱数", "活动经费"] },
]

const KINDS = ["社会团体", "社会服务机构", "基金会", "社区社会组织"]
const CATEGORIES = ["科技创新类", "产业发展类", "工商服务类", "社会服务类"]

const ORGANIZATION: readonly SlotSpec[] = [
  { name: "name", reads: "orgName", label: "名称", aka: ["组织名称", "单位名称", "全称"] },
  { name: "category", reads: "choice", label: "类别", choices: CATEGORIES.map((label) => ({ id: label, label })) },
  { name: "town", reads: "town", label: "乡镇街道", aka: ["所在乡镇", "属地"] },
  { name: "creditCode", reads: "creditCode", label: "信用代码", aka: ["代码", "统一社会信用代码"] },
  {
    name: "legalRep",
    reads: "personName",
    label: "法定代表人",
    aka: [
      "法人代表",
      "法人",
      "负责人",
      "会长",
      "理事长",
      "队长",
      "团长",
      "社长",
      "院长",
      "园长",
      "校长",
      "牵头人",
      "发起人",
      "带头人",
      "主任",
      "站长",
    ],
  },
  { name: "phone", reads: "phone", label: "电话", aka: ["手机", "联系电话", "联系方式"] },
  { name: "members", reads: "count", label: "会员数", aka: ["会员", "成员", "队员", "人数", "会员人数"] },
  { name: "fundsYuan", reads: "money", label: "注册资金", aka: ["开办资金", "原始基金", "活动资金", "资金"] },
]

export const FORMS: Record<string, readonly SlotSpec[]> = { activity: ACTIVITY, org: ORGANIZATION }

/** Understands one message, against its own time. */
export function understand(input: Input): Understood {
  const now = input.now === undefined ? new Date() : new Date(input.now)
  const text = input.text
  const context: Context = {
    now,
    towns: input.context?.towns ?? TOWNS,
    ...(input.context?.organizations === undefined ? {} : { organizations: input.context.organizations }),
  }
  const intent = readIntent(text, { role: input.role ?? "contact", inForm: input.form !== undefined }).intent
  const result: Understood = {
    ...(input.id === undefined ? {} : { id: input.id }),
    intent,
    slots: {},
    evidence: {},
    flags: [],
    dates: datesIn(text, now),
  }
  if (input.form === "training") {
    const signUp = readSignUp(text, input.context?.sessions ?? [], context)
    for (const [name, found] of Object.entries(signUp)) {
      result.slots[name] = found.value
      result.evidence[name] = found.text
    }
    return result
  }
  const specs = input.form === undefined ? undefined : FORMS[input.form]
  if (specs === undefined) return result
  const found = readMessage(specs, text, context)
  take(result, found)
  if (input.form === "activity") {
    if (result.slots.title !== undefined && result.slots.type === undefined) {
      result.slots.type = "其他"
      result.evidence.type = result.evidence.title!
    }
  }
  if (input.form === "org") {
    const kind = organizationKind(plain(text), found.get("name"), found.get("creditCode"))
    if (kind !== undefined && KINDS.includes(kind.value)) {
      result.slots.kind = kind.value
      result.evidence.kind = text.slice(kind.from, kind.to)
    }
    const town = found.get("town")
    if (town !== undefined)
      result.slots.town = (context.towns ?? TOWNS).find((one) => one.code === town.value)?.name ?? town.value
  }
  return result
}

function take(result: Understood, found: ReadonlyMap<string, Found>): void {
  const flags = new Set<Flag>()
  for (const [name, one] of found) {
    for (const flag of one.flags ?? []) flags.add(flag)
    const refused =
      one.value === "" ||
      one.flags?.some(
        (flag) =>
          flag === "creditCode_invalid" || flag === "phone_invalid" || (flag === "time_conflict" && name === "end"),
      ) === true
    if (refused) continue
    result.slots[name] = one.value
    result.evidence[name] = one.text
  }
  result.flags = [...flags]
}

/** Every time a text mentions, as it stands. */
export function datesIn(text: string, now: Date): Understood["dates"] {
  const words = plain(text.slice(0, READ_AT_MOST))
  const it = scan(text, { now, tense: tenseOf(words, undefined) })
  const dates: Understood["dates"] = []
  for (const mention of it.mentions.length > 0 ? it.mentions : mentionsIn(words, now, it.tense)) {
    const bounds = partBounds(mention) ?? boundsOf(mention)
    if (bounds === undefined) continue
    dates.push({
      text: text.slice(mention.from, mention.to),
      start: bounds.start,
      ...(bounds.end === undefined ? {} : { end: bounds.end }),
      grain: bounds.start.length === 10 ? "day" : "minute",
    })
  }
  return dates
}
