import { dueDay, FIGURE_STATUSES, type Figure, type FigureStatus } from "#domain/figure.ts"
import { sayPart } from "#reports/digest.ts"
import { sayCounted, sayHere, sayReading, sayTarget } from "#reports/wording.ts"

/** What both pages show of a figure. */

export const Status = ({ status }: { status: FigureStatus }) => (
  <span class={`status ${status}`}>{FIGURE_STATUSES[status]}</span>
)

/** The number itself; in a part of the county only what was counted there. */
export const ValueOf = ({ figure, region }: { figure: Figure; region: string }) => {
  if (figure.county) return <span class="value part">{sayPart(figure, sayHere(region))}</span>
  const { value, unit, kind } = figure
  const counted = value === null || kind === "ratio" || unit === "%" ? sayCounted(figure, figure) : ""
  const outOf = unit !== "%" && kind !== "ratio" && figure.denominator !== null ? `/${figure.denominator}` : ""
  return (
    <span class="value">
      {value === null ? (
        <span class="none">—</span>
      ) : (
        <>
          {value}
          {outOf}
          <small>{unit}</small>
        </>
      )}
      {counted !== "" && <span class="counted">{kind === "ratio" ? ofBaseline(figure) : counted}</span>}
    </span>
  )
}

function ofBaseline({ numerator, denominator, countedIn }: Figure): string {
  return denominator === null
    ? `${numerator ?? 0}${countedIn}`
    : `${numerator}${countedIn}，基数${denominator}${countedIn}`
}

/** Target, how far along it is, how it stood on its day, and why a number is missing. */
export const FigureFacts = ({ figure }: { figure: Figure }) => {
  const target = sayTarget(figure)
  // After its day a target is judged by that day, so that is what the bar shows. A part is not held against the county's target.
  const judged = figure.county ? null : (figure.atDeadline.value ?? figure.value)
  const said = figure.county && sayReading(figure, figure.county)
  const then = figure.atDeadline.value === null ? undefined : sayReading(figure, figure.atDeadline)
  return (
    <span class="facts">
      {target && (
        <span class="target">
          {target}，{dueDay(figure.by)}
        </span>
      )}
      {judged !== null && figure.target !== null && (
        <progress value={Math.min(judged, figure.target)} max={figure.target} aria-label="离目标多远" />
      )}
      {said && <span>全市{said}</span>}
      {then && !figure.county && figure.atDeadline.value !== figure.value && (
        <span>
          {dueDay(figure.by)}时{then}
        </span>
      )}
      {figure.why && <span class="why">{figure.why}</span>}
    </span>
  )
}
