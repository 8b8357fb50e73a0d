import { describe, expect, it } from "vitest"
import { looksLikeQuestion, readAnswer, readCorrection, readMessage } from "#language/read.ts"
import type { Context, SlotSpec } from "#language/slot.ts"

const context: Context = {
  now: new Date("2026-11-23T09:30:00+08:00"),
  organizations: [
    { id: "o1", name: "赤壁市青砖茶产业协会", aka: ["青砖茶协会", "茶协会"] },
    { id: "o2", name: "赤壁市义工联合会", aka: ["义工联"] },
  ],
}
const spec = (reads: SlotSpec["reads"], more: Partial<SlotSpec> = {}): SlotSpec => ({
  name: "it",
  reads,
  label: "这一项",
  ...more,
})

describe("the answer to a question", () => {
  const moment: [string, string | undefined][] = [
    ["明儿上午九点半", "2026-11-24T09:30:00+08:00"],
    ["下下周三下午2点半吧", "2026-12-09T14:30:00+08:00"],
    ["这个礼拜天", "2026-11-29"],
    ["本月最后一个周五晚7点", "2026-11-27T19:00:00+08:00"],
    ["8.15", "2027-08-15"],
    ["12/10-12/12", "2026-12-10"],
    ["大后天中午", "2026-11-26"],
    ["就定在12月5号，早上8点一刻", "2026-12-05T08:15:00+08:00"],
    ["周三,不对,周四下午3点", "2026-11-26T15:00:00+08:00"],
    ["十二月二十号晚上七点", "2026-12-20T19:00:00+08:00"],
    ["下周五早上，大概八点", "2026-12-04T08:00:00+08:00"],
    ["国庆后第一个周一", "2027-10-11"],
    ["元旦", "2027-01-01"],
    ["春节前一天", "2027-02-05"],
    ["正月初八", "2027-02-13"],
    ["3天后", "2026-11-26"],
    ["两周后的周六", "2026-12-12"],
    ["28号和29号", "2026-11-28"],
    ["晚上12点", undefined],
    ["不知道", undefined],
    ["文化广场", undefined],
  ]
  it.each(moment)("time: %s", (said, wanted) => {
    const found = readAnswer(spec("moment"), said, context)
    expect(found?.value === "" ? undefined : found?.value).toBe(wanted)
  })

  const end: [string, string | undefined][] = [
    ["12月2号下午5点", "2026-12-02T17:00:00+08:00"],
    ["12月6号", "2026-12-06"],
  ]
  it.each(end)("end: %s", (said, wanted) => {
    expect(readAnswer(spec("momentEnd"), said, context)?.value).toBe(wanted)
  })

  it("asks about a date and a weekday that disagree, and keeps the date", () => {
    const found = readAnswer(spec("moment"), "12月2号星期二上午10点", context)
    expect(found).toMatchObject({ value: "2026-12-02T10:00:00+08:00", flags: ["weekday_mismatch"] })
    expect(found?.options?.map((one) => one.value)).toEqual(["2026-12-02T10:00:00+08:00", "2026-12-01T10:00:00+08:00"])
  })

  it.each(["2月30号", "月底", "下周", "12月10号之前", "近期", "下午3点"])("has no day to give for %s", (said) => {
    expect(readAnswer(spec("moment"), said, context)?.flags).toContain("start_vague")
  })

  it("says an end before the start is one", () => {
    expect(readAnswer(spec("moment"), "12月6号下午5点到3点", context)?.flags).toContain("time_conflict")
  })

  const counts: [string, number | undefined, boolean?][] = [
    ["50", 50],
    ["５０人", 50],
    ["一百二", 120],
    ["大概五十来号人", 50, true],
    ["百把人", 100, true],
    ["俩", 2],
    ["我们去仨人", 3],
    ["三四十个", 40, true],
    ["80到100人", 100, true],
    ["十来个", 10, true],
    ["一百二十多", 120, true],
    ["两千五", 2500],
    ["没有多少", undefined],
  ]
  it.each(counts)("count: %s", (said, wanted, approx) => {
    const found = readAnswer(spec("count", { label: "人数" }), said, context)
    expect([found?.value, found?.approx]).toEqual([wanted, approx])
  })

  const sums: [string, number | undefined][] = [
    ["8000", 8000],
    ["八千块", 8000],
    ["1.2w", 12000],
    ["3k左右", 3000],
    ["叁万元整", 30000],
    ["两万五", 25000],
    ["０.３万", 3000],
    ["1万2", 12000],
    ["大概五千来块", 5000],
    ["没有", 0],
    ["不花钱", 0],
    ["十二万八", 128000],
    ["还没算", undefined],
  ]
  it.each(sums)("money: %s", (said, wanted) => {
    expect(readAnswer(spec("money", { label: "预算" }), said, context)?.value).toBe(wanted)
  })

  const names: [string, string | undefined][] = [
    ["李明", "李明"],
    ["我叫欧阳倩", "欧阳倩"],
    ["联系人是巴图", "巴图"],
    ["老龚", "老龚"],
    ["陈老师", "陈老师"],
    ["是司马相如", "司马相如"],
    ["张建国 13800138000", "张建国"],
    ["阿依古丽·买买提", "阿依古丽·买买提"],
  ]
  it.each(names)("name: %s", (said, wanted) => {
    expect(readAnswer(spec("personName"), said, context)?.value).toBe(wanted)
  })

  const phones: [string, string | undefined][] = [
    ["１３８７１２３４５６７", "13871234567"],
    ["幺三九七幺二三四五六七", "13971234567"],
    ["0715 5221234", "0715-5221234"],
    ["是139-7150-1111", "13971501111"],
    ["+86 138 0013 8000", "13800138000"],
    ["没有", undefined],
  ]
  it.each(phones)("phone: %s", (said, wanted) => {
    expect(readAnswer(spec("phone"), said, context)?.value).toBe(wanted)
  })
  it("flags a phone that is short of a digit", () => {
    expect(readAnswer(spec("phone"), "1380013800", context)?.flags).toEqual(["phone_invalid"])
  })

  it("mends a misread credit code only as a question", () => {
    expect(readAnswer(spec("creditCode"), "代码是 5142128lMJHOOOO19M", context)).toMatchObject({
      flags: ["creditCode_invalid"],
      options: [{ value: "51421281MJH000019M" }],
    })
    expect(readAnswer(spec("creditCode"), "5142 1281 mjh0 0001 9m", context)?.value).toBe("51421281MJH000019M")
  })

  const whole: [SlotSpec["reads"], string, string][] = [
    ["title", "名称是“情暖重阳”慰问活动", "“情暖重阳”慰问活动"],
    ["title", "就叫茶艺大赛吧", "茶艺大赛"],
    ["place", "在文化馆二楼。", "文化馆二楼"],
    ["place", "地点：市图书馆", "市图书馆"],
    ["orgName", "我们叫赤壁市登山协会", "赤壁市登山协会"],
    ["orgName", "茶协会", "赤壁市青砖茶产业协会"],
    ["text", "材料都在附件里", "材料都在附件里"],
  ]
  it.each(whole)("%s: %s", (reads, said, wanted) => {
    expect(readAnswer(spec(reads), said, context)?.value).toBe(wanted)
  })

  const kinds = [
    { id: "association", label: "社会团体（协会、学会、商会等）" },
    { id: "service", label: "社会服务机构（民办非企业单位）", aka: ["民非"] },
    { id: "foundation", label: "基金会" },
    { id: "community", label: "社区社会组织（备案，没有信用代码）" },
  ]
  const choices: [string, string | undefined][] = [
    ["2", "service"],
    ["２", "service"],
    ["二", "service"],
    ["第二个", "service"],
    ["选2", "service"],
    ["②", "service"],
    ["民非", "service"],
    ["我们是基金会", "foundation"],
    ["社会团体吧", "association"],
    ["社区社会组织", "community"],
    ["社会", undefined],
    ["9", undefined],
    ["不知道", undefined],
  ]
  it.each(choices)("choice: %s", (said, wanted) => {
    expect(readAnswer(spec("choice", { choices: kinds }), said, context)?.value).toBe(wanted)
  })

  const towns: [string, string | undefined][] = [
    ["赵李桥", "421281101"],
    ["我们在车埠镇", "421281103"],
    ["绿水湖街道", "421281003"],
    ["赤壁镇", "421281104"],
    ["赤壁", undefined],
    ["蒲圻街道办事处", "421281001"],
  ]
  it.each(towns)("town: %s", (said, wanted) => {
    expect(readAnswer(spec("town"), said, context)?.value).toBe(wanted)
  })
})

const FORM: SlotSpec[] = [
  { name: "title", reads: "title", label: "活动名称" },
  { name: "start", reads: "moment", label: "时间", aka: ["日期"] },
  { name: "end", reads: "momentEnd", label: "结束时间" },
  { name: "place", reads: "place", label: "地点", aka: ["地址"] },
  { name: "people", reads: "count", label: "人数" },
  { name: "budget", reads: "money", label: "预算", aka: ["经费"] },
  { name: "contact", reads: "personName", label: "联系人" },
  { name: "phone", reads: "phone", label: "手机", aka: ["电话"] },
]

describe("a correction", () => {
  const corrections: [string, string | undefined, unknown?][] = [
    ["人数写错了 不是50是15", "people", 15],
    ["人数改成60", "people", 60],
    ["地址换成文化馆", "place", "文化馆"],
    ["刚刚的电话不对", "phone", undefined],
    ["改一下时间", "start", undefined],
    ["电话打错了 应该是幺三九七幺二三四五六七", "phone", "13971234567"],
    ["时间改到下礼拜天下午3点", "start", "2026-12-06T15:00:00+08:00"],
    ["预算不是八千是八百", "budget", 800],
    ["联系人改成王芳", "contact", "王芳"],
    ["把人数从50改成35", "people", 35],
    ["名称改为茶艺大赛", "title", "茶艺大赛"],
    ["结束时间改成12月5号下午五点", "end", "2026-12-05T17:00:00+08:00"],
    ["改到后天", "start", "2026-11-25"],
    ["不是50是15", "people", 15],
    ["地点错了", "place", undefined],
    ["你好", undefined],
    ["文化广场", undefined],
  ]
  it.each(corrections)("%s", (said, slot, value) => {
    const read = readCorrection(FORM, said, context)
    expect([read?.slot, read?.found?.value]).toEqual([slot, value])
  })
})

describe("an answer beside a start already given", () => {
  const given: Context = { ...context, start: "2026-12-02T14:00:00+08:00" }
  const cases: [SlotSpec["reads"], string, string | undefined][] = [
    ["momentEnd", "下午5点", "2026-12-02T17:00:00+08:00"],
    ["momentEnd", "5点半", "2026-12-02T17:30:00+08:00"],
    ["momentEnd", "9点", "2026-12-02T21:00:00+08:00"],
    ["momentEnd", "两个小时", "2026-12-02T16:00:00+08:00"],
    ["momentEnd", "三个半小时", "2026-12-02T17:30:00+08:00"],
    ["momentEnd", "三天", "2026-12-04"],
    ["momentEnd", "12月3号中午12点", "2026-12-03T12:00:00+08:00"],
    ["moment", "上午九点", "2026-12-02T09:00:00+08:00"],
    ["moment", "推迟一天", "2026-12-03T14:00:00+08:00"],
    ["moment", "提前两个小时", "2026-12-02T12:00:00+08:00"],
    ["moment", "推迟一周", "2026-12-09T14:00:00+08:00"],
    ["moment", "下周五", "2026-12-04"],
  ]
  it.each(cases)("%s: %s", (reads, said, wanted) => {
    expect(readAnswer(spec(reads), said, given)?.value).toBe(wanted)
  })
})

describe("an announcement", () => {
  it("has its deadline apart from its start", () => {
    const form: SlotSpec[] = [
      { name: "title", reads: "title", label: "培训名称" },
      { name: "start", reads: "moment", label: "时间" },
      { name: "end", reads: "momentEnd", label: "结束时间" },
      { name: "place", reads: "place", label: "地点" },
      { name: "deadline", reads: "moment", label: "报名截止" },
      { name: "seats", reads: "count", label: "名额" },
      { name: "contact", reads: "personName", label: "联系人" },
    ]
    const read = readMessage(
      form,
      "【培训通知】12月3日（周四）下午2:30—5:00，市民政局三楼会议室，社区社会组织负责人培训，限40人，11月30日17:00前报名，联系人陈老师 @所有人",
      context,
    )
    expect(Object.fromEntries([...read].map(([name, found]) => [name, found.value]))).toEqual({
      title: "社区社会组织负责人培训",
      start: "2026-12-03T14:30:00+08:00",
      end: "2026-12-03T17:00:00+08:00",
      place: "市民政局三楼会议室",
      deadline: "2026-11-30T17:00:00+08:00",
      seats: 40,
      contact: "陈老师",
    })
  })
})

describe("a question", () => {
  it.each([
    "要提前几天报",
    "什么算义诊",
    "能不能改天",
    "这个填么事",
    "要写几多字",
    "么时候截止",
    "必须写手机吗",
    "在哪里填",
    "怎么填",
    "没有代码行不行",
    "联系人填谁?",
    "会费能收几档",
    "要不要盖章",
    "预算要写好多",
  ])("is one: %s", (said) => expect(looksLikeQuestion(said)).toBe(true))
  it.each([
    "文化广场",
    "下周三下午3点",
    "五十来个人",
    "几十个人吧",
    "李明 13800138000",
    "茶艺大赛",
    "没有",
    "好的",
    "社区党群服务中心",
    "大家乐广场",
    "改成60",
  ])("is none: %s", (said) => expect(looksLikeQuestion(said)).toBe(false))
})

describe("several slots of one kind", () => {
  it("go by their own words", () => {
    const form: SlotSpec[] = [
      { name: "leader", reads: "personName", label: "负责人" },
      { name: "contact", reads: "personName", label: "联系人" },
      { name: "leaderPhone", reads: "phone", label: "负责人电话" },
      { name: "phone", reads: "phone", label: "联系人电话" },
      { name: "people", reads: "count", label: "参加人数" },
      { name: "households", reads: "count", label: "受益户数" },
      { name: "budget", reads: "money", label: "花费" },
      { name: "donated", reads: "money", label: "捐赠金额" },
      { name: "founded", reads: "day", label: "成立日期" },
    ]
    const read = readMessage(
      form,
      "负责人张建国，联系人李红，联系人电话13997654321，参加人数30，慰问了12户，花费三千，捐赠1.2万，成立日期2019年6月18",
      context,
    )
    expect(Object.fromEntries([...read].map(([name, found]) => [name, found.value]))).toEqual({
      leader: "张建国",
      contact: "李红",
      phone: "13997654321",
      people: 30,
      households: 12,
      budget: 3000,
      donated: 12000,
      founded: "2019-06-18",
    })
  })
})
