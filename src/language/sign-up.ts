import { chineseNumber } from "#domain/numeral.ts"
import { numbersIn } from "./number.ts"
import { peopleIn } from "./people.ts"
import { personsIn } from "./people-named.ts"
import { looksLikeCalled, looksLikeName } from "./person-name.ts"
import { plain, READ_AT_MOST } from "./plain.ts"
import { scan } from "./scan.ts"
import type { Context } from "./slot.ts"

/** Signing up for a training: which session, how many, who. */

export type OpenSession = { no: number; title: string; start?: string }
export type SignUp = {
  session?: { value: number; text: string }
  people?: { value: number; text: string }
  names?: { value: string[]; text: string }
}

export function readSignUp(message: string, sessions: readonly OpenSession[], context: Context): SignUp {
  const text = message.slice(0, READ_AT_MOST)
  const words = plain(text)
  const names = namesIn(text, words)
  const session = sessionIn(text, words, sessions, context)
  const people = peopleSaid(text, words, names, session)
  return {
    ...(session === undefined ? {} : { session }),
    ...(people === undefined ? {} : { people }),
    ...(names === undefined ? {} : { names }),
  }
}

function sessionIn(text: string, words: string, sessions: readonly OpenSession[], context: Context): SignUp["session"] {
  if (sessions.length === 0) return undefined
  const of = (no: number, from: number, length: number) => ({ value: no, text: text.slice(from, from + length) })
  // 第一个, 第2期, 最后那期, 报名2, 2号
  const chosen = /(?:先报|就报|改报|那就报|还是报|换成|改成|(?:就|改|换|还是|那就)(?=第))/.exec(words)
  const nth = /第\s?(\d{1,2}|[一二三四五六七八九十]{1,2})\s?(?:个|期|场|节|次|班|门|项|堂|条|种|轮)?/.exec(
    words.slice(chosen?.index ?? 0),
  )
  if (nth !== null && chosen !== null) nth.index += chosen.index
  if (nth !== null) {
    const n = /\d/.test(nth[1]!) ? Number(nth[1]) : chineseNumber(nth[1]!)!
    const byTitle = sessions.find((one) => one.title.includes(nth[0]))
    const session = byTitle ?? sessions.find((one) => one.no === n)
    if (session !== undefined) return of(session.no, nth.index, nth[0].length)
  }
  const last = /(?:最后|末尾|最末|最晚)(?:那|这)?(?:面)?(?:的)?(?:一)?(?:个|期|场|节|次|班|门|堂)?/.exec(words)
  if (last !== null) return of(sessions[sessions.length - 1]!.no, last.index, last[0].length)
  const firstOne =
    /(?:最前|头)(?:面)?(?:那|这|一)?(?:一)?(?:个|期|场|节|次|班|门|堂)|最近(?:的)?(?:那|这|一)+(?:个|期|场|次)/.exec(
      words,
    )
  if (firstOne !== null) return of(sessions[0]!.no, firstOne.index, firstOne[0].length)
  const middle = /中间(?:那|这)?(?:一)?(?:个|期|场|节|次|班)/.exec(words)
  if (middle !== null && sessions.length === 3) return of(sessions[1]!.no, middle.index, middle[0].length)
  // by what it is about
  const scope = words.slice(chosen?.index ?? 0)
  const about = sessions
    .map((one) => ({ one, match: longestCommon(scope, plain(one.title)) }))
    .map(({ one, match }) => ({ one, match, weight: weigh(match.words, sessions) }))
    .sort((a, b) => b.weight - a.weight)
  const byTitle =
    about[0] !== undefined && about[0].weight >= 2 && about[0].weight > (about[1]?.weight ?? 0) ? about[0] : undefined
  // by when it is
  const it = scan(text, { ...context, tense: "future" })
  const byDate = it.mentions
    .filter((one) => one.day !== undefined)
    .map((one) => ({
      one,
      matches: sessions.filter(
        (session) =>
          session.start !== undefined &&
          inside(
            session.start.slice(0, 10),
            one.day!.first,
            one.day!.last,
            session.start,
            one.clock?.minute,
            one.clock?.part,
          ),
      ),
    }))
    .map(({ one, matches }) =>
      // 周五那场 where only one session is on a Friday
      matches.length === 0 && one.day!.weekday !== undefined
        ? {
            one,
            matches: sessions.filter(
              (session) =>
                session.start !== undefined &&
                new Date(`${session.start.slice(0, 10)}T00:00:00Z`).getUTCDay() === one.day!.weekday! % 7,
            ),
          }
        : { one, matches },
    )
    .find((one) => one.matches.length === 1)
  if (byDate !== undefined && (byTitle === undefined || byTitle.weight < 3))
    return of(byDate.matches[0]!.no, byDate.one.from, byDate.one.to - byDate.one.from)
  if (byTitle !== undefined)
    return of(byTitle.one.no, byTitle.match.from + (chosen?.index ?? 0), byTitle.match.words.length)
  const number =
    /(?:报名?|选|参加|要|报|上)\s?(?:个|第)?(\d{1,2})(?:号|期|班|场)?(?!\d|\s?[人个位名])|(?:^|[^\d月])(\d{1,2})\s?号(?:那)?(?:培训|班|课|场|个|期)?/.exec(
      words,
    )
  const no = number === null ? undefined : Number(number[1] ?? number[2])
  const numbered = sessions.find((one) => one.no === no)
  if (number !== null && numbered !== undefined) return of(numbered.no, number.index, number[0].length)
  const bare = /^\s?(\d{1,2}|[①②③④⑤⑥])\s?(?:[,。.、:\s]|$)/.exec(words)
  const bareNo = bare === null ? undefined : /\d/.test(bare[1]!) ? Number(bare[1]) : "①②③④⑤⑥".indexOf(bare[1]!) + 1
  if (bare !== null && sessions.some((one) => one.no === bareNo)) return of(bareNo!, bare.index, bare[0].length)
  return sessions.length === 1 && /报|参加|去|上课|听|学/.test(words) ? of(sessions[0]!.no, 0, text.length) : undefined
}

function inside(
  date: string,
  first: number,
  last: number,
  start: string,
  minute: number | undefined,
  part: string | undefined,
): boolean {
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000
  if (day < first || day > last) return false
  const at = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16))
  if (minute !== undefined && start.length > 10) return minute === at
  if (part === "morning") return at < 720
  if (part === "afternoon") return at >= 720 && at < 1080
  return true
}

const GENERAL = new Set([
  "培训",
  "培训班",
  "社会组织",
  "组织",
  "会",
  "班",
  "课",
  "项目",
  "管理",
  "社会",
  "社区",
  "负责人",
  "的",
  "人",
  "讲座",
  "专题",
  "学习",
])

/** How much a shared stretch tells one session from the others. */
function weigh(words: string, sessions: readonly OpenSession[]): number {
  if (words.length < 2 || words === "培训" || words === "培训班") return 0
  const shared = sessions.filter((one) => plain(one.title).includes(words)).length
  return (shared === 1 ? words.length : 0) + (GENERAL.has(words) && words !== "负责人" ? -1 : 0)
}

function longestCommon(text: string, title: string): { from: number; words: string } {
  let best = { from: 0, words: "" }
  for (let i = 0; i < text.length; i++)
    for (let j = i + best.words.length + 1; j <= text.length; j++) {
      const piece = text.slice(i, j)
      if (!title.includes(piece)) break
      best = { from: i, words: piece }
    }
  return best
}

const SPLIT = /[,、;。.\s\n/+|:()和跟与及\d]+|还有|以及|外加/
const NOT_A_NAME =
  /^(?:支部|党支部|党员|班子|团队|班|课|期|回头|过后|下次|名单|待定|报名|参加|培训|我们|单位|电话|手机|联系|可以|谢谢|麻烦|老师|你好|会长|秘书长|负责|两个|三个|一共|总共|都去|全部|暂时|后补|随后|上午|下午|明天|后天|社工|年检|会计|志愿|项目|管理|协会|商会|填报|讲座|课程|晚点|后面|后续|待|随后|稍后|先|代报|帮报|代为|收到|安排|分别)/
const ROLE =
  /^(?:我们?的?|还有|以及|和|跟|是|叫|我是|我叫|姓名|名字|参训人员?|人员|名单|学员|分别是?|另外|加上|副会长|会长|秘书长|副秘书长|理事长|副理事长|理事|监事长|监事|主任|会计|出纳|干事|办公室|财务|同事|文员|队长|副队长|社工|志愿者|负责人|联系人|报名人|组长|组员|队员|成员|学员|团员|老师|党委书记|支部书记|党支部书记|书记|带队|院长|园长|校长|站长|[:,])+/

function namesIn(text: string, words: string): SignUp["names"] {
  const found: { value: string; from: number; to: number }[] = []
  const add = (value: string, from: number) => {
    if (!found.some((one) => one.value === value || (one.from < from + value.length && from < one.to)))
      found.push({ value, from, to: from + value.length })
  }
  let at = 0
  let inList = false
  const said = Math.max(
    0,
    ...peopleIn(words, numbersIn(words)).map((one) => one.value),
    /俩|两个/.test(words) ? 2 : 0,
    /仨|三个/.test(words) ? 3 : 0,
  )
  const list = /[:]/.exec(words)
  for (const piece of words.split(SPLIT)) {
    const from = words.indexOf(piece, at)
    at = from + piece.length
    let name = piece
    let start = from
    const role = ROLE.exec(name)
    if (role !== null) {
      start += role[0].length
      name = name.slice(role[0].length)
    }
    const tail =
      /(?:老师|会长|秘书长|主任|会计|去|来|参加|报名|报.*|两人|两个人|三人|三个人|吧|两位|俩|一个人|一人|\d.*|自己|各.*|我们?|都|一起|代表|代我|一块)+$/.exec(
        name,
      )
    if (tail !== null && tail.index >= 2) name = name.slice(0, tail.index)
    if (name.length < 2 || name.length > 4 || !/^[\u4e00-\u9fa5·]+$/.test(name) || NOT_A_NAME.test(name)) continue
    // 队员翠花、狗蛋: who follows one named by office in the same list
    const listed =
      (list !== null && start > list.index) ||
      (inList &&
        (/[、和跟与及]/.test(words[from - 1] ?? "") || (/\s/.test(words[from - 1] ?? "") && found.length < said)))
    const called = role !== null && /我是|我叫|叫|姓名|名字|名单|人员|[长员]|会计|干事/.test(role[0])
    if (
      looksLikeName(name) ||
      ((listed || called) && name.length <= 3 && !/[的了人个期班课培训名额位去来报]/.test(name))
    ) {
      add(name, start)
      inList = true
    } else inList = false
  }
  for (const person of personsIn(words, [], []))
    if (!looksLikeCalled(person.value) && !NOT_A_NAME.test(person.value)) add(person.value, person.from)
  found.sort((a, b) => a.from - b.from)
  if (found.length === 0) return undefined
  return {
    value: found.map((one) => one.value),
    text: text.slice(found[0]!.from, Math.max(...found.map((one) => one.to))),
  }
}

function peopleSaid(text: string, words: string, names: SignUp["names"], session: SignUp["session"]): SignUp["people"] {
  const of = (value: number, from: number, length: number) => ({ value, text: text.slice(from, from + length) })
  const alone = /(?:就|只)?(?:我)?(?:一个人|自己|我一个|一人|本人)(?:去|来|参加)?|就我(?!们)/.exec(words)
  const numbers = numbersIn(
    session === undefined ? words : words.replace(plain(session.text), (one) => "\u0001".repeat(one.length)),
  )
  const seats =
    /(?:报|要|占|给|派|安排|留|去|来|出|参加)(?:名|了|我们|上|个)*\s?(\d{1,3}|[一二两三四五六七八九十俩仨]{1,3})\s?(?:个(?!培训|班|课|期)|位|名|人|口)?(?:名额|位置|座位|人|号)?/.exec(
      words,
    )
  const pair = /(?:我们|就我们|咱们?)?(俩|仨|两口子|哥俩|姐妹俩|两个|三个)/.exec(words)
  const people = peopleIn(words, numbers).filter((one) => one.who !== "staff" || one.named)
  if (people[0] !== undefined) return of(people[0].value, people[0].from, people[0].to - people[0].from)
  if (alone !== null && names !== undefined && names.value.length <= 1) return of(1, alone.index, alone[0].length)
  if (alone !== null && names === undefined) return of(1, alone.index, alone[0].length)
  if (seats !== null) {
    const value = /\d/.test(seats[1]!) ? Number(seats[1]) : chineseNumber(seats[1]!)
    const unit = /(?:个|位|名|人|口|额|座|号|俩|仨)$/.test(seats[0])
    if (value !== undefined && unit && session?.text.includes(seats[0]) !== true)
      return of(value, seats.index, seats[0].length)
  }
  const places = /(\d{1,3}|[一二两三四五六七八九十]{1,3})\s?个?(?:名额|位置|座位|席位|位子)/.exec(words)
  if (places !== null)
    return of(/\d/.test(places[1]!) ? Number(places[1]) : chineseNumber(places[1]!)!, places.index, places[0].length)
  if (pair !== null) {
    const value = /仨|三/.test(pair[1]!) ? 3 : 2
    return of(value, pair.index, pair[0].length)
  }
  if (names !== undefined)
    return {
      value:
        names.value.length +
        (/我和|我跟|和我|跟我|我、|还有我(?!们)|加上我(?!们)|带上我(?!们)|我报名?.{0,3}还有/.test(words) &&
        !/我(?:是|叫)|本人/.test(words)
          ? 1
          : 0),
      text: names.text,
    }
  return undefined
}
