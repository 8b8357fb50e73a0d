import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { loadEnvFile } from "node:process"
import { z } from "zod"
import type { Region } from "#domain/region.ts"
import type { Channel } from "./channel.ts"

/** Configuration: read once, here, from the environment and .env, and validated; nothing else reads `process.env`. */

/** A shorter one, taken out wherever it stands, would make a log unreadable and hide nothing. */
const SHORTEST_SECRET = 6

const blank = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value)
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(blank, schema.optional())
const url = z.url({ protocol: /^https?$/, error: "must be an http(s) address" })
/** Paths are put behind it, and it is named in logs: no query, and no password in it. */
const base = url.refine((text) => {
  if (!URL.canParse(text)) return true
  const { username, password, search, hash } = new URL(text)
  return [username, password, search, hash].every((part) => part === "")
}, "must be a base address such as http://10.0.0.5:8000/v1")
/** It goes out in a header; what a header cannot hold would be quoted in an error. */
const headerValue = z
  .string()
  .trim()
  .regex(/^[!-~]+$/, "must be letters, digits and signs without blanks")

const settings = z.object({
  PORT: z.preprocess(blank, z.coerce.number("must be a port number").int().min(0).max(65535).default(3000)),
  HOST: z.preprocess(blank, z.string().default("127.0.0.1")),
  PUBLIC_URL: optional(url),
  DATA_DIR: z.preprocess(blank, z.string().default("./data")),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")),
  ADMIN_CODE: optional(z.string().min(8, "must have at least 8 characters")),
  REGION: z.preprocess(
    blank,
    z
      .string()
      .regex(/^\d{6}$/, "must be a six-digit county code")
      .default("421281"),
  ),
  SIMULATOR: optional(z.enum(["on", "off"], "must be on or off")),
  LOG_LEVEL: z.preprocess(
    blank,
    z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "must be a level such as info")
      .default("info"),
  ),
})

const modelSettings = z.object({
  LLM_URL: optional(base),
  LLM_KEY: optional(headerValue),
  LLM_MODEL: optional(z.string().trim()),
})

export type Config = {
  port: number
  host: string
  /** How people reach the service; unset, they reach it where it listens. */
  publicUrl: string | undefined
  dataDir: string
  databaseUrl: string | undefined
  adminCode: string | undefined
  region: string
  simulator: boolean
  logLevel: string
  /** The language model that may help with questions; off unless it is named. */
  model: { url: string; key: string | undefined; model: string } | undefined
  /** The channels that are on, each with its validated settings. */
  channels: readonly { channel: Channel; settings: Record<string, unknown> }[]
  /** Values that must not be seen in a log. */
  secrets: readonly string[]
}

/** A wrong value; the message is one sentence for the person who starts the service. */
export class ConfigError extends Error {}

/**
 * Reads the configuration. A channel is on when one of the variables it needs is set; one that needs none always is, but for the
 * simulator. Throws a ConfigError naming the variable.
 */
export function readConfig(
  channels: readonly Channel[],
  regions: readonly Region[],
  env: NodeJS.ProcessEnv = environment(),
): Config {
  const read = settings.safeParse(env)
  if (!read.success) throw wrong(read.error)
  const it = read.data
  if (!regions.some(({ code, kind }) => kind === "county" && code === it.REGION))
    throw new ConfigError(`REGION ${it.REGION} is not a county in prisma/seed/regions.yaml.`)
  const model = readModel(env)
  const isSet = (name: string) => env[name] !== undefined && env[name].trim() !== ""
  const real = channels.some((channel) => channel.needs.some(isSet))
  const loopback = ["127.0.0.1", "localhost", "::1"].includes(it.HOST)
  const simulator = it.SIMULATOR === undefined ? !real && loopback : it.SIMULATOR === "on"
  const isOn = ({ id, needs }: Channel) => (needs.length > 0 ? needs.some(isSet) : id !== "simulator" || simulator)
  const on = channels.filter(isOn).map((channel) => {
    const own = channel.settings.safeParse(env)
    if (!own.success) throw wrong(own.error)
    return { channel, settings: own.data as Record<string, unknown> }
  })
  const secrets = [
    ...on.flatMap(({ channel, settings }) => channel.secrets.map((name) => settings[name])),
    it.DATABASE_URL && URL.canParse(it.DATABASE_URL) && decodeURIComponent(new URL(it.DATABASE_URL).password),
    it.ADMIN_CODE,
    env.LLM_KEY?.trim(),
  ]
  return {
    port: it.PORT,
    host: it.HOST,
    publicUrl: it.PUBLIC_URL?.replace(/\/+$/, ""),
    dataDir: resolve(it.DATA_DIR),
    databaseUrl: it.DATABASE_URL,
    adminCode: it.ADMIN_CODE,
    region: it.REGION,
    simulator,
    logLevel: it.LOG_LEVEL,
    model,
    channels: on,
    secrets: secrets.filter((one): one is string => typeof one === "string" && one.length >= SHORTEST_SECRET),
  }
}

/** The language model, where one is named. Throws a ConfigError as readConfig does. */
export function readModel(env: NodeJS.ProcessEnv = environment()): Config["model"] {
  const read = modelSettings.safeParse(env)
  if (!read.success) throw wrong(read.error)
  const { LLM_URL: url, LLM_KEY: key, LLM_MODEL: model } = read.data
  if (url === undefined) return undefined
  if (model === undefined) throw new ConfigError("LLM_MODEL must name the model that LLM_URL is to use.")
  return { url: url.replace(/\/+$/, ""), key, model }
}

/** How people reach the service that listens on `port`. */
export function publicAddress({ publicUrl, host }: Config, port: number): string {
  const name = ["0.0.0.0", "::"].includes(host) ? "localhost" : host.includes(":") ? `[${host}]` : host
  return publicUrl ?? `http://${name}:${port}`
}

function environment(): NodeJS.ProcessEnv {
  if (existsSync(".env")) loadEnvFile(".env")
  return process.env
}

function wrong(error: z.ZodError): ConfigError {
  const [issue] = error.issues
  const name = issue?.path.join(".") ?? ""
  return new ConfigError(
    name ? `${name} ${issue?.message ?? "is wrong"}.`.replace(/\.\.$/, ".") : (issue?.message ?? "wrong settings"),
  )
}
