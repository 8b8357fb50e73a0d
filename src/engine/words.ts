/** How people point at things: a figure, a filing. */

const MARK = /^[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]$/u

/** Whether a whole message is a figure's mark (③). */
export function isMark(text: string): boolean {
  return MARK.test(text.trim())
}

/** What names the figure in 明细 3, ③, 明细 I-03. */
export function figureNamed(text: string): string {
  return text
    .trim()
    .replace(/^(明细|查看明细|看明细)\s*/, "")
    .replace(/^第?\s*(\d+)\s*(项|个|条)?$/, "$1")
}
