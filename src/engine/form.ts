import { createHash } from "node:crypto"
import type { z } from "zod"
import type { CommandName, Commands } from "#domain/commands.ts"
import type { FactName, With } from "#domain/facts.ts"
import type { Me } from "#domain/person.ts"
import type { Choice, Reads, SlotSpec } from "#language/slot.ts"

/**
 * What an author writes to make a form. The domain schema is the form; the flow supplies the words. The compiler refuses a field
 * without a question, a choice without labels, and a command that does not take the form's answers.
 */

type Words<Value, Answers, Needs extends FactName> = {
  /** As it stands at 核对, and how people name it in 改一下…. */
  label: string
  ask: string | ((it: Partial<Answers>, facts: With<Needs>) => string)
  aka?: readonly string[]
  /** What it means, for someone who asks back or is stuck. */
  hint?: string
  /** Whether it applies; a value that no longer applies is dropped. */
  when?: (it: Partial<Answers>, facts: With<Needs>) => boolean
  /** Has to be answered where it applies, though the schema leaves it out where it does not. */
  must?: boolean
  /** `when-said`: taken where someone mentions it, never asked for. */
  asked?: "always" | "when-said"
  /** What is known already, so that it is not asked again. */
  known?: (facts: With<Needs>, it: Partial<Answers>) => unknown
  /** How a value reads at 核对; for choices the label serves. */
  show?: (value: Value, facts: With<Needs>) => string
  /** A rule that needs more than the value itself: the sentence where it is broken. */
  refuse?: (value: Value, it: Partial<Answers>, facts: With<Needs>) => string | undefined
}

/** An enum brings all of its choices, each with its label: in brackets, so that the union stays one record. */
type ChoicesFor<Value, Answers, Needs extends FactName> = [string] extends [Value]
  ? { choices?: (facts: With<Needs>, it: Partial<Answers>) => readonly Choice[] }
  : [Value] extends [string]
    ? { choices: Record<Value, string>; akas?: Partial<Record<Value, readonly string[]>> }
    : object

type SlotWords<Value, Answers, Needs extends FactName> = Words<Value, Answers, Needs> &
  ChoicesFor<Value, Answers, Needs>

type TakerOf<Answers> = {
  [Name in CommandName]: Commands[Name]["input"] extends { answers: infer Wanted; correcting?: string }
    ? Answers extends Wanted
      ? Name
      : never
    : never
}[CommandName]

type FormSpec<Schema extends z.ZodObject, Needs extends FactName, Name extends CommandName> = {
  /** What it is called in sentences: 活动备案. */
  name: string
  /** Words that begin it, exactly or followed by what is to be filled in. */
  starts: readonly string[]
  /** One line for 帮助. */
  about: string
  needs?: readonly Needs[]
  /** Who may fill it in; the sentence where someone may not, and the form (its id) that the same words should begin instead. */
  refuse?: (facts: With<Needs>) => string | Instead | undefined
  /** Whether 帮助 shows it. */
  visible?: (me: Me) => boolean
  /** Only in private talks. */
  private?: boolean
  /** Whether its times have been or are to come. */
  tense?: "past" | "future"
  opening: string | ((facts: With<Needs>) => string)
  slots: {
    [Key in keyof z.infer<Schema> & string]-?: SlotWords<NonNullable<z.infer<Schema>[Key]>, z.infer<Schema>, Needs>
  }
  /** What to keep in mind before submitting, shown at 核对. */
  warnings?: (it: z.infer<Schema>, facts: With<Needs>) => readonly string[]
  submit: Name
  done: (result: Commands[Name]["result"], it: z.infer<Schema>) => string
}

export type Instead = { say: string; begin: string }

/** A form as the engine sees it: the author's types erased, readers and rules worked out once. */
export type Form = {
  type: "form"
  id: string
  name: string
  about: string
  starts: readonly string[]
  needs: readonly FactName[]
  private: boolean
  tense?: "past" | "future"
  visible: (me: Me) => boolean
  refuse: (facts: With<FactName>) => string | Instead | undefined
  opening: (facts: With<FactName>) => string
  slots: readonly Slot[]
  warnings: (it: Record<string, unknown>, facts: With<FactName>) => readonly string[]
  submit: CommandName
  done: (result: never, it: Record<string, unknown>) => string
  schema: z.ZodObject
  /** Changes when what it asks changes: a talk in the middle of another version starts over, keeping what still fits. */
  version: string
}

export type Slot = {
  name: string
  label: string
  reads: Reads
  optional: boolean
  asked: boolean
  hint?: string
  aka: readonly string[]
  /** What it is called, longest first. */
  names: readonly string[]
  ask: (it: Record<string, unknown>, facts: With<FactName>) => string
  when: (it: Record<string, unknown>, facts: With<FactName>) => boolean
  known: (facts: With<FactName>, it: Record<string, unknown>) => unknown
  choices?: (facts: With<FactName>, it: Record<string, unknown>) => readonly Choice[]
  /** Whether the choices depend on the facts. */
  changing: boolean
  show?: (value: unknown, facts: With<FactName>) => string
  refuse: (value: unknown, it: Record<string, unknown>, facts: With<FactName>) => string | undefined
  schema: z.ZodType
}

export function form<Schema extends z.ZodObject, Name extends TakerOf<z.infer<Schema>>, Needs extends FactName = never>(
  id: string,
  schema: Schema,
  spec: FormSpec<Schema, Needs, Name>,
): Form {
  const slots = Object.entries(spec.slots).map(([name, words]) =>
    slotOf(name, schema.shape[name], words as unknown as AnyWords),
  )
  const { opening } = spec
  const shape = slots.map((one) => [one.name, one.reads, one.optional, one.asked])
  return {
    type: "form",
    id,
    name: spec.name,
    about: spec.about,
    starts: spec.starts,
    needs: spec.needs ?? [],
    private: spec.private ?? false,
    ...(spec.tense ? { tense: spec.tense } : {}),
    visible: spec.visible ?? (() => true),
    refuse: (spec.refuse ?? (() => undefined)) as unknown as Form["refuse"],
    opening: (typeof opening === "string" ? () => opening : opening) as unknown as Form["opening"],
    slots,
    warnings: (spec.warnings ?? (() => [])) as unknown as Form["warnings"],
    submit: spec.submit,
    done: spec.done as unknown as Form["done"],
    schema,
    version: createHash("sha256").update(JSON.stringify(shape)).digest("hex").slice(0, 8),
  }
}

type AnyWords = Words<never, Record<string, unknown>, FactName> & {
  choices?: Record<string, string> | ((facts: With<FactName>, it: Record<string, unknown>) => readonly Choice[])
  akas?: Record<string, readonly string[]>
}

function slotOf(name: string, field: unknown, words: AnyWords): Slot {
  let schema = field as z.ZodType
  const leftOut = schema.type === "optional"
  if (leftOut) schema = (schema as z.ZodOptional<z.ZodType>).unwrap()
  const { ask, choices } = words
  return {
    name,
    label: words.label,
    reads: (schema.meta()?.reads ?? "text") as Reads,
    optional: leftOut && words.must !== true,
    asked: words.asked !== "when-said",
    ...(words.hint ? { hint: words.hint } : {}),
    aka: words.aka ?? [],
    names: [words.label, ...(words.aka ?? [])].sort((a, b) => b.length - a.length),
    ask: typeof ask === "string" ? () => ask : ask,
    when: words.when ?? (() => true),
    known: words.known ?? (() => undefined),
    changing: typeof choices === "function",
    ...(choices ? { choices: typeof choices === "function" ? choices : fixed(choices, words.akas ?? {}) } : {}),
    ...(words.show ? { show: words.show as NonNullable<Slot["show"]> } : {}),
    refuse: (words.refuse ?? (() => undefined)) as Slot["refuse"],
    schema,
  }
}

function fixed(labels: Record<string, string>, akas: Record<string, readonly string[]>) {
  const list: Choice[] = Object.entries(labels).map(([id, label]) => ({
    id,
    label,
    ...(akas[id] ? { aka: akas[id] } : {}),
  }))
  return () => list
}

/** A slot as the language room reads it, with the choices of this moment. */
export function specOf(slot: Slot, choices: readonly Choice[] | undefined): SlotSpec {
  return { name: slot.name, reads: slot.reads, label: slot.label, aka: slot.aka, ...(choices ? { choices } : {}) }
}
