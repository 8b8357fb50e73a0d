import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { built } from "#test/help/built.ts"

/**
 * Forty people register at once, every message is delivered two to four times, and the service is killed with -9 five times on the
 * way. In the end there are forty registrations, equal deliveries had equal answers, and nobody waited over five seconds once the
 * service was up again. DATABASE_URL, where set, makes it the same on a PostgreSQL server.
 */
const PEOPLE = Number(process.env.PEOPLE ?? 40)
const KILLS = 5
const SERVICE = built("start")
const SLOWEST_MS = 5000

const folder = mkdtempSync(join(tmpdir(), "jiangong-crash-"))
const port = await freePort()
const base = `http://127.0.0.1:${port}`
let upSince = 0
let child: ChildProcess = await start()
let kills = 0
let answersSinceStart = 0

process.on("exit", () => child?.kill("SIGKILL"))

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address() as { port: number }
      server.close(() => resolve(free))
    })
  })
}

async function start(): Promise<ChildProcess> {
  const started = spawn(process.execPath, SERVICE, {
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, SIMULATOR: "on", LOG_LEVEL: "warn" },
    stdio: ["ignore", "ignore", "inherit"],
  })
  for (let attempt = 0; attempt < 600; attempt++) {
    const up = await fetch(`${base}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (up) {
      upSince = performance.now()
      return started
    }
    if (started.exitCode !== null) throw new Error("the service did not start")
    await pause(50)
  }
  throw new Error("the service did not start in time")
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

let restarting: Promise<void> | undefined
async function killNow(): Promise<void> {
  kills++
  restarting = (async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve))
    child.kill("SIGKILL")
    await gone
    child = await start()
    answersSinceStart = 0
  })()
  await restarting
  restarting = undefined
}

const problems: string[] = []
let slowest = 0

/** One delivery, repeated with the same id until it is answered, as WeChat does. */
async function deliver(from: string, id: string, text: string): Promise<string> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (restarting) await restarting
    const begun = Math.max(performance.now(), upSince)
    try {
      const response = await fetch(`${base}/api/chat`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ from, id, text }),
      })
      if (response.ok) {
        const answer = JSON.stringify(await response.json())
        slowest = Math.max(slowest, performance.now() - begun)
        answersSinceStart++
        return answer
      }
    } catch {
      // The connection broke with the process; the same message is delivered again.
    }
    await pause(50)
  }
  throw new Error(`no answer to ${from} ${id}`)
}

const messages = (person: number) => [
  "你好",
  "同意",
  "登记组织",
  "社区社会组织",
  `第${person}号志愿服务队`,
  "蒲圻街道",
  "北街社区",
  "为民服务",
  "2022年3月1日",
  String(12 + person),
  "王芳",
  `139712${String(34000 + person)}`,
  "提交",
]

async function person(number: number): Promise<string> {
  const from = `p${number}`
  let last = ""
  for (const [at, text] of messages(number).entries()) {
    const copies = 2 + ((number + at) % 3)
    const answers = await Promise.all(Array.from({ length: copies }, () => deliver(from, `${from}-${at}`, text)))
    if (new Set(answers).size !== 1) problems.push(`${from}, ${text}: ${[...new Set(answers)].join(" ≠ ")}`)
    last = answers[0]!
  }
  // Everything said again, much later: still the same answers.
  const again = await deliver(from, `${from}-${messages(number).length - 1}`, "提交")
  if (again !== last) problems.push(`${from}: the last message said again got another answer`)
  return last
}

const people = Promise.all(Array.from({ length: PEOPLE }, (_, number) => person(number)))
while (kills < KILLS) {
  const until = answersSinceStart + 90 + kills * 25
  while (answersSinceStart < until) await pause(5)
  await killNow()
}
const answers = await people

const numbers = new Set(answers.map((answer) => /DJ\d{11,}/.exec(answer)?.[0]))
const passed: string[] = []
const check = (ok: boolean, what: string) => (ok ? passed.push(what) : problems.push(what))
check(
  numbers.size === PEOPLE && !numbers.has(undefined),
  `${PEOPLE} registrations, each with its own number (${numbers.size})`,
)
check(slowest < SLOWEST_MS, `slowest answer ${slowest.toFixed(0)} ms after the service was up`)
check(problems.length === 0, "equal answers to equal deliveries")

const code = await fetch(`${base}/api/chat`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ from: "p1", text: "我的申报" }),
}).then((response) => response.text())
check(code.includes("共1件"), "nobody registered twice")

child.kill("SIGTERM")
await new Promise((resolve) => child.once("exit", resolve))
rmSync(folder, { recursive: true, force: true })
for (const one of passed) console.log(`passed: ${one}`)
for (const one of problems) console.error(`failed: ${one}`)
console.log(`${passed.length} passed, ${problems.length} failed`)
process.exit(problems.length === 0 ? 0 : 1)
