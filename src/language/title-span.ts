import type { Span } from "./span.ts"
import { trimmed } from "./span.ts"
import { EVENT_IN, EVENT_TAIL, MEASURE, ORGANIZATION_TAIL, PLACE_TAIL } from "./vocabulary.ts"

/** Whether a stretch of a message is what something is called, and where it begins and ends. */

/** 一场, 两次 after the verb. */
export const AFTER_VERB = new RegExp(`^${MEASURE}`)

/** Where a title that ran on without a pause stops. */
export const CUT =
  /(?:到时候|然后|呃|嗯|冇得|没得|没有|不要钱|圆满|顺利|结束|办完|行不行|行吗|可不可以|可以不|好不好|怎么样|[办搞开做弄]得|预计|预估|大概|大约|届时|邀请了?|请了|来了|需要|主要是?|面向|针对|欢迎|希望|麻烦|一共|总共|共计|参加(?:人|的)|地点|时间|联系|预算|经费|人数|费用|负责人(?!培训|会议|座谈|沙龙|研修|班|大会|学习|交流)|对象|由(?=.{2,}(?:承办|主办|协办))|为期|名额|限|我们?|要不要|可以吗|行吗|给您|报备|备案一下|想(?:报|备)|特此|谢谢|手机|电话|每人|花了?|来参加|是(?=会员|我们)|不对|改到|改成|$)/

/** 学会 and 不会 hold the letter of a meeting and are none. */
const NO_MEETING =
  /协会|商会|学会|研究会|联合会|促进会|基金会|工会|[居村妇家管]委会|社会|机会|会员|会费|会长|[不就才都要能可也还只]会|会不会/g

/** Whether words tell of something that is held. */
function tellsEvent(words: string): boolean {
  return EVENT_IN.test(words.replace(NO_MEETING, ","))
}

/** 搞个活动, 问下活动, 12场活动: no name for anything. */
const GENERAL =
  /^(?:[搞办弄做报开问想填写要]*(?:下|一下)?)?(?:\d+|[一二两三四五六七八九十几多]+)?(?:场|次|个|期)?(?:活动|项目|服务)$/

/** 3A有什么好处: asked, not held; 公益项目怎么申报 may well be a lecture. */
const ASKED = /有什么|有没有|合不合|够不够|要不要|是不是|能不能|可不可以|算不算|多少钱|几天|[吗呢]$/

const NO_MEETING_TAIL =
  /(?:协会|商会|学会|研究会|联合会|促进会|基金会|工会|[居村妇家管]委会|社会|机会|[不就才都要能可也还只]会)$/

/** The part of a stretch that says what is done, cut where it runs on into something else. */
export function eventSpan(text: string, span: Span): Span | undefined {
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

/** A stretch up to where it runs on into something else. */
export function cutTitle(text: string, span: Span): Span | undefined {
  let { from, to } = trimmed(text, span)
  const measure = AFTER_VERB.exec(text.slice(from, to))?.[0].length ?? 0
  if (measure > 0 && /^(?:一|1)?(?:场次|场|次|期|个|届|堂|批|轮|台|项)/.test(text.slice(from, to))) from += measure
  const cut = text.slice(from + 2, to).search(CUT)
  if (cut >= 0) to = Math.min(to, from + 2 + cut)
  const inner = trimmed(text, { from, to })
  return inner.to - inner.from >= 2 ? inner : undefined
}

/** 办个…, 搞一场…: whatever comes after is what it is called. */
export const FREELY = /^(?:办|搞|举办|开展|举行|组织|做)了?(?:个|一个|一场|一次|一期|场)/

/** Any few words, after a verb that calls for a name. */
export function freeTitle(text: string, span: Span): Span | undefined {
  const cut = cutTitle(text, span)
  const words = cut === undefined ? "" : text.slice(cut.from, cut.to)
  return cut !== undefined &&
    /^[\u4e00-\u9fa5“”]{2,16}$/.test(words) &&
    !/^(?:活动|什么|啥|事)$/.test(words) &&
    !PLACE_TAIL.test(words)
    ? cut
    : undefined
}

/** How much a stretch sounds like what something is called. */
export function weightOf(words: string): number {
  if (/\d|[二三四五六七八九十百]+(?:个|人|名|位|张)/.test(words) && !/第|届|周年|年/.test(words)) return 2
  if (/^(?:开会|活动|报名|参加)$|(?:通知|公告|备案|报备|回执)$/.test(words)) return 2
  return 5 + (EVENT_TAIL.test(words) ? 0.6 : 0) + Math.min(0.05, words.length / 200)
}
