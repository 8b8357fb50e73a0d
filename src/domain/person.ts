import { COUNTY, within } from "./region.ts"

/** People: what they may do, and where. */

export type RoleName = "administrator" | "official" | "trainer"
export const ROLE_NAMES: Record<RoleName, string> = {
  administrator: "管理员",
  official: "工作人员",
  trainer: "培训老师",
}
export type Role = { id: string; role: RoleName; regionCode: string }

/** Someone who talks to the service, once they agreed to the personal-data notice. */
export type Me = {
  id: string
  name?: string
  phone?: string
  /** 退订: wants no reminders and no digests. */
  optedOut: boolean
  roles: readonly Role[]
  /** Organizations this person acts for, waiting ones included. */
  organizations: readonly MyOrganization[]
  /** The ticket over which an official talks with this person now: the service is silent meanwhile. */
  attended?: { ticket: string; until: Date }
}

export type MyOrganization = { number: string; name: string; townCode: string; kind: string; status: string }

/** The region an official answers for; the widest where there are several. Undefined for everyone else. */
export function officialRegion(me: Me | undefined): string | undefined {
  return me?.roles
    .filter((one) => one.role === "official" || one.role === "administrator")
    .map((one) => one.regionCode)
    .sort((a, b) => a.length - b.length)[0]
}

/** Where somebody is at home: an official's region, the one town of one's organizations, else the county. */
export function homeRegion(me: Me | undefined): string {
  const towns = new Set(me?.organizations.map((one) => one.townCode))
  const [only] = towns
  return officialRegion(me) ?? (towns.size === 1 ? only! : COUNTY.code)
}

export function isAdministrator(me: Me | undefined): boolean {
  return me?.roles.some((one) => one.role === "administrator") ?? false
}

export function isTrainer(me: Me | undefined): boolean {
  return me?.roles.some((one) => one.role === "trainer") ?? false
}

export function isContact(me: Me | undefined): boolean {
  return (me?.organizations.length ?? 0) > 0
}

/** Whether someone may see and decide what belongs to a town. */
export function answersFor(me: Pick<Me, "roles"> | undefined, townCode: string): boolean {
  return (
    me?.roles.some(
      (one) => (one.role === "official" || one.role === "administrator") && within(townCode, one.regionCode),
    ) ?? false
  )
}
