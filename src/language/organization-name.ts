import type { Context } from "./slot.ts"
import { ORGANIZATION_ENDS } from "./vocabulary.ts"

/** Names of organizations in a message: 赤壁市足球协会, 车埠镇盘石村广场舞队, or the sender's own by the short name. */

export type OrganizationFound = { from: number; to: number; value: string; own?: string }

const HAN = "[\\u4e00-\\u9fa5a-z0-9·()（）]"
const NAME = new RegExp(
  `${HAN}{2,24}?(?:${ORGANIZATION_ENDS})(?![\\u4e00-\\u9fa5]*(?:${ORGANIZATION_ENDS})(?=[,。;、\\s\\n\\d]|$))`,
  "g",
)
/** What stands before a name and is not part of it. */
const LEAD =
  /^(?:.*?(?:我们是|咱们是|我是|这里是|这边是|单位是|名称是|名称为|名称|全称是?|全称叫|名字叫|名字是|叫做|叫|刚?成立的?|成立了?|新办的?|新成立的?|登记(?:一下|一个|下)?|注册(?:一下|一个|下)?|备案(?:一下|一个|下)?|录入|代表|来自|给|帮|替|是|类的?|的是|我们单位|单位|组织|机构|我们的?|咱们|先|要|想|报|办|有个|有一个|一个|加入|关于|请|你好|您好|领导|老师|:|,|的))?/

export function organizationsIn(text: string, context: Context): OrganizationFound[] {
  const found: OrganizationFound[] = []
  for (const one of context.organizations ?? []) {
    for (const name of [one.name, ...(one.aka ?? [])]) {
      const at = text.indexOf(name)
      if (at >= 0) {
        found.push({ from: at, to: at + name.length, value: one.name, own: one.id })
        break
      }
    }
  }
  if (found.length > 0) return found
  for (const match of text.matchAll(NAME)) {
    const lead = LEAD.exec(match[0])![0].length
    const name = match[0].slice(lead)
    if (
      name.length < 4 ||
      /^(?:社会团体|民办|基金会|协会|我们|他们|业务|主管|服务中心|社区服务|党群服务)/.test(name) ||
      /[了吗呢吧]/.test(name)
    )
      continue
    found.push({ from: match.index + lead, to: match.index + match[0].length, value: name })
  }
  return found
}
