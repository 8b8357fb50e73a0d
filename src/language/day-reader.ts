import type { Said, Words } from "./day-reckoning.ts"

/** The shape of a reader of words for days, and the pieces that their patterns share. */

export type DayReader = {
  /** The characters that the words can start with. */
  first: string
  /** Sticky: tried at one position. */
  pattern: RegExp
  /** The day, or undefined where the words mean something else after all. */
  read: (match: RegExpExecArray, said: Said, text: string) => Words | undefined
}

/** One or two digits, or as many in words. */
export const N = "(\\d{1,2}|[一二两三四五六七八九十廿卅]{1,3})"
/** 2026年, 26年, 二零二六年, 两千零八年. */
export const YEAR =
  "(\\d{2,4}|[零一二三四五六七八九]{2,4}|(?:两|二)千(?:零?[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)?)\\s?年"
/** What comes before a day of the week. */
export const WEEK = "(?:周|星期|礼拜)"
/** What comes after it. */
export const DAY_OF_WEEK = "[一二三四五六日天1-7]"
/** 8号楼 is no 8号. */
export const ADDRESS_AFTER = "(?!\\s?[楼院门厅馆店线桌车机码仓栋单教会展文选])"
/** What a number in digits starts with. */
export const DIGITS = "0123456789"
/** What a number in words starts with. */
export const CHINESE = "零一二两三四五六七八九十廿卅"
