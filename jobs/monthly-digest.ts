import { dayOf } from "#domain/calendar.ts"
import { endOfLastMonth } from "#domain/period.ts"
import { job } from "#src/job.ts"
import { tellOfficials } from "./digest/to-officials.ts"

export const monthlyDigest = job({
  id: "monthly-digest",
  about: "每月1日把到上月底的进展发给工作人员",
  cron: "47 8 1 * *",
  once: "month",
  run: (world, now) => {
    const asOf = endOfLastMonth(dayOf(now))
    // Named after the month that it is about.
    return tellOfficials(world, { job: "monthly-digest", period: asOf.slice(0, 7), asOf, now })
  },
})
