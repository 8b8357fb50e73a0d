import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { plainQuestion } from "#knowledge/alike.ts"
import { answer } from "#knowledge/answer.ts"
import { finderOfShelf } from "#knowledge/ask.ts"
import { likelyArticles } from "#knowledge/likely.ts"
import { makeDocument } from "#knowledge/make-document.ts"
import { type AskedQuestion, topicsOf } from "#knowledge/topics.ts"
import { PLAN } from "./made-up.ts"
import { questionsIn } from "./questions.ts"

const TODAY = "2026-11-23"
const COUNTY = "421281"
const PUQI = "421281001"
const finder = finderOfShelf([PLAN], TODAY)

let asked = 0
const ask = (text: string, person = `p${++asked}`, more: Partial<AskedQuestion> = {}): AskedQuestion => ({
  id: `q${++asked}`,
  text,
  region: COUNTY,
  person,
  articles: answer(text, finder, { region: COUNTY }).articles,
  ...more,
})
const examples = (questions: readonly AskedQuestion[], by = finder) => topicsOf(questions, by).map((one) => one.example)

describe("questions that ask the same are one topic", () => {
  test.each([
    ["in other punctuation and politeness", "身份证丢了怎么补办", "你好，请问身份证丢了怎么补办呀？？"],
    ["with the same words about the same", "展销会在哪个广场办", "展销会在哪个会展中心开"],
    ["where the same article lacks the same fact", "评3A要多少分", "3A评估要多少分以上"],
    ["in dialect", "培训在哪里上课", "负责人培训在哪块上课"],
  ])("%s", (_, one, other) => {
    const topics = topicsOf([ask(one), ask(one), ask(other)], finder)
    expect(topics).toMatchObject([{ example: one, count: 3, people: 3 }])
  })

  test.each([
    ["of other things", "身份证丢了怎么补办", "今天落雨不"],
    ["of another fact of the same thing", "培训在哪里上课", "培训班老师叫什么"],
    ["of the same thing, without a kind of fact", "联合会是做么事的", "联合会挂靠在哪里办公"],
  ])("and those %s are two", (_, one, other) => {
    expect(examples([ask(one), ask(other)]).sort()).toEqual([one, other].sort())
  })
})

test("most asked first: by how many people, then how often", () => {
  const questions = [
    ask("今天落雨不", "a"),
    ask("今天落雨不", "a"),
    ask("今天落雨不", "a"),
    ask("身份证丢了怎么补", "a"),
    ask("身份证丢了怎么补", "b"),
    ask("食堂几点开饭", "c"),
  ]
  expect(topicsOf(questions, finder).map(({ example, count, people }) => [example, count, people])).toEqual([
    ["身份证丢了怎么补", 2, 2],
    ["今天落雨不", 3, 1],
    ["食堂几点开饭", 1, 1],
  ])
})

test("those whose person is not known any more count as one", () => {
  const { person: _, ...unknown } = ask("今天落雨不")
  const [topic] = topicsOf([ask("今天落雨不"), unknown, { ...unknown, id: "another" }], finder)
  expect(topic).toMatchObject({ count: 3, people: 2 })
})

test("what is answered by now drops out, also when it is answered in one town only", () => {
  const question = "义诊车一天租金多少"
  const questions = [ask(question), ask(question, "p", { region: PUQI })]
  expect(topicsOf(questions, finder)).toMatchObject([{ count: 2 }])
  const rules = makeDocument("义诊车管理办法\n一、租金。义诊车每天租金300元。")
  expect(topicsOf(questions, finderOfShelf([PLAN, rules], TODAY))).toEqual([])
  const here = finderOfShelf([PLAN, { ...rules, region: PUQI }], TODAY)
  expect(topicsOf(questions, here)).toMatchObject([{ count: 1, questions: [questions[0]!.id] }])
})

test("one's own state and current figures are nothing that a document could answer", () => {
  expect(examples([ask("我的年检到期没有"), ask("公益品牌现在建了几个了")])).toEqual([])
})

test("a near miss names its articles, the rest has none", () => {
  const [near, out] = topicsOf([ask("评3A要多少分", "a"), ask("评3A要多少分", "b"), ask("今天落雨不")], finder)
  expect(near).toMatchObject({ kind: "near-miss", articles: expect.arrayContaining(["等级评估分几级"]) })
  expect(out).toMatchObject({ kind: "out-of-scope", articles: [] })
})

const EVERY = ["plan.txt", "plan-more.txt", "procedures.txt", "plan-dialect-held-out.txt"].flatMap((file) =>
  questionsIn(new URL(`questions/${file}`, import.meta.url)).map((one) => one.question),
)

test("every open question stands in one topic, whatever the order in which they came", () => {
  const questions = [...new Set(EVERY)].slice(0, 150).map((text, at) => ask(text, `p${at % 40}`))
  const once = topicsOf(questions, finder)
  expect(once.length).toBeGreaterThan(20)
  const ids = once.flatMap((one) => one.questions)
  expect(new Set(ids).size).toBe(ids.length)
  fc.assert(
    fc.property(fc.shuffledSubarray(questions, { minLength: questions.length }), (shuffled) => {
      const again = topicsOf(shuffled, finder)
      expect(again.map(({ questions, ...one }) => one)).toEqual(once.map(({ questions, ...one }) => one))
    }),
    { numRuns: 5 },
  )
})

const SUBJECTS = "龙舟 剪纸 舞狮 象棋 太极 书画 摄影 骑行 钓鱼 插花 汉服 陶艺 皮影".split(" ")

it("takes two thousand questions in a blink", () => {
  const questions = Array.from({ length: 2000 }, (_, at) =>
    ask(`${at < EVERY.length ? "" : `${SUBJECTS[at % SUBJECTS.length]}的`}${EVERY[at % EVERY.length]}`, `p${at % 300}`),
  )
  topicsOf(questions, finder)
  // Processor time: the machine may be busy with other tests.
  const began = process.cpuUsage()
  const topics = topicsOf(questions, finder)
  const { user, system } = process.cpuUsage(began)
  const spent = (user + system) / 1000
  console.log(`${topics.length} topics of ${questions.length} questions in ${spent.toFixed(0)} ms`)
  expect(topics.length).toBeGreaterThan(20)
  expect(spent).toBeLessThan(1000)
  expect(topicsOf([...questions, ...questions], finder)).toEqual(topics)
})

describe("a question without what is said around it", () => {
  test.each([
    ["您好，请问 会费能收几档呀？", "会费能收几档"],
    ["３Ａ怎么评？！", "3a怎么评"],
    ["呢", "呢"],
    ["？？", ""],
  ])("%s", (text, plain) => expect(plainQuestion(text)).toBe(plain))
})

test("the articles an official may choose from, with their first words", () => {
  const likely = likelyArticles(finder, "评3A要多少分", COUNTY, 6)
  expect(likely).toHaveLength(6)
  const [own] = likely.filter((one) => one.kind === "answers")
  const document = finder.documents.find((one) => one.id === own!.document)!
  const article = document.articles.find((one) => one.id === own!.article)!
  expect(article.text.startsWith(own!.opening.replace(/…$/, ""))).toBe(true)
  const file = likelyArticles(finder, "社区社会组织要达到多少家", COUNTY, 6).find((one) => one.kind === "file")!
  expect(file.title).toBe(PLAN.title)
  expect(file.opening).not.toContain(file.heading)
  expect(file.opening.length).toBeLessThanOrEqual(60)
  const elsewhere = { ...PLAN, id: "other", region: "421281101" }
  const wide = finderOfShelf([elsewhere], TODAY)
  expect(likelyArticles(wide, "社区社会组织要达到多少家", PUQI, 6).map((one) => one.document)).not.toContain("other")
})
