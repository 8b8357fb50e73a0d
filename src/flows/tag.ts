import { type Me, officialRegion } from "#domain/person.ts"
import { findTag, TAGS } from "#domain/tag.ts"
import { reply } from "#engine/reply.ts"

/** 打标签 〈no〉 〈tag〉: the plan's policy classes are put on by officials. */

const reviews = (me: Me) => officialRegion(me) !== undefined
const staff = (me: Me) => (reviews(me) ? undefined : "打标签是民政局工作人员用的。")
const how = (word: string) =>
  `请发“${word} 组织编号 标签”，比如“${word} DJ20261123001 科技创新”。标签有：${TAGS.join("、")}。`

type Args = { organization: string; tag: string }

function parse(rest: string): Args {
  const words = rest
    .normalize("NFKC")
    .trim()
    .split(/[\s,，]+/u)
  return { organization: words[0] ?? "", tag: words.slice(1).join("") }
}

function tagging(id: string, words: readonly string[], on: boolean) {
  return reply<"found", Args>(id, {
    ...(on ? { about: "给组织打政策标签" } : {}),
    words,
    args: parse,
    needs: ["found"],
    private: true,
    visible: reviews,
    refuse: staff,
    run: ({ facts, args }) => {
      const usage = how(words[0]!)
      const tag = findTag(args.tag)
      const organization = facts.found[0]
      if (args.organization === "" || !tag)
        return { say: args.tag !== "" && !tag ? `没有“${args.tag}”这个标签。${usage}` : usage }
      if (!organization) return { say: `没有找到组织“${args.organization}”。${usage}` }
      return { say: "", command: { name: "tagOrganization", input: { number: organization.number, tag, on } } }
    },
    done: (result: { organization: string; tags: readonly string[] }) =>
      `“${result.organization}”现在的标签：${result.tags.length > 0 ? result.tags.join("、") : "没有"}。相关指标马上按这个算。`,
  })
}

export const addTag = tagging("add-tag", ["打标签"], true)
export const removeTag = tagging("remove-tag", ["去标签", "取消标签", "删标签"], false)
