import { serve } from "@hono/node-server"
import { Hono } from "hono"
import { simulator } from "#bots/simulator/simulator.ts"
import type { Answer, Hands, Inbound } from "#src/channel.ts"

/**
 * The chat page with a stand-in for the house behind it, to look at the page and to try the browser test without the service:
 * it asks for consent and two answers, gives a number, and knows 绑定, 待审 and 通过 just well enough.
 */

type Saying = { seq: number; text: string; at: Date }

export const ADMIN_CODE = "123456"

function standInHands(now: () => Date = () => new Date()): Hands {
  const sayings = new Map<string, Saying[]>()
  const taken = new Map<string, Answer>()
  const step = new Map<string, number>()
  const names = new Map<string, { name: string; by: string }>()
  let seq = 0

  const say = (to: string, text: string): Saying => {
    const one = { seq: ++seq, text, at: now() }
    sayings.set(to, [...(sayings.get(to) ?? []), one])
    return one
  }

  const think = ({ from, content }: Inbound): string[] => {
    if (content.kind === "image") return ["图片收到了。要作为哪一项的附件？\n1. 活动备案\n2. 活动总结"]
    if (content.kind === "file") return [`“${content.name}”收到了。`]
    if (content.kind === "event")
      return content.event === "follow" ? ["您好，我是小民助手。说“帮助”看我能做什么。"] : []
    const text = "text" in content ? (content.text ?? "") : ""
    if (/^绑定/.test(text))
      return [text.includes(ADMIN_CODE) ? "绑定好了，您现在是管理员。发“待审”看等您处理的事。" : "这个码不对。"]
    if (text === "待审")
      return [[...names].map(([number, it]) => `${number} ${it.name}`).join("\n") || "没有等您处理的事。"]
    const approved = names.get(text.match(/^通过\s*(\S+)/)?.[1] ?? "")
    if (approved) {
      setTimeout(
        () => say(approved.by, `您的登记“${approved.name}”通过了。\n进度随时可以看：https://example.org/p?n=1`),
        1200,
      )
      return ["已通过，并告诉了对方。"]
    }
    const at = step.get(from) ?? 0
    if (at === 0 && /登记/.test(text)) {
      step.set(from, 1)
      return [
        "好的，我来帮您登记，大约两分钟。随时可以说“返回”“取消”。\n\n先说明一下：我们只记录办理所需的姓名、电话和组织信息。同意请回复“同意”。",
      ]
    }
    if (at === 1) step.set(from, 2)
    if (at === 1) return ["请问组织的全称是什么？"]
    if (at === 2) {
      step.set(from, 0)
      const number = `DJ${names.size + 1}`
      names.set(number, { name: text, by: from })
      return [`登记好了，编号 ${number}，等民政局审核，结果会告诉您。`, "还要办别的吗？说“帮助”看我能做什么。"]
    }
    return ["我能帮您：\n1. 登记组织\n2. 备案活动\n3. 查进度\n\n直接说一句话就行，比如“下周六在社区办一场义诊”。"]
  }

  return {
    async converse(inbound) {
      const key = `${inbound.from}/${inbound.id}`
      const before = taken.get(key)
      if (before) return before
      await new Promise((resolve) => setTimeout(resolve, 250))
      if (inbound.addressed === false) return { seq, texts: [] }
      const said = think(inbound).map((text) => say(inbound.room ?? inbound.from, text))
      const answer = { seq: said[0]?.seq ?? seq, texts: said.map(({ text }) => text) }
      taken.set(key, answer)
      return answer
    },
    async park() {},
    async said(_channel, to, after) {
      return (sayings.get(to) ?? []).filter((one) => one.seq > after).slice(0, 200)
    },
    now,
    log: { info() {}, warn: console.warn, error: console.error },
  }
}

/** Serves the page on a free port, or on `port`. */
export async function serveStandIn(port = 0): Promise<{ url: string; close(): void }> {
  const { routes } = await simulator.open({}, standInHands())
  const app = new Hono().route("/", routes!)
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, (info) =>
      resolve({ url: `http://127.0.0.1:${info.port}`, close: () => server.close() }),
    )
  })
}
