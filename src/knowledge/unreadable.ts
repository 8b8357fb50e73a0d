/** A file that cannot become a document, with the sentence that the official sees. */
export class UnreadableFile extends Error {
  readonly sentence: string
  constructor(sentence: string) {
    super(sentence)
    this.name = "UnreadableFile"
    this.sentence = sentence
  }
}
