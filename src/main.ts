import { once } from "node:events"
import type { Server } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import { createAdaptorServer } from "@hono/node-server"
import type { Hono } from "hono"
import { openHouse } from "#app/house.ts"
import { channels } from "#bots/index.ts"
import { hold } from "#db/hold.ts"
import { openDatabase } from "#db/open.ts"
import { REGIONS } from "#domain/region.ts"
import { jobs } from "#jobs/index.ts"
import { webServer } from "#web/server.ts"
import { answerAsker } from "./cli/wire.ts"
import { type Config, ConfigError, publicAddress, readConfig } from "./config.ts"
import { openLog } from "./log.ts"

/** The service: `npm start`. Exit 0 when it was told to stop, 1 when it cannot start or go on, 2 when a setting is wrong. */

/** How long requests in flight are waited for at the end, and all of the end. */
const REQUESTS_MS = 10_000
const END_MS = 30_000

const started = performance.now()
const config = readOrExit()
const log = openLog(config.logLevel, config.secrets)

process.on("uncaughtException", (err) => die(err, "an exception that nobody caught"))
process.on("unhandledRejection", (err) => die(err, "a rejection that nobody handled"))
const told = Promise.race(["SIGTERM", "SIGINT"].map((signal) => once(process, signal).then(() => signal)))

try {
  await run()
  process.exit(0)
} catch (error) {
  log.debug({ err: error }, "the service cannot start")
  console.error((error as Error).message)
  process.exit(1)
}

async function run(): Promise<void> {
  const opening = later<Awaited<ReturnType<typeof openHouse>>>()
  const serving = later<Hono>()
  const failed = (err: unknown) => log.error({ err }, "a command of the command line failed")
  const answer = (socket: Socket) => void answerAsker(socket, opening.promise, failed)
  const held = config.databaseUrl ? undefined : await hold(config.dataDir, answer)
  try {
    const { server, port } = await listen(serving.promise)
    const publicUrl = publicAddress(config, port)
    const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir })
    const { channels, model } = config
    const house = await openHouse({ database, channels, jobs, publicUrl, model, now: () => new Date(), log })
    opening.resolve(house)
    const open = [...house.channels.values()].map((one) => one.open)
    serving.resolve(webServer({ house: house.desk, channels: open, log, publicUrl }))
    house.schedule.start().catch((err) => log.error({ err }, "the jobs could not be looked at"))
    introduce(publicUrl, await house.administratorCode(config.adminCode))
    log.info({ port, database: database.kind, ms: Math.round(performance.now() - started) }, "the service is ready")
    // The first question finds its index built.
    void house.shelf.ready()

    log.info({ signal: await told }, "the service stops")
    setTimeout(() => die(undefined, "the service did not come to an end"), END_MS).unref()
    await endRequests(server)
    await house.close()
  } finally {
    await held?.release()
  }
}

/** Requests that come while the database is being opened wait for it; who only asks whether the process lives does not. */
function listen(web: Promise<Hono>): Promise<{ server: Server; port: number }> {
  let ready: Hono | undefined
  void web.then((it) => {
    ready = it
  })
  const server = createAdaptorServer({
    fetch: async (request, env) => {
      if (ready) return ready.fetch(request, env)
      const { pathname } = new URL(request.url)
      if (pathname === "/healthz") return Response.json({ ok: true })
      if (pathname === "/readyz") return Response.json({ ok: false, why: "the service is starting" }, { status: 503 })
      return (await web).fetch(request, env)
    },
  }) as Server
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Error(whyNoPort(error), { cause: error })))
    server.listen(config.port, config.host, () => resolve({ server, port: (server.address() as AddressInfo).port }))
  })
}

function whyNoPort({ code, message }: NodeJS.ErrnoException): string {
  const { port, host } = config
  if (code === "EADDRINUSE") return `Port ${port} of ${host} is in use; stop what listens there, or set another PORT.`
  if (code === "EACCES") return `Port ${port} may not be used by this user; set another PORT.`
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `This machine has no address ${host}; set another HOST.`
  return `The service cannot listen on port ${port} of ${host}: ${message}`
}

/** Takes no new connection and sees the requests in flight to their end. */
async function endRequests(server: Server): Promise<void> {
  const closed = once(server, "close")
  server.prependListener("request", (_request, response) => response.setHeader("Connection", "close"))
  server.close()
  const closing = setInterval(() => server.closeIdleConnections(), 50)
  await Promise.race([closed, pause(REQUESTS_MS)])
  clearInterval(closing)
  server.closeAllConnections()
}

function introduce(address: string, code: string | undefined): void {
  const on = config.channels.filter(({ channel }) => channel.needs.length > 0).map(({ channel }) => channel.name)
  console.log(
    [
      `建功 is ready at ${address}`,
      ...(config.simulator ? [`  Chat simulator  ${address}/chat`] : []),
      `  Overview        ${address}/ (officials are sent a link when they say 登录)`,
      ...(on.length > 0 ? [`  Channels        ${on.join(", ")}`] : []),
      ...(code === undefined
        ? []
        : [`There is no administrator yet. Become one: say “绑定 ${code}” in a chat. The code works once.`]),
    ].join("\n"),
  )
}

function readOrExit(): Config {
  try {
    return readConfig(channels, REGIONS)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(2)
  }
}

/** A promise, and what settles it. */
function later<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((it) => {
    resolve = it
  })
  return { promise, resolve }
}

function die(err: unknown, what: string): never {
  log.fatal({ err }, what)
  process.exit(1)
}
