import { addDays, dayOf, daysBetween, worksOn } from "#domain/calendar.ts"
import type { HeldActivity } from "#domain/job-facts.ts"
import { job } from "#src/job.ts"

/** Days after the last day of an activity on which its summary is asked for. */
const AFTER = [9, 2]
/** What is older nobody is reminded of. */
const OLDEST = 60

export const remindOutcome = job({
  id: "remind-outcome",
  about: "活动办完2天、9天后还没有总结的，提醒申报人",
  cron: "7 9 * * *",
  once: "day",

  async run({ activities, outbox }, now) {
    const today = dayOf(now)
    if (!worksOn(today)) return "今天休息，不提醒。"
    const over = await activities.endedBetween(addDays(today, -OLDEST), addDays(today, -Math.min(...AFTER)))
    const open = over.filter((one) => whyNot(one, today) === undefined)
    const told = await outbox.tell(
      open.map((one) => {
        // After downtime only the later of two reminders.
        const after = AFTER.find((days) => daysBetween(one.day, today) >= days)!
        return {
          key: `remind-outcome:${one.number}:${one.day}:${after}`,
          personId: one.byPerson,
          kind: "reminder",
          text: `您的活动“${one.title}”（${one.number}）办完了，还差一份总结。发“活动总结”，两分钟就能填好。`,
          dueAt: now,
        }
      }),
    )
    return `${over.length}个活动已结束，其中${open.length}个还没有总结，新提醒${told}个。`
  },

  async overtaken({ activities }, key, now) {
    const [, number, day] = key.split(":")
    const activity = await activities.byNumber(number!)
    if (!activity) return "there is no such activity"
    return activity.day === day ? whyNot(activity, dayOf(now)) : `the activity was moved to ${activity.day}`
  },
})

function whyNot({ outcome, approved, state, day }: HeldActivity, today: string): string | undefined {
  if (outcome !== undefined) return `done: ${outcome}`
  if (state === "withdrawn" || state === "revoked") return `the activity was ${state}`
  if (!approved) return "the activity is not approved"
  return day < addDays(today, -OLDEST) ? "the activity is long over" : undefined
}
