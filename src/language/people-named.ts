import { looksLikeCalled, looksLikeName, nameAt, runsAlone } from "./person-name.ts"
import type { PhoneFound } from "./phone.ts"
import { blank } from "./plain.ts"

/** The people named in a message, with the word that called for each. */

export type PersonFound = {
  from: number
  to: number
  value: string
  /** Where the word that called for the name begins; the name itself where none did. */
  cueFrom: number
  /** 联系人, 法人, 我是; empty where the name only stands beside a phone. */
  cue: string
}

const CUES =
  "负责的(?=是|叫|:)|我姓[一-龥](?=[,\\s]?(?:叫|名)|[一-龥]{2,3}[\\s,\\d\u0001电])|(?:汇报|上报|登记|报告|经手|填表|报送|报备|发言)人|(?:领头|带头|牵头|管事|当家)的(?:人)?(?:叫|是)?|总负责(?:人)?|法定代表人|法人代表|法人|负责人|联系人|联络人|联络员|经办人|对接人|承办人|组织者|牵头人|发起人|领队|带队的?|副会长|会长|副理事长|理事长|秘书长|秘书|队长|团长|社长|院长|园长|校长|站长|所长|主任|书记|主席|班长|组长|召集人|总干事|干事|代表|监事长|我是|我叫|我姓名|本人|姓名|名字叫|名字是|名字|名叫|找|联系(?!方式|电话|号码)|由|请(?=.{2,3}(?:老师|负责))|咨询|报名人|参训人员?|参加人员?|参会人员?|人员|填报人|申请人|主持|主讲人?|讲师|带头人|安全员|责任人|接待人?|管事的|叫"
/** What a cue is by another name: 领头的 is who leads, 我姓徐 is oneself. */
const CUE_MEANS: readonly [RegExp, string][] = [
  [/^(?:负责的|(?:领头|带头|牵头|管事|当家)的(?:人)?(?:叫|是)?)$/, "负责人"],
  [/^我姓/, "我是"],
]
const CUE = new RegExp(`(?:${CUES})`, "g")
/** Cues that are everyday words too: what follows must be a known surname and end well. */
const WEAK =
  /^(?:我是|找|联系|由|请|咨询|代表|主持|名字|叫|本人|人员|秘书|干事|主任|书记|主席|班长|组长|领队|会长|法人|队长|负责人)$/

const OFFICE = /(?:长|书记|主席|干事)$/
const WHOSE_OFFICE = /(?:村|社区|协会|商会|学会|我们|是|的)$/
const HAN = /[\u4e00-\u9fa5]/

export function personsIn(
  text: string,
  phones: readonly PhoneFound[],
  taken: readonly { from: number; to: number }[],
): PersonFound[] {
  const found: PersonFound[] = []
  const free = (from: number, to: number) => !taken.some((one) => one.from < to && from < one.to)
  const words = blank(text, phones)
  for (const match of words.matchAll(CUE)) {
    const at = match.index + match[0].length
    const labelled =
      /^\s?(?:\(.{1,8}\))?\s?[:=]/.test(text.slice(at)) ||
      (/(?:^|\n)\s*$/.test(text.slice(0, match.index)) && /^\s/.test(text.slice(at)))
    // 法治副校长讲一课: an office inside a sentence calls for nobody's name
    const inside =
      OFFICE.test(match[0]) &&
      HAN.test(text[match.index - 1] ?? "") &&
      HAN.test(text[at] ?? "") &&
      !WHOSE_OFFICE.test(text.slice(0, match.index))
    const name = nameAt(words, at, labelled || !(WEAK.test(match[0]) || inside))
    if (name === undefined || !free(name.from, name.to)) continue
    if (
      /^(?:我是|本人)$/.test(match[0]) &&
      !looksLikeName(name.value) &&
      !looksLikeCalled(name.value) &&
      !/[,。\s\n]|$/.test(text[name.to] ?? "")
    )
      continue
    found.push({
      ...name,
      cueFrom: match.index,
      cue: CUE_MEANS.find(([pattern]) => pattern.test(match[0]))?.[1] ?? match[0].replace(/的$/, ""),
    })
  }
  // 张伟会长, 李红(秘书长)
  for (const match of text.matchAll(
    /([\u4e00-\u9fa5]{2,4})\s?[（(]?(会长|秘书长|理事长|队长|团长|法人|负责人|联系人|领队|带队|负责|牵头)[）)]?/g,
  )) {
    for (const length of [3, 2, 4]) {
      const value = match[1]!.slice(-length)
      if (value.length !== length || !looksLikeName(value)) continue
      const to = match.index + match[1]!.length
      const from = to - length
      if (length < match[1]!.length && /[由找是叫,请]/.test(text[from - 1] ?? "") === false) continue
      if (!free(from, to) || found.some((one) => one.from < to && from < one.to)) continue
      found.push({ from, to, value, cueFrom: from, cue: match[2]!.replace(/^(?:带队|负责|牵头)$/, "负责人") })
      break
    }
  }
  // 王海 13971500001, 0715-5222111,熊伟民
  for (const phone of phones) {
    for (const side of [beside(text, phone.from, -1), beside(text, phone.to, 1)]) {
      if (
        side === undefined ||
        !free(side.from, side.to) ||
        found.some((one) => one.from < side.to && side.from < one.to)
      )
        continue
      found.push({ ...side, cueFrom: side.from, cue: "" })
      break
    }
  }
  return found
}

const BEFORE_PHONE =
  /(?:^|[^\u4e00-\u9fa5])([\u4e00-\u9fa5]{2,10})(?:\([^)]{1,6}\))?[\s,、]{0,2}(?:的?(?:电话|手机|联系电话|联系方式|手机号|电话号码|号码|tel|电联|☎))?[\s,:、(（-]{0,3}(?:是|为)?$/
/** Words before a name that say whose it is: 司法所老周, 村支书老汪, 会长尚进. */
const WHOSE =
  /(?:主办方|承办方|协办方|对接方|所|站|局|会|社|队|部|股|科|办|中心|村|社区|镇|物业|支书|书记|主任|会长|队长|团长|秘书长|秘书|干事|专干|社工|站长|院长|校长|老板|经理|裁判长|主持人?|领队|带队|负责|联系|找|请|由|组长|代表|司机|老师|教练|团员|委员|主席|法人|园长|所长|社长|理事长|会计|出纳|馆长|店长|厂长|班长|[^人会成队党团职]员|[^老]师|志愿队|组|委)$/
const LEADS =
  /^(?:请?(?:联系|联络|咨询|找)(?:我们?)?|总?协调人?|总?负责人?|对接人?|[一-龥]{0,4}(?:负责人|联系人|老师|主讲|教练|队长|会长|社工|协调))(?=[\u4e00-\u9fa5]{2,3}$)/
const NO_NAME =
  /^(?:电话|手机|号码|联系(?:电话|方式|号码|我|手机|$)|微信|座机|固话|办公|本人|我的|会长|负责人|热线|咨询|或者|还有|应为|应该|改为|改成|换成|新的|正确|不对|错了|更正|传真|邮箱|备案|报备|登记|想|要|没得|没有|没啥|麻烦|谢谢|请|收到|辛苦|以上|可以|就)/

/** The name between a phone and the next pause. */
function beside(text: string, at: number, way: 1 | -1): { from: number; to: number; value: string } | undefined {
  const start = way === 1 ? at : Math.max(0, at - 28)
  const match =
    way === 1
      ? /^[\s,、:(（-]{0,3}([\u4e00-\u9fa5]{2,4})(?=[\s,。、;)\n]|$|联系|负责)/.exec(text.slice(at))
      : BEFORE_PHONE.exec(text.slice(start, at))
  if (match === null) return undefined
  const run = match[1]!
  if (NO_NAME.test(run)) return undefined
  const from = start + match.index + match[0].indexOf(run)
  const sure = (value: string) => looksLikeName(value) || looksLikeCalled(value)
  // 找丛珊, 联络苗苗, 总协调曹勉
  const lead = way === -1 ? (LEADS.exec(run)?.[0].length ?? 0) : 0
  const led = run.slice(lead)
  if (lead > 0 && led.length >= 2 && led.length <= 3 && !WHOSE.test(led))
    return { from: from + lead, to: from + run.length, value: led }
  const short = run.slice(-2)
  if (way === -1 && run.length > 3 && /^[老小]/.test(short) && looksLikeCalled(short))
    return { from: from + run.length - 2, to: from + run.length, value: short }
  // 龙狮协会 龙在天 139…: three letters by themselves, the first a surname
  if (way === -1 && lead === 0 && runsAlone(run)) return { from, to: from + run.length, value: run }
  if (run.length <= 4 && sure(run)) return { from, to: from + run.length, value: run }
  if (way === -1)
    for (const size of /方.{2}$/.test(run) ? [2, 3] : [3, 2, 4]) {
      const value = run.slice(-size)
      if (value.length === run.length || value.length < size) continue
      const whose = WHOSE.test(run.slice(0, -size))
      if ((looksLikeCalled(value) && (whose || /^[老小]/.test(value) || size === 3)) || (whose && looksLikeName(value)))
        return { from: from + run.length - size, to: from + run.length, value }
    }
  if (
    run.length > 3 ||
    /[村镇乡会赛场馆厅楼院校室展班课节里队社团]$/.test(run) ||
    /[的了是不在人元个打要请我你他]/.test(run)
  )
    return undefined
  return { from, to: from + run.length, value: run }
}
