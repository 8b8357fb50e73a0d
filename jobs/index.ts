import type { Job } from "#src/job.ts"
import { keepHouse } from "./keep-house.ts"
import { monthlyDigest } from "./monthly-digest.ts"
import { nudgeDrafts } from "./nudge-drafts.ts"
import { remindOutcome } from "./remind-outcome.ts"
import { remindReview } from "./remind-review.ts"
import { remindTickets } from "./remind-tickets.ts"
import { returnTalks } from "./return-talks.ts"
import { sendOutbox } from "./send-outbox.ts"
import { weeklyDigest } from "./weekly-digest.ts"

/** Every job there is. */
export const jobs: readonly Job[] = [
  returnTalks,
  sendOutbox,
  weeklyDigest,
  monthlyDigest,
  remindOutcome,
  nudgeDrafts,
  remindReview,
  remindTickets,
  keepHouse,
]
