import type { Span } from "./span.ts"
import { trimmed } from "./span.ts"
import { EVENT_TAIL, PLACE_TAIL } from "./vocabulary.ts"

/** Whether a stretch of a message is a place, and where it begins and ends. */

const TO_PLACE =
  /^(?:暂定在?|暂时定在|初步定在|拟在|主会场设?在?|分会场设?在?|换到|改到|改在|换成|挪到|移到|出发点?在|集合点?在|就?在|到|去|于|前往|赴|来|至|走进|(?:地点|地方)?(?:大概率|大概|应该|可能|初步|估计)?(?:就|定|放|设)在|(?:地点|地方)(?:大概率|大概|应该|可能|初步|估计)?(?:在|是)?|设在|定在|位于|放在|安排在)/

const GATHER = /(?:集合|上车|出发|见面?|碰头|报到|签到|集中|等|门口集合|举行|举办|开展|开始|进行|召开|准时|开)+$/

/** Whether a stretch is the name of a place. */
export function placeLike(text: string, span: Span, towns: readonly string[]): boolean {
  const words = text.slice(span.from, span.to)
  if (words.length < 2 || words.length > 32) return false
  if (towns.some((town) => words === town)) return true
  if (!PLACE_TAIL.test(words)) return /^(?:线上|腾讯会议|钉钉)(?:直播|会议)?$/.test(words)
  if (
    EVENT_TAIL.test(words) &&
    !/(?:红十字会|慈善总会|[居村管]委会|服务中心|服务站|活动中心|活动室|会议室|展厅|展览馆)$/.test(words)
  )
    return false
  if (/进[^进]{1,5}$/.test(words) && !/进[^进]*(?:中心|楼|广场)$/.test(words)) return false
  if (/(?:[住出入转接送]院|上门|出门|开门|进门|部门|热门)$/.test(words)) return false
  return !/^(?:送|迎|写|包|捐|献|给|为|向|帮|跟|和|与)/.test(words)
}

/** Whether a town or street of the region is named. */
export function hasTown(words: string, towns: readonly string[]): boolean {
  return towns.some((town) => words.includes(town))
}

/** Without 在, 到 before a place and 集合, 举行 after it. */
export function trimmedPlace(text: string, span: Span): Span {
  let { from, to } = trimmed(text, span)
  const lead = TO_PLACE.exec(text.slice(from, to))
  if (lead !== null && to - from - lead[0].length >= 2) from += lead[0].length
  const tail = GATHER.exec(text.slice(from, to))
  if (tail !== null && to - from - tail[0].length >= 2) to -= tail[0].length
  return { from, to }
}

/** 去武汉科技馆玩了一天, 在酒店二楼请大家吃饭: the longest place before a verb. */
export function staysAt(text: string, tail: Span, towns: readonly string[]): Span | undefined {
  for (let to = Math.min(tail.to - 1, tail.from + 16); to >= tail.from + 3; to--)
    if (STAYS.test(text.slice(to, to + 4)) && placeLike(text, { from: tail.from, to }, towns))
      return { from: tail.from, to }
  return undefined
}

const STAYS = /^(?:里面?|那边|那里)?(?:参加|[玩转逛看听住吃坐待唱跳演打写画喝学教聊练请给为帮跟让陪接送发])/
