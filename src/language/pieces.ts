import { BLANK, blank } from "./plain.ts"
import { DOING, EVENT_IN, EVENT_TAIL, HOLD, LEAD, MEASURE, ORGANIZATION_TAIL, PLACE_TAIL, TRAIL } from "./vocabulary.ts"

/** What is left of a message when times, phones, sums and heads are read: where it happens and what it is. */

export type Span = { from: number; to: number }
export type PlaceAndTitle = { place?: Span; title?: Span }

const BREAK = new RegExp(`[${BLANK},。;、!?\\n:()（）|/+【】\\[\\]]+| +`)
const TO_PLACE =
  /^(?:暂定在?|暂时定在|初步定在|拟在|主会场设?在?|分会场设?在?|换到|改到|改在|换成|挪到|移到|出发点?在|集合点?在|就?在|到|去|于|前往|赴|来|至|走进|(?:地点|地方)?(?:大概率|大概|应该|可能|初步|估计)?(?:就|定|放|设)在|(?:地点|地方)(?:大概率|大概|应该|可能|初步|估计)?(?:在|是)?|设在|定在|位于|放在|安排在)/
const GATHER = /(?:集合|上车|出发|见面?|碰头|报到|签到|集中|等|门口集合|举行|举办|开展|开始|进行|召开|准时|开)+$/
const VERB = new RegExp(`(?:${HOLD})`, "g")
const AFTER_VERB = new RegExp(`^${MEASURE}`)
/** Letters beside a verb's that make it another word: 办公, 开发, 社会组织. */
const NOT_VERB: Record<string, RegExp> = {
  办: /办(?:公(?!益|开)|事|理处|学(?!习|术)|法(?!治|律|制|宣)|案)|(?:创|主|承|协)办/,
  开: /开(?:发|业|班|幕|放|学|心|展|始|春|斋|车|门|会(?!员)|工|园|馆|水|户|销|支)|(?:公|召|展|离|打)开/,
  做: /做(?:饭|菜|粽|饼|糕|灯)/,
  组织: /(?:社会|党|基层|群团|社区|团|工会|妇女|志愿|枢纽型|型)组织|组织(?:部|孵化|负责人|联合会|评估|培育|年检|法人|等级|党建|会计|财务)/,
  安排: /安排表/,
  整: /整(?:治|理|体|合)/,
  弄: /弄堂/,
  搞: /搞笑/,
  参加: /参加(?:人|者|对象|单位)/,
  办理: /办理处/,
}
/** Where a title that ran on without a pause stops. */
const CUT =
  /(?:到时候|然后|呃|嗯|冇得|没得|没有|不要钱|圆满|顺利|结束|办完|行不行|行吗|可不可以|可以不|好不好|怎么样|[办搞开做弄]得|预计|预估|大概|大约|届时|邀请了?|请了|来了|需要|主要是?|面向|针对|欢迎|希望|麻烦|一共|总共|共计|参加(?:人|的)|地点|时间|联系|预算|经费|人数|费用|负责人(?!培训|会议|座谈|沙龙|研修|班|大会|学习|交流)|对象|由(?=.{2,}(?:承办|主办|协办))|为期|名额|限|我们?|要不要|可以吗|行吗|给您|报备|备案一下|想(?:报|备)|特此|谢谢|手机|电话|每人|花了?|来参加|是(?=会员|我们)|不对|改到|改成|$)/
const NOISE =
  /^(?:你好|您好|在吗|老师|谢谢|收到|好的|麻烦|请|报备|备案|登记|申报|我们|我(?![为爱和与的])|咱们?|每|企业|商家|名单|参加|自带|免费|全天|大家|不|已|还|领导|辛苦|帮(?=我|忙|报|登|下|一下|你|您|助)|可以|能|行|没|有|无|另外|备注|注意|风雨无阻|中餐|午餐|车费|人均|需要|要|共|约|大概|大约|左右|以上|这|那|嗯|呃|今年|明年|如果|因为|主任|会长|活动|时间|日期|地点|地方|场地|说错|刚才|刚刚|其他|其余|人数|预算|经费|联系|负责|手机|电话|改|换|取消|就|是|对|和|跟|与|的|了|上午|下午|开始|结束|集合|签到|报名|截止|欢迎|单位|各|本次|对象|内容|形式|费用|来自|其中|包括|含|等|合计|大人|小孩|男|女|都|来|去|先|后|再|又|总|一共|预计|估计|差不多|暂|待|名额|限|座机|固话|办公|微信|邮箱|群里|附件|图片|表格|文件|原来|上次|孩子|不好意思|打扰|有个事|跟您|跟你|几时|重新)/

const NOT_EVENT =
  /^(?:你好|您好|报备|备案|登记|申报|我们?|咱们?|每|各|参加|自带|欢迎|报名|截止|签到|集合|预算|经费|联系|负责|手机|电话|人数|时间|日期|地点|取消|改成|换成|改到|换到|不|麻烦|谢谢|请|名额|限|要求|其他|其余|参赛|参会|大概|估计|预计|会来|原来)/

/** Reads place and title from what is not blanked out; `taken` are spans already read as something else. */
export function placeAndTitle(
  text: string,
  taken: readonly Span[],
  towns: readonly string[],
  placed = false,
): PlaceAndTitle & { rest: Span[] } {
  const left = blank(text, taken)
  const quoted = /[“"「『《]([^”"」』》\n]{2,30})[”"」』》]([^,。;、!?\n\s：:“"\u0001]{0,12})/.exec(left)
  let place: Span | undefined
  let title: (Span & { score: number }) | undefined
  const rest: Span[] = []
  const offer = (span: Span, score: number) => {
    if (span.to - span.from >= 2 && (title === undefined || score > title.score)) title = { ...span, score }
  }
  if (quoted !== null && !/^(?:通知|回执)/.test(quoted[1]!)) {
    const tail = quoted[2]!.slice(0, tailOf(quoted[2]!))
    offer({ from: quoted.index, to: quoted.index + quoted[0].length - quoted[2]!.length + tail.length }, 9)
  }
  let bestPlace = 0
  let loose: Span | undefined
  const offerPlace = (span: Span, score: number) => {
    if (span.to - span.from >= 2 && score > bestPlace) {
      place = span
      bestPlace = score
    }
  }
  for (const piece of piecesOf(left)) {
    const read = readPiece(text, piece, towns)
    if (read.loose === true) loose = read.place
    if (read.place !== undefined) offerPlace(read.place, read.placeScore)
    if (read.title !== undefined) offer(read.title, read.titleScore)
    if (read.place === undefined && read.title === undefined) rest.push(piece)
  }
  // 图书馆读书会 stays whole where the place is named elsewhere
  if (loose !== undefined && place !== loose && title !== undefined && title.from === loose.to)
    title = { ...title, from: loose.from }
  // what is left over when the rest is clear: 升国旗 beside 人民广场
  if (title === undefined) {
    const likely = rest
      .map((one) => ({ one, span: trimmed(text, one), weight: leftoverWeight(text, left, one) }))
      .filter((it) => it.weight > 0)
      .sort((a, b) => b.weight - a.weight)[0]
    if (likely !== undefined && (placed || place !== undefined)) {
      offer(likely.span, 1)
      rest.splice(rest.indexOf(likely.one), 1)
    }
  }
  return {
    ...(place === undefined ? {} : { place }),
    ...(title === undefined ? {} : { title: { from: title.from, to: title.to } }),
    rest,
  }
}

/** Talk beside the matter: 上次那个没批是吧, 我小声说哈. */
const ASIDE = /是吧|刚|都|只|去了|再说|小声|[吧吗呢啊哈了的吵]$|没批|麻烦|您|你/
const SHORT_TITLE = /[泳跑骑钓唱跳舞棋茶画展赛剧诗课操]$/

/** 学会 and 不会 hold the letter of a meeting and are none. */
const NO_MEETING =
  /协会|商会|学会|研究会|联合会|促进会|基金会|工会|[居村妇家管]委会|社会|机会|会员|会费|会长|[不就才都要能可也还只]会|会不会/g

/** Whether words tell of something that is held. */
function tellsEvent(words: string): boolean {
  return EVENT_IN.test(words.replace(NO_MEETING, ","))
}

/** How much a leftover may be what something is called; none where it leads up to a count, a sum or a name: 小学生和家长120人. */
function leftoverWeight(text: string, left: string, span: Span): number {
  const inner = trimmed(text, span)
  const words = text.slice(inner.from, inner.to)
  const length = words.length
  if (/[委局协股科联]$/.test(words) || REASON.test(words) || BUSY.test(words)) return 0
  if (length > 24 || (length < 3 && !(length === 2 && SHORT_TITLE.test(words)))) return 0
  if (NOISE.test(words) || !/^[\u4e00-\u9fa5a-z0-9“”"·-]+$/.test(words) || left[span.to] === BLANK) return 0
  return length - (ASIDE.test(words) ? 6 : 0)
}

function tailOf(after: string): number {
  const cut = after.search(CUT)
  const words = cut < 0 ? after : after.slice(0, cut)
  return EVENT_IN.test(words) || /^(?:主题|系列|专题)/.test(words) ? words.length : 0
}

function piecesOf(left: string): Span[] {
  const result: Span[] = []
  let at = 0
  for (const piece of left.split(BREAK)) {
    const from = left.indexOf(piece, at)
    if (piece.trim() !== "") result.push({ from, to: from + piece.length })
    at = from + piece.length
  }
  return result
}

type Reading = { place?: Span; title?: Span; placeScore: number; titleScore: number; loose?: boolean }

function readPiece(text: string, piece: Span, towns: readonly string[]): Reading {
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

/** 图书馆装修, 我在开会: why something is so, or what someone is about. */
const REASON = /(?:装修|停电|停水|漏水|拆迁|搬迁|关门|占用|坏|被占|满)(?:中|着)?$/
const BUSY = /^我?们?(?:现在|正|还)?在(?:开会|忙|上班|上课|开车|路上|外地|出差)/

/** 主会场羊楼洞: said to be the place, whatever it is called. */
const TOLD =
  /^(?:主会场|分会场|会场|地点|地址|场地|地方)(?:大概率|大概|应该|可能|估计)?(?:就?设?在|是|为|就?定在|暂定在?|改在|改到|换到)?(?!不|没|未|待|变|改|换|错|[打写填搞弄报记说]错|定|照|还|也|都|租|费|钱)([\u4e00-\u9fa5][\u4e00-\u9fa5\d]{1,24})$/
const GOING =
  /^(?:我们?|一起|组织[\u4e00-\u9fa5]{0,4})?(?:去|到|赴|前往)([\u4e00-\u9fa5]{2,14}?)(参观|考察|学习|调研|观摩|交流|取经|慰问|走访|看望|探望|参加|游学|研学|采风|捐赠)/

/** How much a stretch sounds like what something is called. */
function weightOf(words: string): number {
  if (/\d|[二三四五六七八九十百]+(?:个|人|名|位|张)/.test(words) && !/第|届|周年|年/.test(words)) return 2
  if (/^(?:开会|活动|报名|参加)$|(?:通知|公告|备案|报备|回执)$/.test(words)) return 2
  return 5 + (EVENT_TAIL.test(words) ? 0.6 : 0) + Math.min(0.05, words.length / 200)
}

function verbSplit(text: string, whole: Span, towns: readonly string[]): Reading | undefined {
  const words = text.slice(whole.from, whole.to)
  let best: (Reading & { score: number }) | undefined
  for (const match of words.matchAll(VERB)) {
    const at = match.index
    const around = words.slice(Math.max(0, at - 3), at + match[0].length + 3)
    const not = NOT_VERB[match[0]]
    if (
      not !== undefined &&
      [...around.matchAll(new RegExp(not, "g"))].some((one) =>
        overlaps(Math.max(0, at - 3) + one.index, one[0].length, at, match[0].length),
      )
    )
      continue
    const verbFrom = whole.from + at
    const rightFrom = verbFrom + match[0].length + AFTER_VERB.exec(words.slice(at + match[0].length))![0].length
    let left = trimmed(text, { from: whole.from, to: verbFrom })
    let leftWords = text.slice(left.from, left.to)
    const preps = [...leftWords.matchAll(/(?:就?在|到|去|于|前往|赴|走进|来到|地点(?:在|是)?)/g)].filter(
      (one) => !/^(?:去年|到时|到场)/.test(leftWords.slice(one.index)),
    )
    const prep =
      preps.find((one) =>
        placeLike(text, trimmedPlace(text, { from: left.from + one.index + one[0].length, to: left.to }), towns),
      ) ?? preps[0]
    if (prep !== undefined) {
      left = trimmedPlace(text, { from: left.from + prep.index + prep[0].length, to: left.to })
      leftWords = text.slice(left.from, left.to)
      // 到咸宁去学习…: the place ends where one goes from it
      const on = /^[\u4e00-\u9fa5]{2,12}?(?=[去来](?!年))/.exec(leftWords)
      if (on !== null) {
        left = { from: left.from, to: left.from + on[0].length }
        leftWords = on[0]
      }
    }
    // 在文化礼堂给妇女同志们办…
    const aside = /^(.{2,}?)(?:给|为|帮|跟|与|让|请|对|向|组织|和)[\u4e00-\u9fa5]{1,12}$/.exec(leftWords)
    if (aside !== null && placeLike(text, { from: left.from, to: left.from + aside[1]!.length }, towns)) {
      left = { from: left.from, to: left.from + aside[1]!.length }
      leftWords = text.slice(left.from, left.to)
    }
    let right = { from: rightFrom, to: whole.to }
    const after = /^(.{2,}?)(?:,?地点在|就在|在|到|于)(.{2,})$/.exec(text.slice(right.from, right.to))
    let placeAfter: Span | undefined
    if (after !== null) {
      const span = trimmedPlace(text, { from: right.to - after[2]!.length, to: right.to })
      if (placeLike(text, span, towns) && EVENT_IN.test(after[1]!)) {
        placeAfter = span
        right = { from: right.from, to: right.from + after[1]!.length }
      }
    }
    // 组织学生去烈士陵园扫墓
    const trip = /^[\u4e00-\u9fa5]{0,6}?(?:去|到|赴|前往|在)(.{4,})$/.exec(text.slice(right.from, right.to))
    const inner =
      trip === null ? undefined : glue(text, { from: right.to - trip[1]!.length, to: right.to }, towns, true)
    if (inner !== undefined && placeAfter === undefined) {
      placeAfter = inner.place
      right = inner.title
    }
    const title =
      eventSpan(text, right) ??
      (FREELY.test(match[0] + words.slice(at + match[0].length)) && leftWords.length <= 12
        ? freeTitle(text, right)
        : undefined)
    const isPlace =
      leftWords.length >= 2 &&
      (placeLike(text, left, towns) ||
        (prep !== undefined && leftWords.length <= 16 && !ORGANIZATION_TAIL.test(leftWords)))
    const rightWords = text.slice(right.from, right.to)
    if (title === undefined && !(isPlace && rightWords.length >= 2 && !PLACE_TAIL.test(rightWords))) continue
    const score =
      (leftWords === "" ? 1 : placeLike(text, left, towns) ? 3 : prep !== undefined ? 2 : -1) +
      (title !== undefined ? 3 : 0) +
      match[0].length / 10
    if (best === undefined || score > best.score) {
      const free = title ?? cutTitle(text, right)
      best = {
        score,
        placeScore: prep !== undefined ? 7 : 5,
        titleScore: title === undefined || /^开会$/.test(text.slice(title.from, title.to)) ? 2 : 7,
        ...(isPlace && (prep !== undefined || placeLike(text, left, towns))
          ? { place: left }
          : placeAfter !== undefined
            ? { place: placeAfter }
            : {}),
        ...(free === undefined ? {} : { title: free }),
      }
    }
  }
  if (best === undefined) return undefined
  return best
}

/** 办个…, 搞一场…: whatever comes after is what it is called. */
const FREELY = /^(?:办|搞|举办|开展|举行|组织|做)了?(?:个|一个|一场|一次|一期|场)/

function freeTitle(text: string, span: Span): Span | undefined {
  const cut = cutTitle(text, span)
  const words = cut === undefined ? "" : text.slice(cut.from, cut.to)
  return cut !== undefined &&
    /^[\u4e00-\u9fa5“”]{2,16}$/.test(words) &&
    !/^(?:活动|什么|啥|事)$/.test(words) &&
    !PLACE_TAIL.test(words)
    ? cut
    : undefined
}

function overlaps(from: number, length: number, at: number, size: number): boolean {
  return from < at + size && at < from + length
}

/** 去武汉科技馆玩了一天, 在酒店二楼请大家吃饭: the longest place before a verb. */
function staysAt(text: string, tail: Span, towns: readonly string[]): Span | undefined {
  for (let to = Math.min(tail.to - 1, tail.from + 16); to >= tail.from + 3; to--)
    if (STAYS.test(text.slice(to, to + 4)) && placeLike(text, { from: tail.from, to }, towns))
      return { from: tail.from, to }
  return undefined
}

const STAYS = /^(?:里面?|那边|那里)?(?:参加|[玩转逛看听住吃坐待唱跳演打写画喝学教聊练请给为帮跟让陪接送发])/
const DONE_THERE = new RegExp(`^(?:${DOING})`)
const NOT_THERE = /[去来在到给为帮把被和跟与送]|时候|现场|一起|大家|我们|他们/

/** 官塘驿镇独山村迎春义写: a place and what is done there, written as one. */
function glue(
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
function looseGlue(text: string, span: Span, towns: readonly string[]): { place: Span; title: Span } | undefined {
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

/** The part of a stretch that says what is done, cut where it runs on into something else. */
function eventSpan(text: string, span: Span): Span | undefined {
  const cut = cutTitle(text, span)
  if (cut === undefined) return undefined
  const words = text.slice(cut.from, cut.to)
  if (ORGANIZATION_TAIL.test(words) && /(?:协会|商会|学会|研究会|联合会|促进会|基金会|中心|志愿服务队|队)$/.test(words))
    return undefined
  if (PLACE_TAIL.test(words) && !EVENT_TAIL.test(words) && !/进[^进]{1,5}$/.test(words)) return undefined
  if (/^(?:活动|培训|会议|比赛)?(?:推迟|延期|取消|改|提前|变更|延后|换(?!届)|挪|调(?![解研]))/.test(words))
    return undefined
  if (/^(?:把|将|我们|这次|本次|那个|改|由)*(?:活动|项目|服务|会)$/.test(words) || /^(?:把|由|改)/.test(words))
    return undefined
  // 大队辅导员, 参赛选手: who, not what
  if (/(?:(?<!动)员|[^老]师|志愿者|选手|代表|主任|队长|会长)$/.test(words)) return undefined
  if (GENERAL.test(words) || ASKED.test(words)) return undefined
  return tellsEvent(words) || (EVENT_TAIL.test(words) && !NO_MEETING_TAIL.test(words)) ? cut : undefined
}

/** 搞个活动, 问下活动, 12场活动: no name for anything. */
const GENERAL =
  /^(?:[搞办弄做报开问想填写要]*(?:下|一下)?)?(?:\d+|[一二两三四五六七八九十几多]+)?(?:场|次|个|期)?(?:活动|项目|服务)$/
/** 3A有什么好处: asked, not held; 公益项目怎么申报 may well be a lecture. */
const ASKED = /有什么|有没有|合不合|够不够|要不要|是不是|能不能|可不可以|算不算|多少钱|几天|[吗呢]$/
const NO_MEETING_TAIL =
  /(?:协会|商会|学会|研究会|联合会|促进会|基金会|工会|[居村妇家管]委会|社会|机会|[不就才都要能可也还只]会)$/

function cutTitle(text: string, span: Span): Span | undefined {
  let { from, to } = trimmed(text, span)
  const measure = AFTER_VERB.exec(text.slice(from, to))?.[0].length ?? 0
  if (measure > 0 && /^(?:一|1)?(?:场次|场|次|期|个|届|堂|批|轮|台|项)/.test(text.slice(from, to))) from += measure
  const cut = text.slice(from + 2, to).search(CUT)
  if (cut >= 0) to = Math.min(to, from + 2 + cut)
  const inner = trimmed(text, { from, to })
  return inner.to - inner.from >= 2 ? inner : undefined
}

/** Whether a stretch is the name of a place. */
function placeLike(text: string, span: Span, towns: readonly string[]): boolean {
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

function hasTown(words: string, towns: readonly string[]): boolean {
  return towns.some((town) => words.includes(town))
}

function trimmedPlace(text: string, span: Span): Span {
  let { from, to } = trimmed(text, span)
  const lead = TO_PLACE.exec(text.slice(from, to))
  if (lead !== null && to - from - lead[0].length >= 2) from += lead[0].length
  const tail = GATHER.exec(text.slice(from, to))
  if (tail !== null && to - from - tail[0].length >= 2) to -= tail[0].length
  return { from, to }
}

function trimmed(text: string, span: Span): Span {
  let { from, to } = span
  const words = text.slice(from, to)
  const lead = LEAD.exec(words)
  if (lead !== null) from += lead[0].length
  const trail = TRAIL.exec(text.slice(from, to))
  if (trail !== null) to -= trail[0].length
  while (from < to && /[\s,.。:;"”“]/.test(text[from]!)) from++
  while (to > from && /[\s,.。:;]/.test(text[to - 1]!)) to--
  return { from, to: Math.max(from, to) }
}
