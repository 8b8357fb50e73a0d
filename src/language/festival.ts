import type { Day } from "./calendar.ts"
import { dayOf, lunarDay, newYearsEve, nthWeekday, solarTerm } from "./calendar.ts"

/** Festivals and observances by which people name a day. */

/** `off` is how many days after the first the holiday usually ends; what 国庆后 counts from. */
type Festival = { names: string; on: (year: number) => Day | undefined; off?: number }

const fixed = (month: number, date: number) => (year: number) => dayOf(year, month, date)
const lunar = (month: number, date: number) => (year: number) => lunarDay(year, month, date)

const FESTIVALS: Festival[] = [
  { names: "元旦|新年|阳历年", on: fixed(1, 1), off: 2 },
  { names: "春节|大年初一|过年|农历新年", on: lunar(1, 1), off: 6 },
  { names: "除夕|大年三十|年三十", on: newYearsEve },
  { names: "小年", on: (year) => lunarDay(year - 1, 12, 24) },
  { names: "腊八", on: (year) => lunarDay(year - 1, 12, 8) },
  { names: "元宵|正月十五", on: lunar(1, 15) },
  { names: "龙抬头|二月二", on: lunar(2, 2) },
  { names: "端午", on: lunar(5, 5), off: 0 },
  { names: "七夕", on: lunar(7, 7) },
  { names: "中元", on: lunar(7, 15) },
  { names: "中秋|八月十五", on: lunar(8, 15), off: 0 },
  { names: "重阳|敬老节|老人节", on: lunar(9, 9) },
  { names: "清明", on: (year) => solarTerm(year, "清明"), off: 0 },
  { names: "立春", on: (year) => solarTerm(year, "立春") },
  { names: "冬至", on: (year) => solarTerm(year, "冬至") },
  { names: "丰收节|秋分", on: (year) => solarTerm(year, "秋分") },
  { names: "情人节", on: fixed(2, 14) },
  { names: "学雷锋日|雷锋日", on: fixed(3, 5) },
  { names: "女生节", on: fixed(3, 7) },
  { names: "三八妇女节|妇女节|三八|3\\.8|女神节", on: fixed(3, 8) },
  { names: "植树节", on: fixed(3, 12) },
  { names: "消费者权益日|消费者权益保护日", on: fixed(3, 15) },
  { names: "社工日|国际社工日|世界社工日", on: (year) => nthWeekday(year, 3, 2, 3) },
  { names: "愚人节", on: fixed(4, 1) },
  { names: "世界读书日|读书日", on: fixed(4, 23) },
  { names: "五一|劳动节|五一劳动节", on: fixed(5, 1), off: 4 },
  { names: "青年节|五四", on: fixed(5, 4) },
  { names: "护士节", on: fixed(5, 12) },
  { names: "防灾减灾日", on: fixed(5, 12) },
  { names: "母亲节", on: (year) => nthWeekday(year, 5, 7, 2) },
  { names: "全国助残日|助残日", on: (year) => nthWeekday(year, 5, 7, 3) },
  { names: "儿童节|六一", on: fixed(6, 1) },
  { names: "世界环境日|环境日", on: fixed(6, 5) },
  { names: "献血者日|世界献血日", on: fixed(6, 14) },
  { names: "父亲节", on: (year) => nthWeekday(year, 6, 7, 3) },
  { names: "国际禁毒日|禁毒日", on: fixed(6, 26) },
  { names: "建党节|七一|建党日", on: fixed(7, 1) },
  { names: "建军节|八一", on: fixed(8, 1) },
  { names: "医师节", on: fixed(8, 19) },
  { names: "中华慈善日|慈善日", on: fixed(9, 5) },
  { names: "教师节", on: fixed(9, 10) },
  { names: "烈士纪念日", on: fixed(9, 30) },
  { names: "国庆|十一|国庆节", on: fixed(10, 1), off: 6 },
  { names: "消防日|消防宣传日", on: fixed(11, 9) },
  { names: "记者节", on: fixed(11, 8) },
  { names: "双十一|双11|光棍节", on: fixed(11, 11) },
  { names: "万圣节", on: fixed(10, 31) },
  { names: "感恩节", on: (year) => nthWeekday(year, 11, 4, 4) },
  { names: "艾滋病日", on: fixed(12, 1) },
  { names: "国际残疾人日|残疾人日", on: fixed(12, 3) },
  { names: "国家宪法日|宪法日", on: fixed(12, 4) },
  { names: "国际志愿者日|志愿者日", on: fixed(12, 5) },
  { names: "国家公祭日|公祭日", on: fixed(12, 13) },
  { names: "平安夜", on: fixed(12, 24) },
  { names: "圣诞", on: fixed(12, 25) },
  { names: "跨年夜", on: fixed(12, 31) },
]

const names = FESTIVALS.flatMap((one) => one.names.split("|")).sort((a, b) => b.length - a.length)
const byName = new Map(
  FESTIVALS.flatMap((one) => one.names.split("|").map((name) => [name.replace("\\", ""), one] as const)),
)

export const FESTIVAL = {
  /** An alternation for a pattern, longest first. */
  names: names.join("|"),
  /** The characters that one can start with. */
  first: [...new Set(names.map((name) => name[0]))].join(""),
  /** Names that are also numbers: 十一, 三八. */
  needsCare: /^(?:十一|三八|3\.8|五一|五四|六一|七一|八一|二月二|过年|新年|双11)$/,
}

/** The first day of a festival in a year, and the last day off that goes with it. */
export function festivalDay(name: string, year: number): { first: Day; off: Day } | undefined {
  const one = byName.get(name)
  const first = one?.on(year)
  return one === undefined || first === undefined ? undefined : { first, off: first + (one.off ?? 0) }
}
