import { Hono } from "hono"
import { z } from "zod"
import { channel, type Hands } from "#src/channel.ts"
import { chatPage } from "./assets.tsx"
import { readBody } from "./body.ts"
import { asInbound, postedMessage, wanted, whatIsWrong } from "./message.ts"
import { fromElsewhere } from "./same-site.ts"

/**
 * A channel with made-up people, for trying the service out and for tests: a page at /chat and two JSON routes. It has no sign-in,
 * so the composition root opens it only when SIMULATOR is on, and requests that another site's page sends are turned away.
 *
 * - `POST /api/chat` `{"from","name"?,"text","room"?,"id"?,"at"?}` → `{"replies":[{"seq","to","text"}]}`. `to` is the room if there is
 *   one. Without `id` every request is a new message; a repeated one gets the same replies. In a room the bot is spoken to when the
 *   text starts with @ or names it (@小民助手, @建功); the mention is taken off, as WeChat's own channels do.
 *   Instead of plain `text`: `"voice": true` (text is what was recognised, absent = nothing was), `"image":
 *   "data:image/png;base64,…"`, `"file": {"name":"通知.docx","base64"}`, `"event": "follow" | "unfollow"`.
 * - `GET /api/chat?to=p1&after=0` → `{"messages":[{"seq","text","at"}]}`: all that was said to a person or room, pushes included.
 *
 * Errors are `{"error":"…"}`: 400 not understood, 403 from another site, 413 too large, 503 not done (send it again).
 */
export const simulator = channel({
  id: "simulator",
  name: "聊天模拟器",
  settings: z.object({}),
  needs: [],
  secrets: [],
  maxTextBytes: 2047,
  maxTexts: 10,
  quietHours: false,
  open: (_settings, hands) => ({
    routes: routes(hands),
    // The page and GET /api/chat read what was said from the house, so there is nobody to deliver to.
    send: async () => ({ verdict: "sent" }),
  }),
})

function routes(hands: Hands): Hono {
  const app = new Hono()

  app.use("/api/chat", async (c, next) => {
    c.header("Cache-Control", "no-store")
    if (fromElsewhere(c.req.raw)) return c.json({ error: "这个请求来自别的网站，模拟器不接受。" }, 403)
    await next()
  })

  app.post("/api/chat", async (c) => {
    const body = await readBody(c.req.raw)
    if (!body.ok) return c.json({ error: body.error }, body.status)
    const posted = postedMessage.safeParse(body.json)
    if (!posted.success) return c.json({ error: whatIsWrong(posted.error) }, 400)
    const inbound = asInbound(posted.data, hands.now())
    try {
      const answer = await hands.converse(inbound)
      const to = inbound.room ?? inbound.from
      return c.json({ replies: answer.texts.map((text, index) => ({ seq: answer.seq + index, to, text })) })
    } catch (cause) {
      hands.log.error({ err: cause, id: inbound.id }, "simulator: the turn was not done")
      return c.json({ error: "这条消息没有处理成功，请用同一个 id 再发一次。" }, 503)
    }
  })

  app.get("/api/chat", async (c) => {
    const query = wanted.safeParse(c.req.query())
    if (!query.success) return c.json({ error: whatIsWrong(query.error) }, 400)
    try {
      return c.json({ messages: await hands.said("simulator", query.data.to, query.data.after) })
    } catch (cause) {
      hands.log.error({ err: cause }, "simulator: could not read what was said")
      return c.json({ error: "暂时读不到消息，请稍后再试。" }, 503)
    }
  })

  return app.route("/chat", chatPage())
}
