import { isoOf, sayMoment } from "#domain/calendar.ts"
import { type Me, officialRegion, ROLE_NAMES, type RoleName } from "#domain/person.ts"
import { COUNTY, findRegion, regionName } from "#domain/region.ts"
import { reply } from "#engine/reply.ts"

/** 邀请 · 停用: who else works here. */

const reviews = (me: Me) => officialRegion(me) !== undefined
const staff = (me: Me) => (reviews(me) ? undefined : "这是民政局工作人员用的。")
const ROLES: Record<string, RoleName> = {
  管理员: "administrator",
  工作人员: "official",
  干部: "official",
  官员: "official",
  审核员: "official",
  official: "official",
  培训老师: "trainer",
  老师: "trainer",
  培训师: "trainer",
  讲师: "trainer",
  trainer: "trainer",
}

export const invite = reply("invite", {
  about: "邀请同事或培训老师，比如“邀请 工作人员 赵李桥镇”",
  words: ["邀请"],
  args: (rest) => {
    const [role = "", region = ""] = rest
      .normalize("NFKC")
      .trim()
      .split(/[\s,，]+/u)
    return { role: ROLES[role.toLowerCase()], region: region === "" ? COUNTY : findRegion(region), named: region }
  },
  private: true,
  visible: reviews,
  refuse: staff,
  run: ({ args }) => {
    if (!args.role) return { say: "请发“邀请 工作人员 赵李桥镇”或“邀请 培训老师”，不写地方就是全市。" }
    if (!args.region) return { say: `没有找到“${args.named}”，请写乡镇或街道的全名。` }
    return { say: "", command: { name: "invite", input: { role: args.role, regionCode: args.region.code } } }
  },
  done: (result: { code: string; until: Date }, { args, facts }) =>
    `邀请码：${result.code}\n请让对方给我发“绑定 ${result.code}”，就成为${regionName(args.region?.code ?? COUNTY.code)}的${ROLE_NAMES[args.role ?? "official"]}。只能用一次，${sayMoment(isoOf(result.until), facts.now)}前有效。`,
})

export const disable = reply("disable", {
  about: "停用一位同事的权限，比如“停用 李明”",
  words: ["停用"],
  args: (rest) => ({ name: rest.normalize("NFKC").trim() }),
  needs: ["colleagues"],
  private: true,
  visible: reviews,
  refuse: staff,
  run: ({ facts, talk, args }) => {
    const byId = facts.colleagues.find((one) => one.id === args.name)
    const found = byId ? [byId] : facts.colleagues.filter((one) => one.name === args.name)
    const [only] = found
    if (only && found.length === 1) return { say: "", command: { name: "disable", input: { personId: only.id } } }
    const list = (found.length > 1 ? found : facts.colleagues).filter((one) => one.id !== facts.me?.id).slice(0, 20)
    if (list.length === 0) return { say: "您负责的范围里没有别的同事。" }
    const lines = list.map(
      (one, at) =>
        `${at + 1}. ${one.name}（${one.roles.map((role) => `${regionName(role.regionCode)}${ROLE_NAMES[role.role as RoleName]}`).join("、")}）`,
    )
    return {
      talk: { ...talk, offered: list.map((one) => `停用 ${one.id}`) },
      say: `${args.name !== "" && found.length === 0 ? `没有找到“${args.name}”。` : ""}要停用哪一位？\n${lines.join("\n")}`,
    }
  },
  done: (result: { name: string }) => `${result.name}的权限已经停用。`,
})
