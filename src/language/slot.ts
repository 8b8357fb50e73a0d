/** The seam between a form and the reading of Chinese: what a slot wants, and what was found for it. */

/** What kind of thing a slot holds; the domain schema declares it with `.meta({ reads })`. */
export type Reads =
  | "text" // free words, taken whole when asked for
  | "title" // what an activity is called
  | "orgName" // the full name of an organization
  | "personName"
  | "phone" // 13800138000, or 0715-1234567
  | "creditCode" // 18 characters, GB 32100
  | "day" // 2026-12-02
  | "moment" // 2026-12-02T15:00:00+08:00, or a day where no clock time is said
  | "momentEnd" // the end that belongs to the form's `moment`
  | "count" // people, members: a whole number
  | "money" // yuan
  | "place" // where something happens
  | "town" // id of a choice: a region code
  | "choice" // id of a choice

export type Choice = { id: string; label: string; aka?: readonly string[] }

export type SlotSpec = {
  name: string
  reads: Reads
  /** What people call it: 时间, 联系人. */
  label: string
  /** Other names and cue words. */
  aka?: readonly string[]
  /** For `choice` and `town`. */
  choices?: readonly Choice[]
}

/** What the words are read against. */
export type Context = {
  /** The message's own time. */
  now: Date
  /** Towns and streets of the region, for places and homophones. */
  towns?: readonly { code: string; name: string }[]
  /** The sender's own organizations, with the short names people use. */
  organizations?: readonly { id: string; name: string; aka?: readonly string[] }[]
  /** Whether the form is about something that has been (活动总结) or is to come; decides 上周/下周 doubts such as a bare 周三. */
  tense?: "past" | "future"
  /** The form's start as answered so far: what 下午5点 or 两个小时 as an end, or 推迟一天, is said of. */
  start?: string
}

export type Flag = "creditCode_invalid" | "phone_invalid" | "weekday_mismatch" | "start_vague" | "time_conflict"

export type Found = {
  /** string, number (count, money) or, for a choice, its id. */
  value: string | number
  /** The words it came from: always a substring of the message as it was sent. */
  text: string
  /** 大概五十来人: the number is an approximate one. */
  approx?: boolean
  flags?: readonly Flag[]
  /** Where the words fit several values: each, most likely first, as one question with choices. */
  options?: readonly { value: string | number; label: string }[]
}
