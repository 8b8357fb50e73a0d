import { Hono } from "hono"
import { compress } from "hono/compress"
import type { AtDesk } from "./at-desk.tsx"
import type { House } from "./house.ts"
import { FigurePage } from "./pages/figure.tsx"
import { OverviewPage } from "./pages/overview.tsx"

/** 进展: the overview and its figures, of the official's own region, which comes from the session and never from the request. */
export function officials(house: House): Hono<AtDesk> {
  const app = new Hono<AtDesk>()

  app.get("/", compress(), async (c) => {
    const { official } = c.var
    return c.html(<OverviewPage official={official} {...(await house.overview(official.regionCode))} />)
  })

  app.get("/figures/:id", compress(), async (c) => {
    const { official } = c.var
    const detail = await house.detail(c.req.param("id"), official.regionCode)
    return detail ? c.html(<FigurePage official={official} {...detail} />) : c.notFound()
  })
  return app
}
