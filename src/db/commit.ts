import { DatabaseError, type Pool, type PoolClient } from "pg"
import { CHANGEABLE, type Change, type ChangeableTable, KEYS, type Row, type Table, type Tell } from "#domain/rows.ts"
import { erasePerson } from "./erase.ts"

/**
 * Group commit. Turns that wait together are written by one statement with one JSON parameter, one batch in flight: the inbox row, the
 * talk, the rows of the command and the outbox stand or fall together. No refusal is raised inside SQL: a turn whose talk moved on or whose
 * message is already in the inbox is left out, a batch that breaks a unique rule is halved until the culprit stands alone; both are
 * told `lost`, read afresh and step again.
 */

export type Turn = {
  /** The inbox row's id (UUID); every row the turn writes carries it as its source. */
  id: string
  channel: string
  sender: string
  messageId: string
  room?: string | undefined
  personId?: string | undefined
  /** What is kept of the message; null where nothing may be kept. */
  text: string | null
  replies: readonly string[]
  at: Date
  takenAt: Date
  talk: {
    key: string
    /** The version it was read at; 0 where there was none. */
    version: number
    state: unknown
    /** The form being filled in or kept as a draft. */
    form?: string | undefined
  }
  rows: readonly Row[]
  tells: readonly (Tell & { dueAt: Date })[]
  /** Held outbox rows that this answer carries. */
  delivers: readonly string[]
  /** 删除我的信息 and unfollowing: this person is taken out of every record in the same commit. */
  erase?: string | undefined
}

/** The order of what was said to people: the inbox row's number. */
export type Committed = { seq: bigint }

const MOST_AT_ONCE = 256
const TRIES = 5
const RETRY_MS = 100

export type Committer = {
  commit(turn: Turn): Promise<Committed | "lost">
  /** Turns waiting or in flight. */
  waiting(): number
}

export function openCommitter(pool: Pool): Committer {
  type Waiter = { turn: Turn; resolve: (it: Committed | "lost") => void; reject: (error: unknown) => void }
  let queue: Waiter[] = []
  let flying = 0
  let scheduled = false

  async function run(): Promise<void> {
    scheduled = false
    if (flying > 0 || queue.length === 0) return
    const { batch, later } = split(queue)
    queue = later
    flying = batch.length
    try {
      await write(batch)
    } finally {
      flying = 0
      if (queue.length > 0) schedule()
    }
  }

  function schedule() {
    if (scheduled || flying > 0) return
    scheduled = true
    // What else the event loop holds ready joins the batch; no timer.
    setImmediate(() => void run())
  }

  async function write(batch: Waiter[]): Promise<void> {
    try {
      const seqs = await send(batch.map((one) => one.turn))
      for (const one of batch) {
        const seq = seqs.get(one.turn.id)
        one.resolve(seq === undefined ? "lost" : { seq })
      }
    } catch (error) {
      if (batch.length > 1) {
        const half = Math.ceil(batch.length / 2)
        await write(batch.slice(0, half))
        await write(batch.slice(half))
      } else if (isUniqueViolation(error)) batch[0]!.resolve("lost")
      else batch[0]!.reject(error)
    }
  }

  /** Sends a batch, again where the connection or a lock was at fault: what was written by a lost answer is found in the inbox then. */
  async function send(turns: Turn[]): Promise<Map<string, bigint>> {
    for (let attempt = 1; ; attempt++) {
      try {
        const [only] = turns
        return only?.erase ? await alone(pool, only) : await writeTurns(pool, turns)
      } catch (error) {
        if (attempt >= TRIES || !isPassing(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt))
      }
    }
  }

  return {
    commit: (turn) =>
      new Promise((resolve, reject) => {
        queue.push({ turn, resolve, reject })
        schedule()
      }),
    waiting: () => queue.length + flying,
  }
}

/** One turn a talk and one change a row in a batch; an erasing turn goes by itself. */
function split<W extends { turn: Turn }>(queue: W[]): { batch: W[]; later: W[] } {
  const batch: W[] = []
  const later: W[] = []
  const taken = new Set<string>()
  for (const one of queue) {
    const marks = [one.turn.talk.key, ...one.turn.rows.filter((row) => "change" in row).map(markOf)]
    const full = batch.length >= MOST_AT_ONCE || batch[0]?.turn.erase !== undefined
    if (full || (one.turn.erase && batch.length > 0) || marks.some((mark) => taken.has(mark))) {
      later.push(one)
      // Order among those left behind stays: nothing overtakes a turn of the same talk.
      for (const mark of marks) taken.add(mark)
    } else {
      batch.push(one)
      for (const mark of marks) taken.add(mark)
    }
  }
  return { batch, later }
}

const markOf = (row: Change) => `${row.change}/${JSON.stringify(row.key)}`

async function alone(pool: Pool, turn: Turn): Promise<Map<string, bigint>> {
  const client = await pool.connect()
  try {
    await client.query("BEGIN")
    const seqs = await writeTurns(client, [turn])
    if (seqs.has(turn.id)) await erasePerson(client, turn.erase!, turn)
    await client.query("COMMIT")
    return seqs
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function writeTurns(at: Pool | PoolClient, turns: readonly Turn[]): Promise<Map<string, bigint>> {
  const parts: Record<string, unknown[]> = {}
  const put = (part: string, row: object) => {
    parts[part] ??= []
    parts[part].push(row)
  }
  for (const turn of turns) {
    const { rows, tells, delivers, talk, erase, ...inbox } = turn
    put("turns", { ...inbox, talkKey: talk.key, version: talk.version, state: talk.state, form: talk.form ?? null })
    for (const row of rows) {
      if ("add" in row) put(row.add, { ...row.row, source: turn.id })
      else put(`~${row.change}`, { ...row.key, set: row.set, source: turn.id })
    }
    for (const tell of tells) put("tells", { ...tell, source: turn.id })
    for (const key of delivers) put("delivers", { key, source: turn.id })
  }
  const names = Object.keys(parts).sort()
  const result = await at.query<{ id: string; seq: bigint }>({
    ...statementFor(names.join(" ")),
    values: names.map((name) => JSON.stringify(parts[name])),
  })
  return new Map(result.rows.map((row) => [row.id, row.seq]))
}

const statements = new Map<string, { name: string; text: string }>()

/** The statement for batches that hold these parts; named, so that the server prepares it once: there are only a handful. */
function statementFor(shape: string): { name: string; text: string } {
  let statement = statements.get(shape)
  if (statement === undefined) {
    statement = { name: `turns-${statements.size}`, text: buildStatement(shape.split(" ")) }
    statements.set(shape, statement)
  }
  return statement
}

function buildStatement(parts: readonly string[]): string {
  const given = (part: string) => `$${parts.indexOf(part) + 1}::json`
  const clauses = [
    `t AS MATERIALIZED (SELECT * FROM json_to_recordset(${given("turns")}) AS x(id uuid, channel text, sender text, "messageId" text,
       room text, "personId" uuid, text text, replies jsonb, at timestamptz, "takenAt" timestamptz, "talkKey" text, version int, state jsonb, form text))`,
    // Locked in one order, so that two instances never wait for each other; the version is compared after the lock was had.
    `held AS MATERIALIZED (SELECT key, version, ctid AS at FROM "Talk" WHERE key = ANY (ARRAY(SELECT "talkKey" FROM t)) ORDER BY key FOR UPDATE)`,
    // Said as a difference, since the planner expects next to nothing of an equality and would loop over the batch for each turn.
    `fit AS MATERIALIZED (SELECT t.*, held.at AS place FROM t LEFT JOIN held ON held.key = t."talkKey"
       WHERE abs(coalesce(held.version, 0) - t.version) < 1)`,
    // The inbox both keeps a message from being done twice and lets the turn's other rows in.
    `taken AS (INSERT INTO "Inbox" (id, channel, sender, "messageId", room, "personId", text, replies, at, "takenAt")
       SELECT id, channel, sender, "messageId", room, "personId", text, replies, at, "takenAt" FROM fit
       ON CONFLICT (channel, sender, "messageId") DO NOTHING RETURNING id, seq)`,
    `go AS MATERIALIZED (SELECT fit.* FROM fit JOIN taken ON taken.id = fit.id)`,
    `begun AS (INSERT INTO "Talk" (key, channel, sender, room, "personId", version, state, form, "heardAt")
       SELECT "talkKey", channel, sender, room, "personId", 1, state, form, "takenAt" FROM go WHERE version = 0)`,
    `moved AS (UPDATE "Talk" k SET version = k.version + 1, state = go.state, form = go.form, "personId" = go."personId", "heardAt" = go."takenAt"
       FROM go WHERE k.ctid = go.place)`,
  ]
  for (const part of parts) {
    if (part === "turns") continue
    if (part === "tells")
      clauses.push(`tells AS (INSERT INTO "Outbox" (key, "personId", kind, text, "createdAt", "dueAt", status, source)
        SELECT r.key, r."personId", r.kind, r.text, go."takenAt", r."dueAt", 'waiting', go.id
        FROM json_to_recordset(${given(part)}) AS r(key text, "personId" uuid, kind text, text text, "dueAt" timestamptz, source uuid)
        JOIN go ON go.id = r.source ON CONFLICT (key) DO NOTHING)`)
    else if (part === "delivers")
      clauses.push(`delivers AS (UPDATE "Outbox" o SET status = 'sent', "sentAt" = go."takenAt", reason = 'with the next answer'
        FROM json_to_recordset(${given(part)}) AS r(key text, source uuid) JOIN go ON go.id = r.source WHERE o.key = r.key AND o.status = 'held')`)
    else if (part.startsWith("~")) clauses.push(changeClause(part.slice(1) as ChangeableTable, given(part)))
    else clauses.push(addClause(part as Table, given(part)))
  }
  return `WITH ${clauses.join(",\n")}\nSELECT id, seq FROM taken`
}

function addClause(table: Table, given: string): string {
  return `"add${table}" AS (INSERT INTO "${table}" SELECT r.* FROM json_populate_recordset(NULL::"${table}", ${given}) r
    WHERE r.source IN (SELECT id FROM go))`
}

function changeClause(table: ChangeableTable, given: string): string {
  const columns = CHANGEABLE[table].map((name) => `"${name}"`)
  const fits = KEYS[table].map((name) => `o."${name}"::text = r."${name}"`).join(" AND ")
  const keys = KEYS[table].map((name) => `"${name}" text`).join(", ")
  const [one] = columns
  const target = columns.length === 1 ? one : `(${columns.join(", ")})`
  const values = columns.map((name) => `n.${name}`).join(", ")
  return `"change${table}" AS (UPDATE "${table}" o SET ${target} = (SELECT ${values} FROM json_populate_record(o, r.set) n)
    FROM json_to_recordset(${given}) AS r(${keys}, set json, source uuid) JOIN go ON go.id = r.source WHERE ${fits})`
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === "23505"
}

/** Faults that pass: a lost connection, a server going down or coming up, a deadlock, a serialization failure, a lock not had in time. */
function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError) return /^(08|57P|40001|40P01|55P03)/.test(error.code ?? "")
  const code = (error as { code?: string }).code ?? ""
  return (
    /^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND)/.test(code) || /Connection terminated|timeout/i.test(String(error))
  )
}
