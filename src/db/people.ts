import type { Me, MyOrganization, RoleName } from "#domain/person.ts"
import type { Database } from "./open.ts"

/** People, their accounts, roles and memberships. */

/** `asks`: they opened a ticket, so an official may take over their talk at any moment. */
export type Account = { me: Me; disabled: boolean; asks: boolean }

/** Who an account belongs to, with roles and organizations; undefined for someone who has not agreed to the notice. */
export function accountOf(database: Database, channel: string, externalId: string): Promise<Account | undefined> {
  return read(database, "account", `(SELECT "personId" FROM "Identity" WHERE channel = $1 AND "externalId" = $2)`, [
    channel,
    externalId,
  ])
}

export function accountOfPerson(database: Database, personId: string): Promise<Account | undefined> {
  return read(database, "person", "$1", [personId])
}

async function read(database: Database, name: string, id: string, values: string[]): Promise<Account | undefined> {
  const { rows } = await database.pool.query<{
    id: string
    name: string | null
    phone: string | null
    optedOut: boolean
    disabled: boolean
    asks: boolean
    roles: { id: string; role: RoleName; regionCode: string }[] | null
    organizations: MyOrganization[] | null
    attended: { ticket: string; until: string } | null
  }>({
    name,
    text: `SELECT p.id, p.name, p.phone, p."optedOutAt" IS NOT NULL AS "optedOut", p."disabledAt" IS NOT NULL AS disabled,
      (SELECT json_agg(json_build_object('id', r.id, 'role', r.role, 'regionCode', r."regionCode") ORDER BY r."grantedAt")
         FROM "Role" r WHERE r."personId" = p.id AND r."endedAt" IS NULL) AS roles,
      (SELECT json_agg(json_build_object('number', o.number, 'name', o.name, 'townCode', o."townCode", 'kind', o.kind, 'status', s.status) ORDER BY m.since)
         FROM "Membership" m JOIN "Organization" o ON o.number = m.organization
         CROSS JOIN LATERAL (SELECT status FROM "OrganizationStatus" s WHERE s.organization = o.number ORDER BY seq DESC LIMIT 1) s
         WHERE m."personId" = p.id AND m."endedAt" IS NULL AND s.status <> 'void') AS organizations,
      (SELECT json_build_object('ticket', t.number, 'until', last.until) FROM "Ticket" t
         CROSS JOIN LATERAL (SELECT until FROM "TicketStep" x WHERE x.ticket = t.number ORDER BY step DESC LIMIT 1) last
         WHERE t."personId" = p.id AND last.until IS NOT NULL ORDER BY last.until DESC LIMIT 1) AS attended,
      EXISTS (SELECT FROM "Ticket" t WHERE t."personId" = p.id) AS asks
      FROM "Person" p WHERE p.id = ${id} AND p."forgottenAt" IS NULL`,
    values,
  })
  const [row] = rows
  if (!row) return undefined
  return {
    disabled: row.disabled,
    asks: row.asks,
    me: {
      id: row.id,
      ...(row.name === null ? {} : { name: row.name }),
      ...(row.phone === null ? {} : { phone: row.phone }),
      optedOut: row.optedOut,
      roles: row.roles ?? [],
      organizations: row.organizations ?? [],
      // Whether that time is over is for whoever knows what time it is.
      ...(row.attended ? { attended: { ...row.attended, until: new Date(row.attended.until) } } : {}),
    },
  }
}

/** The contacts of an organization (person ids). */
export async function contactsOf(database: Database, organization: string): Promise<string[]> {
  const rows = await database.prisma.membership.findMany({
    where: { organization, endedAt: null, person: { forgottenAt: null, disabledAt: null } },
    select: { personId: true },
  })
  return [...new Set(rows.map((row) => row.personId))]
}

/** The last membership of a person in an organization. */
export async function membershipOf(
  database: Database,
  personId: string,
  organization: string,
): Promise<{ seq: number; ended: boolean } | undefined> {
  const row = await database.prisma.membership.findFirst({
    where: { personId, organization },
    orderBy: { seq: "desc" },
  })
  return row ? { seq: row.seq, ended: row.endedAt !== null } : undefined
}

/** The memberships of an organization that have not ended. */
export function openMemberships(
  database: Database,
  organization: string,
): Promise<{ personId: string; seq: number }[]> {
  return database.prisma.membership.findMany({
    where: { organization, endedAt: null },
    select: { personId: true, seq: true },
  })
}

/** What would be left behind if the last account of a person went to somebody else. */
export async function belongings(database: Database, personId: string) {
  const [accounts, filings, tickets, memberships] = await Promise.all([
    database.prisma.identity.count({ where: { personId } }),
    database.prisma.filing.findMany({ where: { byPerson: personId }, select: { number: true } }),
    database.prisma.ticket.findMany({ where: { personId }, select: { number: true } }),
    database.prisma.membership.findMany({
      where: { personId, endedAt: null },
      select: { organization: true, seq: true },
    }),
  ])
  return { accounts, filings: filings.map((one) => one.number), tickets: tickets.map((one) => one.number), memberships }
}

/** People who hold a role in a region or below it. */
export async function staffOf(database: Database, regionCode: string) {
  const rows = await database.prisma.person.findMany({
    where: {
      forgottenAt: null,
      disabledAt: null,
      roles: { some: { endedAt: null, regionCode: { startsWith: regionCode } } },
    },
    include: { roles: { where: { endedAt: null } }, identities: { take: 1 } },
    take: 200,
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name ?? row.identities[0]?.name ?? "（没有留名）",
    roles: row.roles.map((role) => ({ id: role.id, role: role.role, regionCode: role.regionCode })),
  }))
}

export async function administratorExists(database: Database): Promise<boolean> {
  const count = await database.prisma.role.count({
    where: { role: "administrator", endedAt: null, person: { forgottenAt: null, disabledAt: null } },
  })
  return count > 0
}
