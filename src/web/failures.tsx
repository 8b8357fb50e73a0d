import { randomBytes } from "node:crypto"
import type { Context, Hono } from "hono"
import { HTTPException } from "hono/http-exception"
import type { ContentfulStatusCode } from "hono/utils/http-status"
import type { Log } from "#src/channel.ts"
import { Notice } from "./pages/notice.tsx"

/** Says no in a page to people and in JSON to programs. */
export function sorry(c: Context, status: ContentfulStatusCode, title: string, sentence: string, more: object = {}) {
  if (!c.req.header("accept")?.includes("text/html")) return c.json({ error: `${title}。${sentence}`, ...more }, status)
  return c.html(<Notice title={title}>{sentence}</Notice>, status)
}

/** The edge where a bug stops: logged with its cause, answered with a number under which the log has it, and nothing else. */
export function answerFailures(app: Hono, log: Log): void {
  app.notFound((c) => sorry(c, 404, "没有这个页面", "地址可能抄错了，或者页面已经不在了。"))

  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) {
      const [title, sentence] =
        error.status === 413 ? ["内容太大", "请少发一点。"] : ["这个请求办不了", "请检查后再试。"]
      return sorry(c, error.status as ContentfulStatusCode, title, sentence)
    }
    const reference = randomBytes(4).toString("hex").toUpperCase()
    log.error({ err: error, reference, method: c.req.method, path: c.req.path }, "web: a request failed")
    return sorry(c, 500, "出了点问题", `不是您的操作有误。请稍后再试；还不行，请把编号 ${reference} 告诉管理员。`, {
      reference,
    })
  })
}
