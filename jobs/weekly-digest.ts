import { dayOf } from "#domain/calendar.ts"
import { periodOf } from "#domain/period.ts"
import { job } from "#src/job.ts"
import { tellOfficials } from "./digest/to-officials.ts"

export const weeklyDigest = job({
  id: "weekly-digest",
  about: "每周一早上把本地进展发给工作人员",
  cron: "37 8 * * 1",
  once: "week",
  run: (world, now) =>
    tellOfficials(world, { job: "weekly-digest", period: periodOf("week", now), asOf: dayOf(now), now }),
})
