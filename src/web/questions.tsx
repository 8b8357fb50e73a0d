import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { compress } from "hono/compress"
import { Refusal } from "#domain/refusal.ts"
import { type AtDesk, formOf, MOST_FORM_BYTES } from "./at-desk.tsx"
import type { House } from "./house.ts"
import { QuestionPage, QuestionsPage } from "./pages/questions.tsx"

const LONGEST_SEARCH = 60

/** 答不上的问题: most asked first; each can be pointed to an article, answered, or put aside. */
export function questions(house: House): Hono<AtDesk> {
  const app = new Hono<AtDesk>()
  app.use("/questions/*", bodyLimit({ maxSize: MOST_FORM_BYTES }))

  app.get("/questions", compress(), async (c) => {
    const { official } = c.var
    const id = c.req.query("dismissed")
    const put = id === undefined ? undefined : await house.question(official, id)
    const dismissed = put && !put.open ? { id: put.id, question: put.now.question } : undefined
    return c.html(<QuestionsPage official={official} {...(await house.questions(official))} dismissed={dismissed} />)
  })

  app.get("/questions/:id", async (c) => {
    const { official } = c.var
    const question = await house.question(official, c.req.param("id"))
    if (!question) return c.notFound()
    return c.html(<QuestionPage official={official} question={question} saved={c.req.query("saved") !== undefined} />)
  })

  const typedIn = async (c: Context) => {
    const form = await formOf(c)
    return {
      choice: form.text("choice"),
      find: form.text("find").slice(0, LONGEST_SEARCH),
      wordings: form.texts("wording"),
      title: form.text("title"),
      answer: form.text("answer"),
      basis: form.text("basis"),
    }
  }
  type Wrong = Pick<Parameters<typeof QuestionPage>[0], "problem" | "problems">

  /** The page again, with all that was typed. */
  const again = async (
    c: Context<AtDesk>,
    id: string,
    typed: Awaited<ReturnType<typeof typedIn>>,
    wrong: Wrong,
    status: 200 | 403 | 422,
  ) => {
    const { official } = c.var
    const question = await house.question(official, id, typed.find)
    if (!question) return c.notFound()
    return c.html(<QuestionPage official={official} question={question} typed={typed} {...wrong} />, status)
  }
  const saved = (c: Context, id: string) => c.redirect(`/questions/${encodeURIComponent(id)}?saved`, 303)
  /** Somebody else dealt with it meanwhile: its page says how it is answered now. */
  const settled = (c: Context, id: string) => c.redirect(`/questions/${encodeURIComponent(id)}`, 303)

  /** Changes nothing, and keeps what was typed: other words to look for an article by. */
  app.post("/questions/:id/find", async (c) => again(c, c.req.param("id"), await typedIn(c), {}, 200))

  app.post("/questions/:id/point", async (c) => {
    const id = c.req.param("id")
    const typed = await typedIn(c)
    const done = await house.pointTo(c.var.official, id, typed)
    if (done === undefined) return settled(c, id)
    return "problem" in done ? again(c, id, typed, { problems: { choice: done.problem } }, 422) : saved(c, id)
  })

  app.post("/questions/:id/answer", async (c) => {
    const id = c.req.param("id")
    const typed = await typedIn(c)
    const done = await house.answerQuestion(c.var.official, id, typed)
    if (done === undefined) return settled(c, id)
    if (done instanceof Refusal) return again(c, id, typed, { problem: done.sentence }, 403)
    return "problems" in done ? again(c, id, typed, { problems: done.problems }, 422) : saved(c, id)
  })

  app.post("/questions/:id/dismiss", async (c) => {
    const id = c.req.param("id")
    const done = await house.dismiss(c.var.official, id)
    return done ? c.redirect(`/questions?dismissed=${encodeURIComponent(id)}`, 303) : settled(c, id)
  })

  app.post("/questions/:id/recall", async (c) => {
    const id = c.req.param("id")
    await house.recall(c.var.official, id)
    return settled(c, id)
  })
  return app
}
