import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { compress } from "hono/compress"
import { Refusal } from "#domain/refusal.ts"
import { type AtDesk, formOf, MOST_FORM_BYTES } from "./at-desk.tsx"
import type { House } from "./house.ts"
import { AnswerPage, AnswersPage } from "./pages/answers.tsx"

/** 常见问答: the list, one answer to be written anew, taken away, or put back as it came. */
export function answers(house: House): Hono<AtDesk> {
  const app = new Hono<AtDesk>()
  app.use("/answers/*", bodyLimit({ maxSize: MOST_FORM_BYTES }))

  app.get("/answers", compress(), (c) => {
    const { official } = c.var
    const wanted = (c.req.query("q") ?? "").trim().slice(0, 60)
    const all = house.answers(official)
    const found = all.filter(({ title, answer, asks }) => [title, answer, ...asks].some((it) => it.includes(wanted)))
    const gone = all.find((one) => one.id === c.req.query("gone") && one.state === "taken-away")
    return c.html(<AnswersPage official={official} answers={found} wanted={wanted} gone={gone} />)
  })

  app.get("/answers/new", (c) => c.html(<AnswerPage official={c.var.official} />))

  app.get("/answers/:id", async (c) => {
    const { official } = c.var
    const answer = house.answer(official, c.req.param("id"))
    if (!answer) return c.notFound()
    const saved = c.req.query("saved") !== undefined
    const said = saved ? await house.saidNow(answer.title, answer.regionCode ?? official.regionCode) : undefined
    return c.html(<AnswerPage official={official} answer={answer} said={said} />)
  })

  const saving = async (c: Context<AtDesk>, id: string | undefined) => {
    const { official } = c.var
    const form = await formOf(c)
    const typed = {
      title: form.text("title"),
      answer: form.text("answer"),
      basis: form.text("basis"),
      asks: form.text("asks"),
    }
    const before = id === undefined ? undefined : { id, version: form.text("version") }
    const done = await house.saveAnswer(official, { ...typed, asks: form.lines("asks") }, before)
    if ("id" in done) return c.redirect(`/answers/${encodeURIComponent(done.id)}?saved`, 303)
    const answer = id === undefined ? undefined : house.answer(official, id)
    if (!(done instanceof Refusal))
      return c.html(<AnswerPage official={official} answer={answer} typed={typed} problems={done.problems} />, 422)
    if (done.code === "unknown") return c.notFound()
    const status = done.code === "changed" ? 409 : 403
    return c.html(<AnswerPage official={official} answer={answer} typed={typed} problem={done.sentence} />, status)
  }

  app.post("/answers/new", (c) => saving(c, undefined))
  app.post("/answers/:id", (c) => saving(c, c.req.param("id")))

  app.post("/answers/:id/remove", async (c) => {
    const id = c.req.param("id")
    const done = await house.removeAnswer(c.var.official, id)
    return done instanceof Refusal ? refused(c, id, done) : c.redirect(`/answers?gone=${encodeURIComponent(id)}`, 303)
  })

  app.post("/answers/:id/restore", async (c) => {
    const id = c.req.param("id")
    const done = await house.restoreAnswer(c.var.official, id)
    return done instanceof Refusal ? refused(c, id, done) : c.redirect(`/answers/${encodeURIComponent(id)}?saved`, 303)
  })

  app.post("/answers/:id/pointed/:question", async (c) => {
    const id = c.req.param("id")
    const refusal = await house.takeBack(c.var.official, c.req.param("question"))
    return refusal ? refused(c, id, refusal) : c.redirect(`/answers/${encodeURIComponent(id)}`, 303)
  })

  const refused = (c: Context<AtDesk>, id: string, { code, sentence }: Refusal) => {
    const { official } = c.var
    if (code === "unknown") return c.notFound()
    const answer = house.answer(official, id)
    return c.html(<AnswerPage official={official} answer={answer} problem={sentence} />, 403)
  }
  return app
}
