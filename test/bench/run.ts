import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { built } from "#test/help/built.ts"
import { startPostgres } from "#test/help/postgres.ts"
import { measureKnowledge } from "./knowledge.ts"
import { measureLanguage } from "./language.ts"
import { type Result, run } from "./load.ts"
import { measureReading } from "./reading.ts"

/**
 * Durable turns a second: people fill in the form of a community group over signed `/wechat` messages, side by side in one run with a
 * bare server that only verifies and echoes. It prints ratios; it judges nothing. `--quick` is a smoke run.
 */
const quick = process.argv.includes("--quick")
const TIME = quick ? 2 : 8
const WARM_UP = quick ? 2 : 5
const option = (name: string) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3)
const ROUNDS = quick ? 1 : Number(option("rounds") ?? 3)
const PEOPLE = quick ? [32] : [32, 256]
const TOKEN = "bench-token"
const BARE = ["--import", "tsx", "test/bench/bare.ts"]
const SERVICE = built("start")

/** Names are new in each measurement: a database that stays would know them. */
let measurement = 0
const script = (person: number, round: number) => [
  ...(round === 0 ? [{ say: "你好" }, { say: "同意", expect: "谢谢" }] : []),
  { say: "登记组织", expect: "哪一类" },
  { say: "4", expect: "全称" },
  { say: `第${measurement}次第${person}号第${round}支舞蹈队`, expect: "街道" },
  { say: "蒲圻街道", expect: "社区" },
  { say: "北街社区", expect: "哪方面" },
  { say: "文体娱乐", expect: "成立" },
  { say: "2021年5月1日", expect: "多少成员" },
  { say: "26", expect: round === 0 ? "名字" : "核对" },
  ...(round === 0
    ? [
        { say: "王芳", expect: "手机" },
        { say: "13971234567", expect: "核对" },
      ]
    : []),
  { say: "提交", expect: "编号 DJ" },
]

type Server = { port: number; child: ChildProcess; stop(): Promise<void> }

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function start(file: readonly string[], env: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, file, {
    env: { ...process.env, PORT: String(port), WECHAT_TOKEN: TOKEN, LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  })
  for (let attempt = 0; ; attempt++) {
    const up = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      // The bare server knows no such path and turns it away.
      (response) => response.ok || response.status === 403,
      () => false,
    )
    if (up) break
    if (attempt > 300 || child.exitCode !== null) throw new Error(`${file.at(-1)} did not start`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    port,
    child,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve())
        child.kill("SIGTERM")
        setTimeout(() => child.kill("SIGKILL"), 15_000).unref()
      }),
  }
}

/** Resident memory of a process in MB, the most it ever was and now. */
function memory(pid: number | undefined): { peak: number; now: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8")
    const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
    return { peak: of("VmHWM"), now: of("VmRSS") }
  } catch {
    return { peak: 0, now: 0 }
  }
}

async function measure(server: Server, people: number, echoes = false): Promise<Result> {
  measurement++
  const said = (person: number, round: number) => script(person, round).map(({ say }) => ({ say, expect: say }))
  return run({
    port: server.port,
    token: TOKEN,
    people,
    script: echoes ? said : script,
    warmUp: WARM_UP,
    time: TIME,
  })
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const show = (it: Result) =>
  `${it.perSecond.toFixed(0).padStart(6)} turns/s  p50 ${it.p50.toFixed(1)} ms  p99 ${it.p99.toFixed(1)} ms`

async function compare(name: string, env: Record<string, string>): Promise<void> {
  for (const people of PEOPLE) {
    const ratios: number[] = []
    const p99s: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const folder = mkdtempSync(join(tmpdir(), "jiangong-bench-"))
      const bare = await start(BARE, {})
      const yardstick = await measure(bare, people, true)
      await bare.stop()
      const ours = await start(SERVICE, { DATA_DIR: folder, ...env })
      const result = await measure(ours, people)
      const used = memory(ours.child.pid)
      await ours.stop()
      rmSync(folder, { recursive: true, force: true })
      if (result.wrong.length > 0) {
        console.error(`wrong answers:\n${result.wrong.join("\n")}`)
        process.exitCode = 1
      }
      ratios.push(result.perSecond / yardstick.perSecond)
      p99s.push(result.p99)
      console.log(`${name}, ${people} people: bare ${show(yardstick)}`)
      console.log(`${name}, ${people} people: ours ${show(result)}  memory ${used.now} MB, at most ${used.peak} MB`)
    }
    console.log(
      `${name}, ${people} people: ratio ${median(ratios).toFixed(2)} (median of ${ROUNDS}), p99 ${median(p99s).toFixed(0)} ms\n`,
    )
  }
}

/** An empty database on the same server. */
async function anotherDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query("CREATE DATABASE reading")
  await client.end()
  return Object.assign(new URL(url), { pathname: "/reading" }).href
}

/** What officials read in a large county; the bracket is the longest that everybody else was kept waiting. */
async function read(name: string, databaseUrl?: string): Promise<void> {
  const part = quick ? 0.05 : 1
  const size = { organizations: 3000 * part, filings: 30_000 * part, questions: 20_000 * part, tickets: 5000 * part }
  const readings = await measureReading({
    size,
    articles: 1000,
    times: quick ? 2 : 15,
    ...(databaseUrl && { databaseUrl }),
  })
  const shown = readings.map(({ what, ms, held }) => `${what} ${ms.toFixed(1)} ms (${held.toFixed(0)})`)
  console.log(`${name}, reading of ${size.filings} filings: ${shown.join(", ")}\n`)
}

const { messages, p50, p95, addedMegabytes } = measureLanguage()
console.log(
  `reading ${messages} messages: p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, ${addedMegabytes} MB more memory\n`,
)
const knowledge = measureKnowledge(quick ? 20 : 200)
console.log(
  `a policy question beside ${knowledge.articles} articles: p50 ${knowledge.p50.toFixed(2)} ms, p99 ${knowledge.p99.toFixed(2)} ms; their index: ${knowledge.buildMs.toFixed(0)} ms in steps of at most ${knowledge.longestStepMs.toFixed(0)} ms, keeps ${knowledge.keptMegabytes.toFixed(0)} MB\n`,
)
const only = option("only")
if (only !== "postgres") {
  await read("PGlite")
  await compare("PGlite with fsync", { DATABASE_URL: "" })
}
if (only !== "pglite") {
  const postgres = await startPostgres()
  if (postgres) {
    await read("PostgreSQL", await anotherDatabase(postgres.url))
    await compare("PostgreSQL with fsync", { DATABASE_URL: postgres.url })
    await postgres.stop()
  } else console.log("PostgreSQL: no server binaries here, left out")
}
