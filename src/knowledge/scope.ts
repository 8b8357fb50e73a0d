import type { FactKind } from "./fact.ts"
import { folded } from "./lexicon.ts"
import { otherPlaces } from "./place.ts"
import type { Hit } from "./search.ts"
import { spoken } from "./spoken.ts"

/** What is so in one place, year or grade need not be so in another: what a question asks of others than the article is about. */

const FIGURE_OR_RULE = /目标|指标|任务|怎么规定|规定是|标准|上限|要求是|要求$/

/** Other places. */
export function elsewhere(question: string, hit: Hit, facts: readonly FactKind[]): string[] {
  const text = hit.document.title + hit.article.text
  return otherPlaces(question, hit.document.places).filter((place) => {
    if (text.includes(place.replace(/[里级]$/, ""))) return false
    // what one may do there is asked of the county; a figure or a rule of there is not in its documents
    return facts.length > 0 || FIGURE_OR_RULE.test(question)
  })
}

const YEAR = /(?<![\d.])(?:20)?(2\d)\s?年(?!前|内|以|多|左|的?时间)/g

/** A figure for 2024 is not that for 2025: years asked for that the article does not name. */
export function otherYears(question: string, hit: Hit, facts: readonly FactKind[]): string[] {
  const figure = facts.some((one) => ["figure", "count", "share", "money"].includes(one))
  if (!figure && !/目标|指标/.test(question)) return []
  const text = `${hit.document.title}${hit.article.text}`
  const years = [...question.normalize("NFKC").matchAll(YEAR)].map((one) => `20${one[1]}`)
  return years.some((year) => hit.article.text.includes(year)) || hit.document.kind === "answers"
    ? []
    : years.filter((year) => facts.length > 0 || !text.includes(year)).map((year) => `${year}年`)
}

const GRADE = /[1-5]a/g

/** What is so of 3A need not be so of 5A: grades asked for where the article names others. */
export function otherGrades(question: string, hit: Hit, facts: readonly FactKind[]): string[] {
  if (facts.length === 0 || hit.document.kind === "answers") return []
  const named: readonly string[] = folded(hit.article.text).match(GRADE) ?? []
  const asked = spoken(question).match(GRADE) ?? []
  if (named.length === 0 || asked.some((grade) => named.includes(grade))) return []
  return [...new Set(asked)].map((grade) => grade.toUpperCase())
}
