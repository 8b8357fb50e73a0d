import { raw } from "hono/html"
import type { Child } from "hono/jsx"

/** The frame of every page. WeChat's browser turns what looks like a phone number into a link unless told not to. */
export const Layout = ({ title, children }: { title: string; children?: Child }) => (
  <>
    {raw("<!doctype html>")}
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>{title} · 建功</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>{children}</body>
    </html>
  </>
)

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect width='24' height='24' rx='6' " +
  "fill='%23067a43'/%3E%3Cpath fill='%23fff' d='M6 13h3v5H6zm4.5-4h3v9h-3zM15 6h3v12h-3z'/%3E%3C/svg%3E"
