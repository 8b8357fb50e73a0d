/** 转人工: what somebody asks a person of the bureau. Its life is a list of steps, as a filing's is; the last one is its state. */

export type TicketKind = "question" | "complaint"
export type TicketState = "open" | "taken" | "answered" | "closed"

export type Ticket = {
  number: string
  kind: TicketKind
  /** Where its person is at home: that town, or the county. */
  regionCode: string
  /** Who asked. Of a complaint nobody is told who. */
  personId: string
  byName?: string
  organization?: string
  /** What was asked first. */
  question: string
  openedAt: Date
  /** The number of its last step: the next one is this plus one. */
  step: number
  state: TicketState
  /** Who talks with the person now. */
  taken?: { by: string; byName?: string; until: Date }
  /** Who answered last, and what. */
  answer?: { by: string; byName?: string; text: string }
  /** All that was said over it, oldest first. */
  words: readonly { by: "person" | "official"; text: string; at: Date }[]
}
