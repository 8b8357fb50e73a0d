/**
 * What a turn may write: rows of a closed list of tables, added or changed. Plain JSON (dates as ISO strings), so that a whole batch
 * of turns travels as one parameter. Every row also carries `source`, the message that made it; the committer adds that.
 */

type Stored = {
  Person: {
    id: string
    name: string | null
    phone: string | null
    noticeVersion: number
    consentAt: string
    optedOutAt: string | null
    onDutySince: string | null
    disabledAt: string | null
    forgottenAt: string | null
  }
  Identity: { channel: string; externalId: string; personId: string; name: string | null; linkedAt: string }
  Role: {
    id: string
    personId: string
    role: string
    regionCode: string
    grantedAt: string
    grantedBy: string | null
    endedAt: string | null
  }
  Invite: {
    codeHash: string
    use: "role" | "identity"
    role: string | null
    regionCode: string | null
    personId: string | null
    createdAt: string
    expiresAt: string
    createdBy: string | null
  }
  InviteUse: { codeHash: string; personId: string; at: string }
  Organization: {
    number: string
    name: string
    kind: string
    townCode: string
    village: string | null
    creditCode: string | null
    identityKey: string
    statClass: string | null
    foundedOn: string | null
    members: number | null
    staff: number | null
    fundsYuan: number | null
    createdAt: string
  }
  OrganizationStatus: {
    organization: string
    seq: number
    status: string
    effectiveOn: string
    knownAt: string
    reason: string | null
    by: string | null
  }
  OrganizationTag: {
    organization: string
    seq: number
    tag: string
    on: boolean
    effectiveOn: string
    knownAt: string
    by: string | null
  }
  Membership: { personId: string; organization: string; seq: number; since: string; endedAt: string | null }
  Filing: {
    number: string
    kind: string
    organization: string
    townCode: string
    about: string | null
    byPerson: string
    createdAt: string
  }
  FilingStep: {
    filing: string
    step: number
    kind: string
    version: number
    answers: unknown
    warnings: readonly string[] | null
    reason: string | null
    by: string
    at: string
    effectiveOn: string | null
  }
  Media: { id: string; personId: string; filing: string | null }
  Baseline: { plan: string; target: string; seq: number; value: number; asOf: string; by: string | null; at: string }
  Document: {
    id: string
    title: string
    number: string | null
    date: string | null
    status: string
    regionCode: string | null
    content: unknown
    addedAt: string
    addedBy: string | null
  }
  ShortAnswer: {
    id: string
    seq: number
    title: string
    answer: string
    basis: string
    asks: readonly string[]
    regionCode: string | null
    on: boolean
    by: string | null
    at: string
  }
  AliasQuestion: {
    id: string
    document: string
    article: string
    question: string
    by: string | null
    at: string
    endedAt: string | null
  }
  Question: {
    id: string
    text: string
    kind: string
    articles: readonly string[]
    regionCode: string
    personId: string | null
    at: string
    dismissedAt: string | null
  }
  Ticket: { number: string; kind: string; regionCode: string; personId: string; createdAt: string }
  TicketStep: {
    ticket: string
    step: number
    kind: string
    text: string | null
    by: string | null
    at: string
    until: string | null
  }
  Audit: { id: string; at: string; by: string | null; action: string; subject: string; detail: unknown }
  SignIn: {
    tokenHash: string
    use: "link" | "session"
    personId: string
    createdAt: string
    expiresAt: string
    usedAt: string | null
  }
}

export type Table = keyof Stored

/** The columns that name a row of each table: how a change finds it. */
export const KEYS = {
  Person: ["id"],
  Identity: ["channel", "externalId"],
  Role: ["id"],
  Invite: ["codeHash"],
  InviteUse: ["codeHash"],
  Organization: ["number"],
  OrganizationStatus: ["organization", "seq"],
  OrganizationTag: ["organization", "seq"],
  Membership: ["personId", "organization", "seq"],
  Filing: ["number"],
  FilingStep: ["filing", "step"],
  Media: ["id"],
  Baseline: ["plan", "target", "seq"],
  Document: ["id"],
  ShortAnswer: ["id", "seq"],
  AliasQuestion: ["id"],
  Question: ["id"],
  Ticket: ["number"],
  TicketStep: ["ticket", "step"],
  Audit: ["id"],
  SignIn: ["tokenHash"],
} as const satisfies { [Name in Table]: readonly (keyof Stored[Name] & string)[] }

/** Only these may be changed in place, everything else is added to. */
export const CHANGEABLE = {
  Person: ["name", "phone", "optedOutAt", "onDutySince", "disabledAt"],
  Identity: ["personId", "linkedAt"],
  Role: ["endedAt"],
  Organization: [
    "name",
    "kind",
    "townCode",
    "village",
    "creditCode",
    "identityKey",
    "foundedOn",
    "members",
    "staff",
    "fundsYuan",
  ],
  Membership: ["endedAt"],
  /** Whose it is now: an account was joined to another person, an organization was registered again. */
  Filing: ["byPerson"],
  Media: ["filing"],
  Document: ["status"],
  AliasQuestion: ["endedAt"],
  Question: ["dismissedAt"],
  /** Whose it is now: an account was joined to another person. */
  Ticket: ["personId"],
} as const satisfies { [Name in Table]?: readonly (keyof Stored[Name] & string)[] }
export type ChangeableTable = keyof typeof CHANGEABLE

export type Add = { [Name in Exclude<Table, "Media">]: { add: Name; row: Stored[Name] } }[Exclude<Table, "Media">]
export type Change = {
  [Name in ChangeableTable]: {
    change: Name
    key: Pick<Stored[Name], (typeof KEYS)[Name][number] & keyof Stored[Name]>
    set: Partial<Pick<Stored[Name], (typeof CHANGEABLE)[Name][number] & keyof Stored[Name]>>
  }
}[ChangeableTable]

export type Row = Add | Change

/** Something owed to a person; `key` names the obligation, so that it is told once. */
export type Tell = {
  key: string
  personId: string
  kind: "talk" | "ticket" | "decision" | "work" | "reminder"
  text: string
}
