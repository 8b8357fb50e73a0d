import {
  activitiesWithoutOutcome,
  countWaiting,
  filingsByNumbers,
  filingsEnding,
  filingsOf,
  filingsWaiting,
  type Viewer,
} from "#db/filings.ts"
import type { Database } from "#db/open.ts"
import { organizationsNamed } from "#db/organizations.ts"
import { ownRecords } from "#db/own-records.ts"
import { staffOf } from "#db/people.ts"
import { currentPlan } from "#db/plans.ts"
import { dateColumn, dayOf } from "#domain/calendar.ts"
import type { FactName, Facts, With } from "#domain/facts.ts"
import type { Filing } from "#domain/filing.ts"
import { answersFor, homeRegion, type Me, officialRegion } from "#domain/person.ts"
import type { Talk } from "#engine/talk.ts"
import { figureNamed } from "#engine/words.ts"
import { questionIn } from "#flows/policy.ts"
import { figureLines } from "#reports/digest.ts"
import type { Model } from "./model.ts"
import { numbersNamed } from "./named.ts"
import { policyAnswer } from "./policy.ts"
import { digestOf, figureText, progressOf } from "./progress.ts"
import type { Shelf } from "./shelf.ts"
import { openTickets, takenTicket, ticketsNamed } from "./ticket-facts.ts"

/** Loads the facts that a flow declared, for one message. What a person may not see is not among them. */

/** Of one message. */
const MOST_NAMED = 20

type Asking = {
  database: Database
  shelf: Shelf
  model: Model | undefined
  me: Me | undefined
  now: Date
  text: string
  talk: Talk
}
type Loaders = { [Name in FactName]: (asking: Asking) => Promise<Facts[Name]> }

const LOADERS: Loaders = {
  myFilings: async ({ database, me }) => (me ? filingsOf(database, viewerOf(me)) : []),
  openActivities: async ({ database, me }) =>
    me && me.organizations.length > 0 ? activitiesWithoutOutcome(database, viewerOf(me)) : [],
  waiting: async ({ database, me }) => (me ? filingsWaiting(database, viewerOf(me)) : []),
  waitingCount: async ({ database, me }) => {
    const region = officialRegion(me)
    if (region === undefined) return 0
    const { organizations, filings } = await countWaiting(database, region)
    return organizations + filings
  },
  named: (asking) => named(asking),
  found: ({ database, text }) => organizationsNamed(database, searchText(text)),
  progressText: async ({ database, shelf, me, now }) => {
    const region = officialRegion(me)
    return region === undefined ? undefined : (await digestOf({ database, shelf }, region, now, now))?.text
  },
  figureText: async ({ database, me, now, text }) => {
    const region = officialRegion(me)
    return region === undefined ? undefined : figureText(database, region, figureNamed(text), now)
  },
  figureLines: async ({ database, me, now }) => {
    const region = officialRegion(me)
    const progress = region === undefined ? undefined : await progressOf(database, region, now, now)
    return progress ? figureLines(progress) : []
  },
  indicators: async ({ database, now }) => {
    const plan = await currentPlan(database, dateColumn(dayOf(now)))
    return (plan?.indicators ?? []).map(({ id, mark, title, measure }) => ({
      id,
      mark,
      title,
      ratio: measure.kind === "ratio",
    }))
  },
  policy: ({ shelf, model, me, text }) =>
    policyAnswer(questionIn(text), { shelf, model, region: homeRegion(me), names: me?.name ? [me.name] : [] }),
  ownRecords: async ({ database, me }) =>
    ownRecords(
      database,
      (me?.organizations ?? []).map((one) => one.number),
    ),
  documents: async ({ shelf, me }) => {
    const reviews = officialRegion(me) !== undefined
    return shelf.documents().filter((one) => reviews || one.status === "current")
  },
  tickets: openTickets,
  taking: takenTicket,
  namedTickets: ticketsNamed,
  colleagues: async ({ database, me }) => {
    const region = officialRegion(me)
    return region === undefined ? [] : staffOf(database, region)
  },
}

export async function loadFacts<Names extends FactName>(names: readonly Names[], asking: Asking): Promise<With<Names>> {
  const loaded = await Promise.all(names.map(async (name) => [name, await LOADERS[name](asking)] as const))
  return { now: asking.now, me: asking.me, ...Object.fromEntries(loaded) } as With<Names>
}

function viewerOf(me: Me): Viewer {
  return { personId: me.id, organizations: me.organizations.map((one) => one.number), region: officialRegion(me) }
}

/** The filings that a message names; several where a number's ending fits several. */
async function named({ database, me, text, talk }: Asking): Promise<Filing[]> {
  if (!me) return []
  const { whole, ending } = numbersNamed(text, talk)
  if (whole.length > 0) return visible(await filingsByNumbers(database, whole.slice(0, MOST_NAMED)), me)
  return ending === undefined ? [] : filingsEnding(database, ending, viewerOf(me))
}

function visible(filings: readonly Filing[], me: Me): Filing[] {
  const mine = new Set(me.organizations.map((one) => one.number))
  return filings.filter(
    (one) => one.byPerson === me.id || mine.has(one.organization.number) || answersFor(me, one.townCode),
  )
}

/** What a message says to look for an organization by: a number or code, else the words after the command, for 打标签 the first of them. */
function searchText(text: string): string {
  const plain = text.normalize("NFKC").trim()
  const exact = /[A-Za-z]{2}\d{8}\d{3,}|[0-9A-Za-z]{18}/.exec(plain)?.[0]
  if (exact) return exact
  const rest = plain.replace(/^(我要|我想|申请)?(加入组织|加入|打标签|去标签|取消标签|删标签)/, "").trim()
  return /标签/.test(plain.slice(0, 4)) ? (rest.split(/[\s,，]+/u)[0] ?? "") : rest
}
