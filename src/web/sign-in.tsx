import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import { HTTPException } from "hono/http-exception"
import { attempts } from "./attempts.ts"
import { clientAddress } from "./client.ts"
import { sorry } from "./failures.tsx"
import type { House, Official } from "./house.ts"
import { fromOwnPage } from "./own-page.ts"
import { SignInPage } from "./pages/sign-in.tsx"

const COOKIE = "jiangong"
const TOKEN = /^[\w.~-]{8,200}$/
const FAILURES = { most: 10, withinMs: 10 * 60_000 }

/**
 * Signing in by the one-time link that the bot gives. Opening the link only shows a button: WeChat and other programs open links in
 * advance, and must not use them up. A wrong, used or old token all get the same answer.
 */
export function signIn(house: House, { publicUrl }: { publicUrl?: string | undefined }) {
  const app = new Hono()
  const https = publicUrl?.startsWith("https:") ?? false
  const tries = attempts(FAILURES)
  // With the __Host- prefix no other subdomain can plant a cookie; browsers take it only over https.
  const prefix = https ? "host" : undefined
  const session = (c: Context) => {
    const value = prefix ? getCookie(c, COOKIE, prefix) : getCookie(c, COOKIE)
    return value && TOKEN.test(value) ? value : undefined
  }
  const signedIn = async (c: Context): Promise<Official | undefined> => {
    const value = session(c)
    return value === undefined ? undefined : house.signedIn(value)
  }
  const useless = (c: Context) =>
    sorry(c, 404, "链接已经失效", "登录链接只能用一次，而且有时限。请在微信里再发一次“登录”。")

  app.get("/sign-in", (c) => {
    const token = c.req.query("token") ?? ""
    return TOKEN.test(token) ? c.html(<SignInPage token={token} />) : useless(c)
  })

  app.post("/sign-in", bodyLimit({ maxSize: 4096 }), async (c) => {
    if (!fromOwnPage(c, publicUrl, "or hidden")) throw new HTTPException(403)
    const client = clientAddress(c)
    const wait = tries.begin(client)
    if (wait > 0) {
      c.header("Retry-After", String(wait))
      return sorry(c, 429, "试得太多了", `请过${Math.ceil(wait / 60)}分钟再试。`)
    }
    const { token } = await c.req.parseBody()
    const opened = typeof token === "string" && TOKEN.test(token) ? await house.openLink(token) : undefined
    if (!opened) {
      // Tapping a used link again is no failure for someone who is in already.
      if (!(await signedIn(c))) return useless(c)
      tries.succeeded(client)
      return c.redirect("/", 303)
    }
    tries.succeeded(client)
    setCookie(c, COOKIE, opened.session, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: https,
      expires: opened.expiresAt,
      ...(prefix && { prefix }),
    })
    return c.redirect("/", 303)
  })

  app.post("/sign-out", bodyLimit({ maxSize: 4096 }), async (c) => {
    // The cookie is SameSite=Lax, so another site's form could not bring it along either.
    if (!fromOwnPage(c, publicUrl, "or hidden")) throw new HTTPException(403)
    const value = session(c)
    if (value !== undefined) await house.signOut(value)
    deleteCookie(c, COOKIE, { path: "/", secure: https, ...(prefix && { prefix }) })
    return c.redirect("/", 303)
  })

  return { routes: app, signedIn }
}
