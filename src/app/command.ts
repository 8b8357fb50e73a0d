import type { Database } from "#db/open.ts"
import type { CommandName, Commands } from "#domain/commands.ts"
import type { Me } from "#domain/person.ts"
import type { Refusal } from "#domain/refusal.ts"
import type { Row, Tell } from "#domain/rows.ts"

/**
 * A command: `find` reads what the decision depends on, `prepare` is pure and answers with rows or a Refusal. It writes nothing: its rows
 * go in with the turn, in one commit. Where somebody else was faster, the turn is told so and both run again on fresh facts.
 */
export type CommandSpec<Name extends CommandName, Found> = {
  name: Name
  /** The prefix of the number it needs (HD), and only then is one taken. */
  numbered?: (input: Commands[Name]["input"]) => string | undefined
  find: (database: Database, input: Commands[Name]["input"], turn: TurnContext) => Promise<Found>
  prepare: (
    input: Commands[Name]["input"],
    found: Found,
    turn: TurnContext,
  ) => Refusal | Prepared<Commands[Name]["result"]>
}

export type TurnContext = {
  /** Who asks; for agreeToNotice the person that is about to exist. */
  me: Me
  identity: { channel: string; externalId: string; name?: string | undefined }
  now: Date
  /** 2026-11-23 in China. */
  today: string
  /** The number taken for this command, where it asked for one. */
  number: string
  newId(): string
  settings: { publicUrl: string }
}

export type Prepared<Result> = {
  rows: readonly Row[]
  tells?: readonly Tell[]
  result: Result
  /** This person is taken out of every record in the same commit. */
  erase?: string
}

export function command<Name extends CommandName, Found = undefined>(
  spec: CommandSpec<Name, Found>,
): CommandSpec<Name, Found> {
  return spec
}

/** A row of the audit: who did what to which record. */
export function audit(
  turn: TurnContext,
  action: string,
  subject: string,
  detail: unknown = null,
): Extract<Row, { add: "Audit" }> {
  return {
    add: "Audit",
    row: { id: turn.newId(), at: turn.now.toISOString(), by: turn.me.id, action, subject, detail },
  }
}
