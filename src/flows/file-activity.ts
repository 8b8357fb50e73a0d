import { ACTIVITY_TYPES, type ActivityType } from "#domain/activity-type.ts"
import { addDays, dayOf } from "#domain/calendar.ts"
import { MATTERS, newActivity } from "#domain/filings/activity.ts"
import { leadTimeWarnings } from "#domain/lead-time.ts"
import { form } from "#engine/form.ts"
import { ACTIVITY_CHOICES } from "#language/activity-words.ts"

const TYPES = Object.fromEntries(ACTIVITY_TYPES.map((type) => [type, type])) as Record<ActivityType, string>
/** The words by which the language room knows a type. */
const TYPE_WORDS = Object.fromEntries(ACTIVITY_CHOICES.map(({ id, aka }) => [id, aka ?? []]))

/** 备案活动: what is planned, with the warnings its time and nature deserve. */
export const fileActivity = form("file-activity", newActivity, {
  name: "活动备案",
  starts: ["备案活动", "活动备案", "报活动", "我要报活动", "报备活动", "报个活动", "活动报备"],
  about: "办活动之前先备案",
  tense: "future",
  refuse: (facts) =>
    (facts.me?.organizations.length ?? 0) === 0
      ? "报活动要先有组织：还没登记的发“登记组织”，已经登记过的发“加入组织”。"
      : undefined,
  opening: "好的，我来帮您报。时间、地点、人数一句话说完也行。",
  slots: {
    organization: {
      label: "组织",
      ask: "是哪个组织办的？",
      aka: ["主办单位", "主办", "举办单位"],
      choices: (facts) => (facts.me?.organizations ?? []).map((one) => ({ id: one.number, label: one.name })),
      known: (facts) => (facts.me?.organizations.length === 1 ? facts.me.organizations[0]?.number : undefined),
    },
    title: {
      label: "活动名称",
      ask: "活动叫什么名字？",
      hint: "比如“羊楼洞社区义诊”。",
      aka: ["名称", "活动", "主题"],
    },
    type: {
      label: "活动类型",
      ask: "是哪一类活动？",
      hint: "选最接近的就行，都不像就选“其他”。",
      aka: ["类型", "类别"],
      choices: TYPES,
      akas: TYPE_WORDS,
    },
    start: {
      label: "时间",
      ask: "什么时候办？比如“下周三下午3点”。",
      aka: ["开始时间", "活动时间", "日期"],
      refuse: (value, _, facts) => {
        const today = dayOf(facts.now)
        if (value.slice(0, 10) > addDays(today, 366)) return "这个时间在一年以后，请再核对一下年份。"
        if (value.slice(0, 10) < addDays(today, -366)) return "这个时间过去一年多了，请再核对一下年份。"
        return undefined
      },
    },
    end: {
      label: "结束时间",
      ask: "什么时候结束？",
      aka: ["结束"],
      asked: "when-said",
      refuse: (value, it) =>
        it.start !== undefined && value < it.start ? "结束时间比开始还早，请再说一下什么时候结束。" : undefined,
    },
    place: {
      label: "地点",
      ask: "在哪里办？",
      hint: "写到场馆或村里哪个地方就行，比如“羊楼洞社区党群服务中心”。",
      aka: ["地址", "活动地点", "位置"],
    },
    participants: {
      label: "预计人数",
      ask: "大概多少人参加？",
      hint: "估个大概数就行。",
      aka: ["人数", "规模", "参加人数"],
      refuse: (value) => (value === 0 ? "人数要大于0，请再说一下大概多少人。" : undefined),
    },
    budgetYuan: { label: "预算", ask: "预算大概多少钱？没有可以回复“跳过”。", aka: ["经费", "费用", "资金"] },
    matter: {
      label: "特别情况",
      ask: "有没有下面这些情况？",
      hint: "有这些情况的要提前办手续，选了我会提醒您；都没有就回复“1”。",
      aka: ["情况"],
      choices: MATTERS,
      akas: {
        none: ["没有", "无", "都没", "没得", "冇"],
        overseas: ["境外", "香港", "澳门", "台湾", "外国", "港澳台"],
        fundraising: ["募捐", "公开募捐", "筹款"],
        contest: ["评比", "表彰", "达标", "评选"],
        meeting: ["换届", "会员大会", "理事会", "修改章程"],
      },
    },
    contactName: {
      label: "联系人",
      ask: "活动联系人是谁？",
      aka: ["负责人", "姓名"],
      known: (facts) => facts.me?.name,
    },
    phone: {
      label: "手机",
      ask: "联系人的手机号是多少？",
      aka: ["电话", "联系方式", "手机号", "联系电话"],
      known: (facts) => facts.me?.phone,
    },
  },
  warnings: (it, facts) => leadTimeWarnings(it, dayOf(facts.now)),
  submit: "fileActivity",
  done: (result) =>
    result.version > 1
      ? `改好了，${result.number} 的第${result.version}版已经提交，民政局审核后告诉您结果。`
      : `报好了，编号 ${result.number}，民政局审核后告诉您结果。`,
})
