import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { chineseNumber } from "#domain/numeral.ts"
import { INTENTS, readIntent } from "#language/intent.ts"
import { numbersIn } from "#language/number.ts"
import { phonesIn } from "#language/phone.ts"
import { plain } from "#language/plain.ts"
import { looksLikeQuestion, readAnswer, readCorrection, readMessage } from "#language/read.ts"
import type { SlotSpec } from "#language/slot.ts"
import { FORMS, understand } from "#language/understand.ts"
import { inChinese, sayClock, sayDay } from "./saying.ts"

const now = new Date("2026-11-23T10:00:00+08:00")
const context = { now }

const WORDS = [
  "明天",
  "下周三",
  "下午3点",
  "12月5号",
  "8.15",
  "月底",
  "国庆后第一个周一",
  "到",
  "至",
  "-",
  "~",
  "五十来号人",
  "一百二",
  "1.2w",
  "预算",
  "元",
  "块钱",
  "13800138000",
  "一三八零零一三八零零零",
  "0715-5221234",
  "51421281MJH000019M",
  "联系人",
  "李明",
  "欧阳倩",
  "在",
  "文化广场",
  "赤壁镇",
  "陆水湖街道",
  "举办",
  "义诊",
  "比赛",
  "培训",
  "，",
  "。",
  "\n",
  "：",
  " ",
  "不对",
  "改成",
  "不是",
  "是",
  "第",
  "个",
  "人",
  "半",
  "一刻",
  "零",
  "几",
  "报名",
  "截止",
  "之前",
  "每天",
  "去",
  "“",
  "”",
  "(",
  ")",
  "周一",
  "腊月二十三",
  "春节",
  "三天后",
  "２０２６",
  "年",
  "月",
  "日",
  "点",
  ":",
  "30",
  "负责人",
  "电话",
  "协会",
  "我们是",
  "名称",
  "地点",
  "时间",
  "赤壁市足球协会",
  "会员",
  "家",
]
const message = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join("")),
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.string({ unit: "binary", maxLength: 60 }),
)

describe("whatever is typed", () => {
  it("is read without a throw, each value with words of the message", () => {
    fc.assert(
      fc.property(message, fc.constantFrom("activity", "org", "training"), (text, form) => {
        const read = understand({ text, form, now: now.toISOString() })
        for (const words of Object.values(read.evidence)) expect(text).toContain(words)
        for (const date of read.dates) expect(text).toContain(date.text)
        expect(INTENTS).toContain(read.intent)
      }),
      { numRuns: 400 },
    )
  })

  it("answers a question for any slot, or does not, but never throws", () => {
    const specs = Object.values(FORMS).flat()
    fc.assert(
      fc.property(message, fc.constantFrom(...specs), (text, spec) => {
        const found = readAnswer(spec, text, context)
        if (found !== undefined) expect(text).toContain(found.text)
        looksLikeQuestion(text)
        const corrected = readCorrection(specs, text, context)
        if (corrected?.found !== undefined) expect(text).toContain(corrected.found.text)
      }),
      { numRuns: 400 },
    )
  })

  it("takes no longer than 50 ms", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: 30, maxLength: 120 }), (words) => {
        const text = words.join("")
        const specs = FORMS.activity ?? []
        let best = Number.POSITIVE_INFINITY
        for (let tries = 0; tries < 3 && best > 50; tries++) {
          const from = performance.now()
          readMessage(specs, text, context)
          best = Math.min(best, performance.now() - from)
        }
        expect(best).toBeLessThan(50)
      }),
      { numRuns: 60 },
    )
  })

  it("keeps every position when it is made plain", () => {
    fc.assert(fc.property(message, (text) => plain(text).length === text.length))
  })
})

describe("a value printed as people print it reads back", () => {
  const day = fc.integer({ min: 0, max: 350 }).map((days) => new Date(Date.UTC(2026, 10, 24 + days)))
  const clock = fc.record({ hour: fc.integer({ min: 7, max: 21 }), minute: fc.constantFrom(0, 15, 30, 45, 20, 5) })
  const moment: SlotSpec = { name: "start", reads: "moment", label: "时间" }

  it("days and clock times", () => {
    fc.assert(
      fc.property(
        day,
        clock,
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        (date, time, how, clockHow) => {
          const said = `${sayDay(date, how)}${sayClock(time, clockHow)}`
          const two = (value: number) => String(value).padStart(2, "0")
          const wanted = `${date.toISOString().slice(0, 10)}T${two(time.hour)}:${two(time.minute)}:00+08:00`
          expect([said, readAnswer(moment, said, context)?.value]).toEqual([said, wanted])
          expect([said, readMessage([moment], `我们${said}在文化广场办义诊`, context).get("start")?.value]).toEqual([
            said,
            wanted,
          ])
        },
      ),
      { numRuns: 300 },
    )
  })

  it("whole numbers in characters", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (value) => {
        const said = inChinese(value)
        expect([said, chineseNumber(said)]).toEqual([said, value])
      }),
    )
  })

  it("head counts", () => {
    const spec: SlotSpec = { name: "n", reads: "count", label: "人数" }
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom("人", "名", "位", "个人", ""),
        fc.boolean(),
        (value, unit, chinese) => {
          const said = `${chinese ? inChinese(value) : value}${unit}`
          expect([said, readAnswer(spec, said, context)?.value]).toEqual([said, value])
        },
      ),
    )
  })

  it("sums of money", () => {
    const spec: SlotSpec = { name: "b", reads: "money", label: "预算" }
    const said = fc
      .integer({ min: 1, max: 9_999 })
      .chain((value) =>
        fc
          .constantFrom(
            `${value}元`,
            `${value}块钱`,
            `${value}`,
            `${value / 10}万`,
            `${inChinese(value)}元`,
            `￥${value}`,
          )
          .map((text) => ({ text, value: text.endsWith("万") ? value * 1000 : value })),
      )
    fc.assert(
      fc.property(said, ({ text, value }) => {
        expect([text, readAnswer(spec, text, context)?.value]).toEqual([text, value])
        expect([text, readMessage([spec], `人数30，预算${text}，联系人李明`, context).get("b")?.value]).toEqual([
          text,
          value,
        ])
      }),
    )
  })

  it("mobile phones, in digits, in groups and spoken", () => {
    const spoken = (digits: string) => [...digits].map((digit) => "零幺二三四五六七八九"[Number(digit)]).join("")
    fc.assert(
      fc.property(
        fc.constantFrom("138", "159", "186", "199", "177"),
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 3 }),
        (head, tail, how) => {
          const phone = `${head}${String(tail).padStart(8, "0")}`
          const said = [
            phone,
            `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`,
            `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
            spoken(phone),
          ][how]!
          expect([said, phonesIn(plain(`电话${said}`))[0]?.value]).toEqual([said, phone])
        },
      ),
    )
  })

  it("numbers of a text never overlap", () => {
    fc.assert(
      fc.property(message, (text) => {
        let end = 0
        for (const one of numbersIn(plain(text))) {
          expect(one.from).toBeGreaterThanOrEqual(end)
          end = one.to
        }
      }),
    )
  })
})

describe("what a message wants", () => {
  it("is one of the list, with a share of certainty", () => {
    fc.assert(
      fc.property(message, fc.constantFrom("contact", "official", "trainer"), (text, role) => {
        const { intent, confidence } = readIntent(text, { role })
        expect(INTENTS).toContain(intent)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
        if (role === "contact") expect(["review", "progress", "announce_training"]).not.toContain(intent)
      }),
    )
  })
})
