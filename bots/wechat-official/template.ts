import { hash } from "node:crypto"
import type { Push } from "#src/channel.ts"

const TITLES: Record<Push["kind"], string> = {
  talk: "新的留言",
  ticket: "有人等着回复",
  decision: "审核结果",
  late: "对您的回复",
  work: "有待办事项",
  reminder: "活动与培训提醒",
  digest: "工作进展",
}

/** `thing` fields hold 20 characters, else errcode 47003: so much of a text goes with a template. */
export const ANNOUNCED = 20

/**
 * A push as a template message (`POST /cgi-bin/message/template/send`), the one form that reaches a follower past the 48-hour window.
 * The template to be set up at mp.weixin.qq.com, whose id is WECHAT_TEMPLATE_ID, has three fields:
 *
 *     通知类型：{{thing1.DATA}}     审核结果 · 有待办事项 · 活动与培训提醒 · 工作进展
 *     通知内容：{{thing2.DATA}}     the first 20 characters of the text; whoever replies to the account is told the rest
 *     通知时间：{{time3.DATA}}      2026年11月23日 09:30
 *
 * `plain` leaves only letters, digits and simple punctuation, for the second attempt after 47003.
 */
export function templateOf(push: Push, templateId: string, now: Date, plain = false): object {
  const text = plain ? push.text.replace(/[^\p{L}\p{N}，。：、]+/gu, " ") : push.text
  return {
    touser: push.to,
    template_id: templateId,
    // WeChat sends one message per id for ten minutes: a retry after a lost answer is not told twice.
    client_msg_id: hash("sha256", `${push.to}\n${push.text}`).slice(0, 32),
    data: {
      thing1: { value: TITLES[push.kind] },
      thing2: { value: thing(text, plain ? ANNOUNCED - 4 : ANNOUNCED) },
      time3: { value: timeOf(now) },
    },
  }
}

function thing(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, " ").trim()]
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : characters.join("")
}

function timeOf(now: Date): string {
  const [year, month, day, hour, minute] = new Date(now.getTime() + 8 * 3_600_000).toISOString().split(/[-T:]/)
  return `${year}年${month}月${day}日 ${hour}:${minute}`
}
