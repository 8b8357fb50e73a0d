import { BLANK } from "./plain.ts"
import type { Span } from "./span.ts"
import { trimmed } from "./span.ts"

/** What is left over when the rest is clear, and how likely it is a title. */

const NOISE =
  /^(?:你好|您好|在吗|老师|谢谢|收到|好的|麻烦|请|报备|备案|登记|申报|我们|我(?![为爱和与的])|咱们?|每|企业|商家|名单|参加|自带|免费|全天|大家|不|已|还|领导|辛苦|帮(?=我|忙|报|登|下|一下|你|您|助)|可以|能|行|没|有|无|另外|备注|注意|风雨无阻|中餐|午餐|车费|人均|需要|要|共|约|大概|大约|左右|以上|这|那|嗯|呃|今年|明年|如果|因为|主任|会长|活动|时间|日期|地点|地方|场地|说错|刚才|刚刚|其他|其余|人数|预算|经费|联系|负责|手机|电话|改|换|取消|就|是|对|和|跟|与|的|了|上午|下午|开始|结束|集合|签到|报名|截止|欢迎|单位|各|本次|对象|内容|形式|费用|来自|其中|包括|含|等|合计|大人|小孩|男|女|都|来|去|先|后|再|又|总|一共|预计|估计|差不多|暂|待|名额|限|座机|固话|办公|微信|邮箱|群里|附件|图片|表格|文件|原来|上次|孩子|不好意思|打扰|有个事|跟您|跟你|几时|重新)/

/** 图书馆装修: why something is so. */
export const REASON = /(?:装修|停电|停水|漏水|拆迁|搬迁|关门|占用|坏|被占|满)(?:中|着)?$/

/** 我在开会: what someone is about. */
export const BUSY = /^我?们?(?:现在|正|还)?在(?:开会|忙|上班|上课|开车|路上|外地|出差)/

/** Talk beside the matter: 上次那个没批是吧, 我小声说哈. */
const ASIDE = /是吧|刚|都|只|去了|再说|小声|[吧吗呢啊哈了的吵]$|没批|麻烦|您|你/

const SHORT_TITLE = /[泳跑骑钓唱跳舞棋茶画展赛剧诗课操]$/

/** How much a leftover may be what something is called; none where it leads up to a count, a sum or a name: 小学生和家长120人. */
export function leftoverWeight(text: string, left: string, span: Span): number {
  const inner = trimmed(text, span)
  const words = text.slice(inner.from, inner.to)
  const length = words.length
  if (/[委局协股科联]$/.test(words) || REASON.test(words) || BUSY.test(words)) return 0
  if (length > 24 || (length < 3 && !(length === 2 && SHORT_TITLE.test(words)))) return 0
  if (NOISE.test(words) || !/^[\u4e00-\u9fa5a-z0-9“”"·-]+$/.test(words) || left[span.to] === BLANK) return 0
  return length - (ASIDE.test(words) ? 6 : 0)
}
