import { sayDay } from "#domain/calendar.ts"
import type { FigureRecord } from "#domain/facts.ts"
import type { Figure } from "#domain/figure.ts"
import type { Official } from "#web/house.ts"
import { FigureFacts, Status, ValueOf } from "./figure-parts.tsx"
import { Layout } from "./layout.tsx"
import { SignedInAs } from "./signed-in-as.tsx"

type Detail = { official: Official; figure: Figure; records: readonly FigureRecord[] }

/** One figure down to its records: what it is made of, and nothing that it is not made of. */
export const FigurePage = ({ official, figure, records }: Detail) => (
  <Layout title={figure.title}>
    <SignedInAs official={official} here="/" />
    <main>
      <p class="back">
        <a href="/">‹ 返回总览</a>
      </p>
      <header class="headline">
        <p class="place">{official.regionName}</p>
        <h1>
          <span class="mark">{figure.mark}</span> {figure.title}
        </h1>
        <p class="as-of">出处：方案{figure.article}</p>
      </header>
      <section class="one" aria-label="数字">
        <ValueOf figure={figure} region={official.regionCode} />
        <FigureFacts figure={figure} />
        {figure.target !== null && <Status status={figure.status} />}
      </section>
      {figure.doubt && (
        <p class="doubt">
          <strong>口径</strong>
          {figure.doubt}
        </p>
      )}
      <section aria-labelledby="records">
        <h2 id="records">
          背后的记录 <small>{records.length}条</small>
        </h2>
        {records.length === 0 ? <p class="empty">还没有记录。</p> : <Records records={records} />}
      </section>
    </main>
  </Layout>
)

const Records = ({ records }: { records: readonly FigureRecord[] }) => (
  <table class="records">
    <thead>
      <tr>
        <th scope="col">编号</th>
        <th scope="col">组织</th>
        <th scope="col">事项</th>
        <th scope="col">日期</th>
      </tr>
    </thead>
    <tbody>
      {records.map(({ number, organization, what, on }) => (
        <tr>
          <td class="number">{number}</td>
          <td>{organization}</td>
          <td>{what}</td>
          <td class="day">{on === undefined ? "" : sayDay(on)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
