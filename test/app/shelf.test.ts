import { afterEach, beforeEach, expect, test } from "vitest"
import { answer } from "#knowledge/answer.ts"
import { testDatabase, truncate } from "#test/help/database.ts"
import { closeTowns, openTown } from "#test/help/town.ts"

/** The shelf of a whole house: what is put on it is answered from, whoever put it there. */

beforeEach(async () => truncate(await testDatabase()))
afterEach(closeTowns)

const bytes = (text: string) => new TextEncoder().encode(text)

test("a document is read, added, answered from and repealed", async () => {
  const { house, database } = await openTown()
  const read = await house.shelf.read(
    "办法.txt",
    bytes("示范县活动补助办法\n2022年1月1日\n一、标准。每场义诊补助300元。"),
  )
  if ("problem" in read) throw new Error(read.problem)
  expect(await house.shelf.add(read, null)).toContain("现在就能问")
  expect(answer("每场义诊补助多少", house.shelf.finder()).text).toContain("300元")
  expect(await house.shelf.repeal(read.id, null)).toContain("废止")
  expect(answer("每场义诊补助多少", house.shelf.finder()).text).not.toContain("300元")
  expect(house.shelf.document(read.id)).toMatchObject({
    status: "repealed",
    title: "示范县活动补助办法",
  })
  expect(await database.prisma.audit.count()).toBe(2)
})
