import { execFileSync } from "node:child_process"
import fs from "node:fs"
import net from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { afterEach, beforeEach, expect, test } from "vitest"
import { connectToHolder, type Hold, hold } from "#db/hold.ts"
import { child } from "#test/help/child.ts"

let folder: string
let held: Hold[]

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "jiangong-hold-"))
  held = []
})

afterEach(async () => {
  for (const it of held) await it.release()
  fs.rmSync(folder, { recursive: true })
})

async function take(dataDir = folder, onConnection: (socket: net.Socket) => void = () => {}) {
  const it = await hold(dataDir, onConnection)
  held.push(it)
  return it
}

/** What a process leaves behind that was killed. */
async function leaveSocket(path: string) {
  const server = net.createServer().listen(`${path}.x`)
  await new Promise((resolve) => server.once("listening", resolve))
  fs.linkSync(`${path}.x`, path)
  await new Promise((resolve) => server.close(resolve))
}

test("a second opener is told who holds the folder", async () => {
  await take()
  await expect(take()).rejects.toThrow(
    new RegExp(
      `^The data folder ${folder} is in use by process ${process.pid} since 20\\S+Z\\. Stop it, or set another`,
    ),
  )
})

test("a folder that was let go can be held again, and nothing is left in it", async () => {
  await (await take()).release()
  expect(fs.readdirSync(folder)).toEqual([])
  await take()
})

test("the holder is talked to over the socket, both ways", async () => {
  await take(folder, (socket) => {
    socket.write("first\n")
    socket.on("data", (data) => socket.end(`you said ${data}`))
  })
  const socket = await connectToHolder(folder)
  socket!.write("你好")
  expect(await text(socket!)).toBe("first\nyou said 你好")
})

test("letting go hangs up", async () => {
  const it = await take()
  const socket = (await connectToHolder(folder))!
  const closed = new Promise((resolve) => socket.on("close", resolve).resume())
  await it.release()
  await closed
  expect(await connectToHolder(folder)).toBeUndefined()
})

test("nobody holds a folder that is missing, empty, or left by a killed process", async () => {
  expect(await connectToHolder(join(folder, "missing"))).toBeUndefined()
  expect(await connectToHolder(folder)).toBeUndefined()
  await leaveSocket(join(folder, "service.sock"))
  expect(await connectToHolder(folder)).toBeUndefined()
  await take()
})

test("a path too long for a socket works all the same", async () => {
  const deep = join(folder, ..."一个很长很长的文件夹名字".repeat(3).match(/.{6}/g)!)
  const { path } = await take(deep)
  expect(path.startsWith(tmpdir())).toBe(true)
  await expect(take(deep)).rejects.toThrow("is in use by process")
  expect(await connectToHolder(deep)).toBeDefined()
})

test("of many who start over a dead socket one wins, whatever the moment", async () => {
  for (let round = 0; round < 10; round++) {
    await leaveSocket(join(folder, "service.sock"))
    const starts = Array.from({ length: 8 }, async () => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
      return hold(folder, () => {})
    })
    const won = (await Promise.allSettled(starts)).filter((it) => it.status === "fulfilled")
    expect(won).toHaveLength(1)
    await won[0]!.value.release()
  }
})

test("of processes that start at once one wins, and after it was killed another can", async () => {
  const at = Date.now() + 1500
  const started = [1, 2, 3].map(() => child("db/holding.ts", folder, String(at)))
  const said = await Promise.all(started.map((it) => it.line()))
  expect(said.filter((it) => it === "held")).toHaveLength(1)
  const winner = started[said.indexOf("held")]!
  expect(said.filter((it) => it.includes(`in use by process ${winner.pid} since`))).toHaveLength(2)
  winner.kill()
  await Promise.all(started.map((it) => it.exited))
  expect(fs.readdirSync(folder)).toEqual(["service.sock"])
  await take()
}, 60_000)

test("the socket is the owner's alone", async () => {
  const { path } = await take()
  expect(execFileSync("ls", ["-l", path], { encoding: "utf8" })).toMatch(/^srw-------/)
})
