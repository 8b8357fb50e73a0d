import { ACTIVITY_CHOICES, lastChoice } from "./activity-words.ts"
import { readChoice } from "./choice.ts"
import { found, unitOf } from "./found.ts"
import type { Labelled } from "./label.ts"
import { labelsIn, namesOf, ownNames } from "./label.ts"
import type { MoneyFound } from "./money.ts"
import { isFund } from "./money.ts"
import type { NumberFound } from "./number.ts"
import { organizationsIn } from "./organization-name.ts"
import type { PeopleFound } from "./people.ts"
import { attendance } from "./people.ts"
import type { PersonFound } from "./people-named.ts"
import { personsIn } from "./people-named.ts"
import { placeAndTitle } from "./pieces.ts"
import { BLANK, plain } from "./plain.ts"
import type { Scan } from "./scan.ts"
import { scan } from "./scan.ts"
import type { Schedule } from "./schedule.ts"
import { schedule } from "./schedule.ts"
import type { Choice, Context, Found, SlotSpec } from "./slot.ts"
import { townsIn, townsOf } from "./town.ts"

/** The full reader: any form's slots out of free text, labelled lines, voice text or a burst of messages. */

/** Fills any form's slots from free text; only what is surely said. */
export function readMessage(specs: readonly SlotSpec[], text: string, context: Context): Map<string, Found> {
  const it = scan(text, context)
  const result = new Map<string, Found>()
  const labels = labelsIn(it.text, specs)
  const by = (reads: SlotSpec["reads"]) => specs.filter((spec) => spec.reads === reads)
  const put = (spec: SlotSpec | undefined, value: Found | undefined) => {
    if (spec !== undefined && value !== undefined && !result.has(spec.name)) result.set(spec.name, value)
  }

  for (const spec of by("creditCode")) {
    const code = it.codes[0]
    if (code !== undefined)
      put(spec, {
        ...found(text, code.from, code.to, code.value, code.flags),
        ...(code.suggestion === undefined ? {} : { options: [{ value: code.suggestion, label: code.suggestion }] }),
      })
  }
  readPhones(it, labels, by("phone"), put)
  readTimes(it, labels, by("moment"), by("momentEnd"), by("day"), put)
  readMoney(it, labels, by("money"), put)

  const organizations =
    by("orgName").length > 0 || by("title").length > 0 || by("place").length > 0
      ? organizationsIn(it.text, context)
      : []
  for (const spec of by("orgName")) {
    const labelled = labelledValue(it, labels, spec)
    // 名称:赤壁市登山协会要备案: the name the label leads to, where one is known to end
    const led = labelled && organizations.find((one) => labelled.text.startsWith(it.raw.slice(one.from, one.to)))
    const best = led ? found(text, led.from, led.to, led.value) : (labelled ?? bestOrganization(it, organizations))
    if (best !== undefined) put(spec, best)
  }
  const townList = townsOf(specs.find((spec) => spec.reads === "town")?.choices, context)
  const towns = by("town").length > 0 || by("place").length > 0 ? townsIn(it.text, townList) : []
  for (const spec of by("town")) {
    const town = towns[0]
    if (town !== undefined) put(spec, found(text, town.from, town.to, town.id))
  }
  const taken = [...it.codes, ...it.phones, ...it.mentions]
  const persons =
    by("personName").length > 0 || by("title").length > 0 || by("place").length > 0
      ? personsIn(it.text, it.phones, taken)
      : []
  readPersons(it, persons, by("personName"), put)
  readCounts(it, labels, by("count"), put)

  const places = by("place")
  const titles = by("title")
  if (places.length > 0 || titles.length > 0) {
    for (const spec of [...titles, ...places]) put(spec, labelledValue(it, labels, spec))
    const spans = takenSpans(it, labels, specs, persons, result)
    const free = placeAndTitle(
      it.text,
      spans,
      townList.map((town) => town.name),
    )
    if (free.place !== undefined)
      put(places[0], found(text, free.place.from, free.place.to, text.slice(free.place.from, free.place.to).replace(HESITATION, "")))
    if (free.title !== undefined) put(titles[0], titleFound(text, free.title.from, free.title.to))
  }
  for (const spec of by("choice"))
    put(
      spec,
      choiceIn(
        it,
        labels,
        spec,
        titles[0] === undefined ? undefined : result.get(titles[0].name),
        places[0] === undefined ? undefined : result.get(places[0].name),
      ),
    )
  for (const spec of by("text")) put(spec, labelledValue(it, labels, spec))
  return result
}

/** What voice input keeps of a speaker searching for words. */
const HESITATION = /(?:那个|呃|嗯|额)+(?=[\u4e00-\u9fa5]{2})/g

function titleFound(raw: string, from: number, to: number): Found {
  const words = raw.slice(from, to)
  const value = words.replace(/^[“"「『《](.*)[”"」』》]$/u, "$1").replace(HESITATION, "")
  return { value, text: words }
}

type Put = (spec: SlotSpec | undefined, value: Found | undefined) => void

function labelledValue(it: Scan, labels: readonly Labelled[], spec: SlotSpec): Found | undefined {
  for (const label of labels) {
    if (label.name !== spec.name) continue
    let { from, to } = label
    while (from < to && /[\s:=]/.test(it.text[from]!)) from++
    while (to > from && /[\s,。;]/.test(it.text[to - 1]!)) to--
    const words = it.text.slice(from, to)
    if (words.length < 2 || words.includes(BLANK) || it.overruled.some((one) => one.from < to && from < one.to)) continue
    if (spec.reads === "title" || spec.reads === "place" || spec.reads === "orgName") {
      const lead = /^(?:是|在|叫|为|就是|就在|改到|改在|换到)+/.exec(words)
      if (lead !== null && words.length - lead[0].length >= 2) from += lead[0].length
      if (/^(?:不对|错|写错|是什么|怎么|改|换|待定|未定|不变|没定|还没)/.test(it.text.slice(from, to))) continue
      if (spec.reads !== "orgName" && /\s/.test(it.text.slice(from, to).trim())) {
        // 地点 文化广场 预算3000: the value ends where the next thing begins
        const stop =
          /\s(?=\S*[\d一二三四五六七八九十百千万](?:人|元|块|万)|\d{7}|预算|经费|联系|负责|人数|时间|电话)/.exec(
            it.text.slice(from, to),
          )
        if (stop !== null && stop.index >= 2) to = from + stop.index
      }
    }
    return spec.reads === "title" ? titleFound(it.raw, from, to) : found(it.raw, from, to, it.raw.slice(from, to))
  }
  return undefined
}

function near(it: Scan, from: number, spec: SlotSpec, reach: number): boolean {
  const before = it.text.slice(Math.max(0, from - reach), from)
  return ownNames(spec).some((name) => name.length > 1 && before.includes(name))
}

function labelOf(labels: readonly Labelled[], from: number): string | undefined {
  return labels.find((one) => one.from <= from && from < one.to)?.name
}

function readPhones(it: Scan, labels: readonly Labelled[], specs: readonly SlotSpec[], put: Put): void {
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

function readTimes(
  it: Scan,
  labels: readonly Labelled[],
  starts: readonly SlotSpec[],
  ends: readonly SlotSpec[],
  days: readonly SlotSpec[],
  put: Put,
): void {
  if (starts.length === 0 && ends.length === 0 && days.length === 0) return
  const dayMentions = new Set<number>()
  for (const spec of days) {
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
  put(starts[0], plan.start)
  put(ends[0], plan.end)
}

function readMoney(it: Scan, labels: readonly Labelled[], specs: readonly SlotSpec[], put: Put): void {
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
  const words = /^[^\d一二两三四五六七八九十百千万]{0,8}(?:不对|不是|错了|说错|写错|打错|更正)[^\d一二两三四五六七八九十百千万]{0,8}/.exec(it.text.slice(to))
  return words === null ? undefined : it.numbers.find((one) => one.from === to + words[0].length)
}

const CORRECTS = /不对|不是|说错|打错|写错|更正|改成|改为|应该是|哦不|搞错|错了/

function readPersons(it: Scan, persons: readonly PersonFound[], specs: readonly SlotSpec[], put: Put): void {
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

function readCounts(it: Scan, labels: readonly Labelled[], specs: readonly SlotSpec[], put: Put): void {
  const used = new Set<PeopleFound>()
  const give = (spec: SlotSpec, one: PeopleFound | undefined) => {
    if (one === undefined) return
    used.add(one)
    const later = correctedNumber(it, one.to)
    if (later !== undefined) {
      put(spec, found(it.raw, later.from, later.to, later.value))
      return
    }
    put(spec, { ...found(it.raw, one.from, one.to, one.value), ...(one.approx ? { approx: true } : {}) })
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
  for (const spec of heads) {
    const free = it.people.filter((one) => !used.has(one))
    const mine = free.filter(
      (one) =>
        labelOf(labels, one.from) === spec.name ||
        near(it, one.from, spec, 6) ||
        ownNames(spec).some((name) => it.text.slice(one.from, one.to).includes(name)),
    )
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
    const pool = mine.length > 0 ? mine : heads.length === 1 ? free.filter((one) => members || one.firms !== true) : []
    const first = attendance(pool, it.text)
    const corrected =
      first && free.find((one) => one.from > first.from && CORRECTS.test(it.text.slice(first.to, one.from)))
    const range =
      first &&
      free.find((one) => one.from > first.to && /^\s?(?:-|~|到|至)\s?$/.test(it.text.slice(first.to, one.from)))
    give(spec, corrected ?? range ?? first)
  }
}

function bestOrganization(it: Scan, organizations: ReturnType<typeof organizationsIn>): Found | undefined {
  const best = [...organizations].sort(
    (a, b) => (b.own ? 9 : 0) - (a.own ? 9 : 0) || b.value.length - a.value.length,
  )[0]
  return best && found(it.raw, best.from, best.to, best.value)
}

/** 药品费2300, 印刷费加礼品1350元: the words that say what a sum is for. */
const MONEY_LEAD =
  /(?:[一-龥]{0,4}(?:费用?|钱|款|预算|经费|租金|劳务|支出|开支|花费|花销|成本|花了?|奖金|奖品|资金|投入|投流|包车|慰问品)(?:加[一-龥]{1,3})?)(?:是|为|有|大概|大约|约|差不多|预计|一共|总共|共|合计|[:\s-])*$/

const HOLDER = /^(?:的|,|\s)?(?:拟|要|想|打算|准备|计划|将|定于|决定|组织|举办|开展|搞|办(?!公)|我们)/

/** 六十家企业, 12支队伍: counted, and neither place nor title. */
const COUNTED =
  /(?:\d+|[一二两三四五六七八九十百千]+)多?(?:家(?:企业|单位|商户|商家|公司|会员单位)?|户(?:困难户|农户|家庭|居民)?|支(?:队伍|代表队|队)|个(?:摊位|展位|单位|项目|村|队|方阵))(?:参加|参展|参赛|来)?/g

/** Every stretch that cannot be place or title any more, with the words that belong to it. */
function takenSpans(
  it: Scan,
  labels: readonly Labelled[],
  specs: readonly SlotSpec[],
  persons: readonly PersonFound[],
  result: ReadonlyMap<string, Found>,
): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [...it.codes, ...it.phones, ...it.overruled]
  for (const one of it.money) spans.push({ from: one.from - (MONEY_LEAD.exec(it.text.slice(Math.max(0, one.from - 16), one.from))?.[0].length ?? 0), to: one.to })
  for (const one of it.mentions) {
    const after = it.text.slice(one.to)
    // 重阳节敬老活动, 2026年迎春晚会: part of what it is called
    const named =
      one.clock === undefined &&
      one.endDay === undefined &&
      ((one.day?.festival === true &&
        /^[\u4e00-\u9fa5]/.test(after) &&
        !/^[在去到上下早晚的前后那,当期放假办搞开举]/.test(after)) ||
        (one.day?.of === "span" &&
          one.day.month === undefined &&
          one.day.year !== undefined &&
          /^[\u4e00-\u9fa5]/.test(after)))
    if (!named) spans.push({ from: one.from, to: one.to })
  }
  for (const one of it.text.matchAll(COUNTED)) spans.push({ from: one.index, to: one.index + one[0].length })
  for (const one of it.people)
    spans.push({
      from:
        one.from -
        (/(?:大概|大约|差不多|预计|约|估计|共|总共|一共|有|参加|人数|规模|到场)*$/.exec(
          it.text.slice(Math.max(0, one.from - 8), one.from),
        )?.[0].length ?? 0),
      to:
        one.to + (/^(?:左右|上下|参加|参与|到场|参会|的样子|以内|报名)*/.exec(it.text.slice(one.to))?.[0].length ?? 0),
    })
  for (const one of persons) spans.push({ from: one.cueFrom, to: one.to })
  for (const label of labels) {
    const spec = specs.find((one) => one.name === label.name)
    if (spec === undefined) continue
    const filled = result.get(spec.name)
    if (
      (spec.reads === "title" || spec.reads === "place" || spec.reads === "orgName" || spec.reads === "text") &&
      filled !== undefined
    )
      spans.push({ from: label.labelFrom, to: label.to })
    else spans.push({ from: label.labelFrom, to: label.from })
  }
  const self =
    /(?:我们|咱们|我|这里|这边)是[^,。;\n]{2,20}?(?:协会|商会|学会|联合会|中心|队|社|会|团|社区|村|院|单位|公司|基金会|学校|站)的?/.exec(
      it.text,
    )
  if (self !== null) spans.push({ from: self.index, to: self.index + self[0].length })
  for (const one of organizationsIn(it.text, { now: new Date(0) })) {
    const before = it.text.slice(0, one.from).trimEnd()
    if (before !== "" && !/[,。\n]$/.test(before)) continue
    // 赤壁市足球协会拟于…, 足球协会下周三…: who holds it, not where
    if (it.mentions.some((mention) => mention.from === one.to) || HOLDER.test(it.text.slice(one.to))) spans.push({ from: one.from, to: one.to })
  }
  return spans
}

const LONGER_WORDS: readonly Choice[] = ACTIVITY_CHOICES.map((one) => ({
  ...one,
  aka: one.aka?.filter((word) => word.length > 1) ?? [],
}))

function choiceIn(
  it: Scan,
  labels: readonly Labelled[],
  spec: SlotSpec,
  title: Found | undefined,
  away: Found | undefined,
): Found | undefined {
  const choices = spec.choices ?? []
  if (choices.length === 0) return undefined
  for (const label of labels) {
    if (label.name !== spec.name) continue
    const picked = readChoice(choices, it.text.slice(label.from, label.to))
    if (picked !== undefined) return found(it.raw, label.from, label.to, picked.id)
  }
  const rest =
    away === undefined ? it.text : it.text.replace(plain(away.text), away.text.includes("结对") ? "结对" : " ")
  if (choices.some((one) => one.label === "义诊")) {
    const id = (one: Choice) => choices.find((other) => other.label === one.label)?.id ?? one.id
    const picked = title === undefined ? undefined : lastChoice(ACTIVITY_CHOICES, plain(title.text))
    if (picked !== undefined) return { value: id(picked), text: title!.text }
    // a title that tells nothing (暖冬行动): what the rest says is done
    const told = title === undefined ? undefined : lastChoice(LONGER_WORDS, rest)
    if (told === undefined || told.label === "其他") return undefined
    const word = [told.label, ...(told.aka ?? [])].map(plain).find((one) => rest.includes(one))!
    const at = it.text.indexOf(word)
    return at < 0 ? undefined : found(it.raw, at, at + word.length, id(told))
  }
  const named = choices.filter((one) =>
    [one.label, ...(one.aka ?? [])].some((word) => word.length > 1 && rest.includes(plain(word))),
  )
  if (named.length !== 1) return undefined
  const word = [named[0]!.label, ...(named[0]!.aka ?? [])].map(plain).find((one) => rest.includes(one))!
  const at = it.text.indexOf(word)
  return found(it.raw, at, at + word.length, named[0]!.id)
}
