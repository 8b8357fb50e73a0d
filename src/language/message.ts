import { ACTIVITY_CHOICES, lastChoice } from "./activity-words.ts"
import { readChoice } from "./choice.ts"
import type { Put } from "./fitting.ts"
import { readCounts, readMoney, readPersons, readPhones, readTimes } from "./fitting.ts"
import { found } from "./found.ts"
import type { Labelled } from "./label.ts"
import { labelsIn } from "./label.ts"
import { organizationsIn } from "./organization-name.ts"
import { personsIn } from "./people-named.ts"
import { placeAndTitle } from "./pieces.ts"
import { BLANK, blank, plain } from "./plain.ts"
import { looksLikeQuestion } from "./question.ts"
import type { Scan } from "./scan.ts"
import { scan } from "./scan.ts"
import type { Choice, Context, Found, SlotSpec } from "./slot.ts"
import { takenSpans } from "./taken.ts"
import { townsIn, townsOf } from "./town.ts"

/** The full reader: any form's slots out of free text, labelled lines, voice text or a burst of messages. */

/** Fills any form's slots from free text; only what is surely said. */
export function readMessage(specs: readonly SlotSpec[], text: string, context: Context): Map<string, Found> {
  const it = scan(text, context)
  const result = new Map<string, Found>()
  const labels = labelsIn(it.text, specs)
  const by = (reads: SlotSpec["reads"]) => specs.filter((spec) => spec.reads === reads)
  const put: Put = (spec, value) => {
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
      ? personsIn(blank(it.text, it.overruled), it.phones, taken)
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
      places.some((spec) => result.has(spec.name)),
    )
    if (free.place !== undefined)
      put(
        places[0],
        found(text, free.place.from, free.place.to, text.slice(free.place.from, free.place.to).replace(HESITATION, "")),
      )
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
  return asksOnly(it, labels, specs, result) ? new Map() : result
}

const ANCHORS: readonly SlotSpec["reads"][] = [
  "moment",
  "place",
  "phone",
  "personName",
  "orgName",
  "creditCode",
  "town",
]
const POLITE = /[,\s]*(?:(?:可以|行|好|中|要得)(?:吗|不|么|吧|嘛)?|行不行|可不可以|可以不|好不好)[?。!\s]*$/

/** 30个人的活动要不要报: numbers in a question that tells of nothing are no answers. */
function asksOnly(
  it: Scan,
  labels: readonly Labelled[],
  specs: readonly SlotSpec[],
  result: ReadonlyMap<string, Found>,
): boolean {
  if (result.size === 0 || labels.length > 0 || !specs.some((spec) => ANCHORS.includes(spec.reads))) return false
  if (specs.some((spec) => ANCHORS.includes(spec.reads) && result.has(spec.name))) return false
  return looksLikeQuestion(it.text.replace(POLITE, ""))
}

/** What voice input keeps of a speaker searching for words. */
const HESITATION = /(?:那个|呃|嗯|额)+(?=[\u4e00-\u9fa5]{2})/g

function titleFound(raw: string, from: number, to: number): Found {
  const words = raw.slice(from, to)
  const value = words.replace(/^[“"「『《](.*)[”"」』》]$/u, "$1").replace(HESITATION, "")
  return { value, text: words }
}

function labelledValue(it: Scan, labels: readonly Labelled[], spec: SlotSpec): Found | undefined {
  for (const label of labels) {
    if (label.name !== spec.name) continue
    let { from, to } = label
    while (from < to && /[\s:=]/.test(it.text[from]!)) from++
    while (to > from && /[\s,。;]/.test(it.text[to - 1]!)) to--
    const words = it.text.slice(from, to)
    if (words.length < 2 || words.includes(BLANK) || it.overruled.some((one) => one.from < to && from < one.to))
      continue
    if (spec.reads === "title" || spec.reads === "place" || spec.reads === "orgName") {
      const lead =
        /^(?:是|在|叫|为|就是|就在|改到|改在|换到|暂定在?|(?:大概率|大概|应该|可能|初步|估计)(?=在|是|就|定))+/.exec(
          words,
        )
      if (lead !== null && words.length - lead[0].length >= 2) from += lead[0].length
      if (/^(?:不对|错|[写打填搞弄报记说]错|是什么|怎么|改|换|待定|未定|不变|没定|还没)/.test(it.text.slice(from, to)))
        continue
      if (spec.reads !== "orgName" && /\s/.test(it.text.slice(from, to).trim())) {
        // 地点 文化广场 预算3000: the value ends where the next thing begins
        const stop =
          /\s(?=\S*[\d一二三四五六七八九十百千万](?:人|名|位|个|户|组|元|块|万)|\d{7}|预算|经费|联系|负责|人数|时间|电话)/.exec(
            it.text.slice(from, to),
          )
        if (stop !== null && stop.index >= 2) to = from + stop.index
      }
    }
    return spec.reads === "title" ? titleFound(it.raw, from, to) : found(it.raw, from, to, it.raw.slice(from, to))
  }
  return undefined
}

function bestOrganization(it: Scan, organizations: ReturnType<typeof organizationsIn>): Found | undefined {
  const best = [...organizations].sort(
    (a, b) => (b.own ? 9 : 0) - (a.own ? 9 : 0) || b.value.length - a.value.length,
  )[0]
  return best && found(it.raw, best.from, best.to, best.value)
}

const FOR_OTHERS =
  /^[送捐]|^陪(?:伴)?[一-龥]{0,4}(?:老人|爷爷|奶奶|老党员|孤寡|儿童|孩子|残疾)|(?:给|为|帮)[一-龥]{1,10}(?:送|做|修|剪|洗|打扫|买|捐|收|种|挑|搬|扛)/
const TAUGHT = /(?:^|手把手)教[一-龥]{1,8}|教[一-龥]{1,6}(?:用|学|做|唱|跳|写|认|画)$|学用[一-龥]{2,6}$/
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
    // 给独居老人送粽子: done for others, whatever it is
    const charity = choices.find((one) => one.label === "公益慈善")
    if (title !== undefined && charity !== undefined && FOR_OTHERS.test(plain(title.text)))
      return { value: charity.id, text: title.text }
    // 智能手机教老人用: taught, whatever it is
    const training = choices.find((one) => one.label === "培训")
    if (title !== undefined && training !== undefined && TAUGHT.test(plain(title.text)))
      return { value: training.id, text: title.text }
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
