import type { Day } from "./calendar.ts"
import { dayOf, lunarDay, newYearsEve, nthWeekday, solarTerm } from "./calendar.ts"

/** Festivals and observances by which people name a day: their names, and when they are. */

/** Month and date. */
const SOLAR: Record<string, readonly [month: number, date: number]> = {
  "元旦|新年|阳历年": [1, 1],
  情人节: [2, 14],
  "学雷锋日|雷锋日": [3, 5],
  女生节: [3, 7],
  "三八妇女节|妇女节|三八|3.8|女神节": [3, 8],
  植树节: [3, 12],
  "消费者权益日|消费者权益保护日": [3, 15],
  愚人节: [4, 1],
  "世界读书日|读书日": [4, 23],
  "五一|劳动节|五一劳动节": [5, 1],
  "青年节|五四": [5, 4],
  "护士节|防灾减灾日": [5, 12],
  "儿童节|六一": [6, 1],
  "世界环境日|环境日": [6, 5],
  "献血者日|世界献血日": [6, 14],
  "国际禁毒日|禁毒日": [6, 26],
  "建党节|七一|建党日": [7, 1],
  "建军节|八一": [8, 1],
  医师节: [8, 19],
  "中华慈善日|慈善日": [9, 5],
  教师节: [9, 10],
  烈士纪念日: [9, 30],
  "国庆|十一|国庆节": [10, 1],
  万圣节: [10, 31],
  记者节: [11, 8],
  "消防日|消防宣传日": [11, 9],
  "双十一|双11|光棍节": [11, 11],
  艾滋病日: [12, 1],
  "国际残疾人日|残疾人日": [12, 3],
  "国家宪法日|宪法日": [12, 4],
  "国际志愿者日|志愿者日": [12, 5],
  "国家公祭日|公祭日": [12, 13],
  平安夜: [12, 24],
  圣诞: [12, 25],
  跨年夜: [12, 31],
}

/** Lunar month and date, and the years by which its lunar year is behind. */
const LUNAR: Record<string, readonly [month: number, date: number, behind?: 1]> = {
  "春节|大年初一|过年|农历新年": [1, 1],
  "元宵|正月十五": [1, 15],
  "龙抬头|二月二": [2, 2],
  端午: [5, 5],
  七夕: [7, 7],
  中元: [7, 15],
  "中秋|八月十五": [8, 15],
  "重阳|敬老节|老人节": [9, 9],
  腊八: [12, 8, 1],
  小年: [12, 24, 1],
}

/** Month, weekday (Monday 1), and which of them in the month. */
const NTH_WEEKDAY: Record<string, readonly [month: number, weekday: number, nth: number]> = {
  "社工日|国际社工日|世界社工日": [3, 2, 3],
  母亲节: [5, 7, 2],
  "全国助残日|助残日": [5, 7, 3],
  父亲节: [6, 7, 3],
  感恩节: [11, 4, 4],
}

const TERM: Record<string, Parameters<typeof solarTerm>[1]> = {
  立春: "立春",
  清明: "清明",
  冬至: "冬至",
  "丰收节|秋分": "秋分",
}

/** How many days after the first the holiday usually ends; what 国庆后 counts from. */
const DAYS_OFF: Record<string, number> = { 元旦: 2, 春节: 6, 五一: 4, 国庆: 6 }

type On = (year: number) => Day | undefined
const byName = new Map<string, { on: On; off: number }>()

function list<T>(table: Record<string, T>, on: (when: T) => On): void {
  for (const [spelled, when] of Object.entries(table)) {
    const names = spelled.split("|")
    const off = DAYS_OFF[names[0]!] ?? 0
    for (const name of names) byName.set(name, { on: on(when), off })
  }
}

list(
  SOLAR,
  ([month, date]) =>
    (year) =>
      dayOf(year, month, date),
)
list(
  LUNAR,
  ([month, date, behind = 0]) =>
    (year) =>
      lunarDay(year - behind, month, date),
)
list(
  NTH_WEEKDAY,
  ([month, weekday, nth]) =>
    (year) =>
      nthWeekday(year, month, weekday, nth),
)
list(TERM, (term) => (year) => solarTerm(year, term))
list({ "除夕|大年三十|年三十": newYearsEve }, (on) => on)

const names = [...byName.keys()].sort((a, b) => b.length - a.length)

export const FESTIVAL = {
  /** An alternation for a pattern, longest first. */
  names: names.join("|").replaceAll(".", "\\."),
  /** The characters that one can start with. */
  first: [...new Set(names.map((name) => name[0]))].join(""),
  /** Names that are also numbers: 十一, 三八. */
  needsCare: /^(?:十一|三八|3\.8|五一|五四|六一|七一|八一|二月二|过年|新年|双11)$/,
}

/** The first day of a festival in a year, and the last day off that goes with it. */
export function festivalDay(name: string, year: number): { first: Day; off: Day } | undefined {
  const one = byName.get(name)
  const first = one?.on(year)
  return one === undefined || first === undefined ? undefined : { first, off: first + one.off }
}
