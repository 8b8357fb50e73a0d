import type { Database } from "./open.ts"

/** One-time codes; found by hash, used at most once. */

export type Invitation = {
  codeHash: string
  use: string
  role: string | null
  regionCode: string | null
  personId: string | null
  expiresAt: Date
  used: boolean
}

export async function invitation(database: Database, codeHash: string): Promise<Invitation | undefined> {
  const row = await database.prisma.invite.findUnique({ where: { codeHash } })
  if (!row) return undefined
  const use = await database.prisma.inviteUse.findUnique({ where: { codeHash } })
  return { ...row, used: use !== null }
}

/** Puts a code on record that did not come out of a talk: the administrator's, or one of the command line. */
export async function addInvitation(
  database: Database,
  it: { codeHash: string; role: string; regionCode: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await database.prisma.invite.upsert({
    where: { codeHash: it.codeHash },
    create: { ...it, use: "role" },
    update: { expiresAt: it.expiresAt },
  })
}

/** Codes for an administrator that nobody used: a new one takes their place at each start. */
export async function endAdministratorInvitations(database: Database, now: Date): Promise<void> {
  await database.prisma.invite.updateMany({
    where: { role: "administrator", createdBy: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  })
}
