import { placeLike, trimmedPlace } from "./place-span.ts"
import { glue } from "./place-then-title.ts"
import type { Reading, Span } from "./span.ts"
import { trimmed } from "./span.ts"
import { AFTER_VERB, cutTitle, eventSpan, FREELY, freeTitle } from "./title-span.ts"
import { EVENT_IN, HOLD, ORGANIZATION_TAIL, PLACE_TAIL } from "./vocabulary.ts"

/** A stretch split at the verb that sets something going: 在文化礼堂|办|一场义诊. */

const VERB = new RegExp(`(?:${HOLD})`, "g")

/** Letters beside a verb's that make it another word: 办公, 开发, 社会组织. */
const NOT_VERB: Record<string, RegExp> = {
  办: /办(?:公(?!益|开)|事|理处|学(?!习|术)|法(?!治|律|制|宣)|案)|(?:创|主|承|协)办/,
  开: /开(?:发|业|班|幕|放|学|心|展|始|春|斋|车|门|会(?!员)|工|园|馆|水|户|销|支)|(?:公|召|展|离|打)开/,
  做: /做(?:饭|菜|粽|饼|糕|灯)/,
  组织: /(?:社会|党|基层|群团|社区|团|工会|妇女|志愿|枢纽型|型)组织|组织(?:部|孵化|负责人|联合会|评估|培育|年检|法人|等级|党建|会计|财务)/,
  安排: /安排表/,
  整: /整(?:治|理|体|合)/,
  弄: /弄堂/,
  搞: /搞笑/,
  参加: /参加(?:人|者|对象|单位)/,
  办理: /办理处/,
}

/** The best place and title on both sides of a verb, if one of its verbs parts them. */
export function verbSplit(text: string, whole: Span, towns: readonly string[]): Reading | undefined {
  const words = text.slice(whole.from, whole.to)
  let best: (Reading & { score: number }) | undefined
  for (const match of words.matchAll(VERB)) {
    const at = match.index
    const around = words.slice(Math.max(0, at - 3), at + match[0].length + 3)
    const not = NOT_VERB[match[0]]
    if (
      not !== undefined &&
      [...around.matchAll(new RegExp(not, "g"))].some((one) =>
        overlaps(Math.max(0, at - 3) + one.index, one[0].length, at, match[0].length),
      )
    )
      continue
    const verbFrom = whole.from + at
    const rightFrom = verbFrom + match[0].length + AFTER_VERB.exec(words.slice(at + match[0].length))![0].length
    let left = trimmed(text, { from: whole.from, to: verbFrom })
    let leftWords = text.slice(left.from, left.to)
    const preps = [...leftWords.matchAll(/(?:就?在|到|去|于|前往|赴|走进|来到|地点(?:在|是)?)/g)].filter(
      (one) => !/^(?:去年|到时|到场)/.test(leftWords.slice(one.index)),
    )
    const prep =
      preps.find((one) =>
        placeLike(text, trimmedPlace(text, { from: left.from + one.index + one[0].length, to: left.to }), towns),
      ) ?? preps[0]
    if (prep !== undefined) {
      left = trimmedPlace(text, { from: left.from + prep.index + prep[0].length, to: left.to })
      leftWords = text.slice(left.from, left.to)
      // 到咸宁去学习…: the place ends where one goes from it
      const on = /^[\u4e00-\u9fa5]{2,12}?(?=[去来](?!年))/.exec(leftWords)
      if (on !== null) {
        left = { from: left.from, to: left.from + on[0].length }
        leftWords = on[0]
      }
    }
    // 在文化礼堂给妇女同志们办…
    const aside = /^(.{2,}?)(?:给|为|帮|跟|与|让|请|对|向|组织|和)[\u4e00-\u9fa5]{1,12}$/.exec(leftWords)
    if (aside !== null && placeLike(text, { from: left.from, to: left.from + aside[1]!.length }, towns)) {
      left = { from: left.from, to: left.from + aside[1]!.length }
      leftWords = text.slice(left.from, left.to)
    }
    let right = { from: rightFrom, to: whole.to }
    const after = /^(.{2,}?)(?:,?地点在|就在|在|到|于)(.{2,})$/.exec(text.slice(right.from, right.to))
    let placeAfter: Span | undefined
    if (after !== null) {
      const span = trimmedPlace(text, { from: right.to - after[2]!.length, to: right.to })
      if (placeLike(text, span, towns) && EVENT_IN.test(after[1]!)) {
        placeAfter = span
        right = { from: right.from, to: right.from + after[1]!.length }
      }
    }
    // 组织学生去烈士陵园扫墓
    const trip = /^[\u4e00-\u9fa5]{0,6}?(?:去|到|赴|前往|在)(.{4,})$/.exec(text.slice(right.from, right.to))
    const inner =
      trip === null ? undefined : glue(text, { from: right.to - trip[1]!.length, to: right.to }, towns, true)
    if (inner !== undefined && placeAfter === undefined) {
      placeAfter = inner.place
      right = inner.title
    }
    const title =
      eventSpan(text, right) ??
      (FREELY.test(match[0] + words.slice(at + match[0].length)) && leftWords.length <= 12
        ? freeTitle(text, right)
        : undefined)
    const isPlace =
      leftWords.length >= 2 &&
      (placeLike(text, left, towns) ||
        (prep !== undefined && leftWords.length <= 16 && !ORGANIZATION_TAIL.test(leftWords)))
    const rightWords = text.slice(right.from, right.to)
    if (title === undefined && !(isPlace && rightWords.length >= 2 && !PLACE_TAIL.test(rightWords))) continue
    const score =
      (leftWords === "" ? 1 : placeLike(text, left, towns) ? 3 : prep !== undefined ? 2 : -1) +
      (title !== undefined ? 3 : 0) +
      match[0].length / 10
    if (best === undefined || score > best.score) {
      const free = title ?? cutTitle(text, right)
      best = {
        score,
        placeScore: prep !== undefined ? 7 : 5,
        titleScore: title === undefined || /^开会$/.test(text.slice(title.from, title.to)) ? 2 : 7,
        ...(isPlace && (prep !== undefined || placeLike(text, left, towns))
          ? { place: left }
          : placeAfter !== undefined
            ? { place: placeAfter }
            : {}),
        ...(free === undefined ? {} : { title: free }),
      }
    }
  }
  if (best === undefined) return undefined
  return best
}

function overlaps(from: number, length: number, at: number, size: number): boolean {
  return from < at + size && at < from + length
}
