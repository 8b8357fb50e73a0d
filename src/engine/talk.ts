import type { Choice } from "#language/slot.ts"

/** What is saved between two messages of one talk: plain JSON. Only its owner's turns write it. */
export type Talk = {
  /** The form being filled in. */
  form?: OpenForm
  /** Forms put aside, newest first. */
  drafts: OpenForm[]
  /** The ids behind the numbered list shown last, so that 「通过 2」 keeps its meaning. */
  list?: string[]
  /** Which version of which filing this person was shown; a decision on another version is refused. Newest last. */
  shown: [filing: string, version: number][]
  /** Somebody who has not agreed yet was shown the notice. */
  met?: boolean
  /** The pages of a long answer that wait for 更多. */
  more?: string[]
  /** Before consent: the first message, kept for a day at most. */
  first?: { text: string; at: number }
  /** What was offered as choices outside a form: the words each choice stands for. */
  offered?: string[]
  /**
   * The reply that the next free message is for; `stays`: every one of them, until that reply ends it. `said`: what it was told before.
   * `at`: since when it waits (ms), which is an hour at most.
   */
  next?: { reply: string; stays?: true; said?: string; at?: number }
  /** The question the documents did not answer last: what 转人工 passes on. */
  unanswered?: { text: string; at: number }
  /** Wrong codes given at 绑定, and since when (ms). */
  wrongCodes?: { count: number; since: number }
}

export type OpenForm = {
  id: string
  /** The version of the form it was started with. */
  version: string
  answers: Record<string, unknown>
  /** The words an answer was read from, where that helps at 核对. */
  said: Record<string, string>
  /** What chosen values were called when they were chosen, where the choices change with the facts. */
  labels?: Record<string, string>
  /** The questions asked, in order, for 返回. */
  path: string[]
  /** The question that waits for its answer; absent at 核对. */
  asked?: string
  /** The choices as they were shown with the question. */
  offered?: Choice[]
  /** Slots passed over with 跳过. */
  skipped: string[]
  /** The answers as they were last shown at 核对 (canonical JSON): only these can be submitted. */
  checked?: string
  /** How often the question that waits was not answered. */
  misses: number
  /** The filing whose next version this is. */
  correcting?: string
  /** Pictures that came meanwhile; they go in with the form. */
  pictures?: string[]
  /** When it was begun and last touched (ms). */
  since: number
  touched: number
}

export const newTalk = (): Talk => ({ drafts: [], shown: [] })

const HOUR = 3_600_000
/** A form untouched this long is put aside as a draft. */
const FORM_RESTS_AFTER = 12 * HOUR
/** A draft is kept this long. */
const DRAFT_KEPT = 30 * 24 * HOUR
/** The first message of somebody who has not agreed to the notice waits this long. */
const FIRST_KEPT = 24 * HOUR
/** What was asked outside a form is answered within this time, or what is said then is something new. */
const NEXT_KEPT = HOUR
const DRAFTS_KEPT = 5
const SHOWN_KEPT = 60

/** The talk as it is at `now`: what rested too long put aside or dropped. `rested` is the form that was put aside by this. */
export function talkAt(talk: Talk, now: number): { talk: Talk; rested?: OpenForm } {
  const rests = talk.form !== undefined && now - talk.form.touched > FORM_RESTS_AFTER
  const stale = talk.first !== undefined && now - talk.first.at > FIRST_KEPT
  const old = talk.drafts.some((one) => now - one.touched > DRAFT_KEPT)
  const late = talk.next?.at !== undefined && now - talk.next.at > NEXT_KEPT
  if (!rests && !stale && !old && !late) return { talk }
  const { form, first, next: asked, ...rest } = talk
  const next: Talk = {
    ...rest,
    ...(asked && !late ? { next: asked } : {}),
    ...(form && !rests ? { form } : {}),
    ...(first && !stale ? { first } : {}),
    drafts: talk.drafts.filter((one) => now - one.touched <= DRAFT_KEPT),
  }
  if (!rests || now - form!.touched > DRAFT_KEPT) return { talk: next }
  return { talk: withDraft(next, form!), rested: form! }
}

/** Puts a form aside, newest first. */
export function withDraft(talk: Talk, form: OpenForm): Talk {
  const drafts = [form, ...talk.drafts].slice(0, DRAFTS_KEPT)
  const { form: _, ...rest } = talk
  return { ...rest, drafts }
}

export function withoutForm(talk: Talk): Talk {
  const { form: _, ...rest } = talk
  return rest
}

/** Remembers that filings were shown in these versions, and optionally as a numbered list. */
export function withShown(talk: Talk, filings: readonly { number: string; version: number }[], list?: string[]): Talk {
  const numbers = new Set(filings.map((one) => one.number))
  const shown = [
    ...talk.shown.filter(([number]) => !numbers.has(number)),
    ...filings.map((one): [string, number] => [one.number, one.version]),
  ].slice(-SHOWN_KEPT)
  return { ...talk, shown, ...(list ? { list } : {}) }
}

export function shownVersion(talk: Talk, filing: string): number | undefined {
  return talk.shown.find(([number]) => number === filing)?.[1]
}
