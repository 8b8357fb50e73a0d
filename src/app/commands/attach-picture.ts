import { audit, command } from "#app/command.ts"
import { mayCorrect } from "#app/filed.ts"
import { filingByNumber } from "#db/filings.ts"
import { Refusal } from "#domain/refusal.ts"

/** A picture goes to the filing it belongs to. */
export const attachPicture = command({
  name: "attachPicture",
  find: (database, { filing }) => filingByNumber(database, filing),
  prepare: ({ media, filing: number }, filing, turn) => {
    const barred = mayCorrect(number, filing, turn)
    if (barred) return new Refusal(barred.code, "这份申报现在不能放照片了。")
    return {
      rows: [{ change: "Media", key: { id: media }, set: { filing: number } }, audit(turn, "picture", number)],
      result: {},
    }
  },
})
