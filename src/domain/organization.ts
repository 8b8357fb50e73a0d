import { z } from "zod"

/** Organizations: the four kinds, what each holds, and what makes one the same as another. */

/** 社会团体 · 社会服务机构 · 基金会 are registered and hold a credit code; a 社区社会组织 that does not meet the conditions is only filed and holds none. */
export const ORGANIZATION_KINDS = {
  association: "社会团体（协会、学会、商会等）",
  service: "社会服务机构（民办非企业单位）",
  foundation: "基金会",
  community: "社区社会组织（备案，没有信用代码）",
} as const
export type OrganizationKind = keyof typeof ORGANIZATION_KINDS
export const organizationKind = z.enum(["association", "service", "foundation", "community"]).meta({ reads: "choice" })

export const KIND_NAMES: Record<OrganizationKind, string> = {
  association: "社会团体",
  service: "社会服务机构",
  foundation: "基金会",
  community: "社区社会组织",
}

/** What a community group does (the plan's five fields, 二(四)9). */
export const COMMUNITY_CATEGORIES = {
  service: "为民服务",
  governance: "基层治理",
  care: "养老托幼",
  culture: "文体娱乐",
  farming: "农业生产技术服务",
  other: "其他",
} as const
export const communityCategory = z
  .enum(["service", "governance", "care", "culture", "farming", "other"])
  .meta({ reads: "choice" })

/** pending: waits for review. void: its registration was revoked, it never counted. */
export type OrganizationStatus = "pending" | "active" | "returned" | "void" | "dissolved"

export function isRegistered(kind: OrganizationKind): boolean {
  return kind !== "community"
}

const CODE_PREFIX: Record<Exclude<OrganizationKind, "community">, string> = {
  association: "51",
  service: "52",
  foundation: "53",
}

/** Whether a credit code's first two characters fit the kind (GB 32100: 51 社会团体, 52 民办非企业单位, 53 基金会). */
export function codeFitsKind(code: string, kind: OrganizationKind): boolean {
  return kind === "community" || code.startsWith(CODE_PREFIX[kind])
}

/** What may exist only once: the credit code, or town and name for a community group. */
export function identityKey(it: { creditCode?: string | undefined; townCode: string; name: string }): string {
  return it.creditCode ?? `${it.townCode}/${plainName(it.name)}`
}

/** A name without spaces, brackets and width, to compare by. */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s()（）【】"'“”‘’]/g, "")
    .toLowerCase()
}

/** The sequence number of a membership begun now, above any earlier one of the same person: minutes since 1970. */
export function membershipSeq(now: Date): number {
  return Math.floor(now.getTime() / 60_000)
}
