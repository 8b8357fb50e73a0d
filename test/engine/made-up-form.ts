import fc from "fast-check"
import { z } from "zod"
import {
  chosen,
  count,
  creditCode,
  day,
  moment,
  money,
  organizationName,
  personName,
  phone,
  place,
  title,
  town,
  words,
} from "#domain/field.ts"
import { type Form, form } from "#engine/form.ts"

/** Forms that nobody wrote: any fields, any of them optional, depending on one another, known or to be chosen. */

type Field = { type: z.ZodType; label: string; options?: Record<string, string> }

const FIELDS: Record<string, Field> = {
  one: { type: phone, label: "手机" },
  two: { type: personName, label: "联系人" },
  three: { type: count(1000), label: "人数" },
  four: { type: money, label: "预算" },
  five: { type: place, label: "地点" },
  six: { type: title, label: "主题" },
  seven: { type: day, label: "成立日期" },
  eight: { type: moment, label: "时间" },
  nine: { type: words(30), label: "备注" },
  ten: { type: town, label: "乡镇" },
  eleven: { type: creditCode, label: "代码" },
  twelve: { type: organizationName, label: "全称" },
  thirteen: {
    type: z.enum(["a", "b", "c"]).meta({ reads: "choice" }),
    label: "颜色",
    options: { a: "红", b: "绿色", c: "蓝" },
  },
  fourteen: { type: chosen, label: "去处", options: { x: "北京", y: "武汉" } },
}

type Made = {
  name: string
  optional: boolean
  must: boolean
  saidOnly: boolean
  hangsOn: number
  known: boolean
  refuses: boolean
}

const made = fc.record({
  name: fc.constantFrom(...Object.keys(FIELDS)),
  optional: fc.boolean(),
  must: fc.boolean(),
  saidOnly: fc.boolean(),
  /** Applies only while the field that many places before it is answered; 0 = always. */
  hangsOn: fc.nat({ max: 2 }),
  known: fc.boolean(),
  refuses: fc.boolean(),
})

const KNOWN: Record<string, unknown> = { one: "13800138000", two: "王芳", three: 30, thirteen: "b" }

export const anyForm: fc.Arbitrary<Form> = fc
  .uniqueArray(made, { selector: (it) => it.name, minLength: 1, maxLength: 7 })
  .map((fields) => formOf(fields))

function formOf(fields: readonly Made[]): Form {
  const shape: Record<string, z.ZodType> = {}
  const slots: Record<string, object> = {}
  for (const [at, it] of fields.entries()) {
    const field = FIELDS[it.name]!
    const host = it.hangsOn > 0 ? fields[at - it.hangsOn]?.name : undefined
    const optional = it.optional || it.saidOnly || host !== undefined
    shape[it.name] = optional ? field.type.optional() : field.type
    slots[it.name] = {
      label: field.label,
      ask: `请说一下${field.label}。`,
      ...(it.must && !it.saidOnly ? { must: true } : {}),
      ...(it.saidOnly ? { asked: "when-said" } : {}),
      ...(host ? { when: (all: Record<string, unknown>) => all[host] !== undefined } : {}),
      ...(it.known && KNOWN[it.name] !== undefined ? { known: () => KNOWN[it.name] } : {}),
      ...(it.refuses
        ? { refuse: (value: unknown) => (value === 7 || value === "a" ? "这个不行，请换一个。" : undefined) }
        : {}),
      ...(field.options && field.type === chosen
        ? { choices: () => Object.entries(field.options!).map(([id, label]) => ({ id, label })) }
        : field.options
          ? { choices: field.options }
          : {}),
    }
  }
  return form("made-up", z.object(shape) as never, {
    name: "登记表",
    starts: ["填表"],
    about: "",
    opening: "好的。",
    slots: slots as never,
    submit: "fileActivity" as never,
    done: (() => "收到。") as never,
  })
}
