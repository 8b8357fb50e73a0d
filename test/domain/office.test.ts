import { describe, expect, test } from "vitest"
import { officeFile, sayWhenAnswered, waitedWorkDay } from "#domain/office.ts"

const china = (time: string) => new Date(`${time.replace(" ", "T")}:00+08:00`)

describe("when somebody who asks hears from a person", () => {
  test.each<[what: string, at: string, said: string]>([
    ["in the morning", "2026-11-23 09:30", "一般两个小时内回复您"],
    ["two hours before noon", "2026-11-23 10:00", "一般两个小时内回复您"],
    ["where the two hours go beyond noon", "2026-11-23 11:00", "一般今天下午3:30前回复您"],
    ["to the next half hour", "2026-11-23 11:10", "一般今天下午4:00前回复您"],
    ["at noon", "2026-11-23 12:00", "今天下午2:30上班后回复您"],
    ["shortly before the office opens", "2026-11-23 14:29", "今天下午2:30上班后回复您"],
    ["in the late afternoon", "2026-11-23 16:00", "一般明天（周二）上午9:00前回复您"],
    ["the last minute", "2026-11-23 17:29", "一般明天（周二）上午10:30前回复您"],
    ["the first after it", "2026-11-23 17:30", "明天（周二）上午8:30上班后回复您"],
    ["before the office opens", "2026-11-23 07:00", "今天上午8:30上班后回复您"],
    ["on Friday night", "2026-11-27 18:00", "11月30日（周一）上午8:30上班后回复您"],
    ["on Saturday", "2026-11-28 10:00", "后天（周一）上午8:30上班后回复您"],
    ["before National Day", "2026-09-30 20:00", "10月8日（周四）上午8:30上班后回复您"],
    ["on a Saturday that makes up for it", "2026-10-10 09:00", "一般两个小时内回复您"],
    ["before New Year", "2026-12-31 20:00", "明天（周五）上午8:30上班后回复您"],
    ["over the turn of the year", "2027-12-31 20:00", "2028年1月3日（周一）上午8:30上班后回复您"],
  ])("%s", (_, at, said) => expect(sayWhenAnswered(china(at))).toBe(said))

  test("by other hours", () => {
    const office = officeFile.parse({ hours: [{ from: "9:00", until: "16:00" }], answersWithin: 5 })
    expect(sayWhenAnswered(china("2026-11-23 10:00"), office)).toBe("一般五个小时内回复您")
    expect(sayWhenAnswered(china("2026-11-23 12:00"), office)).toBe("一般明天（周二）上午10:00前回复您")
  })

  test.each([
    ["no hours", { hours: [], answersWithin: 2 }],
    ["hours that end before they begin", { hours: [{ from: "12:00", until: "8:30" }], answersWithin: 2 }],
    [
      "hours out of order",
      {
        hours: ["14:30-17:30", "8:30-12:00"].map((it) => ({ from: it.slice(0, -6), until: it.slice(-5) })),
        answersWithin: 2,
      },
    ],
    ["no clock times", { hours: [{ from: "8.30", until: "12:00" }], answersWithin: 2 }],
  ])("a file with %s is refused", (_, file) => expect(officeFile.safeParse(file).success).toBe(false))
})

test.each<[what: string, from: string, at: string, waited: boolean]>([
  ["a minute less than a day", "2026-11-23 15:00", "2026-11-24 14:59", false],
  ["a day", "2026-11-23 15:00", "2026-11-24 15:00", true],
  ["over the weekend", "2026-11-27 15:00", "2026-11-30 14:00", false],
  ["a day and the weekend", "2026-11-27 15:00", "2026-11-30 15:00", true],
  ["since Saturday, on Monday", "2026-11-28 10:00", "2026-11-30 17:00", false],
  ["since Saturday, on Tuesday", "2026-11-28 10:00", "2026-12-01 08:00", true],
  ["since Thursday, on Saturday", "2026-11-26 15:00", "2026-11-28 09:00", true],
])("waited for a working day: %s", (_, from, at, waited) => expect(waitedWorkDay(china(from), china(at))).toBe(waited))
