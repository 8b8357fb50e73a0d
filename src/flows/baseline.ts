import { type Me, officialRegion } from "#domain/person.ts"
import { pointedAt } from "#domain/plan.ts"
import { COUNTY } from "#domain/region.ts"
import { reply } from "#engine/reply.ts"
import { readAnswer } from "#language/read.ts"

/** 基线 〈target〉 〈value〉: the number a target starts from. */

const county = (me: Me) => officialRegion(me) === COUNTY.code

function numberIn(text: string, at: Date): string | number | undefined {
  return readAnswer({ name: "value", reads: "count", label: "基数" }, text, { now: at })?.value
}

export const baseline = reply("baseline", {
  about: "填指标的基数，比如“基线 1 12”",
  words: ["基线", "基数"],
  args: (rest) => {
    const match = /^(\S+?)[\s,，:：]+(.+)$/su.exec(rest)
    return { target: match?.[1] ?? rest, value: match?.[2] ?? "" }
  },
  needs: ["indicators"],
  private: true,
  visible: county,
  refuse: (me) => (county(me) ? undefined : "基线要由市民政局来定。"),
  run: ({ facts, args, message }) => {
    const needing = facts.indicators.filter((one) => one.ratio)
    const indicator = pointedAt(facts.indicators, args.target)
    if (!indicator)
      return {
        say: `请发“基线”加指标序号和基数，比如“基线 1 12”。要基数的指标有：\n${needing.map((one) => `${one.mark} ${one.title}`).join("\n")}`,
      }
    if (!indicator.ratio) return { say: `${indicator.mark} ${indicator.title} 不用基数。` }
    const value = numberIn(args.value, message.at)
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0 || value > 1_000_000)
      return { say: `“${indicator.title}”的基数是多少？请发“基线 ${args.target} 数字”。` }
    if (value === 0) return { say: "基数是0就没法算倍数，请填大于0的数。" }
    return { say: "", command: { name: "setBaseline", input: { target: indicator.id, value } } }
  },
  done: (result: { title: string }, { args, message }) =>
    `记下了：“${result.title}”的基数是${numberIn(args.value, message.at)}。发“进展”看最新的倍数。`,
})
