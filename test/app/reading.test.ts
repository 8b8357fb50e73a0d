import { performance } from "node:perf_hooks"
import { expect, it } from "vitest"
import { readFile } from "#app/shelf/reading.ts"
import type { Document } from "#knowledge/document.ts"
import { pdfOf } from "#test/help/pdf.ts"

/** Reading a file holds up nobody, and ends. */

const LINE = "社会组织应当于每年三月三十一日前向业务主管单位报送上一年度的工作报告。"
const long = pdfOf(
  Array.from({ length: 200 }, (_, page) => Array.from({ length: 40 }, (_, at) => `第${page * 40 + at + 1}行${LINE}`)),
)

/** What `work` gives, how long it took, and the longest time for which nothing else was done meanwhile. */
async function watched<T>(work: Promise<T>): Promise<{ result: T; took: number; held: number }> {
  const begun = performance.now()
  let held = 0
  let last = begun
  const timer = setInterval(() => {
    held = Math.max(held, performance.now() - last)
    last = performance.now()
  }, 1)
  try {
    const result = await work
    return { result, took: performance.now() - begun, held }
  } finally {
    clearInterval(timer)
  }
}

it("reads two hundred pages aside", async () => {
  const { result, took, held } = await watched(readFile("汇编.pdf", long))
  const { text } = result as Document
  expect(text.match(/第\d+行/g)).toHaveLength(8000)
  expect(text).toContain(LINE)
  // In one piece it is nearly all of it.
  expect(held).toBeLessThan(took / 3)
})

it("gives up what takes too long or too much, and reads the next", async () => {
  const [slow, large, scanned, next] = await Promise.all([
    readFile("汇编.pdf", long, { ms: 1, megabytes: 512 }),
    readFile("汇编.pdf", long, { ms: 30_000, megabytes: 4 }),
    readFile("扫描件.pdf", pdfOf([[], []])),
    readFile("通知.pdf", pdfOf([["关于年检的通知", "一、每年五月三十一日前报送。"]])),
  ])
  expect(slow).toEqual({ problem: expect.stringContaining("请拆开") })
  expect(large).toEqual({ problem: expect.stringContaining("请拆开") })
  expect(scanned).toEqual({ problem: expect.stringContaining("扫描件") })
  expect(next).toMatchObject({ title: "关于年检的通知" })
})

it("a text made to take long holds nobody up", async () => {
  for (const [name, unit] of [
    ["空白.txt", "\t"],
    ["空白.md", " "],
    ["链接.md", "["],
    ["表格.md", "|---"],
  ] as const) {
    // As much as is read without a thread, and more.
    for (const size of [48_000, 290_000]) {
      const { held } = await watched(readFile(name, Buffer.from(`第一条 ${unit.repeat(size / unit.length)}x`)))
      expect(held, `${name} ${size}`).toBeLessThan(1000)
    }
  }
})
