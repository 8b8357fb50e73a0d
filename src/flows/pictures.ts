import type { Filing } from "#domain/filing.ts"
import { FILING_KINDS } from "#domain/filings/index.ts"
import { reply } from "#engine/reply.ts"

/** A picture goes to the filing that is open: the latest summary, else the latest activity, of the last weeks. */

const TAKES_PICTURES = new Set(["file-activity", "file-outcome", "register-organization"])
const MOST_PICTURES = 20
const RECENT = 45 * 86_400_000

function openFiling(mine: readonly Filing[], now: Date): Filing | undefined {
  const recent = mine.filter(
    (one) =>
      now.getTime() - one.submittedAt.getTime() < RECENT &&
      one.kind !== "membership" &&
      one.state !== "withdrawn" &&
      one.state !== "revoked",
  )
  return recent.toSorted((a, b) => b.submittedAt.getTime() - a.submittedAt.getTime())[0]
}

export const picture = reply("picture", {
  words: [],
  needs: ["myFilings"],
  run: ({ facts, message, talk }) => {
    const { form } = talk
    if (form && TAKES_PICTURES.has(form.id)) {
      const pictures = form.pictures ?? []
      if (pictures.length >= MOST_PICTURES) return { say: `一份申报最多放${MOST_PICTURES}张照片，前面的都收好了。` }
      return {
        talk: { ...talk, form: { ...form, pictures: [...pictures, message.picture ?? ""] } },
        say: "照片收到，提交的时候一起放进去。",
      }
    }
    const filing = openFiling(facts.myFilings, facts.now)
    if (!filing) return { say: "照片收到了，但还不知道是哪件事的。请先发“备案活动”或“活动总结”，报完再发照片。" }
    return {
      say: `照片收到，放到${FILING_KINDS[filing.kind].name} ${filing.number}（${FILING_KINDS[filing.kind].headline(filing.answers, facts.now)}）里了。`,
      command: { name: "attachPicture", input: { media: message.picture ?? "", filing: filing.number } },
    }
  },
})

const SENTENCES: Record<string, string> = {
  voice: "这段语音我没听清，请打字告诉我，或者用输入法的语音转文字。",
  image: "照片我先不收，等您同意开始办事再发就行。",
  "image-too-large": "这张照片太大了（最多5兆），请压缩一下再发。",
  "image-not-a-picture": "这个文件我打不开，请发普通照片（JPG或PNG）。",
  "image-unavailable": "照片没取到，请再发一次。",
  "image-too-many": "今天收的照片太多了，请明天再发，或者拿到窗口交。",
  video: "视频我看不了，请发文字或照片。",
  location: "位置我看不了，请把地点打成文字，比如“蒲圻街道社区服务中心”。",
  link: "链接我打不开，请把要说的打成文字。",
  "file-too-large": "这个文件太大了（最多10兆），请去掉图片或者拆开再发。",
  "file-unavailable": "文件没有收到，请再发一次；还是收不到的话，发“登录”到网页上添加。",
  sticker: "收到。需要什么直接说，发“帮助”看我能做什么。",
  text: "需要什么直接说，发“帮助”看我能做什么。",
}

/** What cannot be worked with is answered in words. */
export const unsupported = reply("unsupported", {
  words: [],
  run: ({ message }) => ({ say: SENTENCES[message.unsupported ?? ""] ?? "这个我看不了，请打字告诉我。" }),
})
