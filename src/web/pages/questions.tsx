import type { SaidNow } from "#app/desk/answers.ts"
import type { Choice, ListedTopic, OpenedQuestion } from "#app/desk/questions.ts"
import { sayDay } from "#domain/calendar.ts"
import type { AnswerProblems } from "#domain/short-answer.ts"
import type { Official } from "#web/house.ts"
import { Act, DeskPage, Field, Note, SaidBlock } from "./desk-parts.tsx"

/** 答不上的问题: what people asked and no document answered, laid together by what was meant. */

const KINDS: Record<ListedTopic["kind"], string> = { "near-miss": "没写全", "out-of-scope": "没有写" }

type List = {
  official: Official
  asked: number
  unanswered: number
  days: number
  topics: readonly ListedTopic[]
  more: number
  /** Just put aside: its id, and the question. */
  dismissed?: { id: string; question: string } | undefined
}

export const QuestionsPage = ({ official, asked, unanswered, days, topics, more, dismissed }: List) => (
  <DeskPage
    official={official}
    here="/questions"
    title="答不上的问题"
    about={asked === 0 ? `最近${days}天还没有人问过。` : `最近${days}天问了${asked}次，当时没答上${unanswered}次。`}
  >
    {dismissed && (
      <Note>
        <p>“{dismissed.question}”放下了，不再列出来。</p>
        <Act action={`/questions/${dismissed.id}/recall`} quiet>
          还是列出来
        </Act>
      </Note>
    )}
    {topics.length === 0 ? (
      <p class="empty">现在没有等着补回答的问题。</p>
    ) : (
      <ul class="rows">
        {topics.map((one) => (
          <li>
            <a class="entry" href={`/questions/${one.id}`}>
              <span class="name">{one.example}</span>
              <span class={one.kind === "near-miss" ? "status behind" : "status"}>{KINDS[one.kind]}</span>
              <span class="meta">{counted(one)}</span>
            </a>
          </li>
        ))}
      </ul>
    )}
    {more > 0 && <p class="foot">还有{more}个问得少的，这些处理完就会排上来。</p>}
    <footer class="foot">问的人最多的排在前面。“没写全”是文件提到了、但没写问的这一点；举报不在这里。</footer>
  </DeskPage>
)

function counted({ people, count, last }: ListedTopic): string {
  return `${people}人问过${count > people ? `，一共${count}次` : ""}，最近一次${sayDay(last)}`
}

/** As it was typed, where it could not be saved. */
export type QuestionFields = {
  choice: string
  /** Other words to look for an article by. */
  find: string
  wordings: readonly string[]
  title: string
  answer: string
  basis: string
}

type One = {
  official: Official
  question: OpenedQuestion
  typed?: QuestionFields
  problems?: AnswerProblems & { choice?: string }
  problem?: string | undefined
  /** Something was just saved for it. */
  saved?: boolean
}

export const QuestionPage = ({ official, question, typed, problems = {}, problem, saved }: One) => {
  const { id, now, open } = question
  const wrong = problem ?? (Object.keys(problems).length > 0 ? "还没有保存，请看下面标红的地方。" : undefined)
  return (
    <DeskPage
      official={official}
      here="/questions"
      title={open?.topic.example ?? now.question}
      {...(open && { about: counted(open.topic) })}
      back
    >
      {wrong && <Note wrong>{wrong}</Note>}
      {!wrong && saved && <Saved now={now} />}
      {!wrong && !saved && (
        <section class="card" aria-label="现在的回答">
          <p class="hint">{open ? "现在会这样回答" : "这个问题不用再补了。现在会这样回答"}</p>
          <SaidBlock text={now.text} />
        </section>
      )}
      {open ? (
        <form method="post" action={`/questions/${id}/point`}>
          {open.wordings.length > 1 && <Wordings wordings={open.wordings} ticked={typed?.wordings} />}
          <section class="card" aria-labelledby="point">
            <h2 id="point">这条能回答</h2>
            <p class="find">
              <input type="search" name="find" value={typed?.find ?? ""} aria-label="换个词找" placeholder="换个词找" />
              <button type="submit" class="quiet" formaction={`/questions/${id}/find`}>
                找
              </button>
            </p>
            <Choices choices={open.choices} typed={typed} problem={problems.choice} />
          </section>
          <section class="card" aria-labelledby="write">
            <h2 id="write">写一条回答</h2>
            <Field
              name="title"
              label="问题"
              value={typed?.title ?? open.topic.example}
              problem={problems.title ?? problems.asks}
            />
            <Field
              name="answer"
              label="回答"
              hint="写给手机上看，最多500个字。"
              value={typed?.answer ?? ""}
              problem={problems.answer}
              rows={5}
            />
            <Field
              name="basis"
              label="依据"
              hint="哪份文件的第几条，或者哪个科室的答复。"
              value={typed?.basis ?? ""}
              problem={problems.basis}
            />
            <button type="submit" formaction={`/questions/${id}/answer`}>
              存下这条回答
            </button>
          </section>
          <section class="card" aria-labelledby="dismiss">
            <h2 id="dismiss">不用回答</h2>
            <p class="hint">和民政局的事没有关系，或者不该由这里来答。</p>
            <button type="submit" class="quiet" formaction={`/questions/${id}/dismiss`}>
              不用回答
            </button>
          </section>
        </form>
      ) : (
        <p>
          <a href="/questions">看下一个 ›</a>
        </p>
      )}
    </DeskPage>
  )
}

const Saved = ({ now }: { now: SaidNow }) => (
  <Note wrong={!now.answered}>
    <p>
      {now.answered
        ? `存好了。现在有人问“${now.question}”，会这样回答：`
        : `存好了，可是现在问“${now.question}”还是答不上，会这样说：`}
    </p>
    <SaidBlock text={now.text} />
    {!now.answered && <p>可以换一条试试，或者写一条回答。</p>}
  </Note>
)

type WordingsProps = {
  wordings: NonNullable<OpenedQuestion["open"]>["wordings"]
  ticked: readonly string[] | undefined
}

/** The example goes without saying. */
const Wordings = ({ wordings, ticked }: WordingsProps) => (
  <fieldset class="card">
    <legend>这些问法一起记下</legend>
    <ul class="choices">
      {wordings.slice(1).map(({ id, text, count }) => (
        <li class="choice">
          <label>
            <input type="checkbox" name="wording" value={id} checked={ticked === undefined || ticked.includes(id)} />
            <span>
              {text}
              {count > 1 && <small> {count}次</small>}
            </span>
          </label>
        </li>
      ))}
    </ul>
  </fieldset>
)

type ChoicesProps = { choices: readonly Choice[]; typed: QuestionFields | undefined; problem: string | undefined }

const Choices = ({ choices, typed, problem }: ChoicesProps) => {
  if (choices.length === 0)
    return (
      <p class="hint">
        {typed?.find ? `没有找到和“${typed.find}”有关的。` : "没有找到相近的。"}
        可以换个词找，或者在下面写一条回答。适用于全市的，由市民政局来指。
      </p>
    )
  return (
    <>
      <ul class={problem ? "choices wrong" : "choices"}>
        {choices.map(({ choice, kind, title, article, heading, opening, path }) => (
          <li class="choice">
            <label>
              <input type="radio" name="choice" value={choice} checked={choice === typed?.choice} />
              <span>
                <b>{kind === "answers" ? heading : `${article} ${heading}`}</b>
                <span class="meta">{opening}</span>
              </span>
            </label>
            <a class="source" href={path}>
              {kind === "answers" ? "常见问答" : `《${title}》`}
            </a>
          </li>
        ))}
      </ul>
      {problem && <strong class="problem">{problem}</strong>}
      <button type="submit">就用这条回答</button>
    </>
  )
}
