import { command } from "#app/command.ts"
import { homeRegion } from "#domain/person.ts"
import { cleanText, maskPhones } from "#domain/text.ts"

/** A question as it is kept: long enough to see what was asked. */
const KEPT = 200

/** What people ask, so that the bureau sees what its documents leave out. Phones are masked, ID-card numbers were hidden before. */
export const recordQuestion = command({
  name: "recordQuestion",
  find: async () => undefined,
  prepare: ({ text, kind, articles }, _found, turn) => ({
    rows: [
      {
        add: "Question",
        row: {
          id: turn.newId(),
          text: [...cleanText(maskPhones(text))].slice(0, KEPT).join(""),
          kind,
          articles,
          regionCode: homeRegion(turn.me),
          personId: turn.me.id,
          at: turn.now.toISOString(),
          dismissedAt: null,
        },
      },
    ],
    result: {},
  }),
})
