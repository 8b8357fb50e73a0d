import { type Amounts, spelledOut } from "./amount.ts"

/** What a text claims, clause by clause: the pairs of characters it is made of, and the words that turn a claim round. */

export type Clause = {
  text: string
  pairs: ReadonlySet<string>
  /** Where its sentence stands in `sentences`, and which part of it, from one ； to the next, it stands in. */
  sentence: number
  part: number
}

export type Claims = { clauses: readonly Clause[]; sentences: readonly string[]; amounts: ReadonlySet<string> }

/** Marks that only wrap words. */
const WRAPS = /[“”‘’"'「」『』《》〈〉()[\]〔〕【】…—]/g
const CLAUSE_END = /[,!?。|\n]/
/** A line that only leads on to the next belongs to its sentence: 不得有下列行为：… */
const SENTENCE_END = /(?<=[。!?])|(?<![:;,、])\n/

export function claimsOf(text: string, given: Amounts): Claims {
  const spelled = spelledOut(text, given)
  const sentences = spelled.text
    .replace(WRAPS, "")
    .split(SENTENCE_END)
    .filter((one) => one.trim() !== "")
  const clauses = sentences.flatMap((sentence, at) =>
    sentence.split(";").flatMap((text, part) =>
      text
        .split(CLAUSE_END)
        .filter((one) => one !== "")
        .map((one) => ({ text: one, pairs: pairsOf(one), sentence: at, part })),
    ),
  )
  return { clauses, sentences, amounts: spelled.amounts }
}

/** Neighbouring characters, but over no 、 or ：, and every amount for itself. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (let at = 0; at < text.length; at++) {
    const pair = text.slice(at, at + 2)
    if (pair.length === 2 && !/[、:]/.test(pair)) pairs.add(pair)
    if (/[\ue000-\uf8ff]/.test(text[at]!)) pairs.add(text[at]!)
  }
  return pairs
}

export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0
  for (const one of a) if (b.has(one)) count++
  return count
}

const NEGATION = /不(?!断|仅|同|动产|限于)|未(?!来|成年)|无(?!障碍|线|人机)|没有?|禁止|严禁|禁|勿|莫|拒|除非/g
const MAY =
  /(?<![许认])可以|(?<![许认宁])可(?!能|行|靠|持续|以)|(?<![功职性智节技才机效产潜动])能够?(?!力|源|量|耗|人)|允许|准许|准予/g
const MUST = /应当|应(?!急|用|届|对|聘)|必须|务必|须|一定/
const NEED = /要(?!求|点|素|事|闻)|需(?!求)/
const FREE = /免费|无偿|不收|免收|免缴|免交|免征/
const ONLY = /只(?!要)|仅(?!仅是)|唯一/
const ALL = /全部|一律|均(?!衡|等)|所有(?!权|制|者)|任何|都(?!市)/
const EITHER = /或|任一|之一/
const EACH = /每|人均/
/** What limits a sentence must stand in what is said of it. */
const LIMITS = ["除外", "除", "但", "未经", "方可", "只有", "例外", "暂不", "另有规定"]
/** 符合条件的，…: the clause that says when the rest of its part holds. */
const CONDITION = /(?<!目|为)的$|(?:时|后|前)$|^(?:如果|如|凡|对|经|在)/

function count(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].length
}

/** Whether a clause says no, may, only and each as another does, and nothing stronger. */
function agrees(said: string, quoted: string, sentence: string): boolean {
  if (count(NEGATION, said) !== count(NEGATION, quoted)) return false
  if (count(MAY, said) > 0 !== count(MAY, quoted) > 0) return false
  for (const same of [ONLY, EACH, EITHER]) if (same.test(said) !== same.test(quoted)) return false
  for (const strong of [MUST, FREE, ALL]) if (strong.test(said) && !strong.test(sentence)) return false
  const need = NEED.test(said) && !NEED.test(sentence) && !MUST.test(sentence)
  return !(need && (count(MAY, sentence) > 0 || count(NEGATION, sentence) > 0))
}

const TURNS = [NEGATION, MAY, MUST, FREE, ONLY, ALL]

function turns(text: string): boolean {
  return TURNS.some((one) => new RegExp(one.source).test(text))
}

/** The least share of a clause that a quoted one holds for it to be what it says. */
const SAME_CLAIM = 0.3

/** Whether every clause says yes or no as the quoted clause does that it is drawn from, and leaves out nothing that limits it. */
export function agree(said: Claims, quoted: Claims): boolean {
  return said.clauses.every((clause) => {
    const near = quoted.clauses.map((one) => ({ one, count: shared(clause.pairs, one.pairs) }))
    const most = Math.max(0, ...near.map(({ count }) => count))
    if (most === 0 || most < clause.pairs.size * SAME_CLAIM)
      return !turns(clause.text) || quoted.clauses.some((one) => one.text === clause.text)
    return near.some(({ one, count }) => {
      const sentence = quoted.sentences[one.sentence]!
      return (
        count === most &&
        agrees(clause.text, one.text, sentence) &&
        keepsLimits(said.sentences[clause.sentence]!, one, quoted)
      )
    })
  })
}

function keepsLimits(said: string, quoted: Clause, { clauses, sentences }: Claims): boolean {
  const sentence = sentences[quoted.sentence]!
  if (LIMITS.some((word) => sentence.includes(word) && !said.includes(word))) return false
  const pairs = pairsOf(said)
  return clauses
    .filter((one) => one.sentence === quoted.sentence && one.part === quoted.part && CONDITION.test(one.text))
    .every((one) => shared(one.pairs, pairs) >= Math.min(2, one.pairs.size))
}

/** Characters on either side of an amount, up to the next one, within its clause; of the clauses beside it where it stands alone. */
type Surroundings = {
  amount: string
  left: Set<string>
  right: Set<string>
  all: Set<string>
  /** It and the next amount, where nothing stands between them. */
  row: readonly string[]
}

const AMOUNT = /([\ue000-\uf8ff])/

function surroundings({ clauses }: Claims): Surroundings[] {
  return clauses.flatMap(({ text, sentence }, at) => {
    const parts = text.split(AMOUNT)
    const beside = (step: number) => {
      const other = clauses[at + step]
      return other?.sentence === sentence ? other.text.split(AMOUNT).at(step < 0 ? -1 : 0)! : ""
    }
    return parts.flatMap((amount, place) => {
      if (place % 2 === 0) return []
      const [left, right] = [pairsOf(parts[place - 1]!), pairsOf(parts[place + 1]!)]
      const alone = left.size + right.size === 0
      const sides = alone ? { left: pairsOf(beside(-1)), right: pairsOf(beside(1)) } : { left, right }
      const row = /^[、~-]?$/.test(parts[place + 1]!)
        ? parts.slice(place, place + 3).filter((one) => AMOUNT.test(one))
        : []
      return { amount, ...sides, all: new Set([...sides.left, ...sides.right]), row }
    })
  })
}

/**
 * Whether every amount stands beside the words that it is quoted with, rather than beside those of another of its kind. `kindOf` an
 * amount's sign: dates are one kind, numbers of one unit another.
 */
export function amountsInPlace(said: Claims, quoted: Claims, kindOf: (sign: string) => string): boolean {
  const known = surroundings(quoted)
  return surroundings(said).every((one) => {
    const near = (other: Surroundings) =>
      shared(one.left, other.left) + shared(one.right, other.right) + shared(one.all, other.all)
    const alike = known.filter((other) => kindOf(other.amount) === kindOf(one.amount))
    const own = Math.max(-1, ...alike.filter(({ amount }) => amount === one.amount).map(near))
    const others = Math.max(-1, ...alike.filter(({ amount }) => amount !== one.amount).map(near))
    return own >= others && (own > 0 || one.all.size === 0) && rowInOrder(one.row, quoted)
  })
}

/** 5A、4A、3A: amounts in a row keep their order. */
function rowInOrder([first, second]: readonly string[], { clauses }: Claims): boolean {
  if (second === undefined) return true
  return clauses.some(({ text }) => text.includes(first!) && text.lastIndexOf(second) > text.indexOf(first!))
}
