import fc from "fast-check"
import { expect, test } from "vitest"
import { Frames, isTerminate, joined } from "#db/frames.ts"

const message = (type: string, length: number) => {
  const bytes = new Uint8Array(5 + length).fill(7)
  bytes[0] = type.charCodeAt(0)
  new DataView(bytes.buffer).setInt32(1, 4 + length)
  return bytes
}

const startup = joined([Uint8Array.of(0, 0, 0, 9), Uint8Array.of(0, 3, 0, 0, 0)])

test("a batch ends where the server owes an answer", () => {
  const prepared = joined([message("P", 30), message("B", 9), message("E", 9), message("S", 0)])
  const batches = new Frames().take(joined([startup, message("Q", 3), prepared, message("X", 0), message("P", 3)]))
  expect(batches.map((it) => it.length)).toEqual([9, 8, prepared.length, 5])
  expect(batches.map(isTerminate)).toEqual([false, false, false, true])
})

test("however the bytes are cut, the batches are the same", () => {
  const types = fc.constantFrom("P", "B", "D", "E", "S", "Q")
  const messages = fc.array(fc.tuple(types, fc.nat(40)), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(messages, fc.array(fc.nat(400)), (list, cuts) => {
      const whole = joined([startup, ...list.map(([type, length]) => message(type, length))])
      const frames = new Frames()
      const at = [0, ...cuts.filter((it) => it < whole.length).sort((a, b) => a - b), whole.length]
      const cut = at.slice(1).flatMap((end, index) => frames.take(whole.subarray(at[index], end)))
      expect(cut).toEqual(new Frames().take(whole))
    }),
  )
})
