import type { OverTalk } from "#domain/job-facts.ts"
import type { Owed } from "#domain/owed.ts"
import { sayAsker, sayOfficial, TAKEN_MINUTES, tellKey } from "#domain/ticket.ts"
import { job } from "#src/job.ts"

export const returnTalks = job({
  id: "return-talks",
  about: "工作人员接手后半小时没说话的，交还给小助手",
  cron: "* * * * *",
  once: "tick",
  async run({ tickets }, now) {
    let returned = 0
    for (const talk of await tickets.talksOver(now))
      if (await tickets.returnTalk(talk, told(talk, now), now)) returned++
    return `交还${returned}个对话。`
  },
})

function told({ number, kind, step, personId, byName, official, officialName }: OverTalk, dueAt: Date): Owed[] {
  const key = (to: "person" | "official") => tellKey(number, step + 1, to)
  const asker = sayAsker({ kind, ...(byName === null ? {} : { byName }) })
  return [
    {
      key: key("person"),
      personId,
      kind: "talk",
      text: `${sayOfficial(officialName ?? undefined)}先离开了，小助手接着为您服务；有没填完的表，发“继续”接着填。还要找工作人员，请发“转人工”。`,
      dueAt,
    },
    {
      key: key("official"),
      personId: official,
      kind: "talk",
      text: `您和${asker}的对话（${number}）${TAKEN_MINUTES}分钟没有新的话，已经交还给小助手。`,
      dueAt,
    },
  ]
}
