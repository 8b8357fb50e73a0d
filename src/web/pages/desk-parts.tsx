import type { Child } from "hono/jsx"
import type { Pointed } from "#app/desk/pointed.ts"
import type { Official } from "#web/house.ts"
import { Layout } from "./layout.tsx"
import { type Section, SignedInAs } from "./signed-in-as.tsx"

/** What the pages on documents, answers and questions have in common. */

type PageProps = { official: Official; here: Section; title: string; about?: Child; back?: boolean; children?: Child }

/** `back`: it stands below the section's list. */
export const DeskPage = ({ official, here, title, about, back, children }: PageProps) => (
  <Layout title={title}>
    <SignedInAs official={official} here={here} />
    <main class="desk">
      {back && (
        <p class="back">
          <a href={here}>‹ 返回列表</a>
        </p>
      )}
      <header class="headline">
        <p class="place">{official.regionName}</p>
        <h1>{title}</h1>
        {about && <p class="as-of">{about}</p>}
      </header>
      {children}
    </main>
  </Layout>
)

/** What became of what was just done. */
export const Note = ({ wrong, children }: { wrong?: boolean | undefined; children?: Child }) => (
  <div class={wrong ? "note wrong" : "note"} role={wrong ? "alert" : "status"}>
    {children}
  </div>
)

/** The service's words, as they come in the chat. */
export const SaidBlock = ({ text }: { text: string }) => <blockquote class="said">{text}</blockquote>

type FieldProps = {
  name: string
  label: string
  value: string
  hint?: string
  problem?: string | undefined
  /** Several lines to write in. */
  rows?: number
}

/** A field with its name above and what is wrong with it right below. */
export const Field = ({ name, label, value, hint, problem, rows }: FieldProps) => {
  const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(" ") || undefined
  const common = { id: name, name, "aria-describedby": described, "aria-invalid": problem ? "true" : undefined }
  return (
    <p class="field">
      <label for={name}>{label}</label>
      {hint && (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {rows === undefined ? (
        <input type="text" autocomplete="off" value={value} {...common} />
      ) : (
        // A line break right after the tag is no part of the value: the first one typed would get lost.
        <textarea rows={rows} {...common}>{`\n${value}`}</textarea>
      )}
      {problem && (
        <strong class="problem" id={`${name}-problem`}>
          {problem}
        </strong>
      )}
    </p>
  )
}

/** Something to think about before it is done: its button shows after a tap. */
export const Careful = ({ name, children }: { name: string; children?: Child }) => (
  <details class="careful">
    <summary>{name}</summary>
    <div>{children}</div>
  </details>
)

/** One button that sends nothing but itself. */
export const Act = ({ action, children, quiet }: { action: string; children?: Child; quiet?: boolean }) => (
  <form method="post" action={action}>
    <button type="submit" class={quiet ? "quiet" : undefined}>
      {children}
    </button>
  </form>
)

/** Questions that officials put under an article or an answer; `action` is the page that it stands on. */
export const PointedQuestions = ({ pointed, action }: { pointed: readonly Pointed[]; action: string | undefined }) =>
  pointed.length === 0 ? null : (
    <ul class="pointed" aria-label="指到这里的问法">
      {pointed.map(({ id, question }) => (
        <li class="ask">
          <span>问“{question}”，也用这条回答</span>
          {action !== undefined && (
            <Act action={`${action}/pointed/${id}`} quiet>
              去掉
            </Act>
          )}
        </li>
      ))}
    </ul>
  )
