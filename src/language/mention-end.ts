import { chineseNumber } from "#domain/numeral.ts"
import type { ClockWords } from "./clock-words.ts"
import type { Mention } from "./mention.ts"

/** What closes a mention: a limit (之前, 截止), 前后, a length (为期三天, 两个小时), an end in the start's half of the day. */

const LIMIT =
  /^\s?(?:(?:或|及|以|之)*(前|后)(?!后|[一二三四五六七八九十\d]天)|(?:报名|登记|接龙|申报)?(截止|为止|截至)|(以来|起|开始))/
/** 12月10号前后: about then. */
const ABOUT = /^\s?(?:前后|左右)/
const LIMIT_BEFORE = /(?:截止(?:到|至|时间|日期)?|截至|最晚|最迟|赶在|不晚于|不迟于|迟不过|务必在)[是为:在\s]*$/
const LENGTH =
  /(?:为期|连续|持续|一共|总共|共计|共|搞|办|开|进行|时长|大概|大约|约|预计|前后|历时|讲|活动|培训|开始|起|,|\s|\)|\()?\s?(\d{1,3}(?:\.5)?|[一二两三四五六七八九十半]{1,3})(个半|个)?\s?(天(?!后|前|之|以|内)|小时(?!后|前|之|以)|钟头(?!后|前)|分钟(?!后|前|之|以))(半)?/y

/** Reads what follows a mention once no more times join it. */
export function finish(mention: Mention, text: string, previous: Mention | undefined): void {
  const about = ABOUT.exec(text.slice(mention.to))
  if (
    about !== null &&
    mention.day?.of === "day" &&
    mention.day.minute === undefined &&
    mention.clock === undefined &&
    mention.endDay === undefined
  ) {
    mention.day = { ...mention.day, vague: true }
    mention.to += about[0].length
  }
  const limit = LIMIT.exec(text.slice(mention.to))
  if (limit !== null && mention.day?.minute === undefined) {
    mention.limit = limit[1] === "前" || limit[2] !== undefined ? "before" : "after"
    if (limit[3] !== undefined) mention.since = true
    mention.to += limit[0].length
  }
  if (
    LIMIT_BEFORE.test(
      text.slice(
        previous?.limit === undefined ? (previous?.to ?? 0) : Math.max(previous.to, mention.from - 3),
        mention.from,
      ),
    )
  )
    mention.limit = "before"
  if (mention.day?.vague === true && /前$/.test(text.slice(mention.day.from, mention.day.to))) mention.limit = "before"
  const { clock, endClock } = mention
  if (clock?.minute !== undefined && endClock?.minute !== undefined)
    mention.endClock = endAfter(clock, endClock, mention.endDay !== undefined)
  if (mention.endDay === undefined && mention.endClock === undefined && mention.limit === undefined) {
    LENGTH.lastIndex = mention.to
    const skip = /^[\s,、(开始起]*/.exec(text.slice(mention.to))![0].length
    let length: RegExpExecArray | null = null
    for (const from of [mention.to, mention.to + skip]) {
      LENGTH.lastIndex = from
      length = LENGTH.exec(text)
      if (length !== null) break
    }
    if (length !== null) {
      const n =
        length[1] === "半" ? 0.5 : /^[\d.]+$/.test(length[1]!) ? Number(length[1]) : (chineseNumber(length[1]!) ?? 0)
      const amount = n + (length[2] === "个半" || length[4] === "半" ? 0.5 : 0)
      if (length[3] === "天") {
        if (Number.isInteger(amount) && amount >= 1) mention.days = amount
      } else mention.minutes = length[3] === "分钟" ? amount : amount * 60
    }
  }
}

/** 2点到4点半, 9点到5点, 晚上8点到2点: the end carries the start's half of the day, or the next that fits. */
function endAfter(start: ClockWords, end: ClockWords, otherDay: boolean): ClockWords {
  if (end.part !== undefined || end.minute === undefined || start.minute === undefined) {
    if (end.part === "dawn" && !otherDay && end.minute !== undefined && end.minute < start.minute!)
      return { ...end, minute: end.minute + 1440 }
    return end
  }
  if (otherDay) return end
  const said = end.said!
  if (said >= 13 * 60) return end
  const options = [said, said + 720].filter((minute) => minute > start.minute!)
  const wrap = start.minute >= 18 * 60 && said <= 6 * 60 ? said + 1440 : undefined
  const minute = options[0] ?? wrap
  // 上午10点到9点: nobody means nine in the evening
  if (start.part === "morning" && minute !== undefined && said <= start.minute && minute >= 18 * 60 + 30)
    return { ...end, minute: said }
  if (minute === undefined)
    return { ...end, minute: start.part === "afternoon" || start.part === "evening" ? said + 720 : said }
  return { ...end, minute }
}
