import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { plainQuestion } from "#knowledge/alike.ts"
import { answer } from "#knowledge/answer.ts"
import { buildFinder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { likelyArticles, openingOf } from "#knowledge/likely.ts"
import { makeDocument } from "#knowledge/make-document.ts"
import { type AskedQuestion, topicsOf } from "#knowledge/topics.ts"
import { PLAN, planFinder } from "./made-up.ts"
import { questionsIn } from "./questions.ts"

const COUNTY = "421281"
const PUQI = "421281001"
const finder = planFinder()

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
    ["with the same words about the same", "宇航服在哪里买", "在哪里能买到宇航服"],
    ["where the same article lacks the same fact", "培训班老师叫什么", "给队长培训的老师姓什么"],
    ["in dialect", "春茶集市有几个摊位", "春茶集市的摊位有好多个"],
  ])("%s", (_, one, other) => {
    const topics = topicsOf([ask(one), ask(one), ask(other)], finder)
    expect(topics).toMatchObject([{ example: one, count: 3, people: 3 }])
  })

  test.each([
    ["of other things", "身份证丢了怎么补办", "今天落雨不"],
    ["of another fact of the same thing", "春茶集市管饭不", "春茶集市有几个摊位"],
    ["of the same thing, without a kind of fact", "魔方难不难学", "魔方要不要推广"],
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
  expect(topicsOf(questions, buildFinder([PLAN, rules], LEXICON))).toEqual([])
  const here = buildFinder([PLAN, { ...rules, region: PUQI }], LEXICON)
  expect(topicsOf(questions, here)).toMatchObject([{ count: 1, questions: [questions[0]!.id] }])
})

test("one's own state and current figures are nothing that a document could answer", () => {
  expect(examples([ask("我的年检到期没有"), ask("公益品牌现在建了几个了")])).toEqual([])
})

test("a near miss names its articles, the rest has none", () => {
  const [near, out] = topicsOf([ask("春茶集市管饭不", "a"), ask("春茶集市管饭不", "b"), ask("今天落雨不")], finder)
  expect(near).toMatchObject({ kind: "near-miss", articles: expect.arrayContaining(["二(二)4"]) })
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
  const rules = makeDocument("义诊车管理办法\n一、租金。义诊车每天租金300元。")
  const asked = "志愿队伍的补助怎么领"
  const likely = likelyArticles(buildFinder([PLAN, rules], LEXICON), asked, COUNTY, 3)
  expect(likely).toHaveLength(3)
  expect(likely[0]).toMatchObject({ document: PLAN.id, article: "二(一)2", kind: "file", title: PLAN.title })
  expect(likely[0]!.opening).toMatch(/^对每年活动不少于12次的志愿队伍，/)
  const here = buildFinder([{ ...PLAN, region: "421281101" }], LEXICON)
  expect(likelyArticles(here, asked, PUQI, 3)).toEqual([])
})

test("the first words of an article are those after its heading, and cut where they are long", () => {
  expect(openingOf("（一）租金。义诊车每天\n租金300元。", "租金")).toBe("义诊车每天 租金300元。")
  expect(openingOf("三、总结", "总结")).toBe("三、总结")
  expect(openingOf("长".repeat(90), "")).toBe(`${"长".repeat(59)}…`)
})
