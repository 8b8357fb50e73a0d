import { checkCreditCode, cleanCreditCode } from "#domain/credit-code.ts"
import type { Tense } from "./day-reckoning.ts"
import type { Mention } from "./mention.ts"
import type { MoneyFound } from "./money.ts"
import { moneyIn } from "./money.ts"
import type { NumberFound } from "./number.ts"
import { numbersIn } from "./number.ts"
import type { PeopleFound } from "./people.ts"
import { peopleIn } from "./people.ts"
import { nameAt } from "./person-name.ts"
import type { PhoneFound } from "./phone.ts"
import { phonesIn } from "./phone.ts"
import { blank, plain, READ_AT_MOST } from "./plain.ts"
import type { Context, Flag } from "./slot.ts"
import { mentionsIn } from "./when.ts"

/** One message, looked through once: every phone, code, time, sum and head count, and which letters they take up. */

export type CodeFound = { from: number; to: number; value: string; flags?: readonly Flag[]; suggestion?: string }

export type Scan = {
  raw: string
  text: string
  tense: Tense
  codes: CodeFound[]
  phones: PhoneFound[]
  mentions: Mention[]
  numbers: NumberFound[]
  money: MoneyFound[]
  people: PeopleFound[]
  /** 不是50: said only to be taken back. */
  overruled: { from: number; to: number }[]
}

const CODE = /(?<![0-9a-z])(?:[0-9a-z][ \-.·]?){14,34}[0-9a-z](?![0-9a-z])/gi
const CODE_CUE = /(?:信用代码|代码|信用码|机构代码|证号|code)(?:证)?(?:号码?)?(?:是|为|[:：,，]|\s)*$/i
const PAST =
  /(?:搞|办|开展|举办|举行|组织|完成|结束|进行|慰问|捐|去|来|花|卖|签|达成|参加|做|走访|送|发|服务|培训|开|演|募集|筹集|收到|落地|帮)(?:完)?了(?!吗|不|要|就|再|没|的话|,?要)|办完|搞完|开完|做完|结束后|圆满|已经?(?:办|搞|开展|完成|举行|结束|举办)|上次|前几天|前不久|刚刚?(?:办|搞|结束|开|做)|(?:办|搞|开展|举办|举行|组织|做)过|(?<![请租订定约邀找报买备排选给为要])了(?:一|两|三|半|\d)(?:整)?(?:天|上午|下午|晚上|个?小时|圈|趟)/
const COMING = /(?:要|想|打算|准备|计划|拟|将|预计|预备|即将|定于|定在)/

/** Whether a message tells of what has been. */
export function tenseOf(text: string, given: Tense | undefined): Tense {
  if (given !== undefined) return given
  return PAST.test(text) && !COMING.test(text) ? "past" : "future"
}

export function scan(message: string, context: Context): Scan {
  const raw = message.slice(0, READ_AT_MOST)
  const text = plain(raw)
  const tense = tenseOf(text, context.tense)
  const codes = codesIn(raw)
  const overruled = overruledIn(text)
  let rest = blank(blank(text, codes), overruled)
  const phones = phonesIn(rest)
  rest = blank(rest, phones)
  const mentions = mentionsIn(blank(rest, namesLikeDays(rest)), context.now, tense)
  rest = blank(rest, mentions)
  const numbers = numbersIn(rest)
  return {
    raw,
    text,
    tense,
    codes,
    phones,
    mentions,
    numbers,
    money: moneyIn(rest, numbers),
    people: peopleIn(rest, numbers),
    overruled,
  }
}

const CALLED =
  /(?:联系人|负责人|领队|带队|联络人|联络员|法人代表|法定代表人|法人|会长|队长|团长|姓名|名叫)(?:是|为|叫|:|\s)*(?=[\u4e00-\u9fa5])/g

/** 侯明晨, 周天宇: names that begin or end as words for days do. */
function namesLikeDays(text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const match of text.matchAll(CALLED)) {
    const name = nameAt(text, match.index + match[0].length, true)
    if (name !== undefined && /[周明今后昨晨晚早天日初春夏秋冬节元庆旦夕阳午]/.test(name.value)) found.push(name)
  }
  return found
}

const OVERRULED = [
  /不在[^,。;\n]{2,12}了(?=[,\s。;]|$)/g,
  /(?<=[,\s。])不是[^,。;\n是]{1,12}(?=$|[,。;\n])/g,
  /不(?:是|在|去)[^,。;\n]{1,14}?了?[,\s]\s?(?=换|改|而?是|在|到|应)/g,
  /不是[^,。;\n是]{1,14}?[,\s]?(?=而?是|应该是|改)/g,
  /(?:由|从|原来?(?:是|的|定)?|本来是?)[^,。;\n]{1,14}?(?=改(?:成|为|到|在)|换(?:成|为|到)|变(?:成|为|到)|调整?(?:到|为)|[减增加降缩压提](?:少|小|加|减)?[到至为]|推迟到|提前到|延到)/g,
]

/** 不是50是15, 由50改为35: the value that no longer holds. */
function overruledIn(text: string): { from: number; to: number }[] {
  if (!/不是|不在|不去|改|换|变|调|推迟|提前到|延到|[由从]/.test(text)) return []
  return OVERRULED.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((one) => ({ from: one.index, to: one.index + one[0].length })),
  )
}

/** Credit codes, with or without spaces inside; those that fail their check are flagged. Reads the message as sent: l and L differ. */
export function codesIn(raw: string): CodeFound[] {
  const found: CodeFound[] = []
  const text = raw.replace(WIDE, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
  for (const match of text.matchAll(CODE)) {
    const cued = CODE_CUE.test(text.slice(Math.max(0, match.index - 12), match.index))
    const one = codeOf(match[0].trimEnd(), match.index, cued)
    if (one !== undefined) found.push(one)
  }
  return found
}

const WIDE = /[\uff01-\uff5e]/g

function codeOf(run: string, from: number, cued: boolean): CodeFound | undefined {
  // what stands beside a code with only a space between: a phone, a head count
  const tokens = [...run.matchAll(/[^ ]+/g)]
  let likely: { from: number; to: number } | undefined
  for (let first = 0; first < tokens.length; first++) {
    for (let last = first; last < tokens.length; last++) {
      const at = tokens[first]!.index
      const to = tokens[last]!.index + tokens[last]![0].length
      const length = cleanCreditCode(run.slice(at, to)).length
      if (length > 18) break
      if (length < 18) continue
      const check = checkCreditCode(run.slice(at, to))
      if (check.ok) return { from: from + at, to: from + to, value: check.code }
      if (PREFIX.test(run.slice(at))) likely ??= { from: at, to }
    }
  }
  const { from: at, to } = likely ?? { from: 0, to: run.length }
  const words = run.slice(at, to)
  const clean = cleanCreditCode(words)
  if (!cued && ((!/[A-Z]/.test(clean) && !/^5[1-9]/.test(clean)) || !/^[159]/.test(clean))) return undefined
  const check = checkCreditCode(words)
  return {
    from: from + at,
    to: from + to,
    value: clean,
    flags: ["creditCode_invalid"],
    ...(check.ok || check.suggestion === undefined ? {} : { suggestion: check.suggestion }),
  }
}

const PREFIX = /^(?:5[1-59]|9[123]|1[12])/
