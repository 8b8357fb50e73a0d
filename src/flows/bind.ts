import { ROLE_NAMES } from "#domain/person.ts"
import { regionName } from "#domain/region.ts"
import { reply } from "#engine/reply.ts"
import type { Talk } from "#engine/talk.ts"

/** 绑定 〈code〉: takes up an invitation, or brings a second account to the same person. Guessing is slowed down. */

const MOST_WRONG = 5
const HOUR = 3_600_000

/** The talk with one more try counted; undefined where there were too many within the hour. */
function counted(talk: Talk, now: number): Talk | undefined {
  const before = talk.wrongCodes && now - talk.wrongCodes.since < HOUR ? talk.wrongCodes : { count: 0, since: now }
  return before.count >= MOST_WRONG
    ? undefined
    : { ...talk, wrongCodes: { count: before.count + 1, since: before.since } }
}

export const bind = reply("bind", {
  words: ["绑定"],
  args: (rest) => ({ code: rest.normalize("NFKC").replace(/[\s<>〈〉《》“”"]/g, "") }),
  private: true,
  run: ({ facts, talk, args }) => {
    if (args.code === "") return { say: "", command: { name: "inviteSelf", input: {} } }
    const next = counted(talk, facts.now.getTime())
    if (!next) return { say: "绑定码试错太多次了，请过一个小时再试。" }
    return { say: "", talk: next, command: { name: "bind", input: { code: args.code } } }
  },
  done: (result: object) => {
    const it = result as
      | { joined: "role"; role: keyof typeof ROLE_NAMES; regionCode: string }
      | { joined: "identity" }
      | { code: string }
    if ("code" in it)
      return `要在另一个微信上继续用，请在那边给我发“绑定 ${it.code}”，15分钟内有效。\n有邀请码的话，请发“绑定”加邀请码。`
    if (it.joined === "identity") return "绑定好了，两边是同一个人了，以前报的都在。"
    return `绑定好了，您现在是${regionName(it.regionCode)}的${ROLE_NAMES[it.role]}。发“帮助”看看能做什么。`
  },
})
