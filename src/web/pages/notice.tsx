import type { Child } from "hono/jsx"
import { Layout } from "./layout.tsx"

/** A page that says one thing. */
export const Notice = ({ title, children }: { title: string; children?: Child }) => (
  <Layout title={title}>
    <main class="notice">
      <p class="brand">建功</p>
      <h1>{title}</h1>
      <p>{children}</p>
    </main>
  </Layout>
)
