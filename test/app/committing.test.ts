import { randomUUID } from "node:crypto"
import type { Pool } from "pg"
import { beforeEach, describe, expect, it } from "vitest"
import { openCommitter, type Turn } from "#db/commit.ts"
import type { Database } from "#db/open.ts"
import type { Row } from "#domain/rows.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { china } from "#test/help/town.ts"

const AT = china("2026-11-23 10:00")

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await truncate(database)
})

let counted = 0

function turnOf(sender: string, more: Partial<Turn> = {}): Turn {
  const key = `wechat//${sender}`
  const common = { id: randomUUID(), channel: "wechat", sender, messageId: `m${++counted}`, text: null }
  const talk = { key, version: 0, state: { drafts: [], shown: [] } }
  return { ...common, replies: ["好"], at: AT, takenAt: AT, rows: [], tells: [], delivers: [], talk, ...more }
}
const withVersion = (sender: string, version: number): Partial<Turn> => ({
  talk: { key: `wechat//${sender}`, version, state: { version } },
})

function personRow(id: string): Row {
  const none = { name: null, phone: null, optedOutAt: null, onDutySince: null, disabledAt: null, forgottenAt: null }
  return { add: "Person", row: { id, noticeVersion: 1, consentAt: AT.toISOString(), ...none } }
}
function roleRow(id: string, personId: string): Row {
  const more = { grantedAt: AT.toISOString(), grantedBy: null, endedAt: null }
  return { add: "Role", row: { id, personId, role: "official", regionCode: "421281", ...more } }
}
const auditRow = (subject: string): Row => ({
  add: "Audit",
  row: { id: randomUUID(), at: AT.toISOString(), by: null, action: "try", subject, detail: null },
})
const named = (id: string, name: string): Row => ({ change: "Person", key: { id }, set: { name } })

/** A pool that notes how many turns each statement carries, and fails where `fault` says so. */
function watched(fault: (batch: Turn[]) => Error | undefined = () => undefined) {
  const batches: string[][] = []
  const turnsIn = (statement: { name?: string; values?: string[] }): Turn[] => {
    const part = statement.name?.startsWith("turns") && statement.values?.find((it) => it.includes('"talkKey"'))
    return part ? JSON.parse(part) : []
  }
  const run = (statement: never) => {
    const turns = turnsIn(statement)
    if (turns.length > 0) {
      batches.push(turns.map((one) => one.sender))
      const error = fault(turns)
      if (error) return Promise.reject(error)
    }
    return database.pool.query(statement)
  }
  const pool = { query: run, connect: () => database.pool.connect() } as unknown as Pool
  return { batches, committer: openCommitter(pool) }
}

async function count(table: string, where = "true"): Promise<number> {
  const { rows } = await database.pool.query(`SELECT count(*)::int AS n FROM "${table}" WHERE ${where}`)
  return rows[0].n
}

describe("the committer", () => {
  it("writes what waits in one statement and numbers what was said", async () => {
    const { committer, batches } = watched()
    const answers = await Promise.all(["a", "b", "c"].map((one) => committer.commit(turnOf(one))))
    expect(batches).toEqual([["a", "b", "c"]])
    expect(new Set(answers.map((it) => (it === "lost" ? "lost" : it.seq))).size).toBe(3)
    expect(answers).not.toContain("lost")
    expect(committer.waiting()).toBe(0)
    const { rows } = await database.pool.query(`SELECT key, version FROM "Talk" ORDER BY key`)
    expect(rows).toEqual(["a", "b", "c"].map((one) => ({ key: `wechat//${one}`, version: 1 })))
  })

  it("turns more than 256 into several statements", async () => {
    const { committer, batches } = watched()
    const answers = await Promise.all(Array.from({ length: 600 }, (_, at) => committer.commit(turnOf(`s${at}`))))
    expect(batches.map((one) => one.length)).toEqual([256, 256, 88])
    expect(answers.filter((it) => it === "lost")).toEqual([])
  })

  it("a talk that moved on meanwhile loses, with everything it brought", async () => {
    const { committer } = watched()
    await committer.commit(turnOf("a"))
    expect(await committer.commit(turnOf("a", withVersion("a", 1)))).not.toBe("lost")
    for (const version of [0, 1, 3])
      expect(
        await committer.commit(
          turnOf("a", {
            ...withVersion("a", version),
            rows: [auditRow("late")],
            tells: [{ key: "k", personId: randomUUID(), kind: "work", text: "x", dueAt: AT }],
          }),
        ),
      ).toBe("lost")
    expect(await count("Audit")).toBe(0)
    expect(await count("Outbox")).toBe(0)
    expect(await count("Inbox")).toBe(2)
    const { rows } = await database.pool.query(`SELECT version, state FROM "Talk"`)
    expect(rows).toEqual([{ version: 2, state: { version: 1 } }])
  })

  it("a message that is in the inbox already loses, with everything it brought", async () => {
    const { committer } = watched()
    await committer.commit(turnOf("a", { messageId: "x", rows: [auditRow("first")] }))
    const again = turnOf("a", { ...withVersion("a", 1), messageId: "x", rows: [auditRow("second")] })
    expect(await committer.commit(again)).toBe("lost")
    const { rows } = await database.pool.query(`SELECT subject FROM "Audit"`)
    expect(rows).toEqual([{ subject: "first" }])
  })

  it("two first messages of one person: one begins the talk, the other is lost", async () => {
    const { committer, batches } = watched()
    const answers = await Promise.all([committer.commit(turnOf("a")), committer.commit(turnOf("a"))])
    expect(answers[0]).not.toBe("lost")
    expect(answers[1]).toBe("lost")
    expect(batches).toEqual([["a"], ["a"]])
  })

  it("a broken unique rule is the loss of one, the others go in", async () => {
    const { committer } = watched()
    const taken = randomUUID()
    await committer.commit(turnOf("first", { rows: [personRow(taken)] }))
    const senders = Array.from({ length: 9 }, (_, at) => `s${at}`)
    const answers = await Promise.all(
      senders.map((one) => committer.commit(turnOf(one, { rows: [personRow(one === "s4" ? taken : randomUUID())] }))),
    )
    expect(answers.map((it) => it === "lost")).toEqual(senders.map((one) => one === "s4"))
    expect(await count("Person")).toBe(9)
    expect(await count("Inbox", `sender = 's4'`)).toBe(0)
    expect(await count("Talk", `sender = 's4'`)).toBe(0)
  })

  it("two that break a unique rule between them: one of the two goes in", async () => {
    const { committer } = watched()
    const id = randomUUID()
    const answers = await Promise.all(
      ["a", "b", "c"].map((one) => committer.commit(turnOf(one, { rows: one === "b" ? [] : [personRow(id)] }))),
    )
    expect(answers.filter((it) => it === "lost")).toHaveLength(1)
    expect(answers[1]).not.toBe("lost")
    expect(await count("Person")).toBe(1)
  })

  it("what cannot be written at all is refused alone, with its cause", async () => {
    const { committer } = watched()
    const answers = await Promise.allSettled(
      ["a", "b", "c", "d"].map((one) =>
        committer.commit(turnOf(one, { rows: one === "c" ? [roleRow(randomUUID(), randomUUID())] : [] })),
      ),
    )
    expect(answers.map((it) => it.status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"])
    expect((answers[2] as PromiseRejectedResult).reason).toMatchObject({ code: "23503" })
    expect(await count("Inbox")).toBe(3)
  })

  it("changes of one row never share a statement; the later one stands", async () => {
    const { committer, batches } = watched()
    const [one, other] = [randomUUID(), randomUUID()]
    await committer.commit(turnOf("x", { rows: [personRow(one), personRow(other)] }))
    batches.length = 0
    await Promise.all([
      committer.commit(turnOf("a", { rows: [named(one, "甲")] })),
      committer.commit(turnOf("b", { rows: [named(other, "丙")] })),
      committer.commit(turnOf("c", { rows: [named(one, "乙")] })),
      committer.commit(turnOf("d")),
    ])
    expect(batches).toEqual([["a", "b", "d"], ["c"]])
    const { rows } = await database.pool.query(`SELECT name FROM "Person" WHERE id = ANY($1) ORDER BY name`, [
      [one, other],
    ])
    expect(rows.map((row) => row.name).sort()).toEqual(["丙", "乙"].sort())
  })

  it("nothing overtakes a turn of the same talk that had to wait", async () => {
    const { committer, batches } = watched()
    const id = randomUUID()
    await committer.commit(turnOf("x", { rows: [personRow(id)] }))
    batches.length = 0
    const answers = await Promise.all([
      committer.commit(turnOf("a", { rows: [named(id, "甲")] })),
      // Waits for the row, so what follows on its talk waits too.
      committer.commit(turnOf("b", { rows: [named(id, "乙")] })),
      committer.commit(turnOf("b", withVersion("b", 1))),
    ])
    expect(answers).not.toContain("lost")
    expect(batches).toEqual([["a"], ["b"], ["b"]])
  })

  it("only the named columns change", async () => {
    const { committer } = watched()
    const id = randomUUID()
    await committer.commit(turnOf("a", { rows: [personRow(id)] }))
    await committer.commit(
      turnOf("b", { rows: [{ change: "Person", key: { id }, set: { name: "王芳", phone: "1" } }] }),
    )
    await committer.commit(turnOf("c", { rows: [{ change: "Person", key: { id }, set: { phone: null } }] }))
    const { rows } = await database.pool.query(`SELECT name, phone, "noticeVersion" FROM "Person"`)
    expect(rows).toEqual([{ name: "王芳", phone: null, noticeVersion: 1 }])
  })

  it("what somebody is owed is owed once, whoever says so", async () => {
    const { committer } = watched()
    const tell = { key: "decision:1", personId: randomUUID(), kind: "decision" as const, text: "通过", dueAt: AT }
    const answers = await Promise.all(["a", "b"].map((one) => committer.commit(turnOf(one, { tells: [tell] }))))
    expect(answers).not.toContain("lost")
    expect(await count("Outbox")).toBe(1)
  })

  it("an erasing turn goes alone, between what came before and what comes after", async () => {
    const { committer } = watched()
    const [gone, stays] = [randomUUID(), randomUUID()]
    await committer.commit(turnOf("x", { rows: [personRow(gone), personRow(stays), named(gone, "甲")] }))
    const order: string[] = []
    const erasing = { personId: gone, erase: gone }
    await Promise.all(
      [
        turnOf("a", { rows: [named(stays, "乙")] }),
        turnOf("b", erasing),
        turnOf("c", { rows: [named(stays, "丙")] }),
      ].map((turn) => committer.commit(turn).then(() => order.push(turn.sender))),
    )
    const { rows } = await database.pool.query(`SELECT name, "forgottenAt" FROM "Person" ORDER BY name NULLS FIRST`)
    expect(rows).toEqual([
      { name: null, forgottenAt: AT },
      { name: "丙", forgottenAt: null },
    ])
    expect(order).toEqual(["a", "b", "c"])
  })

  it("an erasing turn that lost erases nothing", async () => {
    const { committer } = watched()
    const id = randomUUID()
    await committer.commit(turnOf("a", { personId: id, rows: [personRow(id)] }))
    expect(await committer.commit(turnOf("a", { personId: id, erase: id }))).toBe("lost")
    expect(await count("Person", `"forgottenAt" IS NOT NULL`)).toBe(0)
    // And the connection is given back, its transaction over.
    expect(await count("Person")).toBe(1)
  })

  it("a fault that passes is tried again, and nobody notices", async () => {
    const faults = [
      Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
      new Error("Connection terminated unexpectedly"),
    ]
    const { committer, batches } = watched(() => faults.shift())
    const answers = await Promise.all([committer.commit(turnOf("a")), committer.commit(turnOf("b"))])
    expect(answers).not.toContain("lost")
    expect(batches).toEqual([
      ["a", "b"],
      ["a", "b"],
      ["a", "b"],
    ])
  })

  it("an answer that was lost on the way, after it was written: written once, and told as lost", async () => {
    let written = false
    const pool = {
      query: async (statement: never) => {
        const result = await database.pool.query(statement)
        if (written) return result
        written = true
        throw new Error("Connection terminated unexpectedly")
      },
    } as unknown as Pool
    const turn = turnOf("a", { rows: [auditRow("once")] })
    expect(await openCommitter(pool).commit(turn)).toBe("lost")
    expect(await count("Inbox")).toBe(1)
    expect(await count("Audit")).toBe(1)
  })

  it("a fault that stays is told to everyone who waited, and the next turns go on", async () => {
    let down = true
    const { committer } = watched(() => (down ? new Error("disk is full") : undefined))
    const answers = await Promise.allSettled(["a", "b"].map((one) => committer.commit(turnOf(one))))
    expect(answers.map((it) => it.status)).toEqual(["rejected", "rejected"])
    down = false
    expect(await committer.commit(turnOf("a"))).not.toBe("lost")
    await new Promise((resolve) => setImmediate(resolve))
    expect(committer.waiting()).toBe(0)
  })
})
