import type { DeskAnswers } from "#app/desk/answers.ts"
import type { DeskDocuments } from "#app/desk/documents.ts"
import type { Official } from "#app/desk/official.ts"
import type { DeskPointed } from "#app/desk/pointed.ts"
import type { DeskQuestions } from "#app/desk/questions.ts"
import type { FigureRecord, Progress } from "#domain/facts.ts"
import type { Figure } from "#domain/figure.ts"

export type { Official }

/** What the web asks of the application. Tokens and sessions are secrets: the house keeps only their hashes. */
export type House = Plan & DeskDocuments & DeskPointed & DeskAnswers & DeskQuestions

type Plan = {
  /** Uses up a one-time sign-in link; undefined when it is unknown, used or too old. */
  openLink(token: string): Promise<{ session: string; expiresAt: Date } | undefined>
  /** Whose session it is; undefined when it ended, or the person is no official any more. */
  signedIn(session: string): Promise<Official | undefined>
  signOut(session: string): Promise<void>
  overview(regionCode: string): Promise<Pick<Progress, "planTitle" | "asOf" | "figures" | "pending">>
  /** All records behind one figure, within the region; undefined when there is no such figure. */
  detail(
    figureId: string,
    regionCode: string,
  ): Promise<{ figure: Figure; records: readonly FigureRecord[] } | undefined>
  /** Whether the database is reachable and migrated; `why` is shown to operators. */
  ready(): Promise<{ ok: boolean; why?: string }>
  /** Numbers for /metrics, by name: outbox_waiting → jiangong_outbox_waiting. */
  gauges(): Promise<Record<string, number>>
}
