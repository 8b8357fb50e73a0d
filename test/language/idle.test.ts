import { describe, expect, it } from "vitest"
import { understand } from "#language/understand.ts"

const sessions = [
  { no: 1, title: "社会组织财务管理培训", start: "2026-12-02T09:00:00+08:00" },
  { no: 2, title: "党建工作实务班", start: "2026-12-08T09:00:00+08:00" },
]

/** Greetings, complaints, questions, talk: nothing in them is an answer, though some hold numbers and days. */
const IDLE: [form: string, said: string][] = [
  ["activity", "在吗"],
  ["activity", "你好 我想问下活动报备"],
  ["activity", "老师 辛苦了"],
  ["activity", "我们想搞个活动 怎么报"],
  ["activity", "好的 谢谢啦 明天再说"],
  ["activity", "稍等 我问下会长"],
  ["activity", "这个要填到几时才算完 烦死了"],
  ["activity", "你们系统老是掉线 我填了三遍都没成功"],
  ["activity", "年检要交什么材料"],
  ["activity", "等级评估3A有什么好处 5A呢"],
  ["activity", "我上周报的那个批了没"],
  ["activity", "昨天打你们电话没人接"],
  ["activity", "会费一年收300合不合规"],
  ["activity", "30个人的活动要不要报"],
  ["activity", "超过1000人是不是要公安批"],
  ["activity", "提前几天报 3天还是5天"],
  ["activity", "我再想想"],
  ["activity", "哦 知道了"],
  ["activity", "不用了 我们改天来大厅办"],
  ["activity", "你是机器人吗"],
  ["activity", "能不能找个人工 我说不清楚"],
  ["activity", "我在开会 晚点回你"],
  ["activity", "你吃了没"],
  ["activity", "今天雨好大"],
  ["activity", "群里那个通知我没看到"],
  ["activity", "去年我们办了12场活动 今年一分钱补助没有"],
  ["activity", "有人反映隔壁协会乱收费 一家收了2000"],
  ["activity", "我不会用这个 孙子教我的"],
  ["activity", "上面说要报备 我也不晓得报么事"],
  ["activity", "2023年的方案还有效不"],
  ["org", "你好 想登记一个协会"],
  ["org", "登记要多少会员"],
  ["org", "30个会员够不够 注册资金要3万吗"],
  ["org", "法人能不能是公务员"],
  ["org", "我们还没想好名字"],
  ["org", "社区的能登记不 要不要钱"],
  ["org", "谢谢老师 我回去准备材料"],
  ["org", "你们几点下班"],
  ["org", "我们会长出差了 下周才回来"],
  ["org", "代码证在哪里办"],
  ["training", "培训在哪里"],
  ["training", "还有名额没"],
  ["training", "要不要交钱"],
  ["training", "中午管饭吗 能住宿不"],
  ["training", "收到 谢谢"],
  ["training", "我看看时间再说"],
]

describe("a message that says little", () => {
  it.each(IDLE)("%s: %s fills nothing", (form, text) => {
    const read = understand({ text, form, now: "2026-11-23T10:00:00+08:00", context: { sessions } })
    expect(read.slots).toEqual({})
  })

  it("is told from one that asks politely", () => {
    const read = understand({ text: "人数改成60可以吗", form: "activity", now: "2026-11-23T10:00:00+08:00" })
    expect(read.slots.participants).toBe(60)
  })
})
