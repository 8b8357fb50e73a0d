import { Readable } from "node:stream"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { types } from "wechaty-puppet"
import { mock, PuppetMock } from "wechaty-puppet-mock"
import { openWechaty } from "#bots/wechaty/open.ts"
import { PACE, type Pace } from "#bots/wechaty/pace.ts"
import { wechaty } from "#bots/wechaty.ts"
import { MAX_FILE_BYTES, MAX_PICTURE_BYTES, type OpenChannel, type Push } from "#src/channel.ts"
import { fakeHands, gate, type House, until } from "./house.ts"

const BRISK: Pace = { ...PACE, gap: [0, 1], sendMs: 200 }
const NONE = wechaty.settings.parse({})

let house: House
let mocker: InstanceType<typeof mock.Mocker>
let puppet: PuppetMock
let channel: OpenChannel
let me: ReturnType<typeof mocker.createContact>
let zhang: typeof me
let room: ReturnType<typeof mocker.createRoom>
/** What the account said, in order: to whom and what. */
let said: [to: string, text: string][]

async function start(pace: Partial<Pace> = {}) {
  house = fakeHands(new Date())
  mocker = new mock.Mocker()
  puppet = new PuppetMock({ mocker })
  said = []
  const send = puppet.messageSendText.bind(puppet)
  puppet.messageSendText = async (to, text) => {
    said.push([to, text])
    return send(to, text)
  }
  channel = await openWechaty(NONE, house.hands, { puppet, pace: { ...BRISK, ...pace }, againMs: [1, 1] })
  me = mocker.createContact({ id: "me", name: "小民助手" })
  zhang = mocker.createContact({ id: "zhang", name: "张建国" })
  room = mocker.createRoom({ id: "room@chatroom", memberIdList: ["me", "zhang"] })
  await until(() => puppet.state.active() === true)
}

async function login() {
  const logins = () => house.logged.filter(({ message }) => message.endsWith("is logged in")).length
  const before = logins()
  mocker.login(me)
  await until(() => logins() > before)
}

beforeEach(async () => {
  await start()
  await login()
})
afterEach(() => channel.close?.())

const push = (more: Partial<Push> = {}): Push => ({ to: "zhang", text: "明天培训", kind: "reminder", ...more })
const settle = () => new Promise((resolve) => setTimeout(resolve, 60))
let lastMessage = 0
/** A message that `say` of the mock cannot make. */
function deliver(payload: object) {
  lastMessage += 1
  const id = `m${lastMessage}`
  const whole = {
    id,
    talkerId: "zhang",
    listenerId: "me",
    timestamp: Date.now(),
    type: types.Message.Text,
    text: "你好",
    ...payload,
  }
  mocker.MessageMock.create(whole as never)
  puppet.emit("message", { messageId: id })
}

describe("settings", () => {
  test("on when a puppet is named; the token is secret", () => {
    expect(wechaty).toMatchObject({ id: "wechaty", needs: ["WECHATY_PUPPET"], secrets: ["WECHATY_TOKEN"] })
  })

  test("a puppet that is not installed → one clear sentence", async () => {
    const settings = wechaty.settings.parse({ WECHATY_PUPPET: "wechaty-puppet-none" })
    await expect(openWechaty(settings, house.hands)).rejects.toThrow(
      "WECHATY_PUPPET: the puppet wechaty-puppet-none cannot be loaded; is it installed?",
    )
  })
})

describe("inbound", () => {
  test("private text → answered in private", async () => {
    zhang.say("我要\u0000登记").to(me)
    await until(() => said.length > 0)
    const [inbound] = house.heard
    expect(inbound).toMatchObject({
      channel: "wechaty",
      from: "zhang",
      name: "张建国",
      addressed: true,
      content: { kind: "text", text: "我要登记" },
    })
    expect(inbound).not.toHaveProperty("room")
    expect(inbound!.id.length).toBeGreaterThan(5)
    expect(Math.abs(inbound!.at.getTime() - Date.now())).toBeLessThan(2000)
    expect(said).toEqual([["zhang", "收到"]])
  })

  test.each<[string, string, boolean, string]>([
    ["typed with WeChat's space", "@小民助手\u2005报名 2人", true, "报名 2人"],
    ["typed with a space", "@小民助手 报名", true, "报名"],
    ["nothing but the name", "@小民助手", true, ""],
    ["no space after it", "@小民助手报名", false, "@小民助手报名"],
    ["a longer name", "@小民助手2号 报名", false, "@小民助手2号 报名"],
    ["someone else", "@王芳\u2005你去吗", false, "@王芳\u2005你去吗"],
    ["only spoken of", "问 @小民助手 吧", false, "问 @小民助手 吧"],
    ["everyone", "【培训通知】12月3日 @所有人", false, "【培训通知】12月3日 @所有人"],
  ])("room: %s", async (_, text, addressed, content) => {
    zhang.say(text).to(room)
    await until(() => house.heard.length > 0)
    expect(house.heard[0]).toMatchObject({
      room: "room@chatroom",
      from: "zhang",
      addressed,
      content: { kind: "text", text: content },
    })
  })

  test("room: a mention the puppet reports, in the middle of the text", async () => {
    zhang.say("麻烦 @小民助手\u2005看下", [me]).to(room)
    await until(() => house.heard.length > 0)
    expect(house.heard[0]).toMatchObject({ addressed: true, content: { text: "麻烦 看下" } })
  })

  test("room: the answer calls the sender by name, once", async () => {
    house.answer = async () => ({ seq: 1, texts: ["一", "二"] })
    zhang.say("@小民助手 报名").to(room)
    await until(() => said.length > 1)
    expect(said).toEqual([
      ["room@chatroom", "@张建国 一"],
      ["room@chatroom", "二"],
    ])
  })

  test("nothing to say → nothing is said", async () => {
    house.answer = async () => ({ seq: 1, texts: [] })
    zhang.say("随便聊聊").to(room)
    await until(() => house.heard.length > 0)
    await settle()
    expect(said).toEqual([])
  })

  test.each<[string, () => void]>([
    ["its own", () => me.say("收到").to(zhang)],
    [
      "an official account's",
      () => mocker.createContact({ id: "gh", type: types.Contact.Official }).say("促销").to(me),
    ],
    ["WeChat's own", () => mocker.createContact({ id: "weixin" }).say("欢迎").to(me)],
    ["from before the login", () => deliver({ timestamp: Date.now() - 6 * 60_000 })],
    ["recalled", () => deliver({ type: types.Message.Recalled })],
    [
      "a file in a room",
      () => deliver({ type: types.Message.Attachment, roomId: "room@chatroom", listenerId: undefined }),
    ],
    [
      "a picture in a room",
      () => deliver({ type: types.Message.Image, roomId: "room@chatroom", listenerId: undefined }),
    ],
  ])("not handed in: %s", async (_, act) => {
    act()
    await settle()
    expect(house.heard).toEqual([])
  })

  test("a few minutes old is still answered", async () => {
    deliver({ timestamp: Date.now() - 4 * 60_000 })
    await until(() => house.heard.length > 0)
  })

  const { Message } = types
  test.each<[string, types.Message, object]>([
    ["voice", Message.Audio, { kind: "voice" }],
    ["video", Message.Video, { kind: "unsupported", what: "video" }],
    ["location", Message.Location, { kind: "unsupported", what: "location" }],
    ["link", Message.Url, { kind: "unsupported", what: "link" }],
    ["mini program", Message.MiniProgram, { kind: "unsupported", what: "link" }],
    ["sticker", Message.Emoticon, { kind: "unsupported", what: "sticker" }],
    ["red envelope", Message.RedEnvelope, { kind: "unsupported", what: "other" }],
    ["unknown", Message.Unknown, { kind: "unsupported", what: "other" }],
  ])("type: %s", async (_, type, content) => {
    deliver({ type })
    await until(() => house.heard.length > 0)
    expect(house.heard[0]?.content).toEqual(content)
  })

  const box = (size: number, ...chunks: Buffer[]) => ({ size, toStream: async () => Readable.from(chunks) })
  test.each<[string, () => unknown, object]>([
    ["a picture", () => puppet.messageImage("x", 1), { kind: "image", picture: { mime: "image/png" } }],
    ["too large, and says so", () => box(MAX_PICTURE_BYTES + 1), { kind: "image", why: "too-large" }],
    [
      "too large, and does not say",
      () => box(-1, ...Array.from({ length: 6 }, () => Buffer.alloc(1 << 20))),
      { kind: "image", why: "too-large" },
    ],
    ["no picture", () => box(8, Buffer.from("%PDF-1.7")), { kind: "image", why: "not-a-picture" }],
    ["gone", () => Promise.reject(new Error("expired")), { kind: "image", why: "unavailable" }],
  ])("image: %s", async (_, file, content) => {
    puppet.messageFile = (async () => file()) as never
    deliver({ type: Message.Image })
    await until(() => house.heard.length > 0)
    expect(house.heard[0]?.content).toMatchObject(content)
  })

  const file = (name: string, size: number, ...chunks: Buffer[]) => ({ name, ...box(size, ...chunks) })
  const words = Buffer.from("第一条 社会组织按时年检。")
  test.each<[string, () => unknown, object]>([
    ["whole", () => file("通知.txt", words.length, words), { kind: "file", name: "通知.txt", file: words }],
    ["empty", () => file("空.txt", 0), { kind: "file", name: "空.txt", file: Buffer.alloc(0) }],
    [
      "too large, and says so",
      () => file("大.pdf", MAX_FILE_BYTES + 1),
      { kind: "file", name: "大.pdf", why: "too-large" },
    ],
    [
      "too large, and does not say",
      () => file("大.pdf", -1, ...Array.from({ length: 11 }, () => Buffer.alloc(1 << 20))),
      { kind: "file", name: "大.pdf", why: "too-large" },
    ],
    ["gone", () => Promise.reject(new Error("expired")), { kind: "file", name: "", why: "unavailable" }],
    [
      "that breaks off",
      () => ({
        ...file("断.txt", 9),
        toStream: async () =>
          new Readable({
            read() {
              this.destroy(new Error("reset"))
            },
          }),
      }),
      { kind: "file", name: "", why: "unavailable" },
    ],
  ])("file: %s", async (_, given, content) => {
    puppet.messageFile = (async () => given()) as never
    deliver({ type: Message.Attachment })
    await until(() => house.heard.length > 0)
    expect(house.heard[0]?.content).toEqual(content)
  })

  test("file: the name that the message gives counts, also where the file is gone", async () => {
    deliver({ type: Message.Attachment, filename: "年检\u0000通知.docx" })
    await until(() => house.heard.length > 0)
    expect(house.heard[0]?.content).toEqual({ kind: "file", name: "年检通知.docx", why: "unavailable" })
  })

  test("file: a puppet that never gives it is waited for a minute", async () => {
    const soon = AbortSignal.timeout(20)
    const waited = vi.spyOn(AbortSignal, "timeout").mockReturnValueOnce(soon)
    puppet.messageFile = () => new Promise(() => {})
    deliver({ type: Message.Attachment })
    await until(() => house.heard.length > 0)
    expect(house.heard[0]?.content).toMatchObject({ kind: "file", why: "unavailable" })
    expect(waited.mock.calls).toEqual([[60_000]])
    waited.mockRestore()
  })

  test("a new friend → follow; a request is left to people", async () => {
    const befriend = (type: types.Friendship) => {
      puppet.friendshipRawPayload = async (id) => ({ id, contactId: "zhang", type, timestamp: Date.now() }) as never
      puppet.emit("friendship", { friendshipId: `f${type}` })
    }
    befriend(types.Friendship.Receive)
    await settle()
    expect(house.heard).toEqual([])
    befriend(types.Friendship.Confirm)
    await until(() => said.length > 0)
    expect(house.heard).toMatchObject([{ from: "zhang", name: "张建国", content: { kind: "event", event: "follow" } }])
    expect(said).toEqual([["zhang", "收到"]])
  })

  test("the house refuses for a while → tried again, answered once", async () => {
    let refusals = 2
    house.answer = async () => {
      if (refusals-- > 0) throw new Error("no database")
      return { seq: 1, texts: ["好"] }
    }
    zhang.say("你好").to(me)
    await until(() => said.length > 0)
    expect(house.heard.map(({ id }) => id)).toEqual(Array.from({ length: 3 }, () => house.heard[0]!.id))
    expect(said).toEqual([["zhang", "好"]])
  })

  test("the house refuses for good → an error in the log", async () => {
    house.answer = async () => {
      throw new Error("no database")
    }
    zhang.say("你好").to(me)
    await until(() =>
      house.logged.some(({ level, message }) => level === "error" && message === "a message is given up"),
    )
    expect(house.heard).toHaveLength(3)
  })

  test("an answer that cannot be said is kept, to go out as a push", async () => {
    puppet.messageSendText = async () => {
      throw new Error("risk control")
    }
    zhang.say("你好").to(me)
    await until(() => house.parked.length > 0)
    expect(house.parked).toEqual(house.heard)
  })
})

describe("push", () => {
  test("to a friend, to a room", async () => {
    expect(await channel.send(push())).toEqual({ verdict: "sent" })
    expect(await channel.send(push({ to: "room@chatroom", text: "本周培训" }))).toEqual({ verdict: "sent" })
    expect(said).toEqual([
      ["zhang", "明天培训"],
      ["room@chatroom", "本周培训"],
    ])
  })

  test("to nobody this account knows → unreachable", async () => {
    expect((await channel.send(push({ to: "@old-id" }))).verdict).toBe("unreachable")
    expect(house.logged.filter(({ level }) => level !== "info")).toEqual([])
  })

  test("long: in parts; after a failure the rest alone", async () => {
    const text = Array.from({ length: 3 }, (_, i) => `${i}`.repeat(1500)).join("\n")
    const send = puppet.messageSendText
    puppet.messageSendText = async (to, part) => {
      if (part.startsWith("1")) throw new Error("risk control")
      return send(to, part)
    }
    expect(await channel.send(push({ text }))).toMatchObject({ verdict: "throttled", reason: "risk control" })
    puppet.messageSendText = send
    expect(await channel.send(push({ text }))).toEqual({ verdict: "sent" })
    expect(said.map(([, part]) => part[0])).toEqual(["0", "1", "2"])
  })

  test("not sent in time → throttled", async () => {
    puppet.messageSendText = () => new Promise(() => {})
    expect(await channel.send(push())).toMatchObject({ verdict: "throttled", reason: "not sent in time" })
  })
})

describe("risk", () => {
  test("before the login and after a logout → unreachable", async () => {
    await channel.close?.()
    await start()
    expect((await channel.send(push())).verdict).toBe("unreachable")
    await login()
    expect((await channel.send(push())).verdict).toBe("sent")
    await puppet.logout()
    await until(() => house.logged.some(({ level }) => level === "error"))
    expect(await channel.send(push())).toEqual({
      verdict: "unreachable",
      reason: "the WeChat account is not logged in",
    })
    await login()
    expect((await channel.send(push())).verdict).toBe("sent")
  })

  test("three errors in a minute → nothing is sent for half an hour", async () => {
    const errors = () => puppet.emit("error", { data: "1205: too frequent" })
    errors()
    errors()
    expect((await channel.send(push())).verdict).toBe("sent")
    errors()
    const retryAt = new Date(house.now.getTime() + 30 * 60_000)
    expect(await channel.send(push())).toMatchObject({ verdict: "throttled", retryAt })
    expect(house.logged.at(-1)).toMatchObject({ level: "error" })
    house.now = retryAt
    expect((await channel.send(push())).verdict).toBe("sent")
  })

  test("the day's cap: pushes wait for tomorrow, answers do not", async () => {
    await channel.close?.()
    await start({ perDay: 2 })
    await login()
    house.now = new Date("2026-11-23T15:00:00+08:00")
    await channel.send(push())
    await channel.send(push())
    const tomorrow = new Date("2026-11-24T00:00:00+08:00")
    expect(await channel.send(push())).toMatchObject({ verdict: "throttled", retryAt: tomorrow })
    zhang.say("你好").to(me)
    await until(() => said.length === 3)
    house.now = tomorrow
    expect((await channel.send(push())).verdict).toBe("sent")
  })

  test("one at a time, apart, answers first", async () => {
    await channel.close?.()
    await start({ gap: [40, 50] })
    await login()
    const times: number[] = []
    const held = gate<void>()
    const send = puppet.messageSendText
    puppet.messageSendText = async (to, text) => {
      times.push(Date.now())
      if (times.length === 1) await held.passed
      return send(to, text)
    }
    const pushes = [channel.send(push({ text: "1" })), channel.send(push({ text: "2" }))]
    await until(() => times.length === 1)
    zhang.say("你好").to(me)
    await until(() => house.heard.length > 0)
    await settle()
    expect(times).toHaveLength(1)
    held.open()
    await Promise.all(pushes)
    expect(said.map(([, text]) => text)).toEqual(["1", "收到", "2"])
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(39)
  })

  test("too many waiting → throttled", async () => {
    await channel.close?.()
    await start({ waiting: 1 })
    await login()
    const held = gate<void>()
    const send = puppet.messageSendText
    puppet.messageSendText = async (to, text) => {
      await held.passed
      return send(to, text)
    }
    const first = channel.send(push({ text: "1" }))
    await settle()
    const second = channel.send(push({ text: "2" }))
    await settle()
    expect(await channel.send(push({ text: "3" }))).toMatchObject({
      verdict: "throttled",
      reason: "too many messages are waiting",
    })
    held.open()
    expect([await first, await second]).toEqual([{ verdict: "sent" }, { verdict: "sent" }])
  })

  test("the login code goes to the log as an address", async () => {
    mocker.scan("https://login.weixin.qq.com/l/abc")
    expect(house.logged.at(-1)).toMatchObject({ level: "info", fields: { url: "https://login.weixin.qq.com/l/abc" } })
  })

  test("closing: what waits is told to come later", async () => {
    await channel.close?.()
    await start({ gap: [10_000, 10_000] })
    await login()
    expect((await channel.send(push({ text: "1" }))).verdict).toBe("sent")
    const waiting = channel.send(push({ text: "2" }))
    await settle()
    await channel.close?.()
    expect(await waiting).toMatchObject({ verdict: "throttled", reason: "the service is stopping" })
  })
})
