import { chineseNumber } from "#domain/numeral.ts"
import { activityType } from "./activity-words.ts"
import { chinaTime } from "./calendar.ts"
import { readChoice } from "./choice.ts"
import { found, unitOf } from "./found.ts"
import { instant } from "./mention.ts"
import { moneyIn } from "./money.ts"
import { numbersIn } from "./number.ts"
import { organizationsIn } from "./organization-name.ts"
import { attendance, peopleIn } from "./people.ts"
import { personsIn } from "./people-named.ts"
import { looksLikeCalled, looksLikeName, nameAt } from "./person-name.ts"
import { phonesIn } from "./phone.ts"
import { plain, READ_AT_MOST } from "./plain.ts"
import type { Scan } from "./scan.ts"
import { codesIn, scan } from "./scan.ts"
import { schedule } from "./schedule.ts"
import type { Context, Found, SlotSpec } from "./slot.ts"
import { townsIn, townsOf } from "./town.ts"

/** The asked slot's own reader: a message that answers a question. */

const FILLER =
  /^(?:嗯+|呃+|哦+|啊+|那个|这个|就是|应该是|应该|大概|你好|您好|我们?的?|它|他|(?:活动)?(?:的)?(?:名称|名字|全称|全名|主题|标题|题目|地点|地址|地方|场地|内容)(?:是|叫|就是|为|在|:)?|就?叫做?|是叫|是|在|就在|去|到|为|:|,|\s)+/
const TAIL = /(?:[,。;!\s]|吧|呢|哈|啊|呀|哦|噢|啦|嘛|谢谢|这个|就这个|就行|就好|可以吗|行吗)+$/

/** The answer to a question for one slot; undefined where it does not answer. */
export function readAnswer(spec: SlotSpec, text: string, context: Context): Found | undefined {
  if (text.length > READ_AT_MOST && spec.reads !== "text") return readAnswer(spec, text.slice(0, READ_AT_MOST), context)
  switch (spec.reads) {
    case "choice":
      return pickChoice(spec, text)
    case "town":
      return pickTown(spec, text, context)
    case "phone": {
      const words = plain(text)
      const phone = phonesIn(words, true)[0]
      return phone && found(text, phone.from, phone.to, phone.value, phone.flags)
    }
    case "creditCode":
      return creditCodeAnswer(text)
    case "count":
      return countAnswer(spec, text)
    case "money":
      return moneyAnswer(text)
    case "personName":
      return nameAnswer(text)
    case "day":
    case "moment":
    case "momentEnd":
      return timeAnswer(spec, text, context)
    case "orgName": {
      const own = context.organizations === undefined ? undefined : organizationsIn(plain(text), context)[0]
      return own?.own === undefined ? wholeAnswer(text) : found(text, own.from, own.to, own.value)
    }
    default:
      return wholeAnswer(text)
  }
}

function wholeAnswer(text: string): Found | undefined {
  const from = text.length - text.trimStart().length
  const words = text.trim()
  const lead = FILLER.exec(plain(words))?.[0].length ?? 0
  let kept = lead < words.length ? words.slice(lead) : words
  const tail = TAIL.exec(plain(kept))
  if (tail !== null && tail.index > 1) kept = kept.slice(0, tail.index)
  const bare = kept.replace(/^[“"「《](.*)[”"」》]$/su, "$1")
  if (bare === "") return undefined
  const at = text.indexOf(bare, from)
  return { value: bare, text: text.slice(at, at + bare.length) }
}

function pickChoice(spec: SlotSpec, text: string): Found | undefined {
  const choice = readChoice(spec.choices ?? [], text)
  if (choice !== undefined) return { value: choice.id, text: text.trim() }
  if (spec.choices?.some((one) => one.id === "义诊" || one.label === "义诊") === true) {
    const word = activityType(plain(text))
    const match = word === undefined ? undefined : spec.choices.find((one) => one.id === word || one.label === word)
    if (match !== undefined) return { value: match.id, text: text.trim() }
  }
  return undefined
}

function pickTown(spec: SlotSpec, text: string, context: Context): Found | undefined {
  const choice = readChoice(spec.choices ?? [], text)
  if (choice !== undefined) return { value: choice.id, text: text.trim() }
  const town = townsIn(plain(text), townsOf(spec.choices, context), true)
  const distinct = new Set(town.map((one) => one.id))
  return distinct.size === 1 ? found(text, town[0]!.from, town[0]!.to, town[0]!.id) : undefined
}

function creditCodeAnswer(text: string): Found | undefined {
  const words = plain(text)
  const code = codesIn(text)[0]
  if (code !== undefined)
    return {
      ...found(text, code.from, code.to, code.value, code.flags),
      ...(code.suggestion === undefined ? {} : { options: [{ value: code.suggestion, label: code.suggestion }] }),
    }
  const short = /[0-9a-z](?:[ -]?[0-9a-z]){7,24}/.exec(words)
  return short === null
    ? undefined
    : found(text, short.index, short.index + short[0].length, text.slice(short.index, short.index + short[0].length), [
        "creditCode_invalid",
      ])
}

function countAnswer(spec: SlotSpec, text: string): Found | undefined {
  const words = plain(text)
  const numbers = numbersIn(words).filter((one) => Number.isInteger(one.value))
  if (numbers.length === 0) return undefined
  const households = unitOf(spec)
  if (households !== undefined) {
    const one =
      numbers.find((number) => words.slice(number.to).trimStart().startsWith(households)) ??
      (numbers.length === 1 ? numbers[0] : undefined)
    return one && { ...found(text, one.from, one.to, one.value), ...(one.approx ? { approx: true } : {}) }
  }
  const people = peopleIn(words, numbers)
  const best = attendance(people, words)
  const range = /^(\d+|[一二两三四五六七八九十百]+)(?:人|个)?\s?(?:-|~|到|至)\s?(\d+|[一二两三四五六七八九十百]+)/.exec(
    words.trim(),
  )
  if (range !== null && numbers.length === 2 && numbers[0]!.value < numbers[1]!.value)
    return ranged(text, numbers[0]!.from, numbers[1]!.to, numbers[0]!.value, numbers[1]!.value)
  if (best?.high !== undefined) return ranged(text, best.from, best.to, best.value, best.high)
  if (best !== undefined)
    return { ...found(text, best.from, best.to, best.value), ...(best.approx ? { approx: true } : {}) }
  if (numbers.length !== 1) return undefined
  const one = numbers[0]!
  if (one.high !== undefined) return ranged(text, one.from, one.to, one.value, one.high)
  return { ...found(text, one.from, one.to, one.value), ...(one.approx ? { approx: true } : {}) }
}

function ranged(text: string, from: number, to: number, low: number, high: number): Found {
  return {
    value: high,
    text: text.slice(from, to),
    approx: true,
    options: [
      { value: high, label: String(high) },
      { value: low, label: String(low) },
    ],
  }
}

function moneyAnswer(text: string): Found | undefined {
  const words = plain(text)
  if (
    /^\s?(?:没有|没得|没|冇|无|不花钱|不要钱|不用钱|免费|零|不需要)(?:预算|经费|花钱|钱|元|费用|的)?[。!]?\s?$/.test(
      words,
    )
  )
    return { value: 0, text: text.trim() }
  const numbers = numbersIn(words)
  const sums = moneyIn(words, numbers)
  const one =
    sums.find((sum) => sum.role === "spent" || sum.role === "fund") ??
    sums.find((sum) => sum.role === "plain") ??
    sums[0] ??
    (numbers.length === 1 ? { ...numbers[0]!, unit: false } : undefined)
  return one && { ...found(text, one.from, one.to, one.value), ...(one.approx ? { approx: true } : {}) }
}

function nameAnswer(text: string): Found | undefined {
  const words = plain(text).trim()
  const at = plain(text).indexOf(words)
  const dotted = /^[\u4e00-\u9fa5]{1,8}(?:·[\u4e00-\u9fa5]{1,8})+/.exec(words)
  if (dotted !== null) return found(text, at, at + dotted[0].length, dotted[0])
  const bare = /^([\u4e00-\u9fa5·]{2,12}|老[\u4e00-\u9fa5])[。,!]?$/.exec(words)
  if (bare !== null && (looksLikeName(bare[1]!) || looksLikeCalled(bare[1]!)))
    return found(text, at, at + bare[1]!.length, bare[1]!)
  const persons = personsIn(plain(text), phonesIn(plain(text)), [])
  if (persons[0] !== undefined) return found(text, persons[0].from, persons[0].to, persons[0].value)
  const led = nameAt(plain(text), at, true)
  if (led !== undefined) return found(text, led.from, led.to, led.value)
  if (bare !== null && !/[的了是不吗呢吧在]/.test(bare[1]!) && bare[1]!.length <= 6)
    return found(text, at, at + bare[1]!.length, bare[1]!)
  const latin = /^[A-Za-z][A-Za-z .]{1,30}$/.exec(text.trim())
  return latin === null ? undefined : { value: latin[0], text: latin[0] }
}

function timeAnswer(spec: SlotSpec, text: string, context: Context): Found | undefined {
  const it = scan(text, context)
  const plan = schedule(it, true)
  const beside =
    context.start === undefined || (plan.start?.value && !MOVED.test(it.text))
      ? undefined
      : besideStart(spec, it, context.start)
  if (beside !== undefined) return beside
  if (spec.reads === "momentEnd") return plan.end ?? plan.clockOnly ?? plan.start
  if (plan.start === undefined) return spec.reads === "moment" ? plan.clockOnly : undefined
  if (spec.reads === "day") return { ...plan.start, value: String(plan.start.value).slice(0, 10) }
  return plan.start
}

const MOVED =
  /(推迟|延后|延期|往后推|后移|顺延|提前|往前提)(?:了|到)?\s?(\d{1,2}|[一二两三四五六七八九十半]{1,2})\s?个?\s?(天|日|周|星期|小时|钟头)/
const LASTS = /(\d{1,3}(?:\.5)?|[一二两三四五六七八九十半]{1,3})\s?(个半|个)?\s?(天|小时|钟头|分钟)(半)?/

/** 下午5点, 两个小时, 推迟一天: said of the start the form already has. */
function besideStart(spec: SlotSpec, it: Scan, start: string): Found | undefined {
  const at = new Date(start.length === 10 ? `${start}T00:00:00+08:00` : start)
  const { day, minute } = chinaTime(at)
  const timed = start.length > 10
  const of = (from: number, to: number, value: string): Found => found(it.raw, from, to, value)
  const moved = MOVED.exec(it.text)
  if (moved !== null) {
    const back = /提/.test(moved[1]!) ? -1 : 1
    const n = moved[2] === "半" ? 0.5 : /^\d+$/.test(moved[2]!) ? Number(moved[2]) : (chineseNumber(moved[2]!) ?? 0)
    const hours = /小时|钟头/.test(moved[3]!)
    if ((hours && !timed) || (!hours && !Number.isInteger(n))) return undefined
    const days = hours ? 0 : n * (/周|星期/.test(moved[3]!) ? 7 : 1)
    return of(
      moved.index,
      moved.index + moved[0].length,
      instant(day + back * days, timed ? minute + (hours ? back * n * 60 : 0) : undefined),
    )
  }
  const clock = it.mentions.find((one) => one.day === undefined && one.clock?.minute !== undefined)
  if (clock !== undefined) {
    const end = clock.endClock ?? clock.clock!
    const said = spec.reads === "momentEnd" ? end : clock.clock!
    // 5点 after a start at 14:00 is the afternoon's
    const later =
      spec.reads === "momentEnd" && timed && said.open === true && said.minute! <= minute
        ? said.minute! + 720
        : said.minute!
    return of(clock.from, clock.to, instant(day, later))
  }
  const lasts = spec.reads === "momentEnd" ? LASTS.exec(it.text) : null
  if (lasts === null) return undefined
  const n =
    (lasts[1] === "半" ? 0.5 : /^[\d.]+$/.test(lasts[1]!) ? Number(lasts[1]) : (chineseNumber(lasts[1]!) ?? 0)) +
    (lasts[2] === "个半" || lasts[4] === "半" ? 0.5 : 0)
  const to = lasts.index + lasts[0].length
  if (lasts[3] === "天")
    return n >= 1 && Number.isInteger(n) ? of(lasts.index, to, instant(day + n - 1, undefined)) : undefined
  return timed ? of(lasts.index, to, instant(day, minute + n * (lasts[3] === "分钟" ? 1 : 60))) : undefined
}
