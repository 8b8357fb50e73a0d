import { rmSync } from "node:fs"
import { createServer } from "node:net"
import { afterEach, beforeEach, expect, test } from "vitest"
import { freshFolder, jiangong, ran, type Service, startService } from "#test/help/started.ts"

/** The service as a process: how it starts, ends, and is found again. */

let folder: string
const started: Service[] = []
beforeEach(async () => {
  folder = await freshFolder()
})
afterEach(async () => {
  for (const one of started.splice(0)) one.kill("SIGKILL")
  rmSync(folder, { recursive: true })
})

async function service(env: Record<string, string> = {}): Promise<Service> {
  const it = await startService(folder, env)
  started.push(it)
  return it
}

test("it starts, is told to stop, starts again, is killed, and starts again, and loses nothing", async () => {
  const first = await service({ ADMIN_CODE: "test-code-1" })
  expect(first.said.out).toContain(`Chat simulator  ${first.address}/chat\n`)
  expect(first.said.out).toContain("say “绑定 test-code-1” in a chat")
  const get = async (path: string) => {
    const response = await fetch(first.address + path)
    await response.text()
    return response.status
  }
  expect(await Promise.all(["/healthz", "/readyz", "/metrics", "/chat", "/nowhere"].map(get))).toEqual([
    ...[200, 200, 200, 200, 404],
  ])
  await first.say("li", "你好")
  await first.say("li", "同意")
  expect(await first.say("li", "绑定 test-code-1")).toContain("管理员")
  expect((await ran("start", [], folder, "", { PORT: "0" })).err).toMatch(
    /^The data folder \S+ is in use by process \d+ since \S+\. Stop it, or set another DATA_DIR\.\n$/,
  )

  // Told to stop, it answers what it took on.
  const people = Array.from({ length: 30 }, (_, index) => `p${index}`)
  const saying = people.map((who) => first.say(who, "登记组织", `${who}-1`))
  await Promise.race(saying)
  const stopped = first.stop()
  const answers = await Promise.allSettled(saying)
  expect(await stopped).toMatchObject({ code: 0, err: "" })
  expect(answers.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0)

  // What it answered stays, said again or not; there is an administrator now.
  const second = await service()
  expect(second.said.out).not.toContain("administrator")
  for (const [index, answer] of answers.entries())
    if (answer.status === "fulfilled")
      expect(await second.say(people[index]!, "登记组织", `${people[index]}-1`)).toBe(answer.value)
  const last = await second.say("late", "登记组织", "late-1")
  second.kill("SIGKILL")
  await second.ended

  // What a killed process leaves behind is in nobody's way.
  expect(await jiangong(folder, ["job", "list"])).toMatchObject({ code: 0, err: "" })
  const third = await service()
  expect(await third.say("late", "登记组织", "late-1")).toBe(last)
}, 120_000)

test("a wrong setting is one sentence and exit code 2", async () => {
  const run = await ran("start", [], folder, "", { PORT: "many" })
  expect(run).toEqual({ code: 2, out: "", err: "PORT must be a port number.\n" })
})

test("a port that is in use is one sentence, and the data folder is let go", async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const PORT = String((server.address() as { port: number }).port)
  expect(await ran("start", [], folder, "", { PORT })).toEqual({
    code: 1,
    out: "",
    err: `Port ${PORT} of 127.0.0.1 is in use; stop what listens there, or set another PORT.\n`,
  })
  server.close()
})

test("a database server that is not there is one sentence", async () => {
  const run = await ran("start", [], folder, "", {
    PORT: "0",
    DATABASE_URL: "postgresql://me:pass@127.0.0.1:1/x",
  })
  expect(run).toMatchObject({ code: 1, out: "" })
  expect(run.err).toMatch(/^The PostgreSQL server of DATABASE_URL cannot be used: [^\n]*ECONNREFUSED[^\n]*\n$/)
})

test("no secret, no phone and no row of the database stands in the log", async () => {
  const { err } = await ran("test/service/logging.ts", [], folder)
  const [first, second] = err.trim().split("\n")
  expect(JSON.parse(second!)).toMatchObject({ err: { message: expect.stringContaining("null value"), code: "23502" } })
  expect(err).not.toContain("举报")
  expect(JSON.parse(first!)).toMatchObject({
    level: "error",
    err: { message: "GET https://x/?secret=***" },
    phone: "138****8000",
    msg: "*** of 138****8000",
  })
  expect(err).not.toContain("s3cret")
})
