import { expect, test } from "vitest"
import { channels } from "#bots/index.ts"
import { REGIONS } from "#domain/region.ts"
import { ConfigError, publicAddress, readConfig } from "#src/config.ts"

const read = (env: Record<string, string>) => readConfig(channels, REGIONS, env)
const WECHAT = { WECHAT_APP_ID: "wx1", WECHAT_APP_SECRET: "the-app-secret", WECHAT_TOKEN: "the-token" }
const on = (env: Record<string, string>) => read(env).channels.map(({ channel }) => channel.id)

test("nothing set: an embedded database, and a simulator that only this machine reaches", () => {
  expect(read({})).toMatchObject({ port: 3000, host: "127.0.0.1", databaseUrl: undefined, region: "421281" })
  expect(on({})).toEqual(["terminal", "simulator"])
})

test("a setting that is blank is not set", () => {
  expect(read({ PORT: " ", DATABASE_URL: "", SIMULATOR: "", WECHAT_TOKEN: "" })).toEqual(read({}))
})

test.each([
  [WECHAT, ["wechat-official", "terminal"]],
  [{ ...WECHAT, SIMULATOR: "on" }, ["wechat-official", "terminal", "simulator"]],
  [{ HOST: "0.0.0.0" }, ["terminal"]],
  [{ HOST: "0.0.0.0", SIMULATOR: "on" }, ["terminal", "simulator"]],
  [{ SIMULATOR: "off" }, ["terminal"]],
  [{ WECHATY_PUPPET: "wechaty-puppet-service" }, ["wechaty", "terminal"]],
])("with %j the channels %j are on", (env, ids) => {
  expect(on(env)).toEqual(ids)
})

test.each([
  [{ PORT: "many" }, "PORT must be a port number."],
  [{ REGION: "110101" }, "REGION 110101 is not a county in prisma/seed/regions.yaml."],
  [{ SIMULATOR: "yes" }, "SIMULATOR must be on or off."],
  [{ ADMIN_CODE: "123" }, "ADMIN_CODE must have at least 8 characters."],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must begin with postgresql://."],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be a level such as info."],
  [{ PUBLIC_URL: "ftp://x" }, "PUBLIC_URL must be an http(s) address."],
  [{ LLM_URL: "10.0.0.5:8000", LLM_MODEL: "m" }, "LLM_URL must be an http(s) address."],
  [{ LLM_URL: "ftp://10.0.0.5/v1", LLM_MODEL: "m" }, "LLM_URL must be an http(s) address."],
  [
    { LLM_URL: "http://me:secret@10.0.0.5/v1", LLM_MODEL: "m" },
    "LLM_URL must be a base address such as http://10.0.0.5:8000/v1.",
  ],
  [
    { LLM_URL: "http://10.0.0.5/v1?key=1", LLM_MODEL: "m" },
    "LLM_URL must be a base address such as http://10.0.0.5:8000/v1.",
  ],
  [{ LLM_URL: "http://10.0.0.5/v1" }, "LLM_MODEL must name the model that LLM_URL is to use."],
  [{ LLM_KEY: "one two" }, "LLM_KEY must be letters, digits and signs without blanks."],
  [{ WECHAT_APP_ID: "wx1" }, expect.stringMatching(/^WECHAT_TOKEN .*\.$/)],
])("%j is wrong", (env, sentence) => {
  let error: unknown
  try {
    read(env)
  } catch (it) {
    error = it
  }
  expect(error).toBeInstanceOf(ConfigError)
  expect((error as Error).message).toEqual(sentence)
})

test("the language model is off until it is named", () => {
  expect(read({}).model).toBeUndefined()
  expect(read({ LLM_KEY: "sk-1234567", LLM_MODEL: "m" }).model).toBeUndefined()
  const model = { LLM_URL: "http://10.0.0.5:8000/v1/", LLM_MODEL: "qwen" }
  expect(read(model).model).toEqual({ url: "http://10.0.0.5:8000/v1", key: undefined, model: "qwen" })
  const { secrets, model: keyed } = read({ ...model, LLM_KEY: "sk-1234567" })
  expect(keyed?.key).toBe("sk-1234567")
  expect(secrets).toEqual(["sk-1234567"])
})

test("what is secret is told apart, a password in an address too", () => {
  const env = { ...WECHAT, DATABASE_URL: "postgresql://me:p%40ssword@db/x", ADMIN_CODE: "12345678" }
  expect(read(env).secrets).toEqual(["the-app-secret", "the-token", "p@ssword", "12345678"])
})

test.each([
  [{}, "http://127.0.0.1:3000"],
  [{ HOST: "::1" }, "http://[::1]:3000"],
  [{ HOST: "0.0.0.0" }, "http://localhost:3000"],
  [{ PUBLIC_URL: "https://mz.example.cn/" }, "https://mz.example.cn"],
])("with %j people reach it at %s", (env: Record<string, string>, address) => {
  expect(publicAddress(read(env), 3000)).toBe(address)
})
