/** Printing values the ways people write and say them, for properties and benches. */

const DIGITS = "零一二三四五六七八九"

/** 120 → 一百二十. */
export function inChinese(value: number): string {
  if (value >= 10_000) {
    const low = value % 10_000
    return `${inChinese(Math.floor(value / 10_000))}万${low === 0 ? "" : `${low < 1000 ? "零" : ""}${inChinese(low)}`}`
  }
  let text = ""
  let gap = false
  for (const [unit, name] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(value / unit) % 10
    if (digit === 0) {
      gap = text !== ""
      continue
    }
    text += `${gap ? "零" : ""}${digit === 1 && unit === 10 && text === "" ? "" : DIGITS[digit]}${name}`
    gap = false
  }
  return text
}

export function sayDay(date: Date, how: number): string {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  switch (how) {
    case 0:
      return `${year}年${month}月${day}日`
    case 1:
      return `${month}月${day}号`
    case 2:
      return `${inChinese(month)}月${inChinese(day)}号`
    case 3:
      return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")} `
    case 4:
      return `${month}月${day}日（周${"日一二三四五六"[date.getUTCDay()]}）`
    default:
      return `${year}.${month}.${day} `
  }
}

export function sayClock({ hour, minute }: { hour: number; minute: number }, how: number): string {
  const part = hour < 12 ? "上午" : hour < 13 ? "中午" : hour < 18 ? "下午" : "晚上"
  const short = hour > 12 ? hour - 12 : hour
  const two = String(minute).padStart(2, "0")
  switch (how) {
    case 0:
      return `${String(hour).padStart(2, "0")}:${two}`
    case 1:
      return `${part}${short}点${minute === 0 ? "" : minute === 30 ? "半" : minute === 15 ? "一刻" : `${two}分`}`
    case 2:
      return `${part}${inChinese(short)}点${minute === 0 ? "" : minute === 30 ? "半" : minute === 15 ? "一刻" : minute < 10 ? `零${inChinese(minute)}分` : `${inChinese(minute)}分`}`
    case 3:
      return `${part}${short}:${two}`
    case 4:
      return `${part} ${short}：${two}`
    default:
      return `${hour}时${minute === 0 ? "" : `${minute}分`}`
  }
}
