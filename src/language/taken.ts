import type { Labelled } from "./label.ts"
import { organizationsIn } from "./organization-name.ts"
import type { PersonFound } from "./people-named.ts"
import type { Scan } from "./scan.ts"
import type { Found, SlotSpec } from "./slot.ts"

/** What a message has already been read for, and so cannot be the place or the title any more. */

/** 药品费2300, 印刷费加礼品1350元: the words that say what a sum is for. */
const MONEY_LEAD =
  /(?:[一-龥]{0,4}(?:费用?|钱|款|预算|经费|租金|劳务|支出|开支|花费|花销|成本|花了?|奖金|奖品|资金|投入|投流|包车|慰问品)(?:加[一-龥]{1,3})?)(?:是|为|有|大概|大约|约|差不多|预计|一共|总共|共|合计|[:\s-])*$/

const HOLDER = /^(?:的|,|\s)?(?:拟|要|想|打算|准备|计划|将|定于|决定|组织|举办|开展|搞|办(?!公)|我们)/

/** 六十家企业, 12支队伍: counted, and neither place nor title. */
const COUNTED =
  /(?:\d+|[一二两三四五六七八九十百千]+)多?(?:家(?!宴|万户|讲坛|争鸣|姓)(?:企业|单位|商户|商家|公司|会员单位)?|组(?:家庭)?|座|条|对(?:夫妻|新人|情侣)?|辆[大小]?(?:巴|车)?|户(?:困难户|农户|家庭|居民)?|支(?:队伍|代表队|队)|个(?:节目|作品|摊位|展位|单位|项目|村|队|方阵))(?:参加|参展|参赛|来)?/g

/** 青年突击队 汤池: a body, a pause, and who speaks for it. */
const WHOSE_PERSON =
  /(?<=^|[\s,。;、\n\u0001])([一-龥]{1,9}(?:队|协会|商会|学会|理事会|联合会|促进会|研究会|基金会|总会|互助会|志愿会|慈善会|退管会|[居村家妇工管]?委会?|工会|公司|集团|中心|社|团|办|所|局|联|组|驿站|工作站|农技站|文化站|门店|馆里|院里))([\s,、]{1,2})$/

/** Every stretch that cannot be place or title any more, with the words that belong to it. */
export function takenSpans(
  it: Scan,
  labels: readonly Labelled[],
  specs: readonly SlotSpec[],
  persons: readonly PersonFound[],
  result: ReadonlyMap<string, Found>,
): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [...it.codes, ...it.phones, ...it.overruled]
  for (const one of it.money)
    spans.push({
      from:
        one.itemFrom ??
        one.from - (MONEY_LEAD.exec(it.text.slice(Math.max(0, one.from - 16), one.from))?.[0].length ?? 0),
      to: one.to,
    })
  for (const one of it.mentions) {
    const after = it.text.slice(one.to)
    // 重阳节敬老活动, 2026年迎春晚会: part of what it is called
    const named =
      one.clock === undefined &&
      one.endDay === undefined &&
      ((one.day?.festival === true &&
        /^[\u4e00-\u9fa5]/.test(after) &&
        !/^[在去到上下早晚的前后那,当期放假办搞开举]/.test(after)) ||
        (one.day?.of === "span" &&
          one.day.month === undefined &&
          one.day.year !== undefined &&
          /^[\u4e00-\u9fa5]/.test(after)))
    if (!named) spans.push({ from: one.from, to: one.to })
  }
  for (const one of it.text.matchAll(COUNTED)) spans.push({ from: one.index, to: one.index + one[0].length })
  for (const one of it.people)
    spans.push({
      from:
        one.from -
        (/(?:大概|大约|差不多|预计|约|估计|共|总共|一共|有|参加|人数|规模|到场)*$/.exec(
          it.text.slice(Math.max(0, one.from - 8), one.from),
        )?.[0].length ?? 0),
      to:
        one.to + (/^(?:左右|上下|参加|参与|到场|参会|的样子|以内|报名)*/.exec(it.text.slice(one.to))?.[0].length ?? 0),
    })
  for (const one of persons) {
    const whose = WHOSE_PERSON.exec(it.text.slice(Math.max(0, one.cueFrom - 14), one.cueFrom))
    spans.push({ from: one.cueFrom - (whose?.[1]?.length ?? 0) - (whose?.[2]?.length ?? 0), to: one.to })
  }
  for (const label of labels) {
    const spec = specs.find((one) => one.name === label.name)
    if (spec === undefined) continue
    const filled = result.get(spec.name)
    if (
      (spec.reads === "title" || spec.reads === "place" || spec.reads === "orgName" || spec.reads === "text") &&
      filled !== undefined
    )
      spans.push({ from: label.labelFrom, to: label.to })
    else spans.push({ from: label.labelFrom, to: label.from })
  }
  const self =
    /(?:我们|咱们|我|这里|这边)是[^,。;\n]{2,20}?(?:协会|商会|学会|联合会|中心|队|社|会|团|社区|村|院|单位|公司|基金会|学校|站)的?/.exec(
      it.text,
    )
  if (self !== null) spans.push({ from: self.index, to: self.index + self[0].length })
  for (const one of organizationsIn(it.text, { now: new Date(0) })) {
    const before = it.text.slice(0, one.from).trimEnd()
    if (before !== "" && !/[,。\n]$/.test(before)) continue
    // 赤壁市足球协会拟于…, 足球协会下周三…: who holds it, not where
    if (it.mentions.some((mention) => mention.from === one.to) || HOLDER.test(it.text.slice(one.to)))
      spans.push({ from: one.from, to: one.to })
  }
  return spans
}
