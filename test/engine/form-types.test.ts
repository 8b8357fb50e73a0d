import { expect, it } from "vitest"
import { z } from "zod"
import { chosen, count, personName, phone, words } from "#domain/field.ts"
import { type MembershipRequest, membershipRequest } from "#domain/filings/membership.ts"
import { form } from "#engine/form.ts"

/**
 * What the compiler refuses of a form. Each 「@ts-expect-error」 is an assertion of `npx tsc`: where the line below it compiles after all,
 * the check fails. Nothing of this is run.
 */

const words_ = {
  name: "加入申请",
  starts: ["加入"],
  about: "",
  opening: "",
  submit: "requestMembership" as const,
  done: (result: { number: string }) => result.number,
}
const organization = { label: "组织", ask: "是哪个组织？" }
const contactName = { label: "姓名", ask: "怎么称呼？" }
const number = { label: "手机", ask: "手机号是多少？" }
const position = { label: "职务", ask: "什么职务？" }

const colored = z.object({ ...membershipRequest.shape, color: z.enum(["red", "green"]).meta({ reads: "choice" }) })
const inAll = { organization, contactName, phone: number, position }

const forms = {
  right: () => form("right", membershipRequest, { ...words_, slots: inAll }),
  rightChoices: () =>
    form("right", colored, {
      ...words_,
      slots: { ...inAll, color: { label: "颜色", ask: "什么颜色？", choices: { red: "红", green: "绿" } } },
    }),
  /** An optional enum keeps its choices, a `when` sees the answers by their types. */
  rightOptional: () =>
    form("right", z.object({ ...membershipRequest.shape, color: colored.shape.color.optional() }), {
      ...words_,
      slots: {
        ...inAll,
        color: {
          label: "颜色",
          ask: "什么颜色？",
          choices: { red: "红", green: "绿" },
          when: (it) => it.color === "red" && it.position?.length === 2,
        },
      },
    }),

  noQuestion: () =>
    form("wrong", membershipRequest, {
      ...words_,
      // @ts-expect-error a field without its slot: position
      slots: { organization, contactName, phone: number },
    }),
  noWords: () =>
    form("wrong", membershipRequest, {
      ...words_,
      // @ts-expect-error a slot without `ask`
      slots: { ...inAll, position: { label: "职务" } },
    }),
  noLabel: () =>
    form("wrong", membershipRequest, {
      ...words_,
      // @ts-expect-error a slot without `label`
      slots: { ...inAll, position: { ask: "什么职务？" } },
    }),
  unknownField: () =>
    form("wrong", membershipRequest, {
      ...words_,
      // @ts-expect-error a slot for what the schema does not hold
      slots: { ...inAll, color: { label: "颜色", ask: "什么颜色？" } },
    }),
  noChoices: () =>
    form("wrong", colored, {
      ...words_,
      // @ts-expect-error an enum without choices
      slots: { ...inAll, color: { label: "颜色", ask: "什么颜色？" } },
    }),
  missingChoice: () =>
    form("wrong", colored, {
      ...words_,
      // @ts-expect-error an enum with one choice left out
      slots: { ...inAll, color: { label: "颜色", ask: "什么颜色？", choices: { red: "红" } } },
    }),
  strangeChoice: () =>
    form("wrong", colored, {
      ...words_,
      slots: {
        ...inAll,
        // @ts-expect-error a choice that the enum does not know
        color: { label: "颜色", ask: "什么颜色？", choices: { red: "红", green: "绿", blue: "蓝" } },
      },
    }),
  otherCommand: () =>
    form("wrong", membershipRequest, {
      ...words_,
      slots: inAll,
      // @ts-expect-error a command that takes other answers
      submit: "fileActivity",
    }),
  noForm: () =>
    form("wrong", membershipRequest, {
      ...words_,
      slots: inAll,
      // @ts-expect-error a command that takes no form at all
      submit: "withdrawFiling",
    }),
  tooFewAnswers: () =>
    form("wrong", z.object({ organization: chosen, contactName: personName }), {
      ...words_,
      slots: { organization, contactName },
      // @ts-expect-error the command wants a phone too
      submit: "requestMembership",
    }),
  optionalForRequired: () =>
    form("wrong", z.object({ ...membershipRequest.shape, phone: phone.optional() }), {
      ...words_,
      slots: inAll,
      // @ts-expect-error the command wants the phone always
      submit: "requestMembership",
    }),
  otherType: () =>
    form("wrong", z.object({ ...membershipRequest.shape, phone: count(9) }), {
      ...words_,
      slots: inAll,
      // @ts-expect-error the command wants the phone as text
      submit: "requestMembership",
    }),
  undeclaredFact: () =>
    form("wrong", membershipRequest, {
      ...words_,
      slots: {
        ...inAll,
        organization: {
          ...organization,
          // @ts-expect-error a fact that is not among the form's `needs`
          choices: (facts) => facts.found.map((one) => ({ id: one.number, label: "" })),
        },
      },
    }),
  wrongKnown: () =>
    form("wrong", membershipRequest, {
      ...words_,
      slots: {
        ...inAll,
        // @ts-expect-error a rule about text that counts
        position: { ...position, refuse: (value: number) => (value > 3 ? "太多了。" : undefined) },
      },
    }),
  wrongResult: () =>
    form("wrong", membershipRequest, {
      ...words_,
      slots: inAll,
      // @ts-expect-error what the command does not answer
      done: (result) => result.colour,
    }),
}

it("the compiler checks forms; see npx tsc", () => {
  expect(Object.keys(forms).length).toBeGreaterThan(12)
  const right: MembershipRequest = { organization: "DJ20261101001", contactName: "李红", phone: "13997650000" }
  expect(forms.right().schema.parse(right)).toEqual(right)
  expect(words(20).safeParse("").success).toBe(false)
})
