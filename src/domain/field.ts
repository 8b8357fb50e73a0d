import { z } from "zod"
import { checkCreditCode, cleanCreditCode } from "./credit-code.ts"

/**
 * The fields forms are made of. A rule and the sentence a person sees when breaking it stand on one line; `reads` tells the
 * language room what kind of thing to look for.
 */

/** 11 digits, or a landline with its area code (0715-1234567). */
export const phone = z
  .string()
  .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, "这个号码好像少了或多了几位，请再发一次：手机号是11位，座机要带区号。")
  .meta({ reads: "phone" })

export const creditCode = z
  .string()
  .transform(cleanCreditCode)
  .superRefine((code, context) => {
    const check = checkCreditCode(code)
    if (check.ok) return
    if (check.suggestion)
      context.addIssue(`这个代码里可能有看错的字符，您看是不是 ${check.suggestion}？是的话请把它发给我。`)
    else if (check.why === "length")
      context.addIssue(`统一社会信用代码是18位，您发的是${code.length}位，请对照证书再发一次。`)
    else context.addIssue("这个代码没有通过校验，可能有一位看错了，请对照证书再发一次。")
  })
  .meta({ reads: "creditCode" })

export const personName = z
  .string()
  .regex(
    /^[\p{Script=Han}·]{2,15}$|^[A-Za-z][A-Za-z .]{1,30}$|^老?\p{Script=Han}[\p{Script=Han}·]{0,14}$/u,
    "请发姓名就好，比如“李明”。",
  )
  .meta({ reads: "personName" })

export const organizationName = z
  .string()
  .min(4, "名称有点短，请发证书或章程上的全称。")
  .max(50, "名称不能超过50个字，请发证书或章程上的全称。")
  .meta({ reads: "orgName" })

export const place = z
  .string()
  .min(2, "地点请写得具体一点，比如“蒲圻街道社区服务中心”。")
  .max(80, "地点不能超过80个字，请写短一点。")
  .meta({ reads: "place" })

export const title = z
  .string()
  .min(2, "名称有点短，请再说具体一点。")
  .max(60, "名称不能超过60个字，请写短一点。")
  .meta({ reads: "title" })

/** Free words. */
export const words = (max: number) =>
  z.string().min(1, "请写几个字。").max(max, `最多写${max}个字，请缩短一点再发。`).meta({ reads: "text" })

/** A whole number of people. */
export const count = (max: number) =>
  z
    .number("请发一个数字，比如“50”。")
    .int("请发一个整数。")
    .min(0, "人数不能是负数，请再发一次。")
    .max(max, `这个数字太大了（最多${max}），请再核对一下。`)
    .meta({ reads: "count" })

/** Yuan. */
export const money = z
  .number("请发一个金额，比如“8000元”或“1.2万”。")
  .min(0, "金额不能是负数，请再发一次。")
  .max(10_000_000_000, "这个金额太大了，请再核对一下。")
  .meta({ reads: "money" })

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\+08:00)?$/

/** A day: 2026-12-02. */
export const day = z.string().regex(DAY, "请发一个日期，比如“2019年6月18日”。").meta({ reads: "day" })

/** An instant in China's time, or a day where no clock time was said. */
export const moment = z.string().regex(MOMENT, "请说一下时间，比如“12月2日下午3点”。").meta({ reads: "moment" })
export const momentEnd = z.string().regex(MOMENT, "请说一下结束时间，比如“下午5点”。").meta({ reads: "momentEnd" })

/** A town or street: its region code, chosen from the county's. */
export const town = z
  .string()
  .regex(/^\d{9}$/, "请从列表里选一个乡镇或街道，发序号或名字都行。")
  .meta({ reads: "town" })

/** Something chosen from what was offered: its id. */
export const chosen = z.string().meta({ reads: "choice" })
