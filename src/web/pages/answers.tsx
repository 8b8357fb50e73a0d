import type { DeskAnswer, SaidNow } from "#app/desk/answers.ts"
import type { AnswerProblems, WrittenAnswer } from "#domain/short-answer.ts"
import type { Official } from "#web/house.ts"
import { Act, Careful, DeskPage, Field, Note, PointedQuestions, SaidBlock } from "./desk-parts.tsx"

/** 常见问答: short answers in the bureau's own words, each with what it rests on. */

const STATES: Record<DeskAnswer["state"], string> = {
  own: "自己写的",
  changed: "改过的",
  "built-in": "自带的",
  "taken-away": "拿掉的",
}

type List = { official: Official; answers: readonly DeskAnswer[]; wanted: string; gone?: DeskAnswer | undefined }

export const AnswersPage = ({ official, answers, wanted, gone }: List) => (
  <DeskPage
    official={official}
    here="/answers"
    title="常见问答"
    about="文件里不好直接引的，用自己的话写成短回答，每条都写上依据。"
  >
    {gone && <Note>“{gone.title}”拿掉了，不再用来回答。</Note>}
    <div class="tools">
      <form method="get" action="/answers">
        <input type="search" name="q" value={wanted} aria-label="找问答" placeholder="找一找，比如“年检”" />
        <button type="submit" class="quiet">
          找
        </button>
      </form>
      <a class="button" href="/answers/new">
        写一条
      </a>
    </div>
    {answers.length === 0 && (
      <p class="empty">
        没有找到“{wanted}”。<a href="/answers">看全部</a>，或者<a href="/answers/new">写一条</a>。
      </p>
    )}
    {(Object.keys(STATES) as DeskAnswer["state"][]).map((state) => {
      const these = answers.filter((one) => one.state === state)
      if (these.length === 0) return null
      // Those that come with the service are many: looked for, or opened on purpose.
      if (wanted === "" && (state === "built-in" || state === "taken-away"))
        return (
          <details class="more">
            <summary>
              {STATES[state]} {these.length}条
            </summary>
            <Rows answers={these} />
          </details>
        )
      return (
        <section aria-labelledby={state}>
          <h2 id={state}>
            {STATES[state]} <small>{these.length}条</small>
          </h2>
          <Rows answers={these} />
        </section>
      )
    })}
  </DeskPage>
)

const Rows = ({ answers }: { answers: readonly DeskAnswer[] }) => (
  <ul class="rows">
    {answers.map(({ id, title, regionCode, where, answer }) => (
      <li>
        <a class="entry" href={`/answers/${encodeURIComponent(id)}`}>
          <span class="name">{title}</span>
          {regionCode !== undefined && <span class="status">{where}</span>}
          <span class="meta two-lines">{answer}</span>
        </a>
      </li>
    ))}
  </ul>
)

/** What stands in the form; asks one a line. */
export type AnswerFields = Omit<WrittenAnswer, "asks"> & { asks: string }

type Edit = {
  official: Official
  /** Undefined for a new one. */
  answer?: DeskAnswer | undefined
  /** As it was typed, where it could not be saved. */
  typed?: AnswerFields
  problems?: AnswerProblems
  /** Why it could not be saved, as a whole. */
  problem?: string | undefined
  /** What is said to it now, after it was saved. */
  said?: SaidNow | undefined
}

export const AnswerPage = ({ official, answer, typed, problems = {}, problem, said }: Edit) => {
  const action = `/answers/${answer ? encodeURIComponent(answer.id) : "new"}`
  const fields = typed ?? (answer ? { ...answer, asks: answer.asks.join("\n") } : EMPTY)
  const wrong = problem ?? (Object.keys(problems).length > 0 ? "还没有保存，请看下面标红的地方。" : undefined)
  return (
    <DeskPage official={official} here="/answers" title={answer?.title ?? "写一条回答"} back>
      {wrong && <Note wrong>{wrong}</Note>}
      {said && <Saved said={said} />}
      {answer && typed && problem && <Standing answer={answer} />}
      {answer && !answer.theirs ? (
        <>
          <Standing answer={answer} />
          <p class="empty">这条适用于{answer.where}，要改请找市民政局。</p>
        </>
      ) : (
        <form class="card" method="post" action={action}>
          {answer && <input type="hidden" name="version" value={answer.version} />}
          <Field name="title" label="问题" value={fields.title} problem={problems.title} />
          <Field
            name="answer"
            label="回答"
            hint="写给手机上看，最多500个字。"
            value={fields.answer}
            problem={problems.answer}
            rows={6}
          />
          <Field
            name="basis"
            label="依据"
            hint="哪份文件的第几条，或者哪个科室的答复。"
            value={fields.basis}
            problem={problems.basis}
          />
          <Field
            name="asks"
            label="其他问法"
            hint="大家平时会怎么问，一行写一种，可以不填。"
            value={fields.asks}
            problem={problems.asks}
            rows={4}
          />
          <button type="submit">{answer?.state === "taken-away" ? "保存并重新用起来" : "保存"}</button>
        </form>
      )}
      {answer && <PointedQuestions pointed={answer.pointed} action={answer.theirs ? action : undefined} />}
      {answer?.theirs && (
        <div class="acts">
          {answer.state !== "taken-away" && (
            <Careful name="拿掉这条">
              <p>拿掉以后，不再用它来回答。</p>
              <Act action={`${action}/remove`}>确定拿掉</Act>
            </Careful>
          )}
          {(answer.state === "changed" || answer.state === "taken-away") && (
            <Careful name="恢复原来的说法">
              <p>换回服务自带的说法，您改的就不用了。</p>
              <Act action={`${action}/restore`}>确定恢复</Act>
            </Careful>
          )}
        </div>
      )}
    </DeskPage>
  )
}

const EMPTY: AnswerFields = { title: "", answer: "", basis: "", asks: "" }

const Saved = ({ said }: { said: SaidNow }) => (
  <Note wrong={!said.answered}>
    <p>
      {said.answered
        ? `存好了。现在有人问“${said.question}”，会这样回答：`
        : `存好了，可是现在问“${said.question}”还答不上。把问题写得更像大家平时的问法，或者加几种问法再试试。`}
    </p>
    {said.answered && <SaidBlock text={said.text} />}
  </Note>
)

const Standing = ({ answer }: { answer: DeskAnswer }) => (
  <section class="card" aria-label="现在的说法">
    <p class="hint">现在的说法</p>
    <SaidBlock text={answer.answer} />
    <p class="meta">依据：{answer.basis}</p>
    {answer.asks.length > 0 && <p class="meta">其他问法：{answer.asks.join("；")}</p>}
  </section>
)
