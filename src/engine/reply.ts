import type { Command } from "#domain/commands.ts"
import type { FactName, StoredDocument, With } from "#domain/facts.ts"
import type { Me } from "#domain/person.ts"
import type { Slot } from "./form.ts"
import type { Talk } from "./talk.ts"

/** What an author writes to answer one message without asking anything. */

/** What came in, as a flow sees it. */
export type Message = {
  text: string
  /** The message's own time. */
  at: Date
  /** Whether others read along. */
  room: boolean
  /** A picture that came with it (the id it is kept under), or what else it was. */
  picture?: string
  /** A file that came with it: the document read from it, as the shelf keeps it, or why it could not be read; neither where nobody read it. */
  file?: { name: string; document?: StoredDocument; problem?: string }
  event?: "follow"
  unsupported?: string
}

type Given<Needs extends FactName, Args> = {
  facts: With<Needs>
  talk: Talk
  message: Message
  args: Args
  /** What the open form asks, where one is open. */
  asked?: Slot
  /** It is only a guess that the message is for this; what is not surely answered is passed back. */
  guessed?: true
}

/** What a reply does: says something, may remember something in the talk, may ask for one command. */
export type Said = {
  say: string | readonly string[]
  talk?: Talk
  command?: Command
  /** The talk where the command is refused, if that is another. */
  otherwise?: Talk
  /** It opened a form itself and put its question, which is then not asked again. */
  opened?: true
  /** Nothing is said, nor an open form's question asked again. */
  silent?: true
  /** It has nothing to say to this: in the middle of a form the message is the form's after all, guessed it is for something else. */
  passes?: true
  /** Another reply (its id) answers this, with the facts that it needs. */
  instead?: { reply: string; args: unknown }
}

type ReplySpec<Needs extends FactName, Args> = {
  /** One line for 帮助; absent = not shown there. */
  about?: string
  /** The words people know it by, the first being the one that 帮助 shows. */
  words: readonly string[]
  /** What follows the words: its meaning, or undefined where the message is meant otherwise. Without it only the bare words match. */
  args?: (rest: string, talk: Talk, message: Message) => Args | undefined
  /** A message that means this without the words (③). */
  match?: (text: string, talk: Talk) => Args | undefined
  needs?: readonly Needs[]
  visible?: (me: Me) => boolean
  /** Who may not, and the sentence they see. */
  refuse?: (me: Me) => string | undefined
  /** Only in private talks. */
  private?: boolean
  /** Heard too while two people talk through the service. */
  between?: boolean
  run: (given: Given<Needs, Args>) => Said
  /** What is said once the command was done; `result` is that command's. */
  done?: (result: never, given: Given<Needs, Args>) => string
}

export type Reply = {
  type: "reply"
  id: string
  about?: string
  words: readonly string[]
  args?: (rest: string, talk: Talk, message: Message) => unknown
  match?: (text: string, talk: Talk) => unknown
  needs: readonly FactName[]
  visible: (me: Me) => boolean
  refuse: (me: Me) => string | undefined
  private: boolean
  between: boolean
  run: (given: Given<FactName, unknown>) => Said
  done?: (result: never, given: Given<FactName, unknown>) => string
}

export function reply<Needs extends FactName = never, Args = undefined>(
  id: string,
  spec: ReplySpec<Needs, Args>,
): Reply {
  return {
    type: "reply",
    id,
    ...(spec.about ? { about: spec.about } : {}),
    words: spec.words,
    ...(spec.args ? { args: spec.args } : {}),
    ...(spec.match ? { match: spec.match } : {}),
    needs: spec.needs ?? [],
    visible: spec.visible ?? (() => true),
    refuse: spec.refuse ?? (() => undefined),
    private: spec.private ?? false,
    between: spec.between ?? false,
    run: spec.run as Reply["run"],
    ...(spec.done ? { done: spec.done as NonNullable<Reply["done"]> } : {}),
  }
}
