import { readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { ALIASES } from "#knowledge/alias.ts"
import { answer } from "#knowledge/answer.ts"
import { finderOfShelf } from "#knowledge/ask.ts"
import { buildFinder, type Finder } from "#knowledge/finder.ts"
import { LEXICON } from "#knowledge/lexicon.ts"
import { makeDocument } from "#knowledge/make-document.ts"
import { type Question, questionsIn, questionsInJson, shortId } from "./questions.ts"

/**
 * How well questions are answered: `npm run knowledge [SETS PLAN] [-v]`, where SETS is a folder with qa*.jsonl and PLAN the plan's text.
 * Without them only our own questions about the built-in answers are scored. `-v` prints what fails, except in the held-out tables.
 */

const [sets, plan] = process.argv.slice(2).filter((one) => !one.startsWith("-"))
const verbose = process.argv.includes("-v")
const FOLDER = new URL("./questions/", import.meta.url)
const builtIn = finderOfShelf([], "2026-11-23")

function share(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`
}

function score(name: string, finder: Finder, questions: readonly Question[], show: boolean): void {
  const rows = questions.map((asked) => ({ asked, said: answer(asked.question, finder) }))
  const yes = rows.filter(({ asked }) => asked.kind === "answerable")
  const no = rows.filter(({ asked }) => asked.kind !== "answerable")
  const first = (row: (typeof rows)[number]) =>
    row.said.answered && row.asked.articles.includes(shortId(row.said.articles[0] ?? ""))
  const fact = (row: (typeof rows)[number]) => row.asked.must.every((one) => new RegExp(one).test(row.said.text))
  const refused = no.filter(({ said }) => !said.answered)
  const near = no.filter(({ asked }) => asked.kind === "near_miss")
  const falsely = yes.filter(({ said }) => !said.answered)
  process.stdout.write(
    `${name}: ${yes.length} answerable, ${no.length} not\n` +
      `  article first ${share(yes.filter(first).length, yes.length)}   article and fact ${share(yes.filter((row) => first(row) && fact(row)).length, yes.length)}\n` +
      `  refusal recall ${share(refused.length, no.length)} (near misses ${share(near.filter(({ said }) => !said.answered).length, near.length)})` +
      `   precision ${share(refused.length, refused.length + falsely.length)}\n` +
      `  refused wrongly: ${["near-miss", "out-of-scope", "own-state", "progress"].map((kind) => `${kind} ${falsely.filter(({ said }) => said.kind === kind).length}`).join(", ")}\n`,
  )
  if (!show) return
  for (const row of rows) {
    const { asked, said } = row
    const wrong =
      asked.kind === "answerable"
        ? !said.answered
          ? `REFUSED ${said.kind}, want ${asked.articles}`
          : !first(row)
            ? `ARTICLE ${shortId(said.articles[0]!)}, want ${asked.articles}`
            : !fact(row)
              ? `FACT ${asked.must}`
              : ""
        : said.answered
          ? `ANSWERED ${shortId(said.articles[0]!)}`
          : ""
    if (wrong !== "") process.stdout.write(`    ${wrong}\t${asked.question}\t${said.text.replaceAll("\n", " ")}\n`)
  }
}

/** Our own tables whose names begin so. */
function own(start: string, finder: Finder): void {
  for (const file of readdirSync(FOLDER).sort())
    if (file.startsWith(start))
      score(file, finder, questionsIn(new URL(file, FOLDER)), verbose && !file.includes("held-out"))
}

if (sets !== undefined && plan !== undefined) {
  const finder = buildFinder([makeDocument(readFileSync(plan, "utf8"), basename(plan))], LEXICON, ALIASES)
  for (const file of readdirSync(sets).filter((one) => /^qa.*\.jsonl$/.test(one)))
    score(file, finder, questionsInJson(join(sets, file)), verbose)
  own("plan", finder)
  own("elsewhere", finder)
}
own("procedures", builtIn)
own("elsewhere", builtIn)
