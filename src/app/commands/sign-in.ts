import { audit, command } from "#app/command.ts"
import { hashOf, newToken } from "#app/secret.ts"
import { officialRegion } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"

const LINK_MINUTES = 10

/** 登录: a one-time link to the overview, for officials. */
export const signIn = command({
  name: "signIn",
  find: async () => undefined,
  prepare: (_input, _found, turn) => {
    if (officialRegion(turn.me) === undefined) return new Refusal("not-allowed", "这个页面是给民政局工作人员用的。")
    const token = newToken()
    const until = new Date(turn.now.getTime() + LINK_MINUTES * 60_000)
    return {
      rows: [
        {
          add: "SignIn",
          row: {
            tokenHash: hashOf(token),
            use: "link",
            personId: turn.me.id,
            createdAt: turn.now.toISOString(),
            expiresAt: until.toISOString(),
            usedAt: null,
          },
        },
        audit(turn, "sign-in-link", turn.me.id),
      ],
      result: { url: `${turn.settings.publicUrl}/sign-in?token=${token}`, until },
    }
  },
})
