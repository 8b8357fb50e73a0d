import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { loadEnvFile } from "node:process"
import { z } from "zod"
import type { Channel } from "./channel.ts"

/** Configuration: read once, here, from the environment and .env, and validated; nothing else reads `process.env`. */

const blank = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value)
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(blank, schema.optional())
const url = z.url({ protocol: /^https?$/, error: "must be an http(s) address" })

const settings = z.object({
  PORT: z.preprocess(blank, z.coerce.number("must be a port number").int().min(0).max(65535).default(3000)),
  HOST: z.preprocess(blank, z.string().default("127.0.0.1")),
  PUBLIC_URL: optional(url),
  DATA_DIR: z.preprocess(blank, z.string().default("./data")),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")),
  ADMIN_CODE: optional(z.string().min(8, "must have at least 8 characters")),
  REGION: z.preprocess(blank, z.string().regex(/^\d{6}$/, "must be a six-digit county code").default("421281")),
  SIMULATOR: optional(z.enum(["on", "off"], "must be on or off")),
  LOG_LEVEL: z.preprocess(
    blank,
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "must be a level such as info").default("info"),
  ),
})

export type Config = {
  port: number
  host: string
  /** How people reach the service. */
  publicUrl: string
  dataDir: string
  databaseUrl: string | undefined
  adminCode: string | undefined
  region: string
  simulator: boolean
  logLevel: string
  /** The channels that are configured, each with its validated settings. */
  channels: readonly { channel: Channel; settings: Record<string, unknown> }[]
}

/** A wrong value; the message is one sentence for the person who starts the service. */
export class ConfigError extends Error {}

/** Reads the configuration. Throws a ConfigError naming the variable. */
export function readConfig(channels: readonly Channel[], regions: readonly string[], env: NodeJS.ProcessEnv = environment()): Config {
  const read = settings.safeParse(env)
  if (!read.success) throw wrong(read.error)
  const it = read.data
  if (!regions.includes(it.REGION)) throw new ConfigError(`REGION ${it.REGION} is not a county in prisma/seed/regions.yaml.`)
  const configured = channels
    .filter((channel) => channel.needs.some((name) => env[name] !== undefined && env[name]?.trim() !== ""))
    .map((channel) => {
      const own = channel.settings.safeParse(env)
      if (!own.success) throw wrong(own.error)
      return { channel, settings: own.data as Record<string, unknown> }
    })
  const loopback = ["127.0.0.1", "localhost", "::1"].includes(it.HOST)
  return {
    port: it.PORT,
    host: it.HOST,
    publicUrl: (it.PUBLIC_URL ?? `http://${it.HOST.includes(":") ? `[${it.HOST}]` : it.HOST}:${it.PORT}`).replace(/\/$/, ""),
    dataDir: resolve(it.DATA_DIR),
    databaseUrl: it.DATABASE_URL,
    adminCode: it.ADMIN_CODE,
    region: it.REGION,
    simulator: it.SIMULATOR === undefined ? configured.length === 0 && loopback : it.SIMULATOR === "on",
    logLevel: it.LOG_LEVEL,
    channels: configured,
  }
}

function environment(): NodeJS.ProcessEnv {
  if (existsSync(".env")) loadEnvFile(".env")
  return process.env
}

function wrong(error: z.ZodError): ConfigError {
  const [issue] = error.issues
  const name = issue?.path.join(".") ?? ""
  return new ConfigError(name ? `${name} ${issue?.message ?? "is wrong"}.`.replace(/\.\.$/, ".") : (issue?.message ?? "wrong settings"))
}
