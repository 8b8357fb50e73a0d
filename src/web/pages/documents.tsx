import type { DeskDocument, FileOutcome, OpenedDocument } from "#app/desk/documents.ts"
import { sayDay } from "#domain/calendar.ts"
import { COUNTY } from "#domain/region.ts"
import type { Official } from "#web/house.ts"
import { Act, Careful, DeskPage, Note, PointedQuestions } from "./desk-parts.tsx"

/** 政策文件: what answers are quoted from. */

type List = {
  official: Official
  documents: readonly DeskDocument[]
  outcomes?: readonly FileOutcome[]
  /** Just repealed, or in use again. */
  changed?: DeskDocument | undefined
  problem?: string | undefined
}

export const DocumentsPage = ({ official, documents, outcomes = [], changed, problem }: List) => {
  const current = documents.filter((one) => one.status === "current")
  const old = documents.filter((one) => one.status === "repealed")
  return (
    <DeskPage
      official={official}
      here="/documents"
      title="政策文件"
      about="放在这里的文件，大家在微信里问政策时，就照着原文回答。"
    >
      {problem && <Note wrong>{problem}</Note>}
      {changed && (
        <Note>
          {changed.status === "current"
            ? `《${changed.title}》恢复使用了，现在就能问。`
            : `《${changed.title}》标为废止了，不再用来回答，留着备查。要用回来，点开它，再点“恢复使用”。`}
        </Note>
      )}
      {outcomes.length > 0 && <Outcomes outcomes={outcomes} />}
      <form class="card" method="post" action="/documents" enctype="multipart/form-data">
        <p class="field">
          <label for="file">添加文件</label>
          <span class="hint" id="file-hint">
            Word（.docx）、PDF 或者纯文本（.txt、.md），一次可以选几个，每个不超过10兆。
            {official.regionCode !== COUNTY.code && `您添加的文件只用在${official.regionName}。`}
          </span>
          <input
            type="file"
            id="file"
            name="file"
            multiple
            required
            accept=".docx,.pdf,.txt,.md"
            aria-describedby="file-hint"
          />
        </p>
        <button type="submit">上传</button>
      </form>
      <section aria-labelledby="current">
        <h2 id="current">
          现行的文件 <small>{current.length}份</small>
        </h2>
        {current.length === 0 ? (
          <p class="empty">还没有文件。传上第一份，马上就能照着它回答。</p>
        ) : (
          <Rows documents={current} />
        )}
      </section>
      {old.length > 0 && (
        <details class="more">
          <summary>已经废止的 {old.length}份</summary>
          <Rows documents={old} />
        </details>
      )}
    </DeskPage>
  )
}

const Outcomes = ({ outcomes }: { outcomes: readonly FileOutcome[] }) => (
  <>
    {[true, false].map((good) => {
      const these = outcomes.filter(({ added }) => added === good)
      return (
        these.length > 0 && (
          <Note wrong={!good}>
            <ul>
              {these.map(({ name, said }) => (
                <li class="outcome">{good ? said : `${name}：${said}`}</li>
              ))}
            </ul>
          </Note>
        )
      )
    })}
  </>
)

const Rows = ({ documents }: { documents: readonly DeskDocument[] }) => (
  <ul class="rows">
    {documents.map((one) => (
      <li>
        <a class="entry" href={`/documents/${encodeURIComponent(one.id)}`}>
          <span class="name">{one.title}</span>
          <DocumentStatus status={one.status} />
          <span class="meta">
            <About document={one} />
          </span>
        </a>
      </li>
    ))}
  </ul>
)

/** 鄂民政发〔2018〕21号 · 2018年5月1日 · 全市 · 12条: a line breaks between them. */
const About = ({ document: { number, date, where, articles } }: { document: DeskDocument }) => (
  <>
    {[number, date && sayDay(date), where, `${articles}条`].filter(Boolean).map((part, at) => (
      <>
        {at > 0 && " · "}
        <span class="whole">{part}</span>
      </>
    ))}
  </>
)

const DocumentStatus = ({ status }: Pick<DeskDocument, "status">) =>
  status === "current" ? <span class="status met">现行</span> : <span class="status">废止</span>

/** One document by its articles. */
export const DocumentPage = ({ official, document }: { official: Official; document: OpenedDocument }) => (
  <DeskPage official={official} here="/documents" title={document.title} about={<About document={document} />} back>
    <div class="acts">
      <DocumentStatus status={document.status} />
      {document.status === "current" && document.theirs && (
        <Careful name="标为废止">
          <p>废止以后不再用来回答，原文留着备查，也可以恢复。</p>
          <Act action={`/documents/${encodeURIComponent(document.id)}/repeal`}>确定废止</Act>
        </Careful>
      )}
      {document.status === "repealed" && document.theirs && (
        <Careful name="恢复使用">
          <p>恢复以后又用它来回答，它的其他版本就不用了。</p>
          <Act action={`/documents/${encodeURIComponent(document.id)}/restore`}>确定恢复</Act>
        </Careful>
      )}
    </div>
    {document.text.length > 12 && (
      <details class="more contents">
        <summary>目录</summary>
        <ul>
          {document.text.map(({ id, name }) => (
            <li>
              <a href={`#${encodeURIComponent(id)}`}>{name}</a>
            </li>
          ))}
        </ul>
      </details>
    )}
    <article class="paper">
      {document.text.map(({ id, name, headings, text, pointed }) => (
        <section id={id} aria-label={name}>
          {headings.map((heading) => (
            <h2>{heading}</h2>
          ))}
          {!text.startsWith(name) && <span class="number">{name}</span>}
          <p>{text}</p>
          <PointedQuestions
            pointed={pointed}
            action={document.theirs ? `/documents/${encodeURIComponent(document.id)}` : undefined}
          />
        </section>
      ))}
    </article>
  </DeskPage>
)
