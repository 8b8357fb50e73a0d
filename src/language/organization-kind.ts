import type { Found } from "./slot.ts"

/** Which of the four kinds an organization is, as its own words, its code or its name say. */

const SAID: [string, RegExp][] = [
  ["社区社会组织", /社区社会组织|社区组织/],
  ["社会服务机构", /社会服务机构|民办非企业(?:单位)?|民非/],
  ["社会团体", /社会团体|社团/],
]
const COMMUNITY =
  /(?:(?<![乡农渔])村|社区|小区|居委会|湾|组|苑)[^市]*(?:队|团|社|会|站|堂|室|联盟|之家|驿站|协会|组织)$/
const ASSOCIATION =
  /(?:协会|学会|商会|研究会|联合会|促进会|联谊会|同乡会|校友会|总会|公会|慈善会|互助会|乡贤会|义工联|联盟)$/
const SERVICE =
  /(?:中心|养老院|敬老院|福利院|幼儿园|学校|医院|服务社|工作室|研究院|研究所|事务所|书画院|书院|画院|艺术院|博物馆|美术馆|俱乐部|服务站|托管班|工作站|照料站|大学|托育园|托儿所|福利社|艺术团|救援队|展览馆|纪念馆)$/
const GROUP = /(?:队|合唱团|舞蹈团|艺术团|义工团|团|社|议事会|理事会|乐队|帮帮团|调解室|驿站|之家|课堂)$/

export function organizationKind(
  text: string,
  name: Found | undefined,
  code: Found | undefined,
): { value: string; from: number; to: number } | undefined {
  for (const [value, pattern] of SAID) {
    const match = pattern.exec(text)
    if (match !== null) return { value, from: match.index, to: match.index + match[0].length }
  }
  const from = name === undefined ? -1 : text.indexOf(name.text.toLowerCase())
  const to = from + (name?.text.length ?? 0)
  if (name === undefined || from < 0) return undefined
  const words = String(name.value)
  if (code !== undefined && code.flags === undefined) {
    const byCode = { "51": "社会团体", "52": "社会服务机构", "53": "基金会" }[String(code.value).slice(0, 2)]
    if (byCode !== undefined) return { value: byCode, from, to }
  }
  if (/基金会$/.test(words)) return { value: "基金会", from, to }
  if (COMMUNITY.test(words)) return { value: "社区社会组织", from, to }
  if (ASSOCIATION.test(words)) return { value: "社会团体", from, to }
  if (/^[^市县]{2,5}(?:镇|乡|街道)/.test(words.replace(/^.*[市县]/, "")) && GROUP.test(words))
    return { value: "社区社会组织", from, to }
  if (SERVICE.test(words) && !(GROUP.test(words) && !/[市县]/.test(words))) return { value: "社会服务机构", from, to }
  if (GROUP.test(words)) return { value: "社区社会组织", from, to }
  return undefined
}
