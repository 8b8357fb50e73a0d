/** What people say and type where documents write otherwise: 几多 is 多少, 么时候 is 什么时候, 行不 is 行吗. */

/** A text that none of these stands in is left as it is. */
const SOME = /[么啥咋冇莫滴伢哈几好多不晓aA没撒唦噻咧嘞哩]/

const SAID: readonly [RegExp, string][] = [
  [/(?<![什怎那这多要])么(?:事|子|斯|东西)(?!时候)/g, "什么"],
  [/(?<![什怎那这多要])么(?=时候|时间|材料|资料|条件|地方|人|用|手续|情况|意思)/g, "什么"],
  [/(?<![什怎那这多要])么样/g, "怎么样"],
  [/(?<![什怎那这多要])么(?=办|搞|弄|说|做)/g, "怎么"],
  [/啥子?|莫子/g, "什么"],
  [/什么时(?![候间期机])|几时|多咱|哪阵子?|几咱/g, "什么时候"],
  [/几多|好多(?!(?:个|家|位|人)?[^,，。?？\s]{0,6}(?:都|想|一起|抱|联合|合伙|凑))|多少多少/g, "多少"],
  [/咋样/g, "怎么样"],
  [/咋个?/g, "怎么"],
  [/冇得|莫得|没得|冇/g, "没有"],
  [/晓得/g, "知道"],
  [/细伢|伢子|伢们?/g, "孩子"],
  [/(?<![水点一])滴(?![水滴筹])/g, "的"],
  [/一哈/g, "一下"],
  [/([一二两三四五1-5])个?a(?![a-z])/g, "$1a"],
  [/(?<=\p{Script=Han})不(?=$|[?？。!！,，\s])/gu, "吗"],
  [/[咧撒唦噻嘞哩]+(?=$|[?？。!！,，\s])/g, ""],
]
/** AAA is 3A. */
const LETTERS = /(?<![a-z0-9])a{2,5}(?![a-z])/g

/** The question folded, in the words of documents. */
export function spoken(question: string): string {
  let text = question.normalize("NFKC").toLowerCase()
  if (!SOME.test(text)) return text
  for (const [said, written] of SAID) text = text.replace(said, written)
  return text.replace(LETTERS, (letters) => `${letters.length}a`)
}
