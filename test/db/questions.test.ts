import { beforeEach, expect, it } from "vitest"
import { unansweredQuestions } from "#db/questions.ts"
import { testDatabase, truncate } from "#test/help/database.ts"

beforeEach(async () => truncate(await testDatabase()))

it("one person's questions do not push out those of all others", async () => {
  const database = await testDatabase()
  await database.pool.query(
    `INSERT INTO "Question" (id, text, kind, articles, "regionCode", "personId", at)
     SELECT gen_random_uuid(), 'q' || n, 'near-miss', '[]', '421281',
       CASE WHEN n <= 5 THEN gen_random_uuid() WHEN n <= 7 THEN NULL ELSE '00000000-0000-4000-8000-000000000001'::uuid END,
       timestamptz '2026-11-20 10:00+08' + n * interval '1 second'
     FROM generate_series(1, 2500) n`,
  )
  const stretch = { region: "421281", since: new Date("2026-11-16"), until: new Date("2026-11-23") }
  const rows = await unansweredQuestions(database, stretch)
  expect(rows).toHaveLength(107)
  expect(rows[0]!.text).toBe("q2500")
  expect(rows.slice(-7).map((one) => one.text)).toEqual(["q7", "q6", "q5", "q4", "q3", "q2", "q1"])
})
