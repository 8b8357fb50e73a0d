import { plain } from "#engine/book.ts"
import type { Message } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"
import { BUREAU, SERVICE } from "./voice.ts"

/**
 * 首次问候与个人信息告知: before anything is kept, who keeps what and why (个人信息保护法 17), and a yes. What somebody said first waits in
 * the talk for a day at most and is done once they agreed.
 */

/** Goes up when the notice says something new. */
const NOTICE_VERSION = 1

const NOTICE = `您好，我是${SERVICE}，帮社会组织登记、报活动、查进度。
开始之前先跟您说明：${BUREAU}会记下您的姓名、手机号和您在这里报的内容，只用来办理和联系这些事，不收身份证号。随时发“退订”就不再提醒，发“删除我的信息”就删掉您的个人信息。
同意请回复“同意”。`

const AGREES = /^(同意|我同意|同意的|好的?|可以|行|是的?|嗯+|ok|没问题|1)$/iu
const DECLINES = /^(不同意|不|不行|不用了?|算了|拒绝|2)$/u
const GREETS = /^(你好|您好|在吗|在不在|有人吗|hi|hello|喂|早上好|下午好|你好呀|您好呀)?$/iu

/** Who never agreed has nothing here to be taken out, and is told nothing. */
const LEAVES = /^(退订|取消关注|删除我的(个人)?信息|删除信息|注销|别再给我发消息|不要再发了|恢复订阅)$/u
const NOTHING_KEPT = "我这里没有保存您的信息，也不会给您发提醒。以后想办事，随时再跟我说。"

export function greet(talk: Talk, message: Message) {
  const text = plain(message.text)
  if (talk.met && AGREES.test(text)) {
    const { first, met: _, ...rest } = talk
    return {
      talk: rest,
      say: [
        first ? "谢谢您的信任。" : "谢谢您的信任。需要什么直接说，比如“登记组织”“备案活动”；发“帮助”看我能做什么。",
      ],
      agreed: { noticeVersion: NOTICE_VERSION, ...(first ? { first: first.text } : {}) },
    }
  }
  if (talk.met && DECLINES.test(text)) {
    const { first: _, met: __, ...rest } = talk
    return { talk: rest, say: [`好的，您说过的话没有保存。以后想办事，随时再跟我说；也可以直接到${BUREAU}窗口办理。`] }
  }
  if (LEAVES.test(text)) {
    const { first: _, met: __, ...rest } = talk
    return { talk: rest, say: [NOTHING_KEPT] }
  }
  const says = !GREETS.test(text) && !AGREES.test(text) && !message.event
  const first = says ? { text: message.text, at: message.at.getTime() } : talk.first
  const say = talk.met ? "要先征得您同意才能办，同意请回复“同意”。您说的事我先记着，最多记一天。" : NOTICE
  return { talk: { ...talk, met: true, ...(first ? { first } : {}) }, say: [say] }
}
