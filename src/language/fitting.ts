import { found, unitOf } from "./found.ts"
import type { Labelled } from "./label.ts"
import { namesOf, ownNames } from "./label.ts"
import { boundsOf } from "./mention.ts"
import type { MoneyFound } from "./money.ts"
import { isFund } from "./money.ts"
import type { NumberFound } from "./number.ts"
import type { PeopleFound } from "./people.ts"
import { attendance } from "./people.ts"
import type { PersonFound } from "./people-named.ts"
import type { Scan } from "./scan.ts"
import type { Schedule } from "./schedule.ts"
import { schedule } from "./schedule.ts"
import type { Found, SlotSpec } from "./slot.ts"

/** Which of the phones, times, sums, people and head counts of a message belongs to which slot of a form. */

export type Put = (spec: SlotSpec | undefined, value: Found | undefined) => void

function near(it: Scan, from: number, spec: SlotSpec, reach: number): boolean {
  const before = it.text.slice(Math.max(0, from - reach), from)
  return ownNames(spec).some((name) => name.length > 1 && before.includes(name))
}

function labelOf(labels: readonly Labelled[], from: number): string | undefined {
  return labels.find((one) => one.from <= from && from < one.to)?.name
}

export function readPhones(it: Scan, labels: readonly Labelled[], specs: readonly SlotSpec[], put: Put): void {
  if (specs.length === 0) return
  const phones = [...it.phones].sort((a, b) => (a.flags ? 1 : 0) - (b.flags ? 1 : 0) || a.from - b.from)
  const used = new Set<number>()
  if (specs.length > 1)
    for (const spec of specs) {
      const mine = phones.find(
        (one) => !used.has(one.from) && (labelOf(labels, one.from) === spec.name || near(it, one.from, spec, 10)),
      )
      if (mine !== undefined) {
        used.add(mine.from)
        put(spec, found(it.raw, mine.from, mine.to, mine.value, mine.flags))
      }
    }
  const first = phones.find((one) => !used.has(one.from))
  if (first !== undefined && used.size === 0) {
    // 电话打错了不是139…是138…
    const kept =
      first.flags === undefined
        ? (phones.find(
            (one) =>
              one.flags === undefined &&
              one.from > first.from &&
              /(?:是|改成|换成|改为|应该是|更正为?|新号码?|不对)[^,\d]{0,4}$/.test(it.text.slice(first.to, one.from)),
          ) ?? first)
        : first
    put(specs[0], found(it.raw, kept.from, kept.to, kept.value, kept.flags))
  }
}

export function readTimes(
  it: Scan,
  labels: readonly Labelled[],
  starts: readonly SlotSpec[],
  ends: readonly SlotSpec[],
  days: readonly SlotSpec[],
  put: Put,
): void {
  if (starts.length === 0 && ends.length === 0 && days.length === 0) return
  const dayMentions = new Set<number>()
  // 11月30日17:00前报名: a slot for the deadline takes it, so that it is no start
  for (const spec of [...starts, ...days].filter((one) => /截止|期限/.test(one.label))) {
    const mine = it.mentions.find(
      (one) =>
        one.day !== undefined &&
        (labelOf(labels, one.from) === spec.name ||
          /(?:截止|截至|报名)[^,。;\n]{0,6}$/.test(it.text.slice(0, one.from)) ||
          (one.limit === "before" && /^[^,。;\n]{0,3}(?:报名|截止|接龙|交|反馈|回执)?/.test(it.text.slice(one.to)))),
    )
    const bounds = mine === undefined ? undefined : boundsOf(mine)
    if (mine === undefined || bounds === undefined) continue
    dayMentions.add(mine.from)
    put(spec, found(it.raw, mine.from, mine.to, spec.reads === "day" ? bounds.start.slice(0, 10) : bounds.start))
  }
  for (const spec of days) {
    if (/截止|期限/.test(spec.label)) continue
    const mine = it.mentions.find(
      (one) =>
        one.day !== undefined &&
        one.day.of === "day" &&
        (labelOf(labels, one.from) === spec.name ||
          near(it, one.from, spec, 8) ||
          (starts.length === 0 && days.length === 1)),
    )
    if (mine?.day === undefined || mine.day.impossible) continue
    dayMentions.add(mine.from)
    const plan = schedule({ ...it, mentions: [mine] }, true)
    if (plan.start !== undefined) put(spec, { ...plan.start, value: String(plan.start.value).slice(0, 10) })
  }
  if (starts.length === 0 && ends.length === 0) return
  const plan: Schedule = schedule({ ...it, mentions: it.mentions.filter((one) => !dayMentions.has(one.from)) }, false)
  put(
    starts.find((spec) => !/截止|期限/.test(spec.label)),
    plan.start,
  )
  put(ends[0], plan.end)
}

export function readMoney(it: Scan, labels: readonly Labelled[], specs: readonly SlotSpec[], put: Put): void {
  if (specs.length === 0) return
  const used = new Set<MoneyFound>()
  const give = (spec: SlotSpec, sum: MoneyFound | undefined) => {
    if (sum === undefined) return
    used.add(sum)
    const later = correctedNumber(it, sum.to)
    if (later !== undefined) {
      put(spec, found(it.raw, later.from, later.to, later.value))
      return
    }
    put(spec, { ...found(it.raw, sum.from, sum.to, sum.value), ...(sum.approx ? { approx: true } : {}) })
  }
  for (const spec of specs) {
    const fund = /资金|基金|注册|开办/.test(spec.label)
    const given = /捐|善款|募/.test(spec.label)
    const free = it.money.filter((one) => !used.has(one))
    const labelled = free.filter((one) => labelOf(labels, one.from) === spec.name || near(it, one.from, spec, 6))
    const last = (list: MoneyFound[]) => preferLater(it, list)
    if (given) {
      give(spec, last(free.filter((one) => one.role === "given")))
      continue
    }
    const fitting = fund
      ? free.filter((one) => one.role === "fund" || isFund(it.text, one) || one.role === "plain")
      : free
          .filter((one) => one.role === "spent")
          .concat(
            free.filter((one) => one.role === "plain" && one.unit && !/^\s?(?:以上|奖)/.test(it.text.slice(one.to))),
          )
    const strong = labelled.filter((one) => one.role !== "each" && one.role !== "given")
    give(
      spec,
      last(strong) ??
        last(fitting.filter((one) => one.role !== "plain")) ??
        (fitting.length === 1 ? fitting[0] : undefined),
    )
  }
}

/** 预算五千,不对,八千: what corrects comes later. */
function preferLater(it: Scan, list: readonly MoneyFound[]): MoneyFound | undefined {
  const total = list.find((one) =>
    /(?:总|共|合计)[^,。;\d]{0,5}$/.test(it.text.slice(Math.max(0, one.from - 8), one.from)),
  )
  if (total !== undefined) return total
  const first = list[0]
  if (first === undefined) return undefined
  const later = list.find((one) => one.from > first.from && CORRECTS.test(it.text.slice(first.to, one.from)))
  return later ?? first
}

/** 先写一万吧 哦不对 应该是一万六: the number that comes after the correction. */
function correctedNumber(it: Scan, to: number): NumberFound | undefined {
  const words =
    /^[^\d一二两三四五六七八九十百千万]{0,8}(?:不对|不是|错了|说错|写错|打错|更正)[^\d一二两三四五六七八九十百千万]{0,8}/.exec(
      it.text.slice(to),
    )
  // 人数45变60
  const turned = /^\s?(?:个?人|个|位|元|块钱?)?(?:变成?|改成?|改为|换成|加到|减到|增加到|减少到|-?>|→)/.exec(
    it.text.slice(to),
  )
  if (turned !== null) return it.numbers.find((one) => one.from === to + turned[0].length)
  return words === null ? undefined : it.numbers.find((one) => one.from === to + words[0].length)
}

const CORRECTS = /不对|不是|说错|打错|写错|更正|改成|改为|应该是|哦不|搞错|错了/

export function readPersons(it: Scan, persons: readonly PersonFound[], specs: readonly SlotSpec[], put: Put): void {
  const used = new Set<number>()
  for (const spec of specs) {
    const names = ownNames(spec)
    const best = persons
      .filter((one) => !used.has(one.from))
      .map((one) => {
        const rank =
          one.cue === ""
            ? -1
            : names.findIndex((name) => name === one.cue || name.startsWith(one.cue) || one.cue.startsWith(name))
        return {
          one,
          rank:
            rank >= 0
              ? rank
              : specs.length === 1 &&
                  /^(?:联系人|负责人|联络人|领队|带队|经办人|对接人|组织者|牵头人|我是|我叫|找|联系|姓名|名字|会长|队长|法人|)$/.test(
                    one.cue,
                  )
                ? 100 + (one.cue === "" ? 1 : /^(?:我是|我叫)$/.test(one.cue) ? 2 : 0)
                : specs.length === 1
                  ? 200
                  : -1,
        }
      })
      .filter((one) => one.rank >= 0)
      .sort((a, b) => a.rank - b.rank || laterIfCorrected(it, a.one, b.one))[0]
    if (best === undefined) continue
    used.add(best.one.from)
    put(spec, found(it.raw, best.one.from, best.one.to, best.one.value))
  }
}

function laterIfCorrected(it: Scan, a: PersonFound, b: PersonFound): number {
  const [first, second] = a.from < b.from ? [a, b] : [b, a]
  const corrected = CORRECTS.test(it.text.slice(first.to, second.from))
  return (a.from - b.from) * (corrected ? -1 : 1)
}

export function readCounts(it: Scan, labels: readonly Labelled[], specs: readonly SlotSpec[], put: Put): void {
  const used = new Set<PeopleFound>()
  const give = (spec: SlotSpec, one: PeopleFound | undefined) => {
    if (one === undefined) return
    used.add(one)
    const later = correctedNumber(it, one.to)
    if (later !== undefined) {
      put(spec, found(it.raw, later.from, later.to, later.value))
      return
    }
    put(spec, {
      ...found(it.raw, one.from, one.to, one.value),
      ...(one.approx ? { approx: true } : {}),
      // 三四十人: one question with both
      ...(one.high === undefined
        ? {}
        : { options: [one.value, one.high].map((value) => ({ value, label: String(value) })) }),
    })
  }
  const heads: SlotSpec[] = []
  for (const spec of specs) {
    const unit = unitOf(spec)
    if (unit === undefined) {
      heads.push(spec)
      continue
    }
    const number = it.numbers.find(
      (one) =>
        !one.ordinal &&
        Number.isInteger(one.value) &&
        (it.text.slice(one.to).trimStart().startsWith(unit) || near(it, one.from, spec, 5)),
    )
    if (number !== undefined)
      put(spec, { ...found(it.raw, number.from, number.to, number.value), ...(number.approx ? { approx: true } : {}) })
  }
  const names = (spec: SlotSpec, one: PeopleFound) =>
    labelOf(labels, one.from) === spec.name ||
    near(it, one.from, spec, 6) ||
    ownNames(spec).some((name) => it.text.slice(one.from, one.to).includes(name))
  // 来了62个人: of several head counts the plain one, unless the words name another.
  const plain = heads.length === 1 ? heads[0] : heads.find((spec) => namesOf(spec).includes("人数"))
  for (const spec of heads) {
    const free = it.people.filter((one) => !used.has(one))
    const mine = free.filter((one) => names(spec, one))
    const members = namesOf(spec).some((name) => /会员|成员/.test(name))
    if (members && free.length > 1) {
      const both = free.filter(
        (one) =>
          /(?:单位|个人)会员[^,。]{0,4}$/.test(it.text.slice(Math.max(0, one.from - 9), one.from)) ||
          /^(?:单位|个人)会员/.test(it.text.slice(one.from)),
      )
      if (both.length === 2) {
        const sum = both[0]!.value + both[1]!.value
        const from = Math.min(both[0]!.from, both[1]!.from)
        const to = Math.max(both[0]!.to, both[1]!.to)
        for (const one of both) used.add(one)
        put(spec, { ...found(it.raw, from, to, sum), ...(both.some((one) => one.approx) ? { approx: true } : {}) })
        continue
      }
    }
    const anyones = free.filter(
      (one) => (members || one.firms !== true) && !heads.some((other) => other !== spec && names(other, one)),
    )
    const pool = mine.length > 0 ? mine : spec === plain ? anyones : []
    const first = attendance(pool, it.text)
    const corrected =
      first && free.find((one) => one.from > first.from && CORRECTS.test(it.text.slice(first.to, one.from)))
    const range =
      first &&
      free.find((one) => one.from > first.to && /^\s?(?:-|~|到|至)\s?$/.test(it.text.slice(first.to, one.from)))
    give(spec, corrected ?? range ?? first)
  }
}
