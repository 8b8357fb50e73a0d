import { hashOf, newId } from "#app/secret.ts"
import { idOfAnswer } from "#app/shelf/rows.ts"
import type { Shelf } from "#app/shelf.ts"
import { dayOf } from "#domain/calendar.ts"
import { Refusal } from "#domain/refusal.ts"
import { type AnswerProblems, readWrittenAnswer, type WrittenAnswer } from "#domain/short-answer.ts"
import { answer } from "#knowledge/answer.ts"
import { seedAnswers } from "#knowledge/built-in.ts"
import { concerns, isTheirs, type Official, regionOf, whereName } from "./official.ts"
import { type Pointed, pointedTo } from "./pointed.ts"

/** The short answers at the officials' desk: those that come with the service and the bureau's own, written anew where they are theirs. */

type ShelvedAnswer = ReturnType<Shelf["shortAnswers"]>[number]

export type DeskAnswer = Omit<ShelvedAnswer, "own"> & {
  where: string
  theirs: boolean
  /** As it comes with the service, one of those written anew or taken away, or the bureau's own. */
  state: "built-in" | "changed" | "taken-away" | "own"
  /** Questions that officials put under it without changing it. */
  pointed: readonly Pointed[]
  /** Of these words: an edit of other words is not saved over them unseen. */
  version: string
}

/** What the service says to a question now. */
export type SaidNow = { question: string; answered: boolean; text: string }

export type GivenAnswer = {
  title: string
  answer: string
  basis: string
  asks: readonly string[]
}

export type DeskAnswers = ReturnType<typeof openAnswers>

export function openAnswers(shelf: Shelf, now: () => Date) {
  const seeds = () =>
    seedAnswers(dayOf(now())).answers.map(
      ({ source, region, ...one }): ShelvedAnswer => ({
        ...one,
        basis: source,
        own: false,
        ...(region === undefined ? {} : { regionCode: region }),
      }),
    )

  function all(official: Official): DeskAnswer[] {
    const built = new Map(seeds().map((one) => [one.id, one]))
    const standing = shelf.shortAnswers()
    const here = new Set(standing.map((one) => one.id))
    const stateOf = ({ own, ...one }: ShelvedAnswer): DeskAnswer["state"] => {
      const seed = built.get(one.id)
      if (!seed) return "own"
      return own && versionOf(one) !== versionOf(seed) ? "changed" : "built-in"
    }
    const shown = (one: ShelvedAnswer, state: DeskAnswer["state"]): DeskAnswer => {
      const { id, title, answer, basis, asks, regionCode } = one
      return {
        ...{ id, title, answer, basis, asks, state },
        ...(regionCode === undefined ? {} : { regionCode }),
        where: whereName(regionCode),
        theirs: isTheirs(official, regionCode),
        pointed: pointedTo(shelf, seedAnswers(dayOf(now())).title, title),
        version: versionOf(one),
      }
    }
    const gone = [...built.values()].filter((one) => !here.has(one.id))
    return [...standing.map((one) => shown(one, stateOf(one))), ...gone.map((one) => shown(one, "taken-away"))].filter(
      (one) => concerns(official, one.regionCode),
    )
  }

  const notTheirs = ({ where }: DeskAnswer) => new Refusal("not-yours", `这条回答适用于${where}，要由市民政局来改。`)
  const unknown = new Refusal("unknown", "没有这条回答，可能已经去掉了。")

  return {
    /** The bureau's own first, those taken away last. */
    answers(official: Official): DeskAnswer[] {
      const order = ["own", "changed", "built-in", "taken-away"]
      return all(official).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    },

    answer(official: Official, id: string): DeskAnswer | undefined {
      return all(official).find((one) => one.id === id)
    },

    /** A new one without `id`; `version` is of the words that were on the page. Answers with its id. */
    async saveAnswer(
      official: Official,
      given: GivenAnswer,
      before?: { id: string; version: string },
    ): Promise<{ id: string } | { problems: AnswerProblems } | Refusal> {
      const known = all(official)
      const old = before && known.find((one) => one.id === before.id)
      if (before && !old) return unknown
      if (old && !old.theirs) return notTheirs(old)
      const words = readWrittenAnswer({ ...given, asks: [...given.asks] })
      if ("problems" in words) return words
      const region = old ? (old.regionCode === undefined ? {} : { regionCode: old.regionCode }) : regionOf(official)
      const same = (one: DeskAnswer) => one.title === words.title && one.regionCode === region.regionCode
      if (known.some((one) => one.id !== old?.id && one.state !== "taken-away" && same(one)))
        return { problems: { title: "这个问题已经有一条回答了，请在那一条上改。" } }
      if (old && before && old.version !== before.version)
        return new Refusal("changed", "这条回答刚被别人改过。下面是您写的，请对照现在的说法，再保存一次就会换成您的。")
      const usual = idOfAnswer({ title: words.title, ...region })
      // One that was given another question since still has the id of its first.
      const id = old?.id ?? (known.some((one) => one.id === usual) ? `own-${newId()}` : usual)
      await shelf.writeAnswer({ id, ...words, ...region }, official.personId)
      return { id }
    },

    async removeAnswer(official: Official, id: string): Promise<Refusal | { said: string }> {
      const old = all(official).find((one) => one.id === id)
      if (!old) return unknown
      if (!old.theirs) return notTheirs(old)
      return { said: await shelf.removeAnswer(id, official.personId) }
    },

    /** Back to the wording that comes with the service. */
    async restoreAnswer(official: Official, id: string): Promise<Refusal | { said: string }> {
      const old = all(official).find((one) => one.id === id)
      const seed = seeds().find((one) => one.id === id)
      if (!old || !seed) return unknown
      if (!old.theirs) return notTheirs(old)
      const { own: _, ...words } = seed
      await shelf.writeAnswer(words, official.personId)
      return { said: `“${seed.title}”恢复成原来的说法了。` }
    },

    /** Other ways to ask one of the bureau's own; false where it comes with the service, whose wording is to stay as it comes. */
    async addAsks(official: Official, id: string, asks: readonly string[]): Promise<boolean> {
      const old = all(official).find((one) => one.id === id)
      if (!old?.theirs || (old.state !== "own" && old.state !== "changed")) return false
      const { title, answer, basis, regionCode } = old
      const region = regionCode === undefined ? {} : { regionCode }
      const words = { id, title, answer, basis, asks: [...new Set([...old.asks, ...asks])], ...region }
      await shelf.writeAnswer(words, official.personId)
      return true
    },

    /** What somebody of a region would be answered now. */
    async saidNow(question: string, region: string): Promise<SaidNow> {
      await shelf.ready()
      const { answered, text } = answer(question, shelf.finder(), { region })
      return { question, answered, text }
    },
  }
}

function versionOf({ title, answer, basis, asks }: WrittenAnswer | ShelvedAnswer | Omit<ShelvedAnswer, "own">): string {
  return hashOf(JSON.stringify([title, answer, basis, asks])).slice(0, 16)
}
