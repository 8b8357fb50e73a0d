import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { flows } from "#flows/index.ts"
import { hold, readTranscripts, writeTranscripts } from "#test/help/transcript.ts"

/** Every flow is described by talks that an official could review; what is written there is what people see. */

const HERE = new URL(".", import.meta.url)
const files = readdirSync(HERE).filter((name) => name.endsWith(".txt"))
const idOf = (file: string) => file.replace(/\.txt$/, "")

describe("every flow has its transcript", () => {
  const ids = [...flows.map((flow) => flow.id), "greeting"]
  for (const id of ids) it(id, () => expect(files, `test/flows/${id}.txt is missing`).toContain(`${id}.txt`))
  it("and none is left of a flow that is gone", () =>
    expect(files.map(idOf).filter((id) => !ids.includes(id))).toEqual([]))
})

for (const file of files)
  describe(idOf(file), () => {
    const talks = readTranscripts(readFileSync(new URL(file, HERE), "utf8"))
    const took = new Set<string>()
    for (const talk of talks)
      it(talk.head.title, () => {
        const held = hold(talk)
        for (const id of held.took) took.add(id)
        expect(writeTranscripts([held.transcript])).toBe(writeTranscripts([talk]))
      })
    it("takes part in its own transcript", () => expect([...took]).toContain(idOf(file)))
  })
