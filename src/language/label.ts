import type { SlotSpec } from "./slot.ts"

/** Values that stand after their label: 时间：…, 名称是…, 地点 …. */

export type Labelled = { name: string; from: number; to: number; labelFrom: number }

/** What people call a kind of slot, whatever the form's own label is. */
const COMMON: Partial<Record<SlotSpec["reads"], readonly string[]>> = {
  title: [
    "活动名称",
    "活动主题",
    "活动名",
    "活动内容",
    "活动项目",
    "主题",
    "名称",
    "题目",
    "标题",
    "内容",
    "项目名称",
    "项目",
    "活动",
  ],
  place: [
    "活动地点",
    "活动地址",
    "举办地点",
    "活动场地",
    "集合地点",
    "出发点",
    "集合点",
    "详细地址",
    "地点",
    "地址",
    "地方",
    "场地",
    "位置",
    "会场",
  ],
  orgName: [
    "组织名称",
    "单位名称",
    "组织全称",
    "单位全称",
    "机构名称",
    "社会组织名称",
    "社团名称",
    "协会名称",
    "全称",
    "名称",
    "单位",
    "组织",
  ],
  personName: ["联系人", "负责人", "活动负责人", "活动联系人", "姓名", "名字"],
  phone: ["联系电话", "手机号码", "电话号码", "联系方式", "手机号", "电话", "手机", "号码"],
  moment: ["活动时间", "开始时间", "举办时间", "时间", "日期", "定在", "什么时候"],
  momentEnd: ["结束时间", "截止时间"],
  count: ["人数", "参加人数", "规模", "活动规模", "活动人数", "参会人数", "预计人数", "参与人数"],
  money: ["预算", "经费", "资金", "活动经费", "活动预算", "经费预算"],
  town: ["所在乡镇", "所属乡镇", "乡镇街道", "乡镇", "街道", "属地", "所在地"],
  creditCode: ["统一社会信用代码", "社会信用代码", "信用代码", "代码"],
}

const memo = new WeakMap<SlotSpec, readonly string[]>()

/** Every name of a slot, longest first. */
export function namesOf(spec: SlotSpec): readonly string[] {
  let names = memo.get(spec)
  if (names === undefined) {
    names = [...new Set([spec.label, ...(spec.aka ?? []), ...(COMMON[spec.reads] ?? [])])]
      .map((one) => one.toLowerCase())
      .sort((a, b) => b.length - a.length)
    memo.set(spec, names)
  }
  return names
}

/** The slot's own names only, in the order its author gave them. */
export function ownNames(spec: SlotSpec): readonly string[] {
  return [spec.label, ...(spec.aka ?? [])].map((one) => one.toLowerCase())
}

const START = "(?:^|[\\n,。;、!\\s\\d.)）】]|(?<=[\\u0001]))"

/** Labels with a colon, or at a line's start with a blank, or with 是, 为, 叫; the first slot that knows the label has it. */
export function labelsIn(text: string, specs: readonly SlotSpec[]): Labelled[] {
  const owners = new Map<string, string>()
  for (const spec of specs) for (const name of ownNames(spec)) if (!owners.has(name)) owners.set(name, spec.name)
  for (const spec of specs) for (const name of namesOf(spec)) if (!owners.has(name)) owners.set(name, spec.name)
  const words = [...owners.keys()].filter((one) => one.length > 1).sort((a, b) => b.length - a.length)
  if (words.length === 0) return []
  const pattern = patternOf(words)
  const found: Labelled[] = []
  const next: number[] = []
  for (const match of text.matchAll(pattern)) {
    const label = match[1]!
    const labelFrom = match.index + match[0].indexOf(label)
    const from = match.index + match[0].length
    const previous = found[found.length - 1]
    if (previous !== undefined && labelFrom < previous.from) continue
    found.push({ name: owners.get(label)!, labelFrom, from, to: text.length })
    next.push(labelFrom)
  }
  found.forEach((one, index) => {
    const limit = found[index + 1]?.labelFrom ?? text.length
    const line = text.slice(one.from, limit).search(/[\n;。]|,(?![\d])/)
    one.to = line < 0 ? limit : one.from + line
  })
  return found
}

const patterns = new Map<string, RegExp>()

function patternOf(words: readonly string[]): RegExp {
  const key = words.join("|")
  let pattern = patterns.get(key)
  if (pattern === undefined) {
    const any = words.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")
    pattern = new RegExp(
      `${START}\\s?[\\[【(]?(${any})[\\]】)]?(?:\\s?(?:\\([^)\\n]{1,10}\\))?\\s?(?::|=|-{1,2}>?)\\s?|(?:名)?(?:就?是|为|叫做?|改为|改成|换成|定在|定于)(?![否不])\\s?:?|[ \\u0001]+(?=\\S))`,
      "g",
    )
    if (patterns.size > 200) patterns.clear()
    patterns.set(key, pattern)
  }
  return pattern
}
