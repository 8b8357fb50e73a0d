import { membershipRequest } from "#domain/filings/membership.ts"
import { KIND_NAMES, type OrganizationKind } from "#domain/organization.ts"
import { regionName } from "#domain/region.ts"
import { form } from "#engine/form.ts"

/** 加入组织: becoming a contact of an organization that is here already. */
export const joinOrganization = form("join-organization", membershipRequest, {
  name: "加入申请",
  starts: ["加入组织", "我要加入", "加入"],
  about: "成为一个已登记组织的联系人",
  needs: ["found"],
  opening: "好的。您加入后就能替这个组织办事，要由它现在的联系人或民政局同意。",
  slots: {
    organization: {
      label: "组织",
      ask: (_, facts) => (facts.found.length > 0 ? "是下面哪一个？" : "是哪个组织？请发它的全称或者信用代码。"),
      aka: ["名称", "组织名称"],
      choices: (facts) =>
        facts.found.map((one) => ({
          id: one.number,
          label: `${one.name}（${KIND_NAMES[one.kind as OrganizationKind]}，${regionName(one.townCode)}）`,
          aka: [one.name, ...(one.creditCode ? [one.creditCode] : [])],
        })),
      hint: "发组织的全称最好找；找不到的话，它可能还没在这里登记，可以发“登记组织”。",
    },
    contactName: {
      label: "您的姓名",
      ask: "怎么称呼您？请发姓名。",
      aka: ["姓名", "名字", "联系人"],
      known: (facts) => facts.me?.name,
    },
    phone: { label: "手机", ask: "您的手机号是多少？", aka: ["电话"], known: (facts) => facts.me?.phone },
    position: { label: "职务", ask: "您在组织里是什么职务？可以回复“跳过”。", aka: ["职位"] },
  },
  submit: "requestMembership",
  done: (result) => `申请交上去了，编号 ${result.number}。这个组织的联系人或民政局同意后告诉您。`,
})
