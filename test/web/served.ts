import type { OpenChannel } from "#src/channel.ts"
import type { House } from "#web/house.ts"
import { webServer } from "#web/server.ts"
import { madeUpHouse, TOKEN } from "./made-up-house.ts"

/** The web server over the made-up house, and a browser that goes to it. */

const BROWSER = { Accept: "text/html,application/xhtml+xml" }

type Options = { house?: Partial<House>; channels?: OpenChannel[]; publicUrl?: string; region?: string }

export function served({ house = {}, channels = [], publicUrl, region }: Options = {}) {
  const madeUp = madeUpHouse(region, region ? "赵李桥镇" : undefined)
  const logged: { fields: Record<string, unknown>; message: string }[] = []
  const error = (fields: object, message: string) => logged.push({ fields: { ...fields }, message })
  const app = webServer({
    house: { ...madeUp.house, ...house },
    channels,
    log: { info() {}, warn() {}, error },
    publicUrl,
  })
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { ...BROWSER, ...headers } })
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request(path, { method: "POST", body: new URLSearchParams(fields), headers: { ...BROWSER, ...headers } })
  return { ...madeUp, app, logged, get, post }
}

export async function signedIn(options: Options = {}) {
  const all = served(options)
  const response = await all.post("/sign-in", { token: TOKEN })
  const cookie = response.headers.get("set-cookie")!.split(";")[0]!
  const see = (path: string) => all.get(path, { Cookie: cookie })
  /** Sends a form as a browser does from a page of the service. */
  const send = (path: string, fields: Record<string, string> | FormData, headers: Record<string, string> = {}) =>
    all.app.request(path, {
      method: "POST",
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      headers: { ...BROWSER, Cookie: cookie, "Sec-Fetch-Site": "same-origin", ...headers },
    })
  return { ...all, see, send, cookie }
}
