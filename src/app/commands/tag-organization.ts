import { audit, command } from "#app/command.ts"
import { organizationByNumber } from "#db/organizations.ts"
import { answersFor } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"

/** 打标签: the plan's policy classes are an official's judgement, kept with who gave it and when. */
export const tagOrganization = command({
  name: "tagOrganization",
  find: (database, { number }) => organizationByNumber(database, number),
  prepare: ({ number, tag, on }, organization, turn) => {
    if (!organization) return new Refusal("unknown-organization", `没有找到组织 ${number}，请核对一下编号。`)
    if (!answersFor(turn.me, organization.townCode)) return new Refusal("not-allowed", "这个组织不在您负责的范围里。")
    if (organization.tags.includes(tag) === on)
      return new Refusal("no-change", `“${organization.name}”${on ? "已经有" : "没有"}“${tag}”这个标签。`)
    const at = turn.now.toISOString()
    return {
      rows: [
        {
          add: "OrganizationTag",
          row: {
            organization: number,
            seq: organization.tagSeq + 1,
            tag,
            on,
            // What an organization is, it has been since it was founded, unless it turns out otherwise later.
            effectiveOn: on ? (organization.foundedOn ?? turn.today) : turn.today,
            knownAt: at,
            by: turn.me.id,
          },
        },
        audit(turn, on ? "tag" : "untag", number, { tag }),
      ],
      result: {
        organization: organization.name,
        tags: on ? [...organization.tags, tag] : organization.tags.filter((one) => one !== tag),
      },
    }
  },
})
