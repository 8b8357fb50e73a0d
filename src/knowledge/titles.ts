import { numeral } from "#domain/numeral.ts"
import { COUNTY, REGIONS } from "#domain/region.ts"

/** What a document says of itself: its title, number and day, whether it is repealed, the place it is for. */

export type Front = {
  title: string
  number?: string
  date?: string
  status: "current" | "repealed"
  region?: string
  places: string[]
}

const NUMBER = /[\p{Script=Han}]{1,12}\s?[〔［[(（]\s?\d{4}\s?[〕］\])）]\s?\d{1,5}\s?号/u
const DAY =
  /(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日|([二一][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日/
const TITLE_END =
  /(?:方案|办法|条例|规定|意见|通知|细则|规则|章程|指南|指引|规划|计划|纲要|标准|公告|决定|制度|法|函|问答|说明|须知|要点|清单|通告|批复|报告|总结|名单)(?:[(（][^)）]{1,30}[)）]|〔[^〕]{1,30}〕)*$/
/** Places stand at the head of a title: 湖北省咸宁市… */
const PLACES = /^(?:关于印发|关于|中共)?((?:\p{Script=Han}{2,5}?(?:自治区|自治州|自治县|省|市|县|区))+)/u
const PLACE = /\p{Script=Han}{2,5}?(?:自治区|自治州|自治县|省|市|县|区)/gu

/** Reads the front and the end of a text; `name` is the file's, for a text that has no title. */
export function frontOf(text: string, name = ""): Front {
  const lines = text.split("\n").map((line) => line.trim())
  const head = lines.filter((line) => line !== "").slice(0, 12)
  const title = titleIn(head) ?? (name.replace(/\.\w{2,5}$/, "").trim() || "未命名文件")
  const number = NUMBER.exec(head.join("\n"))?.[0].replace(/\s/g, "")
  const date =
    dayIn(head.slice(0, 8).filter((line) => line.length < 40)) ??
    dayIn(lines.slice(-6).filter((line) => line.length < 40))
  const status = /(?:已|现已|予以)(?:废止|失效)|[(（](?:已)?(?:废止|失效)[)）]/.test(head.slice(0, 4).join("\n"))
    ? "repealed"
    : "current"
  const places = PLACES.exec(title)?.[1]?.match(PLACE) ?? []
  const region = regionOf(title)
  return {
    title,
    ...(number === undefined ? {} : { number }),
    ...(date === undefined ? {} : { date }),
    status,
    ...(region === undefined ? {} : { region }),
    places,
  }
}

/** A title may run over two or three lines; it ends where a kind of document is named. */
function titleIn(head: readonly string[]): string | undefined {
  const clean = (line: string) =>
    line
      .replace(/^#+\s*/, "")
      .replace(/^《(.+)》$/, "$1")
      .replace(/\s+/g, "")
  for (let from = 0; from < Math.min(5, head.length); from++) {
    for (let to = from + 1; to <= Math.min(from + 3, head.length); to++) {
      const lines = head.slice(from, to).map(clean)
      const joined = lines.join("")
      if (lines.some((line) => /[。；]/.test(line) || NUMBER.test(line)) || joined.length > 80) break
      if (joined.length >= 4 && TITLE_END.test(joined)) return joined
    }
  }
  const first = head[0] === undefined ? undefined : clean(head[0])
  return first !== undefined && first.length >= 2 && first.length <= 50 && !/[。；：:]$/.test(first) ? first : undefined
}

function dayIn(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const match = DAY.exec(line)
    if (match === null) continue
    const [year, month, day] = (match[1] === undefined ? match.slice(4, 7) : match.slice(1, 4)).map((one) =>
      numeral((one ?? "").replaceAll("○", "〇")),
    )
    if (year === undefined || month === undefined || day === undefined || month > 12 || day > 31) continue
    return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
  }
  return undefined
}

function regionOf(title: string): string | undefined {
  const part = REGIONS.find((one) => one.kind !== "county" && title.startsWith(`${COUNTY.name}${one.name}`))
  return part?.code ?? (title.includes(COUNTY.name) ? COUNTY.code : undefined)
}
