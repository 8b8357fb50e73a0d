import { INVITE_DAYS } from "#app/commands/invite.ts"
import { hashOfCode, newCode } from "#app/secret.ts"
import { addInvitation } from "#db/invites.ts"
import { ROLE_NAMES } from "#domain/person.ts"
import { houseCommand, WrongUse } from "./command.ts"
import { regionStated } from "./stated.ts"

const ROLES = Object.keys(ROLE_NAMES)

export const invite = houseCommand({
  name: "invite",
  about: "prints a one-time code that makes whoever says 绑定 CODE in a chat an official, trainer or administrator",
  args: [],
  options: {
    role: { type: "string", value: "official|trainer|administrator", about: "what the code makes one (required)" },
    region: { type: "string", value: "CODE", about: "the county or one town of it (the county)" },
  },
  help: `The code works once, for ${INVITE_DAYS} days.`,
  async run({ values: { role, region } }, io, { database }) {
    if (role === undefined || !ROLES.includes(role)) throw new WrongUse(`--role must be one of ${ROLES.join(", ")}.`)
    const regionCode = regionStated(region)
    const code = newCode()
    const createdAt = new Date()
    const expiresAt = new Date(createdAt.getTime() + INVITE_DAYS * 86_400_000)
    await addInvitation(database, { codeHash: hashOfCode(code), role, regionCode, createdAt, expiresAt })
    io.out(`${code}\n`)
    return 0
  },
})
