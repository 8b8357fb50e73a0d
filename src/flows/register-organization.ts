import { dayOf } from "#domain/calendar.ts"
import { describePrefix } from "#domain/credit-code.ts"
import { newOrganization } from "#domain/filings/registration.ts"
import {
  COMMUNITY_CATEGORIES,
  codeFitsKind,
  isRegistered,
  KIND_NAMES,
  ORGANIZATION_KINDS,
} from "#domain/organization.ts"
import { TOWNS } from "#domain/region.ts"
import { form } from "#engine/form.ts"
import { BUREAU } from "./voice.ts"

/** 羊楼洞社区 in 赵李桥镇羊楼洞社区广场舞队: after the town, or it may be any word. */
const VILLAGE = new RegExp(`(?:${TOWNS.map((one) => one.name).join("|")})的?(\\p{Script=Han}{2,6}?(?:社区|村))`, "u")

function villageIn(name: string | undefined): string | undefined {
  return VILLAGE.exec(name ?? "")?.[1]
}

/** 登记组织: one that holds its certificate goes on record, a community group is filed. Each kind is asked what its rules ask of it. */
export const registerOrganization = form("register-organization", newOrganization, {
  name: "组织登记",
  starts: ["登记组织", "注册组织", "登记", "我要登记", "组织登记", "社区组织备案"],
  about: "把您的组织登记到这里（社区组织是备案）",
  opening: `好的，我来帮您登记，大约两分钟。有证书的组织、没证书的社区组织都在这里报；想新成立的，请先到${BUREAU}办理。`,
  slots: {
    kind: {
      label: "类型",
      ask: "它属于哪一类？",
      aka: ["类别", "组织类型"],
      choices: ORGANIZATION_KINDS,
      akas: {
        association: ["社团", "协会", "学会", "商会", "研究会", "促进会", "联合会"],
        service: ["民非", "民办非企业", "服务中心", "社会服务机构"],
        foundation: ["基金会"],
        community: ["社区组织", "社区社会组织", "备案", "队", "老年协会", "广场舞队"],
      },
      hint: "有民政局发的证书、代码51开头的是社会团体，52开头的是社会服务机构，53开头的是基金会；没有证书、在村（社区）里活动的是社区社会组织。",
    },
    name: {
      label: "名称",
      ask: "组织的全称是什么？",
      hint: "就是证书或章程上的名字；没有证书的，写大家平时叫的全名。",
      aka: ["组织名称", "全称", "名字"],
    },
    creditCode: {
      label: "信用代码",
      ask: "请发18位统一社会信用代码。",
      aka: ["统一社会信用代码", "代码", "社会信用代码"],
      hint: "代码在登记证书上，18位，由数字和大写字母组成。",
      must: true,
      when: (it) => it.kind === undefined || isRegistered(it.kind),
      refuse: (value, it) => {
        if (it.kind === undefined || codeFitsKind(value, it.kind)) return undefined
        const holder = describePrefix(value)
        return `这个代码${holder ? `是${holder}的` : "的开头"}，和“${KIND_NAMES[it.kind]}”对不上。请核对代码，或者发“改一下类型”。`
      },
    },
    town: { label: "所在乡镇", ask: "在哪个乡镇或街道？", aka: ["乡镇", "街道", "所在地", "镇"] },
    village: {
      label: "村（社区）",
      ask: "在哪个村或社区？",
      aka: ["村", "社区"],
      must: true,
      known: (_facts, it) => villageIn(it.name),
      when: (it) => it.kind === "community",
    },
    category: {
      label: "服务领域",
      ask: "主要做哪方面的事？",
      aka: ["领域"],
      choices: COMMUNITY_CATEGORIES,
      akas: {
        culture: ["广场舞", "文艺", "体育", "跳舞"],
        care: ["养老", "老年", "托幼"],
        governance: ["治理", "调解", "平安"],
      },
      must: true,
      when: (it) => it.kind === "community",
    },
    address: {
      label: "住所",
      ask: "登记的住所在哪里？可以回复“跳过”。",
      aka: ["地址", "办公地点"],
      when: (it) => it.kind === undefined || isRegistered(it.kind),
    },
    foundedOn: {
      label: "成立日期",
      ask: (it) => (it.kind === "community" ? "是什么时候成立的？" : "证书上的成立登记日期是哪天？"),
      aka: ["成立时间", "成立登记日期", "发证日期"],
      hint: "比如“2019年6月18日”。记不清哪天，就发当月1日。",
      refuse: (value, _, facts) =>
        value > dayOf(facts.now)
          ? "成立日期不能在今天之后，请再核对一下。"
          : value < "1949-10-01"
            ? "这个日期太早了，请再核对一下。"
            : undefined,
    },
    legalRep: {
      label: "法定代表人",
      ask: "法定代表人是谁？",
      aka: ["法人", "法人代表", "负责人"],
      must: true,
      when: (it) => it.kind === undefined || isRegistered(it.kind),
    },
    supervisingUnit: {
      label: "业务主管单位",
      ask: "业务主管单位是哪个？直接登记的写“直接登记”，也可以回复“跳过”。",
      aka: ["主管单位"],
      hint: "就是证书上写的业务主管单位，一般是管这一行的政府部门；行业协会商会、科技、公益慈善、城乡社区服务这四类可以直接登记，没有主管单位。",
      when: (it) => it.kind === undefined || isRegistered(it.kind),
    },
    fundsYuan: {
      label: "注册资金",
      ask: (it) =>
        it.kind === "foundation" ? "原始基金是多少？" : it.kind === "service" ? "开办资金是多少？" : "活动资金是多少？",
      aka: ["活动资金", "开办资金", "原始基金", "资金"],
      when: (it) => it.kind === undefined || isRegistered(it.kind),
    },
    members: {
      label: "会员数",
      ask: (it) => (it.kind === "community" ? "现在有多少成员？" : "有多少会员？单位会员和个人会员加在一起。"),
      aka: ["会员", "成员", "人数", "成员数"],
      when: (it) => it.kind === undefined || it.kind === "association" || it.kind === "community",
      refuse: (value) => (value === 0 ? "会员数要大于0，请再核对一下。" : undefined),
    },
    staff: {
      label: "工作人员",
      ask: "有多少专职工作人员？没有就发0，也可以回复“跳过”。",
      aka: ["专职人员", "专职工作人员", "员工"],
      when: (it) => it.kind === undefined || isRegistered(it.kind),
    },
    contactName: {
      label: "联系人",
      ask: (it) => (it.kind === "community" ? "负责人（联系人）叫什么名字？" : "联系人叫什么名字？"),
      aka: ["联系人姓名", "姓名"],
      known: (facts) => facts.me?.name,
    },
    phone: {
      label: "手机",
      ask: "联系人的手机号是多少？",
      aka: ["电话", "联系方式", "手机号", "联系电话"],
      known: (facts) => facts.me?.phone,
    },
  },
  warnings: (it) =>
    it.kind === "community" && (it.members ?? 0) < 10
      ? ["社区社会组织一般要有10名以上比较固定的成员，人数少的请村（社区）帮忙说明一下。"]
      : [],
  submit: "registerOrganization",
  done: (result, it) =>
    result.version > 1
      ? `改好了，${result.number} 的第${result.version}版已经提交，民政局审核后告诉您结果。`
      : `收到，编号 ${result.number}，民政局审核后告诉您结果。现在就可以报“${it.name}”的活动，发“备案活动”。`,
})
