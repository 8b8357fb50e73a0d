import { audit, command } from "#app/command.ts"

/** 退订: no reminders and no digests any more; answers to one's own filings still come. 恢复订阅 takes it back. */
export const optOut = command({
  name: "optOut",
  find: async () => undefined,
  prepare: ({ on }, _found, turn) => ({
    rows: [
      { change: "Person", key: { id: turn.me.id }, set: { optedOutAt: on ? turn.now.toISOString() : null } },
      audit(turn, on ? "opt-out" : "opt-in", turn.me.id),
    ],
    result: {},
  }),
})
