import { audit, command } from "#app/command.ts"
import { hashOfCode, newCode } from "#app/secret.ts"

const MINUTES = 15

/** 绑定 without a code: a short-lived code for one's own second account. */
export const inviteSelf = command({
  name: "inviteSelf",
  find: async () => undefined,
  prepare: (_input, _found, turn) => {
    const code = newCode()
    const until = new Date(turn.now.getTime() + MINUTES * 60_000)
    return {
      rows: [
        {
          add: "Invite",
          row: {
            codeHash: hashOfCode(code),
            use: "identity",
            role: null,
            regionCode: null,
            personId: turn.me.id,
            createdAt: turn.now.toISOString(),
            expiresAt: until.toISOString(),
            createdBy: turn.me.id,
          },
        },
        audit(turn, "invite-self", turn.me.id),
      ],
      result: { code, until },
    }
  },
})
