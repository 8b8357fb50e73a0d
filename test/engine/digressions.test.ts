import { describe, expect, it } from "vitest"
import type { FactName, With } from "#domain/facts.ts"
import type { Me } from "#domain/person.ts"
import { bookOf, route, textOf } from "#engine/book.ts"
import type { Form } from "#engine/form.ts"
import { type Step, step } from "#engine/step.ts"
import { newTalk, type OpenForm, type Talk } from "#engine/talk.ts"
import { flows } from "#flows/index.ts"
import { questionIn } from "#flows/policy.ts"
import { answer } from "#knowledge/answer.ts"
import { FILINGS, INDICATORS, ORGANIZATIONS, PEOPLE } from "#test/help/cast.ts"
import { asJsonb, DOCUMENTS } from "#test/help/transcript.ts"

/**
 * In the middle of every form, at every question of it and at 核对, something else is asked. The form then asks what it asked before, once,
 * with the answers it had, and can be handed in as if nothing had been.
 */

const NOW = new Date("2026-11-23T09:30:00+08:00")
const book = bookOf(flows)
const forms = flows.filter((one): one is Form => one.type === "form")

/** Nothing is known of them that a form could fill in by itself. */
const { name: _, phone: __, ...unknown } = PEOPLE.王芳!
const ME: Me = unknown

type Turn = { talk: Talk; said: readonly string[]; commands: { name: string; input: unknown }[] }

function hear(before: Talk, text: string): Turn {
  const message = { text, at: NOW, room: false }
  const factsOf = (asked: string) =>
    ({
      now: NOW,
      me: ME,
      myFilings: [FILINGS.HD20261120001],
      openActivities: [FILINGS.HD20261110002!, FILINGS.HD20261120001!],
      waiting: [],
      waitingCount: 0,
      named: [],
      found: Object.values(ORGANIZATIONS).filter((one) => asked.includes(one.name)),
      indicators: INDICATORS,
      get policy() {
        return answer(questionIn(asked), DOCUMENTS, { region: "421281" })
      },
      ownRecords: ME.organizations,
      figureLines: [],
      documents: [],
      tickets: [],
      namedTickets: [],
      colleagues: [],
    }) as unknown as With<FactName>
  let way = route(book, before, message, ME)
  let taken: Step = step(book, way, before, message, factsOf(textOf(way, message)))
  while (taken.instead) {
    way = taken.instead
    taken = step(book, way, before, message, factsOf(textOf(way, message)))
  }
  const commands = taken.command ? [taken.command] : []
  const after = taken.command ? taken.done!({ number: "GD20261123001", version: 1, warnings: [], added: false }) : taken
  return { talk: asJsonb(after.talk), said: after.say, commands }
}

/** For each form what begins it, and what is answered to which question on each way through it. */
const WAYS: Record<string, { start: string; answers: Record<string, string> }[]> = {
  "register-organization": [
    {
      start: "登记组织",
      answers: {
        kind: "社会团体",
        name: "赤壁市茶艺研究会",
        creditCode: "51421281MJH000019M",
        town: "赵李桥镇",
        address: "羊楼洞大道18号",
        foundedOn: "2019年6月18日",
        legalRep: "张建国",
        supervisingUnit: "市农业农村局",
        fundsYuan: "3万",
        members: "60",
        staff: "2",
        contactName: "李红",
        phone: "13997654321",
      },
    },
    {
      start: "登记组织",
      answers: {
        kind: "社区社会组织",
        name: "羊楼洞合唱队",
        town: "赵李桥镇",
        village: "羊楼洞社区",
        category: "文体娱乐",
        address: "跳过",
        foundedOn: "2020年3月1日",
        members: "15",
        staff: "跳过",
        contactName: "李红",
        phone: "13997654321",
      },
    },
  ],
  "join-organization": [
    {
      start: "加入组织",
      answers: { organization: "赤壁市青砖茶产业协会", contactName: "李红", phone: "13997654321", position: "秘书长" },
    },
  ],
  "file-activity": [
    {
      start: "备案活动",
      answers: {
        organization: "赤壁市阳光服务中心",
        title: "茶艺讲座",
        type: "培训",
        start: "下周三下午3点",
        place: "文化馆",
        participants: "50",
        budgetYuan: "2000",
        matter: "都没有",
        contactName: "李红",
        phone: "13997654321",
      },
    },
  ],
  "file-outcome": [
    {
      start: "活动总结",
      answers: {
        activity: "2",
        heldOn: "11月21日",
        people: "126",
        households: "12",
        spentYuan: "3000",
        results: "大家都说好",
        problems: "场地小了点",
      },
    },
  ],
}

/** Something else that is asked, and what is found in what is said to it. */
const DIGRESSIONS: readonly (readonly [text: string, finds: RegExp])[] = [
  ["年检什么时候截止", /5月31日前报民政局/],
  ["会费能收几档", /一般不超过4档|无记名投票/],
  ["问政策 捐款能抵税吗", /所得税/],
  ["任务4", /春茶集市/],
  ["问政策 养老保险断缴怎么补", /没有写/],
  ["我们的证书过期了没", /证书的情况这里没有记录/],
  ["我的申报", /HD20261120001/],
  ["转人工 我们的章程要不要重新核准", /GD20261123001/],
]

const asksAgain = (form: Form, said: readonly string[]) => said.join("\n").split(`我们接着填${form.name}。`).length - 1

/** What a form holds, without when it was last touched. */
const held = ({ form }: Talk) => {
  const { touched: _, ...rest } = form as OpenForm
  return rest
}

describe("every form", () => {
  it("has its ways through it", () => expect(Object.keys(WAYS).sort()).toEqual(forms.map((one) => one.id).sort()))

  for (const form of forms) {
    const ways = WAYS[form.id] ?? []
    for (const [at, { start, answers }] of ways.entries())
      it(`${form.name} ${at + 1}: whatever else is asked at whichever question, the question comes back once`, () => {
        const undisturbed = walk(form, start, answers, () => {})
        for (const [text, finds] of DIGRESSIONS) {
          const walked = walk(form, start, answers, (before, step) => {
            const { talk, said } = hear(before, text)
            const where = `${text} at ${before.form!.asked ?? "核对"}\n${said.join("\n")}`
            expect(said.join("\n"), where).toMatch(finds)
            expect(asksAgain(form, said), where).toBe(1)
            expect(said.at(-1), where).toContain(`我们接着填${form.name}。`)
            expect(held(talk), where).toEqual(held(before))
            const question = form.slots
              .find((one) => one.name === before.form!.asked)
              ?.ask(before.form!.answers, {
                now: NOW,
                me: ME,
                found: [],
              } as never)
            const sentence = (question ?? "没问题请回复“提交”").replace(/（.*$/s, "")
            expect(said.join("\n").split(sentence).length - 1, where).toBe(1)
            step(talk)
          })
          expect(walked).toEqual(undisturbed)
        }
      })

    it(`${form.name}: no question is left out above`, () => {
      const asked = new Set(
        ways.flatMap(({ start, answers }) => {
          const seen: string[] = []
          walk(form, start, answers, (talk) => void seen.push(talk.form?.asked ?? "核对"))
          return seen
        }),
      )
      const wanted = form.slots.filter((one) => one.asked).map((one) => one.name)
      expect([...asked].sort()).toEqual([...wanted, "核对"].sort())
    })
  }
})

describe("a question back that no document answers", () => {
  it("is about what is asked: its hint is said, the same question waits, nothing is kept of it", () => {
    const code = ["登记组织", "社会团体", "赤壁市茶艺研究会"].reduce((talk, text) => hear(talk, text).talk, newTalk())
    for (const text of ["没有代码怎么办", "必须填吗", "有十八位吗"]) {
      const { talk, said, commands } = hear(code, text)
      expect(said.join("\n"), text).toBe("代码在登记证书上，18位，由数字和大写字母组成。\n请发18位统一社会信用代码。")
      expect(held(talk)).toEqual(held(code))
      expect(commands).toEqual([])
      expect(talk.unanswered).toBeUndefined()
    }
  })
})

/** Fills a form in; `at` sees each question before it is answered, and may put another talk in its place. What is handed in at the end. */
function walk(
  form: Form,
  start: string,
  answers: Record<string, string>,
  at: (talk: Talk, goOnWith: (talk: Talk) => void) => void,
): unknown {
  let { talk } = hear(newTalk(), start)
  for (let questions = 0; questions < 40; questions++) {
    expect(talk.form?.id).toBe(form.id)
    at(talk, (next) => {
      talk = next
    })
    const { asked } = talk.form!
    const text = asked === undefined ? "提交" : answers[asked]
    if (text === undefined) throw new Error(`${form.id} asks for ${asked}, to which nobody has an answer`)
    const next = hear(talk, text)
    const handedIn = next.commands.find((one) => one.name === form.submit)
    if (handedIn) return handedIn.input
    talk = next.talk
  }
  throw new Error(`${form.id} does not end`)
}
