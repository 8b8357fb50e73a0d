import { existsSync } from "node:fs"
import type { Socket } from "node:net"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import type { House } from "#app/house.ts"
import { connectToHolder, type Hold, hold } from "#db/hold.ts"
import type { Channel, Log } from "./channel.ts"
import { readArguments } from "./cli/arguments.ts"
import { WrongUse } from "./cli/command.ts"
import { openConsole } from "./cli/console.ts"
import { answerAsker, askHolder, carryOut, type Outcome } from "./cli/wire.ts"
import type { Config } from "./config.ts"

/** The command line: `npm run -s jiangong -- COMMAND`. */

/** How often, and after how long, a command asks again when the holder of the data folder is just going away. */
const TRIES = 40
const AGAIN_MS = 250

let log: Log | undefined
const argv = process.argv.slice(2)
const io = openConsole()

// Whoever reads the output may have read enough.
process.stdout.on("error", () => process.exit(0))
const code = await run().catch((error: Error) => {
  io.err(`${error.message}\n`)
  return error instanceof WrongUse ? 2 : 1
})
process.stdout.write("", () => process.exit(code))

async function run(): Promise<0 | 1 | 2> {
  const typed = readArguments(argv)
  if ("help" in typed) io.out(typed.help)
  else if (typed.command.needs === "nothing") return typed.command.run(typed, io)
  else if (typed.command.needs === "house") return onRecords(await configured())
  else {
    const config = typed.command.alone(typed) ? undefined : await configured()
    return config && hasRecords(config) ? onRecords(config) : typed.command.run(typed, io)
  }
  return 0
}

async function configured(): Promise<Config> {
  const { ConfigError, readConfig } = await import("./config.ts")
  const { channels } = await import("#bots/index.ts")
  const { REGIONS } = await import("#domain/region.ts")
  try {
    return readConfig(channels, REGIONS)
  } catch (error) {
    if (error instanceof ConfigError) throw new WrongUse(error.message)
    throw error
  }
}

/** Whether something was ever kept: a question alone makes no database. */
function hasRecords({ databaseUrl, dataDir }: Config): boolean {
  return databaseUrl !== undefined || existsSync(join(dataDir, "database"))
}

/** The running service does it. Where there is none, this process opens the records, and serves other commands meanwhile. */
async function onRecords(config: Config): Promise<0 | 1 | 2> {
  if (config.databaseUrl) return withRecords(config, (house) => carryOut(argv, io, house, noted))
  for (let tries = 1; ; tries++) {
    const holder = await connectToHolder(config.dataDir)
    const outcome = holder ? await askHolder(holder, argv, io) : await holding(config, tries < TRIES)
    if (outcome !== "lost") return outcome
    await pause(AGAIN_MS)
  }
}

/** Holds the data folder for one command; `lost` when somebody was faster and it may be tried again. */
async function holding(config: Config, again: boolean): Promise<Outcome> {
  let opened: (house: House) => void = () => {}
  const house = new Promise<House>((resolve) => {
    opened = resolve
  })
  const asking = new Set<Promise<void>>()
  const answer = (socket: Socket) => {
    const answered = answerAsker(socket, house, noted).finally(() => asking.delete(answered))
    asking.add(answered)
  }
  let held: Hold
  try {
    held = await hold(config.dataDir, answer)
  } catch (error) {
    if (again && (await connectToHolder(config.dataDir))?.destroy()) return "lost"
    throw error
  }
  try {
    return await withRecords(config, async (it) => {
      opened(it)
      const code = await carryOut(argv, io, it, noted)
      while (asking.size > 0) await Promise.all(asking)
      return code
    })
  } finally {
    await held.release()
  }
}

async function withRecords<T>(config: Config, work: (house: House) => Promise<T>): Promise<T> {
  const [{ openDatabase }, { openHouse }, { jobs }, { openLog }, { publicAddress }] = await Promise.all([
    import("#db/open.ts"),
    import("#app/house.ts"),
    import("#jobs/index.ts"),
    import("./log.ts"),
    import("./config.ts"),
  ])
  log = openLog(config.logLevel === "info" ? "warn" : config.logLevel, config.secrets)
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir })
  try {
    const house = await openHouse({
      database,
      channels: config.channels.map((one) =>
        one.channel.needs.length === 0 ? one : { ...one, channel: elsewhere(one.channel) },
      ),
      jobs,
      publicUrl: publicAddress(config, config.port),
      model: config.model,
      now: () => new Date(),
      log,
    })
    try {
      return await work(house)
    } finally {
      await house.close()
    }
  } finally {
    await database.close()
  }
}

/** An account belongs to the service, which may be running elsewhere: what is owed there waits for it. */
function elsewhere(channel: Channel): Channel {
  return { ...channel, open: () => ({ send: async () => ({ verdict: "throttled", reason: "left to the service" }) }) }
}

function noted(error: unknown): void {
  log?.warn({ err: error }, "a command failed")
}
