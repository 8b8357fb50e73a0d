import type { z } from "zod"

/** A filing: one thing put to the bureau, its versions and its steps. */

export type FilingKindId = "registration" | "membership" | "activity" | "outcome"
export type FilingStepKind = "submitted" | "approved" | "returned" | "withdrawn" | "revoked"
/** What the last step makes of a filing. */
export type FilingState = "pending" | "approved" | "returned" | "withdrawn" | "revoked"

export const FILING_STATES: Record<FilingState, string> = {
  pending: "待审核",
  approved: "已通过",
  returned: "已退回，等您修改",
  withdrawn: "已撤回",
  revoked: "已撤销",
}

export type Answers = Record<string, unknown>

/** A filing as everyone reads it: its latest version and where it stands. */
export type Filing = {
  number: string
  kind: FilingKindId
  organization: { number: string; name: string; townCode: string; status: string }
  townCode: string
  /** The filing it follows: an outcome's activity. */
  about?: string
  byPerson: string
  byName?: string
  /** The number of its last step; the next one takes step + 1, and only one can. */
  step: number
  version: number
  state: FilingState
  answers: Answers
  warnings: readonly string[]
  /** Why it was returned or revoked. */
  reason?: string
  submittedAt: Date
  /** When the last step was taken. */
  at: Date
  /** A version that was approved and still stands, while a correction waits. */
  standing?: number
}

/** What a kind of filing is: one file each under filings/. */
export type FilingKind<Schema extends z.ZodObject = z.ZodObject> = {
  id: FilingKindId
  /** As people know it: 活动备案. */
  name: string
  /** Two letters before its numbers: HD20261123001. */
  prefix: string
  answers: Schema
  /** One short line: 12月2日 乡村振兴义诊. */
  headline(answers: Answers, now: Date): string
  /** The day from which figures count it once approved on `approvedOn` (both 2026-11-23). */
  effectiveOn(answers: Answers, approvedOn: string): string
}

export function filingKind<Schema extends z.ZodObject>(kind: FilingKind<Schema>): FilingKind<Schema> {
  return kind
}

export const FILING_NUMBER = /^(DJ|RY|HD|ZJ)\d{8}\d{3,}$/
