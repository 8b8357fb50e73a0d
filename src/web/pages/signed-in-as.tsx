import type { Official } from "#web/house.ts"

/** The officials' pages, as the line on top of each lists them. */
const SECTIONS = { "/": "进展", "/documents": "政策文件", "/answers": "常见问答", "/questions": "答不上的问题" }
export type Section = keyof typeof SECTIONS

/** The top of every page behind the sign-in; `here` is the section that it belongs to. */
export const SignedInAs = ({ official, here }: { official: Official; here: Section }) => (
  <header class="top">
    <div class="who">
      <a class="brand" href="/">
        建功
      </a>
      <form method="post" action="/sign-out">
        <span>{official.name}</span>
        <button type="submit" class="quiet">
          退出
        </button>
      </form>
    </div>
    <nav class="sections" aria-label="栏目">
      {Object.entries(SECTIONS).map(([path, name]) => (
        <a href={path} aria-current={path === here ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  </header>
)
