import { COUNTY, TOWNS } from "#domain/region.ts"
import { otherPlaces } from "#knowledge/place.ts"
import { type Claims, type Clause, pairsOf, shared } from "./claim.ts"

/** Names of people, places, bodies and documents: each must stand in the quotes as it is said. */

/** A single character that begins a name is none of the quotes' common ones. */
export const SURNAMES = new Set(
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文",
)

const BODY =
  /局|厅|署|委(?![托派])|(?<!法)院|政府|(?<!场)所(?![有需述在以])|(?<!网|车)站|司(?!法|机)|协会|商会|学会|研究会|联合会|促进会|理事会|委员会|基金会|妇联|工会|中心|社区|街道|部门|支部|(?:宣传|组织|统战|民政|公安|教育|财政|卫生)部|办公室|大队|银行|医院|学校|大学|小学|中学|公司|(?<=[^全本该各])县|(?<=[^城本全上超各该])市(?!场|民|值|级)|(?<=[^乡城集本])镇|(?<=[^下入城各])乡(?!镇|村|亲)|(?<=[^各本该农乡])村(?!民|级|委)|(?<=[\p{Script=Han}]{2})(?:路|街|大道|大厅|窗口|广场|大楼|楼|馆|平台|系统|网站|公众号|小程序)|条例|办法|(?<!不)规定(?=的?第)|通知书?|细则|章程|证书/gu
/** After these a name begins afresh. */
const FRESH = /(?:[由向到找在和与及是给请的对去、以按据为让把从归经送交个这该本各每要]|[\ue000-\uf8ff])$/
const HOME = [COUNTY, ...TOWNS]
  .map((one) => one.name.replace(/(?:街道|[省市县区镇乡])$/, ""))
  .filter((one) => one.length > 1)
/** The longest stretch before the ending of a name that is looked at. */
const NAME = 12
/** With so many characters before its ending a name is told apart. */
const MORE = 3

/** Whether every name said stands in the quotes, and in its clause says what the quotes say of it. */
export function namesQuoted(said: Claims, quoted: Claims, quotes: string): boolean {
  const whole = said.clauses.map((one) => one.text).join("。")
  const places = [...otherPlaces(whole, []), ...HOME.filter((one) => whole.includes(one))]
  if (places.some((one) => !quotes.includes(one))) return false
  return said.clauses.every((clause) =>
    [...clause.text.matchAll(BODY)].every((match) => isQuoted(match, clause, quoted)),
  )
}

function isQuoted(match: RegExpExecArray, clause: Clause, quoted: Claims): boolean {
  const end = match.index + match[0].length
  const stretch = clause.text.slice(Math.max(0, end - NAME), end)
  const name = longestQuoted(stretch, quoted)
  if (name === undefined) return false
  const before = stretch.slice(0, stretch.length - name.length)
  const whole = before === "" || FRESH.test(before) || name.length >= match[0].length + MORE
  return whole && claimsTheSame(clause, name, quoted)
}

/** The longest ending of a text that stands in a quoted clause. */
function longestQuoted(text: string, { clauses }: Claims): string | undefined {
  for (let from = 0; from < text.length; from++) {
    const ending = text.slice(from)
    if (clauses.some((one) => one.text.includes(ending))) return ending
  }
  return undefined
}

/** 财政局牵头 is not said by 民政局牵头，财政局配合: of its words, a clause with the name holds as many as any other. */
function claimsTheSame(clause: Clause, name: string, { clauses }: Claims): boolean {
  const own = pairsOf(name)
  const rest = new Set([...clause.pairs].filter((one) => !own.has(one)))
  const near = (one: Clause) => shared(rest, one.pairs)
  const most = Math.max(...clauses.map(near))
  return clauses.some((one) => one.text.includes(name) && near(one) === most)
}
