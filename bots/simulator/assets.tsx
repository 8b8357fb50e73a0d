import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { Hono } from "hono"
import { compress } from "hono/compress"
import { etag } from "hono/etag"
import { ChatPage } from "./page.tsx"

/** WeUI's stylesheet keeps its icons in data: addresses. Colours of avatars are classes, so no inline style is needed. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src data:; " +
  "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

const SCRIPTS = ["chat.js", "store.js", "wire.js", "column.js", "bubble.js", "picture.js", "file.js", "dialogs.js"]

/** The page and what it loads, to be mounted at /chat: files of this folder and one of the weui package, read once. */
export function chatPage(): Hono {
  const app = new Hono()
  app.use(compress(), etag())

  app.get("/", (c) => {
    c.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    c.header("Cache-Control", "no-cache")
    return c.html(`<!doctype html>${<ChatPage />}`)
  })

  const serve = (name: string, type: string, file: string | URL, caching = "no-cache") => {
    const content = readFileSync(file, "utf8")
    app.get(`/${name}`, (c) =>
      c.body(content, 200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": caching }),
    )
  }
  for (const name of SCRIPTS) serve(name, "text/javascript", new URL(`./page/${name}`, import.meta.url))
  serve("chat.css", "text/css", new URL("./page/chat.css", import.meta.url))
  const weui = createRequire(import.meta.url).resolve("weui/dist/style/weui.min.css")
  serve("weui.css", "text/css", weui, "public, max-age=604800")
  return app
}
