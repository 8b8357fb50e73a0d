import { isDeepStrictEqual } from "node:util"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { bookOf } from "#engine/book.ts"
import type { Form } from "#engine/form.ts"
import { flows } from "#flows/index.ts"
import { converse, formsIn, type Turn } from "./conversation.ts"
import { anyForm } from "./made-up-form.ts"

/** What holds for every talk, whatever people say. */

const CONTROLS = [
  "返回",
  "取消",
  "跳过",
  "暂停",
  "继续",
  "更多",
  "提交",
  "提交",
  "好的",
  "是",
  "不是",
  "没有",
  "不知道",
  "算了",
  "等会",
  "改",
  "👍",
]
const STARTS = [
  "填表",
  "登记组织",
  "备案活动",
  "活动总结",
  "加入组织",
  "加入组织 赤壁市青砖茶产业协会",
  "我的申报",
  "帮助",
  "修改 HD20261120001",
  "退订",
  "删除我的信息",
]
const ANSWERS = [
  "13871234567",
  "1387123",
  "张建国",
  "李红 13997654321",
  "50",
  "五六十人",
  "大概三十来个人",
  "8000",
  "一万二",
  "文化馆",
  "羊楼洞社区党群服务中心二楼",
  "茶艺讲座",
  "2019年6月18日",
  "去年三月",
  "下周三下午3点",
  "12月3日周三",
  "明天",
  "昨天",
  "赵李桥镇",
  "51421281MJH000019M",
  "5142128lMJHOOOO19M",
  "52421281MJH000027D",
  "赤壁市青砖茶产业协会",
  "社会团体",
  "基金会",
  "社区社会组织",
  "为民服务",
  "培训",
  "都没有",
  "香港",
  "红",
  "绿色",
  "武汉",
  "给老人讲了什么是诈骗，大家都说好",
]
const CORRECTIONS = [
  "改一下手机",
  "手机改成13997654321",
  "改一下人数 60",
  "人数写错了 不是50是15",
  "地点换成体育馆",
  "改一下类型",
  "改成武汉",
  "改善人居环境",
  "张建国改成张建军",
  "时间改到下周五",
  "名称改成赤壁市茶叶协会",
  "改一下颜色",
  "联系人错了",
]
const TOGETHER = [
  "报个活动 下周三下午3点在文化馆搞义诊 大概五十来个人",
  "我要登记 赤壁市青砖茶产业协会 代码51421281MJH000019M 法人张建国 电话13871234567",
  "时间：12月5日上午9点\n地点：文化馆\n人数：30\n联系人：李红 13997654321",
  "填表 手机13871234567 人数20 预算3000",
]

const QUESTIONS = [
  "年检什么时候截止",
  "问政策",
  "问政策 会费能收几档",
  "咨询一下捐款能不能抵税",
  "任务4",
  "春茶集市的摊位费多少钱",
  "养老保险断缴怎么补",
  "我们协会是几A",
  "没有代码怎么办",
  "要填什么",
]

const message = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CONTROLS) },
  { weight: 2, arbitrary: fc.constantFrom(...STARTS) },
  { weight: 2, arbitrary: fc.constantFrom(...QUESTIONS) },
  { weight: 7, arbitrary: fc.constantFrom(...ANSWERS) },
  { weight: 3, arbitrary: fc.constantFrom(...CORRECTIONS) },
  { weight: 1, arbitrary: fc.constantFrom(...TOGETHER) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 20 }).map(String) },
  { weight: 1, arbitrary: fc.constant("〔过13小时〕") },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...ANSWERS), fc.constantFrom(...ANSWERS)).map((two) => two.join("，")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "🌹".repeat(9),
      "\u0000\u0007",
      "茶".repeat(4000),
      "1".repeat(300),
      " \n ",
      "？？？",
      "{}[]()*+.?^$|\\",
    ),
  },
)
const talk = fc.array(message, { minLength: 4, maxLength: 22 })

/** Enough to find a slip, few enough for every run of the suite; FC_RUNS=2000 looks harder. */
const RUNS = Number(process.env.FC_RUNS ?? 60)

/** Whatever one looks at, in talks about the real flows and about made-up forms. */
function always(look: (turn: Turn, remembered: Map<string, unknown>) => void) {
  const real = bookOf(flows)
  fc.assert(
    fc.property(
      talk,
      fc.constantFrom("登记组织", "备案活动", "活动总结", "加入组织 赤壁市青砖茶产业协会"),
      (texts, first) => {
        const remembered = new Map<string, unknown>()
        converse(real, [first, ...texts], (turn) => look(turn, remembered))
      },
    ),
    { numRuns: RUNS },
  )
  fc.assert(
    fc.property(anyForm, talk, (form, texts) => {
      const remembered = new Map<string, unknown>()
      const book = bookOf([form, ...flows])
      converse(book, ["填表", ...texts], (turn) => look(turn, remembered))
    }),
    { numRuns: RUNS },
  )
}

/** Says something that fails with the exchange it is about. */
function hold(true_: boolean, turn: Turn, sentence: string) {
  expect(true_, `${sentence}\n用户：${turn.text}\n助手：${turn.said.join("\n助手：")}`).toBe(true)
}

describe("whatever people say", () => {
  it("the talk stays plain JSON, and something is answered", () =>
    always((turn) => {
      hold(isDeepStrictEqual(turn.after, JSON.parse(JSON.stringify(turn.after))), turn, "The talk is not plain JSON")
      hold(turn.said.length > 0 && turn.said.every((say) => say.trim() !== ""), turn, "Nothing was said")
    }))

  it("an answer goes only where its owner sends it, and changes only where one can see it", () =>
    always((turn) => {
      const after = formsIn(turn.after)
      for (const [key, open] of formsIn(turn.before)) {
        const now = after.get(key)
        if (!now) {
          const cancelled = turn.way.to === "control" && turn.way.control === "cancel"
          const full = turn.before.drafts.length >= 5
          hold(cancelled || full || turn.command !== undefined, turn, `${key} is gone`)
          continue
        }
        for (const [name, value] of Object.entries(open.answers)) {
          const slot = slotsOf(turn, open.id)?.find((one) => one.name === name)
          if (isDeepStrictEqual(now.answers[name], value) || !slot) continue
          const asked = turn.before.form?.asked === name
          if (now.answers[name] === undefined) {
            const passed = asked && slot.optional
            hold(passed || !slot.when(now.answers, turn.facts), turn, `${slot.label} is lost`)
          } else hold(asked || turn.said.join().includes(slot.label), turn, `${slot.label} was changed unseen`)
        }
      }
    }))

  it("返回 loses nothing", () =>
    always((turn) => {
      if (turn.way.to !== "control" || turn.way.control !== "back") return
      hold(isDeepStrictEqual(turn.after.form?.answers, turn.before.form?.answers), turn, "返回 changed an answer")
    }))

  it("what is submitted is what was shown last", () =>
    always((turn, remembered) => {
      if (turn.command && "answers" in turn.command.input)
        hold(isDeepStrictEqual(turn.command.input.answers, remembered.get("shown")), turn, "Other answers were shown")
      const sheet = turn.said.some((say) => say.includes("请核对"))
      if (sheet) remembered.set("shown", turn.after.form?.answers)
    }))

  it("one message asks one thing", () =>
    always((turn) => {
      const asked = turn.said
        .join("\n")
        .replace(/“[^”]*”|「[^」]*」/g, "")
        .split("\n")
        .filter((line) => !/^(?:·|\d+\.|提醒：)/.test(line))
        .join("\n")
        .match(/[？?]/g)
      hold((asked?.length ?? 0) <= 1, turn, "Two questions at once")
    }))

  it("a form holds its own answers and no other's", () =>
    always((turn) => {
      for (const open of formsIn(turn.after).values()) {
        const slots = slotsOf(turn, open.id)
        const names = new Set(slots?.map((one) => one.name))
        hold(
          Object.keys(open.answers).every((name) => names.has(name)),
          turn,
          `${open.id} holds what it does not ask`,
        )
      }
      const begun = turn.way.to === "start" && turn.way.rest === "" ? turn.after.form : undefined
      if (!begun || [...formsIn(turn.before).values()].some((one) => one.since === begun.since)) return
      for (const [name, value] of Object.entries(begun.answers)) {
        const slot = slotsOf(turn, begun.id)?.find((one) => one.name === name)
        hold(isDeepStrictEqual(slot?.known(turn.facts, begun.answers), value), turn, `${name} came from nowhere`)
      }
    }))

  it("取消 always leaves the form, or what was asked after it", () =>
    always((turn) => {
      if (turn.way.to !== "control" || turn.way.control !== "cancel") return
      const asked = turn.before.offered || turn.before.next
      hold(asked ? !turn.after.offered && !turn.after.next : !turn.after.form, turn, "Nothing was left")
    }))
})

/** The slots of a form in the book a turn was taken with. */
function slotsOf(turn: Turn, id: string): Form["slots"] | undefined {
  const flow = turn.book.byId.get(id)
  return flow?.type === "form" ? flow.slots : undefined
}
