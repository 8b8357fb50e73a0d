import { hasTown, placeLike } from "./place-span.ts"
import type { Span } from "./span.ts"
import { cutTitle, eventSpan } from "./title-span.ts"
import { DOING, EVENT_TAIL, PLACE_TAIL } from "./vocabulary.ts"

/** A place and what is done there, written as one: 官塘驿镇独山村迎春义写, 人民广场跨年晚会, 去羊楼洞捡垃圾. */

const DONE_THERE = new RegExp(`^(?:${DOING})`)

const NOT_THERE = /[去来在到给为帮把被和跟与送]|时候|现场|一起|大家|我们|他们/

/** 官塘驿镇独山村迎春义写: a place and what is done there, written as one. */
export function glue(
  text: string,
  span: Span,
  towns: readonly string[],
  afterPreposition: boolean,
): { place: Span; title: Span } | undefined {
  for (let to = span.to - 2; to >= span.from + 2; to--) {
    const place = { from: span.from, to }
    const words = text.slice(place.from, place.to)
    if (
      !afterPreposition &&
      !(hasTown(words, towns) || /[\u4e00-\u9fa5]{2}(?:村|镇|社区)/.test(words) || words.length >= 6)
    )
      continue
    const rest = text.slice(to, span.to)
    // 去羊楼洞捡垃圾: a place by any name before what is done there
    const anyName =
      afterPreposition &&
      place.to - place.from <= 6 &&
      DONE_THERE.test(rest) &&
      /^[\u4e00-\u9fa5]+$/.test(words) &&
      !NOT_THERE.test(words)
    if (!anyName && !placeLike(text, place, towns)) continue
    if (/^(?:的|里的)/.test(rest)) continue
    const title =
      eventSpan(text, { from: to, to: span.to }) ??
      (afterPreposition && hasTown(words, towns) ? cutTitle(text, { from: to, to: span.to }) : undefined)
    if (title === undefined || !startsWell(text.slice(title.from, title.to))) continue
    if (PLACE_TAIL.test(rest) && !EVENT_TAIL.test(rest)) continue
    return { place, title }
  }
  return undefined
}

const VENUE =
  /(?:广场|公园|剧院|剧场|体育馆|体育场|体育中心|图书馆|文化馆|博物馆|会展中心|会议中心|会客厅|停车场|凉亭|会所|大院|礼堂|活动室|会议室|操场|门口|大厅|宾馆|酒店|敬老院|福利院|养老院|小学|中学|幼儿园|文化站|党群服务中心|社区|村|基地|景区|古镇|湿地公园|水库|湖边|茶园|果园|合作社|书屋|驿站|超市|商场|老年大学)$/

/** 人民广场跨年晚会: a place that any town has, and what happens there. */
export function looseGlue(
  text: string,
  span: Span,
  towns: readonly string[],
): { place: Span; title: Span } | undefined {
  if (/[在从去到]/.test(text.slice(span.from, span.to))) return undefined
  for (let to = span.to - 2; to >= span.from + 4; to--) {
    const place = { from: span.from, to }
    const words = text.slice(place.from, place.to)
    if (!VENUE.test(words) || !placeLike(text, place, towns)) continue
    const rest = text.slice(to, span.to)
    if (!startsWell(rest) || rest.length > 12 || PLACE_TAIL.test(rest)) continue
    const title =
      eventSpan(text, { from: to, to: span.to }) ??
      (words.length >= 5 ? cutTitle(text, { from: to, to: span.to }) : undefined)
    if (title !== undefined && title.from === to) return { place, title }
  }
  return undefined
}

/** A remainder that is a whole word again, not the second half of one: 社区|运动会 yes, 茶园|区活动 no. */
function startsWell(words: string): boolean {
  return words.length >= 2 && !/^[区域镇村里内外上下中长办会员部的委,]/.test(words)
}
