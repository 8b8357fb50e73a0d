import { job } from "#src/job.ts"

export const sendOutbox = job({
  id: "send-outbox",
  about: "每分钟把到时间的消息发出去",
  cron: "* * * * *",
  once: "tick",
  run: async ({ outbox }, now) => `发出${await outbox.sweep(now)}条。`,
})
