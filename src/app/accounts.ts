import { LRUCache } from "lru-cache"
import type { Database } from "#db/open.ts"
import { type Account, accountOf } from "#db/people.ts"
import type { Me } from "#domain/person.ts"
import type { Row } from "#domain/rows.ts"

/** Who is talking: accounts with their person, roles and organizations, kept in memory and brought forward by what turns write. */
export type Accounts = {
  of(channel: string, externalId: string, fresh: boolean): Promise<Account | undefined>
  /** The person behind an account, as far as it is known without asking. */
  known(channel: string, externalId: string): string | undefined
  /** A turn of this account was committed with these rows. */
  wrote(channel: string, externalId: string, personId: string | undefined, rows: readonly Row[]): void
  /** Everything is read again: something changed outside a turn. */
  forgetAll(): void
}

/** How long what is known may be old where other instances write too. */
const FRESH_MS = 2000
const MOST = 20_000

export function openAccounts(database: Database): Accounts {
  const cache = new LRUCache<string, { account: Account | undefined; at: number }>({ max: MOST })
  const alone = database.kind === "pglite"
  const keyOf = (channel: string, externalId: string) => `${channel}/${externalId}`
  /** Goes up whenever something is forgotten: what was being read meanwhile may be what was before. */
  let forgotten = 0
  const forgetAll = () => {
    forgotten++
    cache.clear()
  }
  /** An official spoke, or a talk ended: until when its person is attended is to be read again. What the person says changes nothing. */
  const forgetAttended = ({ ticket, kind }: { ticket: string; kind: string }) => {
    if (kind === "said" || kind === "opened") return
    forgotten++
    for (const [key, { account }] of cache.entries()) if (account?.me.attended?.ticket === ticket) cache.delete(key)
  }
  return {
    async of(channel, externalId, fresh) {
      const key = keyOf(channel, externalId)
      const cached = cache.get(key)
      const at = performance.now()
      // Whom an official may be talking with by now, another instance knows.
      const recent = cached && !cached.account?.asks && at - cached.at < FRESH_MS
      if (cached && !fresh && (alone || recent)) return cached.account
      const before = forgotten
      const account = await accountOf(database, channel, externalId)
      if (before === forgotten) cache.set(key, { account, at })
      return account
    },
    known: (channel, externalId) => cache.peek(keyOf(channel, externalId))?.account?.me.id,
    wrote(channel, externalId, personId, rows) {
      if (rows.length === 0) return
      const key = keyOf(channel, externalId)
      const cached = cache.peek(key)
      if (rows.some((row) => concernsOthers(row, personId, rows))) forgetAll()
      else {
        const me = cached?.account && carriedOn(cached.account.me, rows)
        if (me && cached?.account) cache.set(key, { account: { ...cached.account, me }, at: cached.at })
        else cache.delete(key)
      }
      for (const row of rows) if ("add" in row && row.add === "TicketStep") forgetAttended(row.row)
    },
    forgetAll,
  }
}

/** Whether a row changes what is known of somebody else: their role, their membership, the standing of their organization. */
function concernsOthers(row: Row, personId: string | undefined, rows: readonly Row[]): boolean {
  if ("change" in row)
    return (
      row.change === "Role" ||
      row.change === "Identity" ||
      (row.change === "Membership" && row.key.personId !== personId)
    )
  if (row.add === "Role") return row.row.personId !== personId
  if (row.add === "Membership") return row.row.personId !== personId
  // Who is attended from now on, the row does not say.
  if (row.add === "TicketStep") return row.row.kind === "taken"
  // A new organization is known to its founder alone; a decision about one is news to all its contacts.
  return (
    row.add === "OrganizationStatus" &&
    !rows.some((one) => "add" in one && one.add === "Organization" && one.row.number === row.row.organization)
  )
}

/** A person after their own rows; undefined where it is simpler to read again. */
function carriedOn(me: Me, rows: readonly Row[]): Me | undefined {
  let next = me
  for (const row of rows) {
    if ("change" in row) {
      if (row.change === "Media") continue
      if (row.change !== "Person" || row.key.id !== me.id || row.set.disabledAt !== undefined) return undefined
      const { name, phone, optedOutAt } = row.set
      next = {
        ...next,
        ...(name ? { name } : {}),
        ...(phone ? { phone } : {}),
        ...(optedOutAt === undefined ? {} : { optedOut: optedOutAt !== null }),
      }
    } else if (row.add === "Organization") {
      const { number, name, townCode, kind } = row.row
      next = { ...next, organizations: [...next.organizations, { number, name, townCode, kind, status: "pending" }] }
    } else if (row.add === "Person" || row.add === "Identity" || row.add === "Role" || row.add === "Ticket")
      return undefined
    else if (row.add === "Membership" && !next.organizations.some((one) => one.number === row.row.organization))
      return undefined
  }
  return next
}
