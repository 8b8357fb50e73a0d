import { sayDay } from "#domain/calendar.ts"
import type { Progress } from "#domain/facts.ts"
import type { Figure } from "#domain/figure.ts"
import { FIGURE_STATUSES, type FigureStatus } from "#domain/figure.ts"
import type { Official } from "#web/house.ts"
import { FigureFacts, Status, ValueOf } from "./figure-parts.tsx"
import { Layout } from "./layout.tsx"
import { SignedInAs } from "./signed-in-as.tsx"

type Overview = Pick<Progress, "planTitle" | "asOf" | "figures" | "pending"> & { official: Official }

/** The plan at a glance: what waits, the targets in the plan's order, the counted tasks. Places are never compared with each other. */
export const OverviewPage = ({ official, planTitle, asOf, figures, pending }: Overview) => {
  const targets = figures.filter(isTarget)
  const tasks = figures.filter((figure) => !isTarget(figure))
  return (
    <Layout title={planTitle}>
      <SignedInAs official={official} here="/" />
      <main>
        <header class="headline">
          <p class="place">{official.regionName}</p>
          <h1>{planTitle}</h1>
          <p class="as-of">截至{sayDay(asOf)}</p>
        </header>

        <section class="tiles" aria-label="概况">
          <p class="tile">
            <span class="tile-name">待审组织</span>
            <span class="tile-number">
              {pending.organizations}
              <small>件</small>
            </span>
          </p>
          <p class="tile">
            <span class="tile-name">待审备案</span>
            <span class="tile-number">
              {pending.filings}
              <small>件</small>
            </span>
          </p>
          <div class="tile wide">
            <span class="tile-name">
              {targets.some(({ county }) => county) && "全市"}
              {targets.length}项目标
            </span>
            <ul class="tally">
              {tally(targets).map(([status, count]) => (
                <li>
                  <Status status={status} /> {count}项
                </li>
              ))}
            </ul>
          </div>
        </section>

        <section aria-labelledby="targets">
          <h2 id="targets">目标</h2>
          <ul class="rows">
            {targets.map((figure) => (
              <li>
                <a class="row" href={`/figures/${encodeURIComponent(figure.id)}`}>
                  <span class="mark">{figure.mark}</span>
                  <span class="name">{figure.title}</span>
                  <ValueOf figure={figure} region={official.regionCode} />
                  <FigureFacts figure={figure} />
                  <Status status={figure.status} />
                </a>
              </li>
            ))}
          </ul>
        </section>

        {tasks.length > 0 && (
          <section aria-labelledby="tasks">
            <h2 id="tasks">日常工作</h2>
            <ul class="rows tasks">
              {tasks.map((figure) => (
                <li>
                  <a class="row" href={`/figures/${encodeURIComponent(figure.id)}`}>
                    <span class="mark">{figure.mark}</span>
                    <span class="name">{figure.title}</span>
                    <ValueOf figure={figure} region={official.regionCode} />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        <footer class="foot">只数审核通过的记录。点开任何一项，都能看到它背后的每一条记录。</footer>
      </main>
    </Layout>
  )
}

/** The digest tells targets from tasks in the same way. */
function isTarget({ target, comparator }: Figure): boolean {
  return target !== null || comparator !== undefined
}

function tally(figures: readonly Figure[]): [FigureStatus, number][] {
  return (Object.keys(FIGURE_STATUSES) as FigureStatus[])
    .map((status): [FigureStatus, number] => [status, figures.filter((one) => one.status === status).length])
    .filter(([, count]) => count > 0)
}
