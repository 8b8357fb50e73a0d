/** A command that the house will not carry out, with the sentence the person sees. Anything else that fails is a bug. */
export class Refusal {
  readonly code: string
  readonly sentence: string
  /** The form's field it is about, which is then asked again. */
  readonly slot: string | undefined
  constructor(code: string, sentence: string, slot?: string) {
    this.code = code
    this.sentence = sentence
    this.slot = slot
  }
}
