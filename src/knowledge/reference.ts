import { numeral } from "#domain/numeral.ts"
import type { Article, ArticlePath } from "./document.ts"

/** Questions that name an article: 任务7, 第二部分第九条, 二(四)9, 保障措施第四条. */

const N = "[零一二三四五六七八九十百两]{1,4}|\\d{1,3}"
const WORDS = new RegExp(`第?\\s?(${N})\\s?(部分|大点|大条|章)`)
const RULE = new RegExp(`第\\s?(${N})\\s?(?:条|款|项|点|个任务|项任务|号任务)`)
const TASK = new RegExp(`任务\\s?[第]?\\s?(${N})(?![%％年家个月])|(?<!\\d)(${N})\\s?号任务`)
const SIGNED =
  /(?<![\d一二三四五六七八九十])([一二三四五六七八九十]{1,3})?[、\s]?[(（]([一二三四五六七八九十]{1,3})[)）][、.\s]?(\d{1,2})?/
/** A question about the thing itself, not about what it says: no number of an article is meant. */
const NOT = /第[一二三四五六七八九十\d]+(?:次|批|届|年|天|名|期|季度|个月|个[^任])/

export type Reference = ArticlePath & { loose?: number; section?: string }

/** What article a question names, if any. */
export function referenceIn(question: string): Reference | undefined {
  const text = question.normalize("NFKC")
  const signed = SIGNED.exec(text)
  if (signed !== null && (signed[1] !== undefined || signed[3] !== undefined)) {
    return compact({
      part: value(signed[1]),
      group: value(signed[2]),
      item: value(signed[3]),
    })
  }
  const task = TASK.exec(text)
  if (task !== null) return compact({ item: value(task[1] ?? task[2]) })
  const part = value(WORDS.exec(text)?.[1])
  const rule = value(RULE.exec(text)?.[1])
  if (part !== undefined) return compact({ part, loose: rule })
  if (rule === undefined || NOT.test(text)) return undefined
  const section = /([\p{Script=Han}]{4,8}?)(?:的|里|中|部分)?第/u.exec(text)?.[1]
  return compact({ rule, loose: rule, section })
}

function value(text: string | undefined): number | undefined {
  return text === undefined ? undefined : numeral(text)
}

function compact(it: { [K in keyof Reference]: Reference[K] | undefined }): Reference {
  return Object.fromEntries(Object.entries(it).filter(([, one]) => one !== undefined)) as Reference
}

/** The articles that a reference means, of one document. */
export function meantBy(reference: Reference, articles: readonly Article[]): Article[] {
  const { loose, section, rule, ...path } = reference
  const fits = (article: Article) =>
    (["part", "group", "item"] as const).every((key) => path[key] === undefined || article.path[key] === path[key])
  const inSection = (article: Article) =>
    section === undefined || article.under.some((heading) => heading.includes(section) || section.includes(heading))
  const byRule = articles.filter((one) => rule !== undefined && one.path.rule === rule)
  if (byRule.length > 0) return byRule
  const open = articles.filter((one) => one.id !== "0" && fits(one))
  if (loose === undefined) return open
  const sections = section === undefined || !open.some(inSection) ? open : open.filter(inSection)
  const byItem = sections.filter((one) => one.path.item === loose)
  const byGroup = sections.filter((one) => one.path.group === loose && one.path.item === undefined)
  const named = section !== undefined && sections.length < open.length
  return named && byGroup.length > 0 ? byGroup : byItem.length > 0 ? byItem : byGroup
}
