import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openWechatOfficial, wechatOfficial } from "#bots/wechat-official.ts"
import type { Push, Verdict } from "#src/channel.ts"
import { fakeHands, type House } from "./house.ts"
import * as wx from "./platform.ts"

let api: Awaited<ReturnType<typeof wx.standIn>>
beforeAll(async () => {
  api = await wx.standIn()
})
afterAll(() => api.close())

let house: House
beforeEach(() => {
  house = fakeHands(wx.NOW)
  api.reset()
})

const CUSTOM = "/cgi-bin/message/custom/send"
const TEMPLATE = "/cgi-bin/message/template/send"
const STABLE = "/cgi-bin/stable_token"
const fault = (errcode: number) => ({ errcode, errmsg: `no: ${wx.SECRET} TOKEN-${api.tokens + 1} rid: 1` })
const push = (more: Partial<Push> = {}): Push => ({
  to: wx.OPENID,
  text: "您的备案已通过。",
  kind: "decision",
  ...more,
})
const later = (seconds: number) => new Date(wx.NOW.getTime() + seconds * 1000)
const MIDNIGHT = new Date("2026-11-24T00:00:00+08:00")

function account(more: Record<string, string> = {}, times = {}) {
  const own = {
    WECHAT_TOKEN: wx.TOKEN,
    WECHAT_APP_ID: wx.APP_ID,
    WECHAT_APP_SECRET: wx.SECRET,
    WECHAT_API_URL: api.url,
  }
  return openWechatOfficial(wechatOfficial.settings.parse({ ...own, ...more }), house.hands, times).send
}
const said = () => api.to(CUSTOM).map(({ body }) => (body.text as { content: string }).content)
const withTemplate = { WECHAT_TEMPLATE_ID: "tpl-1" }

describe("push", () => {
  test("a customer-service message", async () => {
    expect(await account()(push())).toEqual({ verdict: "sent" })
    expect(api.to(STABLE).map(({ body }) => body)).toEqual([
      { grant_type: "client_credential", appid: wx.APP_ID, secret: wx.SECRET, force_refresh: false },
    ])
    expect(api.to(CUSTOM).map(({ body, query }) => [body, query.get("access_token")])).toEqual([
      [{ touser: wx.OPENID, msgtype: "text", text: { content: "您的备案已通过。" } }, `TOKEN-${api.tokens}`],
    ])
  })

  test("without a secret → unreachable, nothing asked", async () => {
    const { send } = openWechatOfficial(wechatOfficial.settings.parse({ WECHAT_TOKEN: wx.TOKEN }), house.hands)
    expect((await send(push())).verdict).toBe("unreachable")
  })

  test.each<[string, number | "hang up" | "never" | object, Partial<Verdict>, "quiet" | "warn" | "error"]>([
    ["busy", -1, { verdict: "throttled", retryAt: later(60) }, "warn"],
    ["the day's quota", 45009, { verdict: "throttled", retryAt: MIDNIGHT }, "warn"],
    ["the minute's quota", 45011, { verdict: "throttled", retryAt: later(60) }, "warn"],
    ["hung up on", "hang up", { verdict: "throttled", retryAt: later(60) }, "warn"],
    ["no answer", "never", { verdict: "throttled", retryAt: later(60) }, "warn"],
    ["an unknown errcode", 99999, { verdict: "throttled", retryAt: later(60) }, "warn"],
    ["past 48 hours", 45015, { verdict: "unreachable" }, "quiet"],
    ["five already", 45047, { verdict: "unreachable" }, "quiet"],
    ["no such permission", 48001, { verdict: "unreachable" }, "quiet"],
    ["declined", 43101, { verdict: "unreachable" }, "quiet"],
    ["an openid that is none", 40003, { verdict: "refused" }, "quiet"],
    ["no follower", 43004, { verdict: "refused" }, "quiet"],
    ["IP not in the whitelist", 40164, { verdict: "throttled", retryAt: later(3600) }, "error"],
    ["secret frozen", 40243, { verdict: "throttled", retryAt: later(3600) }, "error"],
    ["secret wrong", 40125, { verdict: "throttled", retryAt: later(3600) }, "error"],
    ["account restricted", 50002, { verdict: "throttled", retryAt: later(3600) }, "error"],
  ])("errcode: %s (%j)", async (_, errcode, verdict, level) => {
    api.script[CUSTOM] = [typeof errcode === "number" ? fault(errcode) : (errcode as "never")]
    const result = await account({}, { apiTimeoutMs: 100 })(push())
    expect(result).toMatchObject(verdict)
    expect(house.logged.map((line) => line.level)).toEqual(level === "quiet" ? [] : [level])
    expect(JSON.stringify([result, house.logged])).not.toMatch(
      /0123456789abcdef|TOKEN-|oABCD|SpikedToken|access_token=/,
    )
  })

  test("errcode: HTTP 502 → throttled", async () => {
    api.script[CUSTOM] = [502]
    expect(await account()(push())).toMatchObject({ verdict: "throttled", reason: `${CUSTOM}: HTTP 502` })
  })

  test.each([45009, 45011, 40164, 40243, 50002])(
    "errcode %i stops the account, until the time named",
    async (errcode) => {
      const send = account()
      api.script[CUSTOM] = [fault(errcode)]
      const first = (await send(push())) as { retryAt: Date }
      expect(await send(push({ to: "another" }))).toEqual(first)
      expect(api.to(CUSTOM)).toHaveLength(1)
      house.now = first.retryAt
      expect(await send(push({ to: "another" }))).toEqual({ verdict: "sent" })
    },
  )

  test("a wrong secret, told by stable_token, is asked about once an hour", async () => {
    const send = account()
    api.script[STABLE] = [fault(40125)]
    expect(await send(push())).toMatchObject({ verdict: "throttled", retryAt: later(3600) })
    expect(await send(push())).toMatchObject({ verdict: "throttled", retryAt: later(3600) })
    expect(api.calls).toHaveLength(1)
    expect(house.logged.map((line) => line.level)).toEqual(["error"])
  })
})

describe("long pushes", () => {
  const LONG = Array.from({ length: 4 }, (_, i) => `${i}`.repeat(1500)).join("\n")
  const parts = LONG.split("\n")

  test("go out in parts", async () => {
    expect(await account()(push({ text: LONG }))).toEqual({ verdict: "sent" })
    expect(said()).toEqual(parts)
    for (const text of said()) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2047)
  })

  test.each([-1, 45047, 45015, 45009])("%i in the middle: what was said is not said again", async (errcode) => {
    const send = account(withTemplate)
    api.script[CUSTOM] = [{ errcode: 0 }, { errcode: 0 }, fault(errcode)]
    expect((await send(push({ text: LONG }))).verdict).toMatch(/throttled|unreachable/)
    house.now = MIDNIGHT
    expect(await send(push({ text: LONG }))).toEqual({ verdict: "sent" })
    expect(said()).toEqual([parts[0], parts[1], parts[2], parts[2], parts[3]])
    expect(api.to(TEMPLATE)).toEqual([])
    // The same words another day are another push.
    expect(await send(push({ text: LONG }))).toEqual({ verdict: "sent" })
    expect(said()).toHaveLength(9)
  })

  test("45002: cut smaller, and on", async () => {
    api.script[CUSTOM] = [fault(45002)]
    const text = "汉".repeat(600)
    expect(await account()(push({ text }))).toEqual({ verdict: "sent" })
    expect(said().slice(1)).toEqual(["汉".repeat(300), "汉".repeat(300)])
  })

  test("45002 for a short text is not about its length → unreachable", async () => {
    api.script[CUSTOM] = [fault(45002)]
    expect((await account()(push())).verdict).toBe("unreachable")
    expect(api.to(CUSTOM)).toHaveLength(1)
  })
})

describe("templates", () => {
  const text = "您申报的“赤壁青砖茶采茶技能大赛”已通过审核，请按时开展。\n编号 HD20261118003"

  test.each([45015, 45047, 48001])("%i → announced by template", async (errcode) => {
    api.script[CUSTOM] = [fault(errcode)]
    expect(await account(withTemplate)(push({ text }))).toEqual({ verdict: "announced" })
    expect(api.to(TEMPLATE)[0]?.body).toEqual({
      touser: wx.OPENID,
      template_id: "tpl-1",
      client_msg_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      data: {
        thing1: { value: "审核结果" },
        thing2: { value: "您申报的“赤壁青砖茶采茶技能大赛”已通…" },
        time3: { value: "2026年11月23日 09:30" },
      },
    })
  })

  test("a text that fits whole is sent with it", async () => {
    api.script[CUSTOM] = [fault(45015)]
    expect(await account(withTemplate)(push({ text: "待审3件，请看一看。" }))).toEqual({ verdict: "sent" })
  })

  test("every field fits, whatever the text", async () => {
    const kinds = ["decision", "work", "reminder", "digest"] as const
    api.script[CUSTOM] = kinds.map(() => fault(45015))
    const send = account(withTemplate)
    for (const kind of kinds) await send(push({ kind, text: `🌹\n ${kind}${"🌹".repeat(30)}` }))
    expect(api.to(TEMPLATE)).toHaveLength(4)
    for (const { body } of api.to(TEMPLATE)) {
      const { thing1, thing2 } = body.data as Record<string, { value: string }>
      expect([...thing1!.value].length).toBeLessThanOrEqual(20)
      expect([...thing2!.value]).toHaveLength(20)
    }
  })

  test("a late answer waits for the person instead", async () => {
    api.script[CUSTOM] = [fault(45015)]
    expect((await account(withTemplate)(push({ kind: "late" }))).verdict).toBe("unreachable")
    expect(api.to(TEMPLATE)).toEqual([])
  })

  test("47003: trimmed, reported, announced", async () => {
    api.script[CUSTOM] = [fault(45015)]
    api.script[TEMPLATE] = [fault(47003)]
    expect(await account(withTemplate)(push({ text }))).toEqual({ verdict: "announced" })
    const { thing2 } = api.to(TEMPLATE)[1]!.body.data as Record<string, { value: string }>
    expect(thing2!.value).toBe("您申报的 赤壁青砖茶采茶技能大…")
    expect(house.logged.map(({ level }) => level)).toEqual(["error"])
  })

  test.each<[number[], Verdict["verdict"]]>([
    [[47003, 47003], "unreachable"],
    [[40037, 40037], "unreachable"],
    [[43004], "refused"],
    [[45009], "throttled"],
    [[43101], "unreachable"],
  ])("then %j → %s", async (errcodes, verdict) => {
    api.script[CUSTOM] = [fault(45015)]
    api.script[TEMPLATE] = errcodes.map(fault)
    expect((await account(withTemplate)(push())).verdict).toBe(verdict)
    expect(api.to(TEMPLATE)).toHaveLength(errcodes.length)
  })

  test("48001: customer service is not asked for again within the hour", async () => {
    const send = account(withTemplate)
    api.script[CUSTOM] = [fault(48001)]
    await send(push())
    await send(push())
    expect(api.to(CUSTOM)).toHaveLength(1)
    house.now = later(3601)
    await send(push())
    expect(api.to(CUSTOM)).toHaveLength(2)
    expect(api.to(TEMPLATE)).toHaveLength(2)
  })
})

describe("tokens", () => {
  test("one is fetched, however many wait", async () => {
    const send = account()
    const verdicts = await Promise.all(Array.from({ length: 20 }, (_, i) => send(push({ to: `p${i}` }))))
    expect(verdicts).toEqual(verdicts.map(() => ({ verdict: "sent" })))
    expect(api.to(STABLE)).toHaveLength(1)
  })

  test("kept until five minutes before its end", async () => {
    const send = account()
    for (const second of [0, 6899, 6900]) {
      house.now = later(second)
      await send(push({ text: `${second}` }))
    }
    expect(api.to(STABLE)).toHaveLength(2)
  })

  test.each([40001, 40014, 42001])("%i → renewed once, tried once more", async (errcode) => {
    api.script[CUSTOM] = [fault(errcode)]
    expect(await account()(push())).toEqual({ verdict: "sent" })
    const [first, second] = api.to(CUSTOM).map(({ query }) => query.get("access_token"))
    expect(second).not.toBe(first)
    expect(api.to(STABLE).map(({ body }) => body.force_refresh)).toEqual([false, false])
  })

  test("refused again after it was renewed → alarm, an hour", async () => {
    api.script[CUSTOM] = [fault(40001), fault(40001)]
    expect(await account()(push())).toMatchObject({ verdict: "throttled", retryAt: later(3600) })
    expect(api.to(CUSTOM)).toHaveLength(2)
    expect(house.logged.map(({ level }) => level)).toEqual(["error"])
  })

  test("renewed once for all that were refused", async () => {
    const send = account()
    await send(push({ text: "first" }))
    api.script[CUSTOM] = Array.from({ length: 5 }, () => fault(42001))
    await Promise.all(Array.from({ length: 5 }, (_, i) => send(push({ to: `p${i}` }))))
    expect(api.to(STABLE)).toHaveLength(2)
  })

  test("forced only when the same token comes back, 30 s apart, ten times a day", async () => {
    const send = account()
    const same = { access_token: "SAME", expires_in: 7200 }
    const stubborn = async (second: number) => {
      house.now = later(second)
      api.reset()
      api.script[STABLE] = Array.from({ length: 5 }, () => same)
      api.script[CUSTOM] = [fault(40001)]
      const { verdict } = await send(push({ text: `${second}` }))
      return [verdict, api.to(STABLE).filter(({ body }) => body.force_refresh).length]
    }
    expect(await stubborn(0)).toEqual(["sent", 1])
    expect(await stubborn(29)).toEqual(["throttled", 0])
    for (let hour = 2; hour <= 10; hour += 1) expect(await stubborn(hour * 3600)).toEqual(["sent", 1])
    expect(await stubborn(11 * 3600)).toEqual(["throttled", 0])
    expect(await stubborn(25 * 3600)).toEqual(["sent", 1])
  })

  test("an answer without a token → throttled", async () => {
    api.script[STABLE] = [{ expires_in: 7200 }]
    expect((await account()(push())).verdict).toBe("throttled")
  })
})
