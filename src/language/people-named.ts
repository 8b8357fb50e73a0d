import { looksLikeCalled, looksLikeName, nameAt } from "./person-name.ts"
import type { PhoneFound } from "./phone.ts"

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
  "法定代表人|法人代表|法人|负责人|联系人|联络人|联络员|经办人|对接人|承办人|组织者|牵头人|发起人|领队|带队的?|副会长|会长|副理事长|理事长|秘书长|秘书|队长|团长|社长|院长|园长|校长|站长|所长|主任|书记|主席|班长|组长|召集人|总干事|干事|代表|监事长|我是|我叫|我姓名|本人|姓名|名字叫|名字是|名字|名叫|找|联系(?!方式|电话|号码)|由|请(?=.{2,3}(?:老师|负责))|咨询|报名人|参训人员?|参加人员?|参会人员?|人员|填报人|申请人|主持|主讲人?|讲师|带头人|安全员|责任人|接待人?|管事的|叫"
const CUE = new RegExp(`(?:${CUES})`, "g")
/** Cues that are everyday words too: what follows must be a known surname and end well. */
const WEAK =
  /^(?:我是|找|联系|由|请|咨询|代表|主持|名字|叫|本人|人员|秘书|干事|主任|书记|主席|班长|组长|领队|会长|法人|队长|负责人)$/

export function personsIn(
  text: string,
  phones: readonly PhoneFound[],
  taken: readonly { from: number; to: number }[],
): PersonFound[] {
  const found: PersonFound[] = []
  const free = (from: number, to: number) => !taken.some((one) => one.from < to && from < one.to)
  for (const match of text.matchAll(CUE)) {
    const at = match.index + match[0].length
    const labelled =
      /^\s?(?:\(.{1,8}\))?\s?[:=]/.test(text.slice(at)) ||
      (/(?:^|\n)\s*$/.test(text.slice(0, match.index)) && /^\s/.test(text.slice(at)))
    const name = nameAt(text, at, labelled || !WEAK.test(match[0]))
    if (name === undefined || !free(name.from, name.to)) continue
    if (
      /^(?:我是|本人)$/.test(match[0]) &&
      !looksLikeName(name.value) &&
      !looksLikeCalled(name.value) &&
      !/[,。\s\n]|$/.test(text[name.to] ?? "")
    )
      continue
    found.push({ ...name, cueFrom: match.index, cue: match[0].replace(/的$/, "") })
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

/** Two to four letters between a phone and the next pause. */
function beside(text: string, at: number, way: 1 | -1): { from: number; to: number; value: string } | undefined {
  const match =
    way === 1
      ? /^[\s,、:(（-]{0,3}([\u4e00-\u9fa5]{2,4})(?=[\s,。、;)\n]|$|联系|负责)/.exec(text.slice(at))
      : /(?:^|[\s,。;、:\n)\u0001\d人元块万点半])([\u4e00-\u9fa5]{2,4})(?:的?(?:电话|手机|联系电话|联系方式|手机号|电话号码|号码|tel|电联|☎))?[\s,:：、(（-]{0,3}(?:是|为)?$/.exec(
          text.slice(Math.max(0, at - 24), at),
        )
  if (match === null) return undefined
  const value = match[1]!
  if (
    /^(?:电话|手机|号码|联系|微信|座机|座机号|手机号|电话号|联系方式|电话是|固话|办公|本人|我的|会长|负责人|热线|咨询|或者|还有)/.test(
      value,
    )
  )
    return undefined
  const sure = looksLikeName(value) || looksLikeCalled(value)
  if (
    !sure &&
    (value.length > 3 ||
      /[村镇乡会赛场馆厅楼院校室展班课节里]$/.test(value) ||
      /[的了是不在人元个打请要我你他]/.test(value))
  )
    return undefined
  const from = way === 1 ? at + match[0].indexOf(value) : Math.max(0, at - 24) + match.index + match[0].indexOf(value)
  return { from, to: from + value.length, value }
}
