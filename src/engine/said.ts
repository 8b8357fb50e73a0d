/** What short messages say to a form, whatever it asked: yes, nothing, leave it, I am here. */

export const CONFIRMS =
  /^(?:(?:好的?|行|可以|没问题|没错|无误|嗯+),?)?(?:提交|确认|确定|确认提交)(?:吧|了|一下)?$|^(?:对|对的|是|是的|好|好的|好了|可以|可以了|行|没问题|没错|无误|核对无误|确认无误|没有问题|都对|ok|嗯+)$/iu

export const NOTHING = /^(?:没有?|都?没有|无|不填|暂无|没得|冇|不清楚|不知道|不晓得|不记得|记不清|忘了)(?:了|啊|呢)?$/u

/** Said to a question whose answer stands already: it stays. */
export const KEEPS = /^(?:不改了?|不用改|不变|没变|就这样|对|对的|是|是的|没错|好|好的|继续|不用了?)$/u

/** What people say to show that they are there; no answer to any question. */
export const NODS = /^(?:好|好的|好了|嗯+|哦+|噢|收到|明白|知道了|行|ok|可以|对|对的|是|是的|来了|在)$/iu

export const YES = ["是", "是的", "对", "对的", "嗯", "好", "好的", "没错", "就是", "是这个", "确认", "1"]

/** A short message as words are compared: half width, without blanks and what ends a sentence. */
export function bare(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s。！!.~～；;]/gu, "")
    .replace(/[,，、]+$/u, "")
}

/** Whether a message says yes to what was shown: 提交, 没问题. */
export function confirms(text: string): boolean {
  return CONFIRMS.test(bare(text))
}

/** Whether a message only shows that someone is there: 好的, 收到. */
export function nods(text: string): boolean {
  return NODS.test(bare(text))
}
