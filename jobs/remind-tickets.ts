import { clockOf, dayOf, worksOn } from "#domain/calendar.ts"
import { job } from "#src/job.ts"

export const remindTickets = job({
  id: "remind-tickets",
  about: "工作日上午、下午各一次，告诉工作人员有几件提问等了一个多工作日",
  cron: "27 9,15 * * *",
  once: "tick",

  async run({ tickets, outbox }, now) {
    if (!worksOn(dayOf(now))) return "今天休息，不提醒。"
    const waiting = await tickets.longWaiting(now)
    const told = await outbox.tell(
      waiting.map(({ personId, count }) => ({
        key: `remind-tickets:${halfDay(now)}:${personId}`,
        personId,
        kind: "work",
        text: `有${count}件提问等了一个多工作日，还没有人回复。发“工单”看是哪些。`,
        dueAt: now,
      })),
    )
    return `${waiting.length}位工作人员有等了很久的提问，新提醒${told}位。`
  },

  // remind-tickets:new:GD20261123001:1:… is the notice that a turn gave of a ticket.
  async overtaken({ tickets }, key, now) {
    const [, half, who] = key.split(":")
    if (half === "new") {
      const state = await tickets.stateOf(who!, now)
      return state === "open" ? undefined : `the ticket is ${state ?? "unknown"}`
    }
    if (half !== halfDay(now)) return "its half-day is over"
    const waits = (await tickets.longWaiting(now)).some((one) => one.personId === who)
    return waits ? undefined : "nothing waits so long any more"
  },
})

const halfDay = (at: Date) => `${dayOf(at)}-${clockOf(at).hour < 12 ? "am" : "pm"}`
