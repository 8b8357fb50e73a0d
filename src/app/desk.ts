import type { Database } from "#db/open.ts"
import { accountOfPerson } from "#db/people.ts"
import { addSession, endSession, sessionOf, useLink } from "#db/sign-ins.ts"
import type { FigureRecord, Progress } from "#domain/facts.ts"
import type { Figure } from "#domain/figure.ts"
import { officialRegion } from "#domain/person.ts"
import { regionName } from "#domain/region.ts"
import { openAnswers } from "./desk/answers.ts"
import { openDocuments } from "./desk/documents.ts"
import type { Official } from "./desk/official.ts"
import { openPointed } from "./desk/pointed.ts"
import { openQuestions } from "./desk/questions.ts"
import { figureOpened, progressOf } from "./progress.ts"
import { hashOf, newToken } from "./secret.ts"
import type { Shelf } from "./shelf.ts"

/** What officials see and do in a browser: signing in by a one-time link, the plan, documents and questions within their region. */

const SESSION_HOURS = 8
const RECORDS_SHOWN = 2000

export type Desk = ReturnType<typeof openDesk>

export function openDesk(database: Database, shelf: Shelf, now: () => Date) {
  /** An official and the region they answer for; undefined for anybody else, a disabled or forgotten person included. */
  async function official(personId: string | undefined): Promise<Official | undefined> {
    const account = personId === undefined ? undefined : await accountOfPerson(database, personId)
    const regionCode = officialRegion(account?.me)
    if (!account || account.disabled || regionCode === undefined) return undefined
    return { personId: account.me.id, name: account.me.name ?? "", regionCode, regionName: regionName(regionCode) }
  }

  const answers = openAnswers(shelf, now)

  return {
    ...openDocuments(shelf),
    ...openPointed(shelf),
    ...answers,
    ...openQuestions({ database, shelf, answers, now }),

    async openLink(token: string): Promise<{ session: string; expiresAt: Date } | undefined> {
      const time = now()
      const personId = await useLink(database, hashOf(token), time)
      if (!(await official(personId)) || personId === undefined) return undefined
      const session = newToken()
      const expiresAt = new Date(time.getTime() + SESSION_HOURS * 3_600_000)
      await addSession(database, { tokenHash: hashOf(session), personId, createdAt: time, expiresAt })
      return { session, expiresAt }
    },

    async signedIn(session: string) {
      return official(await sessionOf(database, hashOf(session), now()))
    },

    async signOut(session: string): Promise<void> {
      await endSession(database, hashOf(session))
    },

    async overview(regionCode: string): Promise<Progress> {
      const time = now()
      const progress = await progressOf(database, regionCode, time, time)
      if (!progress) throw new Error("no plan is loaded")
      return progress
    },

    async detail(
      figureId: string,
      regionCode: string,
    ): Promise<{ figure: Figure; records: FigureRecord[] } | undefined> {
      return figureOpened(database, regionCode, figureId, now(), RECORDS_SHOWN)
    },

    async ready(): Promise<{ ok: boolean; why?: string }> {
      try {
        await database.pool.query(`SELECT 1 FROM "Plan" LIMIT 1`)
        return { ok: true }
      } catch {
        return { ok: false, why: "the database does not answer" }
      }
    },

    async gauges(): Promise<Record<string, number>> {
      const { rows } = await database.pool.query<{ status: string; count: bigint }>(
        `SELECT status, count(*) AS count FROM "Outbox" WHERE status IN ('waiting', 'held') GROUP BY status`,
      )
      return {
        outbox_waiting: 0,
        outbox_held: 0,
        ...Object.fromEntries(rows.map((row) => [`outbox_${row.status}`, Number(row.count)])),
      }
    },
  }
}
