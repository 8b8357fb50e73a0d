import { chineseNumber } from "#domain/numeral.ts"
import type { Day } from "./calendar.ts"
import { dateOf, isoOf, weekdayOf } from "./calendar.ts"
import type { Mention } from "./mention.ts"
import { boundsOf, instant } from "./mention.ts"
import type { Scan } from "./scan.ts"
import type { Flag, Found } from "./slot.ts"

/** Which of the times a message mentions is the start, which the end, and which is a deadline or something else. */

export type Schedule = {
  start?: Found
  end?: Found
  /** A time of day with no day anywhere: 下午3点. */
  clockOnly?: Found
}

const DEADLINE_BEFORE =
  /(?:截止|截至|报名|申报|反馈|上报|上交|提交|交到|报送|回执|最晚|最迟|接龙|缴费|交钱|交材料|登记到)[^,。;\n]{0,8}$/
const DEADLINE_AFTER = /^[^,。;\n]{0,4}(?:之?前|截止|为止)|^[^,。;\n]{0,3}(?:报名|截止报名|接龙)/
const PAST_BEFORE =
  /(?:上次|原来|原定|原计划|本来|之前说|之前定|去年|以前|成立于|创办于|成立时间|注册于|说好)[^,。;\n]{0,6}$/
const PAST_AFTER =
  /^[^,。;\n]{0,3}(?:开会(?:定|研究|商量|说)|(?:的时候)?(?:说|定|商量|通知|研究|批|发)(?:过|的|了|好)|成立|创办|注册|办过|搞过|报过|申请过)/
/** 明天再说, 昨天打电话没人接, 今天雨好大: talk, not an appointment. */
const TALK_AFTER =
  /^[^,。;\n]{0,2}(?:再说|再看|再聊|再问|再回|回复?[你您]|答复|跟[你您]|告诉[你您]|打(?:[你您]|了?电话|过)|没人|(?:的)?雨|天气|好(?:热|冷|大)|太(?:热|冷)|下(?:大|小)?[雨雪]|我?(?:不在|没空|有事))/
const OFFICE_HOURS = /^[^,。;\n]{0,6}(?:上班|打电话|联系我|有空|接电话|都在)/
const MEET_AFTER = /^[^,。;\n]{0,8}(?:集合|上车|签到|报到|布置|彩排|布场)/
const START_AFTER = /^[^,。;\n]{0,4}(?:开始|正式|开场|举行|举办|开幕|开班|开课|开会)/
const CORRECTION =
  /(?:不对|不是|说错|打错|写错|搞错|记错|更正|改成|改为|改到|改在|改期到|挪到|推迟到|延到|提前到|调整到|调到|换到|应该是|哦不|啊不|错了|顺延到|推到)/
const NEGATED = /(?:不是|不在|而不是|取消)\s?$/

/** Reads start and end off the mentions; `asked` says that the message answers a question for the time. */
export function schedule(it: Scan, asked: boolean): Schedule {
  const text = it.text
  const mentions = attach(it.mentions, text)
  const scored = mentions
    .filter((one) => one.day !== undefined && one.day.recurring !== true)
    .map((one, index) => ({ one, score: scoreOf(one, text, asked, mentions) - index * 0.1 }))
    .sort((a, b) => b.score - a.score)
  const best = scored[0]
  const loose = best === undefined ? SOMETIME.exec(text) : null
  if (loose !== null && !mentions.some((one) => one.clock !== undefined))
    return {
      start: { value: "", text: it.raw.slice(loose.index, loose.index + loose[0].length), flags: ["start_vague"] },
    }
  if (best === undefined || best.score < -3) {
    const clock = mentions.find((one) => one.day === undefined && one.clock?.minute !== undefined)
    const limited = mentions.find(
      (one) =>
        one.day !== undefined &&
        one.limit !== undefined &&
        !DEADLINE_BEFORE.test(text.slice(Math.max(0, one.from - 10), one.from)),
    )
    if (limited !== undefined && !REGISTRATION.test(text.slice(limited.to, limited.to + 6)))
      return { start: vagueFound(it, limited) }
    return clock === undefined ? {} : { clockOnly: clockFound(it, clock) }
  }
  return planOf(it, best.one, mentions)
}

/** A time without any day in it: 年前, 近期, 时间没定. */
const SOMETIME =
  /年前|年后|节前|节后|近期|最近|过几天|过段时间|过阵子|[这那]几天|这两天|改天|(?:时间|哪天|日期)(?:还|具体|都)?(?:没|未|待)(?:有)?(?:定|确定)死?|时间待定|月内|年内/
const REGISTRATION = /^[^,。;\n]{0,3}(?:报名|接龙|交|报|反馈|截止|提交)/

function scoreOf(one: Mention, text: string, asked: boolean, all: readonly Mention[]): number {
  const previous = Math.max(0, ...all.map((other) => (other.to <= one.from ? other.to : 0)))
  const before = text.slice(Math.max(previous, one.from - 14), one.from)
  const after = text.slice(one.to, one.to + 14)
  let score = 0
  if (one.limit === "before") score -= 6
  if (one.limit === "after" && one.since !== true) score -= 2
  if (DEADLINE_BEFORE.test(before)) score -= asked ? 1 : 6
  if (DEADLINE_AFTER.test(after)) score -= 5
  if (PAST_BEFORE.test(before) || NEGATED.test(before)) score -= 5
  if (PAST_AFTER.test(after)) score -= 4
  if (OFFICE_HOURS.test(after)) score -= 4
  if (TALK_AFTER.test(after)) score -= 6
  if (one.day!.of === "span" && one.day!.vague !== true && one.clock?.minute === undefined) score -= 3
  if (one.day!.festival === true && one.clock?.minute === undefined) score -= 2
  if (one.day!.impossible === true) score -= 1
  if (one.clock?.minute !== undefined) score += 1.5
  else if (one.clock !== undefined) score += 0.5
  if (/(?:时间|定于|定在|举行|日期|活动|举办|开始)[^,。;\n]{0,4}$/.test(before)) score += 1.5
  if (
    /(?:改到|改成|改为|改在|推迟到|挪到|提前到|调整到|调到|换到|延到|改期到|推到|不对是?|应该是)[^,。;\n]{0,3}$/.test(
      before,
    )
  )
    score += 4
  else if (CORRECTION.test(before.replace(/^.*。/, ""))) score += 3
  return score
}

/** A clock time apart from its day: 下周五去大冶,早上6点半上车. A correction takes what it does not say from before. */
function attach(mentions: readonly Mention[], text: string): Mention[] {
  const result: Mention[] = []
  for (const mention of mentions) {
    const one = { ...mention }
    const previous = result[result.length - 1]
    if (previous === undefined) {
      result.push(one)
      continue
    }
    // 12月1日艾滋病日宣传: one day under two names
    if (one.day?.festival === true && previous.day?.first === one.day.first) {
      if (previous.clock?.minute === undefined && one.clock !== undefined) previous.clock = one.clock
      if (previous.endClock === undefined && one.endClock !== undefined) previous.endClock = one.endClock
      if (one.minutes !== undefined) previous.minutes = one.minutes
      previous.to = one.to
      continue
    }
    const between = text.slice(previous.to, one.from)
    const corrects = CORRECTION.test(between)
    if (one.day === undefined) {
      const host = [...result]
        .reverse()
        .find((other) => other.day !== undefined && (other.limit === undefined || other.since === true))
      if (host === undefined) {
        result.push(one)
        continue
      }
      if (corrects && one.clock?.minute !== undefined) {
        host.clock = withPartOf(host, one)
        if (one.endClock !== undefined) host.endClock = one.endClock
        else delete host.endClock
        continue
      }
      if (host.clock?.minute === undefined && one.clock?.minute !== undefined) {
        if (
          MEET_AFTER.test(text.slice(one.to)) &&
          mentions.some(
            (later) =>
              later.day === undefined &&
              later.from > one.to &&
              later.clock?.minute !== undefined &&
              START_AFTER.test(text.slice(later.to)),
          )
        )
          continue
        host.clock = withPartOf(host, one)
        if (one.endClock !== undefined) host.endClock = one.endClock
        if (one.minutes !== undefined) host.minutes = one.minutes
        continue
      }
      if (host.clock?.minute !== undefined && one.clock?.minute !== undefined) {
        if (MEET_AFTER.test(text.slice(host.to)) && START_AFTER.test(text.slice(one.to))) host.clock = one.clock
        else if (
          host.endClock === undefined &&
          /结束|散场|收场|完|回来|返程|返回/.test(
            text.slice(one.to, one.to + 5) + text.slice(Math.max(0, one.from - 4), one.from),
          ) &&
          one.clock.minute > host.clock.minute
        )
          host.endClock = one.clock
      }
      continue
    }
    if (corrects && previous.day !== undefined && one.clock === undefined && previous.clock !== undefined) {
      result.push({
        ...one,
        clock: previous.clock,
        ...(previous.endClock === undefined ? {} : { endClock: previous.endClock }),
      })
      continue
    }
    if (
      previous.day === undefined &&
      previous.clock?.minute !== undefined &&
      one.clock?.minute === undefined &&
      between.length < 12
    ) {
      // 下午3点,下周三: the clock came first
      result.pop()
      result.push({
        ...one,
        from: previous.from,
        clock: previous.clock,
        ...(previous.endClock === undefined ? {} : { endClock: previous.endClock }),
      })
      continue
    }
    const ends =
      /(?:结束|到|至|截止到?|持续到|一直到)[^,。;\n]{0,3}$/.test(between) &&
      !/报名/.test(between) &&
      previous.endDay === undefined &&
      previous.day !== undefined &&
      /^[^。\n]{0,14}$/.test(between)
    if (ends && /结束|持续到|一直到/.test(between)) {
      previous.endDay = one.day
      if (one.clock !== undefined) previous.endClock = one.clock
      continue
    }
    result.push(one)
  }
  return result
}

function withPartOf(host: Mention, one: Mention): NonNullable<Mention["clock"]> {
  const clock = one.clock!
  const part = host.clock?.part
  if (
    clock.part !== undefined ||
    part === undefined ||
    clock.said === undefined ||
    (host.clock?.minute !== undefined && clock.said >= 780)
  )
    return clock
  const hour = Math.floor(clock.said / 60)
  const shifted =
    (part === "afternoon" || part === "evening") && hour < 12
      ? clock.said + 720
      : part === "morning" || part === "dawn"
        ? clock.said
        : clock.minute!
  return { ...clock, part, minute: shifted }
}

/** 周四吧或者周五, 还没定死: said, but not settled. */
const UNSETTLED =
  /^[吧\s,]{0,2}(?:或者?|要么|还是)(?:就|在|是)?(?:周|星期|礼拜|明天|后天|下(?!午)|\d{1,2}[号日]|[一二三四五六七八九十]{1,3}[号日])|^[^,。;\n地人预经]{0,6}[,\s]?(?:时间|日子|具体)?还?(?:没|未)(?:有)?(?:完全|最后)?定(?:死|下来|好)/
const LASTS_LATER =
  /[唱讲演搞办开跳聊学练打坐走](?:个|上|了)?(\d{1,2}(?:\.5)?|[一二两三四五六七八九十]{1,2}|半)个?(半)?(?:小时|钟头)(?![前后内以之])/

function planOf(it: Scan, one: Mention, all: readonly Mention[]): Schedule {
  const bounds = boundsOf(one)
  const flags: Flag[] = []
  if (one.day?.impossible === true || bounds === undefined)
    return { start: { value: "", text: it.raw.slice(one.from, one.to), flags: ["start_vague"] } }
  if (one.mismatch !== undefined) flags.push("weekday_mismatch")
  if (
    one.day?.vague === true ||
    (one.limit !== undefined && one.since !== true) ||
    (one.day?.of === "span" && one.clock?.minute === undefined) ||
    UNSETTLED.test(it.text.slice(one.to))
  )
    flags.push("start_vague")
  if (bounds.conflict) flags.push("time_conflict")
  // the end said elsewhere: 12月5号开始,12月7号结束
  let end = bounds.end
  const later = all.find(
    (other) =>
      other.from > one.to && other.day !== undefined && /结束|闭幕|收官/.test(it.text.slice(other.to, other.to + 4)),
  )
  if (end === undefined && later !== undefined) end = boundsOf(later)?.start
  // 晚上七点在茶楼唱两个钟头
  const lasts = end === undefined && one.clock?.minute !== undefined ? LASTS_LATER.exec(it.text.slice(one.to)) : null
  if (lasts !== null) {
    const hours =
      lasts[1] === "半"
        ? 0.5
        : (Number(lasts[1]) || (chineseNumber(lasts[1]!) ?? 0)) + (lasts[2] === undefined ? 0 : 0.5)
    if (hours > 0) end = instant(one.day!.first, one.clock!.minute! + hours * 60)
  }
  const words = it.raw.slice(one.from, one.to)
  const start: Found = {
    value: one.day?.of === "span" && one.day.vague !== true ? "" : bounds.start,
    text: words,
    ...(flags.length > 0 ? { flags } : {}),
    ...(one.mismatch === undefined ? {} : { options: mismatchOptions(one, bounds.start, one.mismatch) }),
  }
  if (end === undefined || flags.includes("start_vague")) return { start }
  return { start, end: { value: end, text: words, ...(bounds.conflict ? { flags: ["time_conflict"] as const } : {}) } }
}

/** 12月2号星期二: the date first, then the nearest Tuesday. */
function mismatchOptions(one: Mention, start: string, other: Day): { value: string; label: string }[] {
  return [one.day!.first, other].map((day) => {
    const { month, date } = dateOf(day)
    return {
      value: `${isoOf(day)}${start.slice(10)}`,
      label: `${month}月${date}日（周${"一二三四五六日"[weekdayOf(day) - 1]}）`,
    }
  })
}

function vagueFound(it: Scan, one: Mention): Found {
  return { value: "", text: it.raw.slice(one.from, one.to), flags: ["start_vague"] }
}

function clockFound(it: Scan, one: Mention): Found {
  return { value: "", text: it.raw.slice(one.from, one.to), flags: ["start_vague"] }
}
