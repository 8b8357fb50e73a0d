import { audit, command } from "#app/command.ts"

/** 删除我的信息 (个人信息保护法 47): the person goes out of every record in the commit of this turn. */
export const forgetMe = command({
  name: "forgetMe",
  find: async () => undefined,
  prepare: (_input, _found, turn) => ({ rows: [audit(turn, "forget", turn.me.id)], result: {}, erase: turn.me.id }),
})
