import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { compress } from "hono/compress"
import type { Refusal } from "#domain/refusal.ts"
import { type AtDesk, formOf, MOST_FORM_BYTES } from "./at-desk.tsx"
import type { House } from "./house.ts"
import { DocumentPage, DocumentsPage } from "./pages/documents.tsx"

/** All files of one upload together: a few large ones, or many as they usually are. */
const MOST_UPLOAD_BYTES = 40 * 1024 * 1024

/** 政策文件: the list, upload, one document by its articles, repeal. */
export function documents(house: House): Hono<AtDesk> {
  const app = new Hono<AtDesk>()

  app.get("/documents", compress(), (c) => {
    const { official } = c.var
    const documents = house.documents(official)
    const changed = documents.find((one) => one.id === c.req.query("changed"))
    return c.html(<DocumentsPage official={official} documents={documents} changed={changed} />)
  })

  app.post(
    "/documents",
    bodyLimit({
      maxSize: MOST_UPLOAD_BYTES,
      onError: (c) => {
        const { official } = c.var as AtDesk["Variables"]
        const problem = "这些文件加起来太大了，还没有传上来。每个不超过10兆，请少选几个再传。"
        return c.html(
          <DocumentsPage official={official} documents={house.documents(official)} problem={problem} />,
          413,
        )
      },
    }),
    async (c) => {
      const { official } = c.var
      const files = (await formOf(c)).files("file").filter((one) => one.name !== "" || one.size > 0)
      const given = files.map((file) => ({
        name: file.name,
        size: file.size,
        bytes: async () => new Uint8Array(await file.arrayBuffer()),
      }))
      const outcomes = await house.addDocuments(official, given)
      const problem = given.length === 0 ? "还没有选文件，请先选一个再上传。" : undefined
      const failed = !outcomes.some(({ added }) => added)
      return c.html(
        <DocumentsPage
          official={official}
          documents={house.documents(official)}
          outcomes={outcomes}
          problem={problem}
        />,
        failed ? 422 : 200,
      )
    },
  )

  app.get("/documents/:id", compress(), (c) => {
    const { official } = c.var
    const document = house.document(official, c.req.param("id"))
    return document ? c.html(<DocumentPage official={official} document={document} />) : c.notFound()
  })

  const form = bodyLimit({ maxSize: MOST_FORM_BYTES })
  const refused = (c: Context<AtDesk>, { code, sentence }: Refusal) => {
    if (code === "unknown") return c.notFound()
    const { official } = c.var
    const documents = house.documents(official)
    const status = code === "not-yours" ? 403 : 409
    return c.html(<DocumentsPage official={official} documents={documents} problem={sentence} />, status)
  }

  app.post("/documents/:id/repeal", form, async (c) => {
    const id = c.req.param("id")
    const refusal = await house.repealDocument(c.var.official, id)
    return refusal ? refused(c, refusal) : c.redirect(`/documents?changed=${encodeURIComponent(id)}`, 303)
  })

  app.post("/documents/:id/restore", form, async (c) => {
    const id = c.req.param("id")
    const refusal = await house.restoreDocument(c.var.official, id)
    return refusal ? refused(c, refusal) : c.redirect(`/documents?changed=${encodeURIComponent(id)}`, 303)
  })
  app.post("/documents/:id/pointed/:question", form, async (c) => {
    const refusal = await house.takeBack(c.var.official, c.req.param("question"))
    return refusal ? refused(c, refusal) : c.redirect(`/documents/${encodeURIComponent(c.req.param("id"))}`, 303)
  })
  return app
}
