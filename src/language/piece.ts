import { BUSY, REASON } from "./leftover.ts"
import { hasTown, placeLike, staysAt, trimmedPlace } from "./place-span.ts"
import { glue, looseGlue } from "./place-then-title.ts"
import type { Reading, Span } from "./span.ts"
import { trimmed } from "./span.ts"
import { cutTitle, eventSpan, weightOf } from "./title-span.ts"
import { verbSplit } from "./verb-split.ts"
import { EVENT_IN } from "./vocabulary.ts"

/** What one stretch between two pauses says of place and title. */

const NOT_EVENT =
  /^(?:你好|您好|报备|备案|登记|申报|我们?|咱们?|每|各|参加|自带|欢迎|报名|截止|签到|集合|预算|经费|联系|负责|手机|电话|人数|时间|日期|地点|取消|改成|换成|改到|换到|不|麻烦|谢谢|请|名额|限|要求|其他|其余|参赛|参会|大概|估计|预计|会来|原来)/

/** Reads one stretch. */
export function readPiece(text: string, piece: Span, towns: readonly string[]): Reading {
  // what runs on for longer without a pause is looked at where it begins
  const whole = trimmed(text, { from: piece.from, to: Math.min(piece.to, piece.from + 60) })
  const none: Reading = { placeScore: 0, titleScore: 0 }
  if (whole.to - whole.from < 2) return none
  const words = text.slice(whole.from, whole.to)
  if (REASON.test(words) || BUSY.test(words)) return none
  const told = TOLD.exec(words)
  if (told !== null) return { place: { from: whole.to - told[1]!.length, to: whole.to }, placeScore: 7, titleScore: 0 }
  // 跟易家堤村结对
  const paired = /(?:跟|与|和|同)([\u4e00-\u9fa5]{2,14}(?:村|社区|镇|乡))(?:结对|签|对接|共建|联建|帮扶)/.exec(words)
  if (paired !== null) {
    const from = whole.from + paired.index + 1
    return { place: { from, to: from + paired[1]!.length }, placeScore: 4, title: whole, titleScore: 4 }
  }
  // 去崇阳参观竹编合作社
  const going = GOING.exec(words)
  if (going !== null && !/[在的到去]/.test(going[1]!) && !EVENT_IN.test(going[1]!)) {
    const from = whole.from + going.index + going[0].length - going[2]!.length
    const title = cutTitle(text, { from, to: whole.to })
    return {
      place: { from: from - going[1]!.length, to: from },
      placeScore: placeLike(text, { from: from - going[1]!.length, to: from }, towns) ? 6 : 5,
      titleScore: 6,
      ...(title === undefined ? {} : { title }),
    }
  }
  const verb = verbSplit(text, whole, towns)
  if (verb !== undefined) return verb
  // 从人民广场走到大坝
  const route = /^从([\u4e00-\u9fa5]{2,12}?)(?:出发|走|骑|跑|开|坐车|上车)/.exec(words)
  if (route !== null)
    return { place: { from: whole.from + 1, to: whole.from + 1 + route[1]!.length }, placeScore: 3, titleScore: 0 }
  const prep = /(?:就?在|到|去|于|前往|赴|走进|来到|地点在?)(?=[\u4e00-\u9fa5])/.exec(words)
  if (
    prep !== null &&
    !/(?:进|赶)$/.test(words.slice(0, prep.index)) &&
    !/^(?:去年|到时|到场|到期|来到时)/.test(words.slice(prep.index))
  ) {
    const head = { from: whole.from, to: whole.from + prep.index }
    const tail = trimmedPlace(text, { from: whole.from + prep.index + prep[0].length, to: whole.to })
    const headTitle = eventSpan(text, head)
    const glued = glue(text, tail, towns, true)
    if (glued !== undefined) return { ...glued, placeScore: 6, titleScore: 6 }
    const there = placeLike(text, tail, towns) ? undefined : looseGlue(text, tail, towns)
    if (there !== undefined) return { ...there, placeScore: 6, titleScore: 3 }
    if (placeLike(text, tail, towns))
      return { place: tail, placeScore: 6, titleScore: 6, ...(headTitle === undefined ? {} : { title: headTitle }) }
    const stay = staysAt(text, tail, towns)
    if (stay !== undefined) return { place: stay, placeScore: 5, titleScore: 0 }
    const event = eventSpan(text, tail)
    if (event !== undefined && prep.index === 0) return { title: event, placeScore: 0, titleScore: 3 }
  }
  const glued = glue(text, whole, towns, false)
  if (glued !== undefined) return { ...glued, placeScore: 5, titleScore: 5 }
  const bare = trimmedPlace(text, whole)
  const near = looseGlue(text, whole, towns)
  if (near !== undefined) return { ...near, placeScore: 3, titleScore: 5, loose: true }
  if (placeLike(text, bare, towns))
    return { place: bare, placeScore: 4 + (hasTown(text.slice(bare.from, bare.to), towns) ? 1 : 0), titleScore: 0 }
  const event = eventSpan(text, whole)
  if (event !== undefined && !NOT_EVENT.test(words))
    return { title: event, placeScore: 0, titleScore: weightOf(text.slice(event.from, event.to)) - whole.from / 500 }
  return none
}

/** 主会场羊楼洞: said to be the place, whatever it is called. */
const TOLD =
  /^(?:主会场|分会场|会场|地点|地址|场地|地方)(?:大概率|大概|应该|可能|估计)?(?:就?设?在|是|为|就?定在|暂定在?|改在|改到|换到)?(?!不|没|未|待|变|改|换|错|[打写填搞弄报记说]错|定|照|还|也|都|租|费|钱)([\u4e00-\u9fa5][\u4e00-\u9fa5\d]{1,24})$/

const GOING =
  /^(?:我们?|一起|组织[\u4e00-\u9fa5]{0,4})?(?:去|到|赴|前往)([\u4e00-\u9fa5]{2,14}?)(参观|考察|学习|调研|观摩|交流|取经|慰问|走访|看望|探望|参加|游学|研学|采风|捐赠)/
