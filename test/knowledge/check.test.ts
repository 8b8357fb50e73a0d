import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { numeral } from "#domain/numeral.ts"
import { finderOfShelf } from "#knowledge/ask.ts"
import { checkPhrasing } from "#knowledge/check.ts"
import { PLAN, RULES } from "./made-up.ts"

const check = (quote: string, said: string, question = "") => checkPhrasing(said, [{ text: quote }], question)

const SUPPORT = "全县志愿队伍每队补助2000元，由县财政在每年12月兑现。"
const ACTIVE = "对每年活动不少于12次的志愿队伍，县财政每队补助2000元，每年12月兑现。"
const PAPERS = "第四条 每年9月1日至9月30日受理申请，提交申请表、自评报告和财务报告。"
const MEMBERS = "要有50个以上个人会员，或者30个以上单位会员；混合组成的，总数不少于50个。"
const DUES = "支持茶业协会开展行情调查，不得向茶农摊派费用。"
const DUTIES = "县民政局牵头，县财政局、县农业农村局配合，各乡镇负责落实。"
const ROOMS = "符合条件的，可以免费入驻孵化基地。"
const AIM = "到2025年底，全县志愿队伍达到600支，产业发展类占比不低于15%。"
const BRANCHES = "不能。民办非企业单位不得设立分支机构。"

describe("what is said in other words and adds nothing is kept", () => {
  it.each([
    [ACTIVE, "每年活动至少十二次的志愿队伍，每队补助两千元，每年12月兑现。"],
    [ACTIVE, "志愿队伍每年活动不少于12次的，县财政每队补助0.2万元。"],
    [SUPPORT, "每队补助2000元。"],
    [SUPPORT, "县财政每队补助2000元，每年12月兑现。"],
    [PAPERS, "您要交申请表、自评报告和财务报告，每年9月1日到9月30日受理。"],
    [MEMBERS, "要有五十个以上个人会员，或者30个以上单位会员。"],
    [AIM, "2025年底全县志愿队伍要达到600支，产业发展类占比不低于百分之十五。"],
    [AIM, "到二〇二五年末，全县志愿队伍达到600支。"],
    [ROOMS, "符合条件的可以免费入驻孵化基地。"],
    [DUES, "不得向茶农摊派费用。"],
    [DUTIES, "由县民政局牵头，各乡镇负责落实。"],
    [BRANCHES, "民办非企业单位不得设立分支机构。"],
  ])("%s → %s", (quote, said) => expect(check(quote, said)).toBe(said))

  it("a topic that the question names may be named", () => {
    const said = "年检要交申请表、自评报告和财务报告。"
    expect(check(PAPERS, said, "年检要交哪些材料")).toBe(said)
    expect(check(PAPERS, said, "要交哪些材料")).toBeUndefined()
  })

  it("is shown without the words that the reply begins with itself, and without quotation marks around it", () => {
    expect(check(SUPPORT, "简单说：每队补助2000元。")).toBe("每队补助2000元。")
    expect(check(SUPPORT, " “每队补助2000元。”\n")).toBe("每队补助2000元。")
  })
})

describe("what adds anything is refused", () => {
  it.each([
    ["another sum", SUPPORT, "每队补助3000元。"],
    ["another sum in words", SUPPORT, "每队补助三千元。"],
    ["another unit", SUPPORT, "每队补助2000万元。"],
    ["another month", SUPPORT, "每队补助2000元，每年11月兑现。"],
    ["a bound that is not there", SUPPORT, "每队补助2000元以上。"],
    ["the other bound", ACTIVE, "每年活动不超过12次的志愿队伍，每队补助2000元。"],
    ["another share", AIM, "产业发展类占比不低于25%。"],
    ["a share as a number", AIM, "产业发展类不低于15家。"],
    ["another year", AIM, "到2026年底，全县志愿队伍达到600支。"],
    ["another deadline of the same year", AIM, "到2025年6月，全县志愿队伍达到600支。"],
    ["one end of a range", PAPERS, "9月30日受理申请。"],
    ["two numbers for each other", MEMBERS, "要有30个以上个人会员，或者50个以上单位会员。"],
    [
      "two numbers for each other in one clause",
      "个人会员不少于50个或者单位会员不少于30个。",
      "个人会员不少于30个或者单位会员不少于50个。",
    ],
    ["a phone", SUPPORT, "每队补助2000元，电话13812345678。"],
    ["a phone in words", SUPPORT, "每队补助2000元，打幺三八一二三四五六七八。"],
    ["a telephone", SUPPORT, "每队补助2000元，0715-5336123。"],
    ["an address on the web", SUPPORT, "每队补助2000元，见www.example.com。"],
    ["an article", SUPPORT, "按照第八条，每队补助2000元。"],
    ["a document", SUPPORT, "按照《补助办法》，每队补助2000元。"],
    ["a document without brackets", SUPPORT, "按照补助办法，每队补助2000元。"],
    ["a body", SUPPORT, "县教育局每队补助2000元。"],
    ["another body's part", DUTIES, "县财政局牵头，县民政局配合。"],
    ["a body of another level", DUTIES, "市民政局牵头。"],
    ["a place", SUPPORT, "武汉每队补助2000元。"],
    ["a town", SUPPORT, "赵李桥镇每队补助2000元。"],
    ["a person", SUPPORT, "每队补助2000元，找张建国。"],
    ["a person by the office", `${SUPPORT}会长签字。主张公平。`, "每队补助2000元，找张会长。"],
    ["a permission for a ban", DUES, "茶业协会可以向茶农摊派费用。"],
    ["no ban", DUES, "茶业协会向茶农摊派费用。"],
    ["a ban for a permission", ROOMS, "符合条件的，不得免费入驻孵化基地。"],
    ["a duty for a permission", ROOMS, "符合条件的，应当免费入驻孵化基地。"],
    ["a permission without its condition", ROOMS, "可以免费入驻孵化基地。"],
    ["a rule without its condition", ACTIVE, "每队补助2000元。"],
    ["free of charge", DUTIES, "各乡镇负责落实，免费。"],
    ["yes for no", BRANCHES, "能。民办非企业单位设立分支机构。"],
    ["yes", AIM, "是的，全县志愿队伍达到600支。"],
    [
      "another order of amounts",
      "评估分五级，从高到低是5A、4A、3A、2A、1A。",
      "评估分五级，从高到低是4A、5A、3A、2A、1A。",
    ],
    [
      "a rule for others",
      "社会团体：每年3月31日前报业务主管单位，5月31日前报民政局。基金会：每年3月31日前报登记管理机关。",
      "基金会5月31日前报民政局。",
    ],
    ["or for and", PAPERS, "提交申请表、自评报告或者财务报告。"],
    ["without an exception", "会费可以减免，但逾期的除外。", "会费可以减免。"],
    ["each for all", SUPPORT, "志愿队伍补助2000元。"],
    ["a boast", SUPPORT, "县财政大力支持，每队补助2000元。"],
    ["English", SUPPORT, "每队补助2000元。OK, done."],
    ["Markdown", SUPPORT, "**每队补助2000元**"],
    ["a list", SUPPORT, "- 每队补助2000元"],
    ["a link", SUPPORT, "[每队补助2000元](http://a.cn)"],
    ["a picture sign", SUPPORT, "每队补助2000元🎉"],
    ["words of another text in 《》", SUPPORT, "《志愿服务条例》：每队补助2000元。"],
    ["what a model says of itself", SUPPORT, "作为人工智能，我认为每队补助2000元。"],
    ["nothing", SUPPORT, "  "],
    ["a sign alone", SUPPORT, "。"],
    ["more than is quoted", "每队补助2000元。", "每队补助2000元，补助2000元，每队补助2000元。"],
    ["more than is read", "每队补助。".repeat(100), "每队补助。".repeat(61)],
  ])("%s", (_, quote, said) => expect(check(quote, said)).toBeUndefined())

  it("whatever the question says", () => {
    expect(check(SUPPORT, "每队补助5000元。", "每队补助5000元对不对")).toBeUndefined()
    expect(check(SUPPORT, "找李红，每队补助2000元。", "是不是找李红")).toBeUndefined()
    expect(check(SUPPORT, "县教育局每队补助2000元。", "县教育局补助吗")).toBeUndefined()
    const punished = "对没有完成任务的乡镇，在全县通报批评。"
    expect(check(punished, "没有完成任务的乡镇在全县通报批评。", "会处罚吗")).toBeDefined()
    expect(check(punished, "没有完成任务的乡镇会处罚。", "没有完成任务的乡镇会处罚吗")).toBeUndefined()
    expect(check(DUES, "可以向茶农摊派费用。", "可以向茶农摊派费用吗")).toBeUndefined()
  })
})

/** Sentences of the made-up documents and of the bureau's own answers, article by article; no tables. */
const articles = [PLAN, RULES, ...finderOfShelf([], "2026-11-23").documents]
  .flatMap((document) => document.articles.map((article) => article.text))
  .filter((text) => !text.includes("|") && text.length < 300)
  .map((text) => text.split(/(?<=[。！？])/).filter((one) => one.trim() !== ""))

const chosen = fc
  .constantFrom(...articles)
  .chain((sentences) => fc.tuple(fc.constant(sentences.join("")), fc.subarray(sentences, { minLength: 1 })))
  .map(([quote, some]) => ({ quote, said: some.join("").trim() }))

/** Some of the sentences, with one thing put into them, before or after a mark or at any place. */
const put = (thing: fc.Arbitrary<string>) =>
  fc
    .tuple(chosen, thing, fc.nat(), fc.boolean())
    .map(([{ quote, said }, added, choice, between]) => {
      const marks = [...said.matchAll(/(?<=[，；。])|(?=[，；。])/g)].map((one) => one.index)
      const at = between && marks.length > 0 ? marks[choice % marks.length]! : choice % (said.length + 1)
      return { quote, added, said: said.slice(0, at) + added + said.slice(at) }
    })
    .filter(({ quote, added }) => !quote.includes(added))

const NUMBER = /\d+(?:\.\d+)?|[一二三四五六七八九十]+(?=[个家年月日名人元倍%])/g
const name = fc
  .tuple(
    fc.constantFrom(..."王李张刘陈杨赵黄吴徐孙胡朱"),
    fc.string({ unit: fc.constantFrom(..."伟芳娜敏静丽强磊军洋艳杰娟涛超霞"), minLength: 1, maxLength: 2 }),
  )
  .map(([family, given]) => family + given)

describe("whatever is quoted", () => {
  it("some of its sentences are always kept", () => {
    fc.assert(
      fc.property(chosen, ({ quote, said }) => {
        expect(check(quote, said)).toBe(said)
      }),
      { numRuns: 600 },
    )
  })

  it("another number in them never is", () => {
    const changed = fc.tuple(chosen, fc.nat(), fc.integer({ min: 1, max: 99_999 }), fc.boolean())
    fc.assert(
      fc.property(changed, ([{ quote, said }, which, value, months]) => {
        const numbers = [...said.matchAll(NUMBER)]
        fc.pre(numbers.length > 0)
        const number = numbers[which % numbers.length]!
        const other = String(months ? (value % 97) + 13 : value)
        fc.pre(!quote.includes(other))
        fc.pre(Number(other) !== numeral(number[0]))
        const lie = said.slice(0, number.index) + other + said.slice(number.index + number[0].length)
        expect(check(quote, lie)).toBeUndefined()
      }),
      { numRuns: 600 },
    )
  })

  it("nor a name, a place, a body, a date, a phone or a link put into them", () => {
    const thing = fc.oneof(
      name,
      fc.constantFrom("武汉市", "通山县", "官塘驿镇", "长江路", "县教育局", "市妇联", "乡贤联合会", "阳光服务中心"),
      fc.constantFrom("2031年", "2031年5月", "3月31日前", "每周三", "三日内", "明天", "百分之七十一", "七成半", "88元"),
      fc.constantFrom("13812345678", "0715-5336123", "www.a.cn", "微信abc123", "《某某条例》", "第九十九条"),
    )
    fc.assert(
      fc.property(put(thing), ({ quote, said, added }) => {
        fc.pre(!quote.includes(added.replace(/^每|[市县镇路]$/g, "")))
        expect(check(quote, said)).toBeUndefined()
      }),
      { numRuns: 1500 },
    )
  })

  it("nor a word that denies, allows, obliges or widens", () => {
    const word = fc.constantFrom("不", "不得", "可以", "必须", "应当", "一律", "免费", "只", "任何", "严禁")
    fc.assert(
      fc.property(put(word), ({ quote, said }) => {
        expect(check(quote, said)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it("nor a claim turned round", () => {
    const TURNS: readonly [RegExp, string][] = [
      [/可以/, "不得"],
      [/可以/, "应当"],
      [/不得/, "可以"],
      [/不得/, ""],
      [/不能/, "可以"],
      [/应当/, "可以"],
      [/不少于/, "不超过"],
      [/以上/, "以下"],
      [/日内/, "日后"],
      [/免费|不收费/, "收费"],
    ]
    const turned = fc.tuple(fc.constantFrom(...articles), fc.constantFrom(...TURNS))
    fc.assert(
      fc.property(turned, ([sentences, [words, other]]) => {
        const sentence = sentences.find((one) => words.test(one))
        fc.pre(sentence !== undefined)
        expect(check(sentences.join(""), sentence!.replace(words, other))).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })
})
