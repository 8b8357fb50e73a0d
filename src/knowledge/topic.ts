import type { Finder } from "./finder.ts"
import { folded, wordsIn } from "./lexicon.ts"
import { holdsTerm } from "./postings.ts"
import type { Hit } from "./search.ts"
import { spoken } from "./spoken.ts"
import { contentOf, contentTerms } from "./terms.ts"

/** Whether a question is about what was found for it at all. */

/** How much of the question (nearness to a question written for the article, plus share of its words held) makes it on the topic. */
const ON_TOPIC = 0.32
/** As much for a question in everyday words alone. */
const SURELY_MEANT = 0.8
/** From this nearness on, a question is the one that was written for the article. */
export const SAME_QUESTION = 0.75

/** Whether a question is about what an article is about. `question` as it was meant. */
export function onTopic(finder: Finder, question: string, hit: Hit): boolean {
  if (hit.alias >= SAME_QUESTION) return true
  const near = hit.alias + hit.coverage
  if (near < ON_TOPIC || (near < SURELY_MEANT && saysLittle(finder, question, hit))) return false
  return hit.touched && ofElsewhere(finder, question, hit).length === 0
}

/** Said by who asks what a policy says, or asks for an organization. */
const ABOUT_POLICY =
  /支持|鼓励|政策|文件|方案|规定|目标|指标|任务|要求|占比|比例|比重|几成|行动|提倡|扶持|扶不扶|我们|咱|会里|协会|组织|社团|队伍|\p{Script=Han}协(?=[和跟与能想])|(?<!\d)(?:20)?2\d年|\d{3,}家/u

/** Whether a question names nothing of social organizations and their documents, nor anything that the article has in the same word. */
function saysLittle(finder: Finder, question: string, hit: Hit): boolean {
  if (ABOUT_POLICY.test(question)) return false
  const text = folded(hit.article.text)
  const { lexicon } = finder
  const words = wordsIn(spoken(question), lexicon)
  const others = [...contentTerms(question, lexicon).keys()].filter((term) => /^[^#=?]/.test(term))
  return (
    words.every((one) => one.concepts.length === 0 || (lexicon.plain.has(one.text) && !inText(one.text, text))) &&
    !others.some((term) => text.includes(term))
  )
}

/** A character alone stands in many words. */
function inText(word: string, text: string): boolean {
  return word.length > 1 && text.includes(word)
}

/** The topics of elsewhere in a question that neither the article nor a question written for it names. */
export function ofElsewhere(finder: Finder, question: string, hit: Hit): string[] {
  const words = contentOf(question, finder.lexicon).elsewhere
  if (words.length === 0) return []
  const text = folded(hit.article.text)
  return words.filter((word) => !text.includes(word) && !isAsked(finder, word, hit))
}

function isAsked(finder: Finder, word: string, hit: Hit): boolean {
  for (let at = 0; at + 1 < word.length; at++) {
    const id = finder.ids.get(word.slice(at, at + 2))
    if (id === undefined || !holdsTerm(finder.postings, id, hit.entry)) return false
  }
  return word.length > 1
}

/** A procedure that no stored document and no written question holds: what is found instead is beside the point. */
export function missingProcedure(finder: Finder, question: string): boolean {
  const { words, procedures } = finder.lexicon
  const stored = (concept: string) => finder.ids.has(`#${concept}`)
  return wordsIn(spoken(question), finder.lexicon).some(({ text }) => {
    const concepts = words.get(text)!
    return concepts.some((one) => procedures.has(one)) && !concepts.some(stored)
  })
}
