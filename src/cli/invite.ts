import { hashOfCode, newCode } from "#app/secret.ts"
import type { RoleName } from "#domain/person.ts"
import { houseCommand, WrongUse } from "./command.ts"

const ROLES: readonly RoleName[] = ["official", "trainer", "administrator"]

export const invite = houseCommand({
  name: "invite",
  about: "prints a one-time code that makes whoever says 绑定 CODE in a chat an official, trainer or administrator",
  args: [],
  options: {
    role: { type: "string", value: "official|trainer|administrator", about: "what the code makes one (required)" },
    region: { type: "string", value: "CODE", about: "the county or one town of it (the county)" },
  },
  help: "The code works once, for seven days.",
  async run({ values: { role, region } }, io, { database }) {
    const { regionStated } = await import("./stated.ts")
    const { addInvitation } = await import("#db/invites.ts")
    const { INVITE_DAYS } = await import("#app/commands/invite.ts")
    if (!ROLES.some((one) => one === role) || role === undefined)
      throw new WrongUse(`--role must be one of ${ROLES.join(", ")}.`)
    const regionCode = regionStated(region)
    const code = newCode()
    const createdAt = new Date()
    const expiresAt = new Date(createdAt.getTime() + INVITE_DAYS * 86_400_000)
    await addInvitation(database, { codeHash: hashOfCode(code), role, regionCode, createdAt, expiresAt })
    io.out(`${code}\n`)
    return 0
  },
})
