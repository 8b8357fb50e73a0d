import { type Context, Hono } from "hono"
import { compress } from "hono/compress"
import type { House, Official } from "./house.ts"
import { FigurePage } from "./pages/figure.tsx"
import { OverviewPage } from "./pages/overview.tsx"
import { SignInFirst } from "./pages/sign-in.tsx"

type SignedIn = (c: Context) => Promise<Official | undefined>

/** What officials see: the overview and its figures, of their own region, which comes from the session and never from the request. */
export function officials(house: House, signedIn: SignedIn, { hasSimulator }: { hasSimulator: boolean }): Hono {
  const app = new Hono()

  app.get("/", compress(), async (c) => {
    const official = await signedIn(c)
    if (!official) return c.html(<SignInFirst hasSimulator={hasSimulator} />, 401)
    return c.html(<OverviewPage official={official} {...(await house.overview(official.regionCode))} />)
  })

  app.get("/figures/:id", compress(), async (c) => {
    const official = await signedIn(c)
    if (!official) return c.html(<SignInFirst hasSimulator={hasSimulator} />, 401)
    const detail = await house.detail(c.req.param("id"), official.regionCode)
    return detail ? c.html(<FigurePage official={official} {...detail} />) : c.notFound()
  })
  return app
}
