import { clockOf, dayOf, worksOn } from "#domain/calendar.ts"
import { job } from "#src/job.ts"

export const remindReview = job({
  id: "remind-review",
  about: "工作日上午、下午各一次，告诉工作人员有几件待审",
  cron: "17 9,14 * * *",
  once: "tick",

  async run({ waitingByOfficial, outbox }, now) {
    if (!worksOn(dayOf(now))) return "今天休息，不提醒。"
    const waiting = await waitingByOfficial()
    const told = await outbox.tell(
      waiting.map(({ personId, count }) => ({
        key: `remind-review:${halfDay(now)}:${personId}`,
        personId,
        kind: "work",
        text: `待审${count}件。发“待审”看是哪些。`,
        dueAt: now,
      })),
    )
    return `${waiting.length}位工作人员有待审，新提醒${told}位。`
  },

  async overtaken({ waitingByOfficial }, key, now) {
    const [, half, personId] = key.split(":")
    if (half !== halfDay(now)) return "its half-day is over"
    const waiting = (await waitingByOfficial()).some((one) => one.personId === personId)
    return waiting ? undefined : "nothing waits any more"
  },
})

const halfDay = (at: Date) => `${dayOf(at)}-${clockOf(at).hour < 12 ? "am" : "pm"}`
