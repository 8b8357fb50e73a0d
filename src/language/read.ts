/** What the talk asks of this room: an answer, a whole message, a correction, or whether it was a question. */

export { readAnswer } from "./answer.ts"
export { readCorrection } from "./correction.ts"
export { readMessage } from "./message.ts"
export { looksLikeQuestion } from "./question.ts"
