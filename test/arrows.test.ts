import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { faults, type Rules, type Sources } from "#test/help/arrows.ts"

/**
 * The architecture. Arrows only point down:
 *
 *     main, cli ─► bots · jobs · web          bots: channel, domain      jobs: job, domain      web: app, domain, channel, reports
 *                  app ─► flows ─► engine ─► language ─► domain
 *                  app ─► db · knowledge · reports ─► domain
 */
const HOUSE: Rules = {
  rooms: {
    // The nouns and their rules. Reads its own seed data when it is loaded, and nothing else, ever.
    domain: { holds: ["src/domain/"], may: [], pure: true },
    // Reading Chinese.
    language: { holds: ["src/language/"], may: ["domain"], pure: true },
    // Saved talk, message and facts in; new talk, words and at most one command out.
    engine: { holds: ["src/engine/"], may: ["language", "domain"], pure: true },
    // The words of each flow. A few ask the language room what a number or a name was.
    flows: { holds: ["src/flows/"], may: ["engine", "language", "domain"], pure: true },
    // Articles in, cited answer out; figures in, text and pictures out.
    knowledge: { holds: ["src/knowledge/"], may: ["domain"], pure: true },
    reports: { holds: ["src/reports/"], may: ["domain"], pure: true },
    // Rows. Knows of channels only what shape a message has that it keeps.
    db: { holds: ["src/db/"], may: ["domain", "channel"] },
    // What happens: commands, the turn, the outbox, the schedule.
    app: {
      holds: ["src/app/"],
      may: ["flows", "engine", "db", "knowledge", "reports", "domain", "channel", "job"],
    },
    web: { holds: ["src/web/"], may: ["app", "domain", "channel", "reports"] },
    // The two contracts.
    channel: { holds: ["src/channel.ts"], may: ["domain"] },
    job: { holds: ["src/job.ts"], may: ["domain"] },
    // A channel translates, a job notices; neither decides.
    bots: { holds: ["bots/"], may: ["channel", "domain"] },
    jobs: { holds: ["jobs/"], may: ["job", "domain"] },
    // Read once, validated, handed on: nobody imports the configuration or the log but those who put everything together.
    config: { holds: ["src/config.ts"], may: ["domain", "channel"] },
    log: { holds: ["src/log.ts"], may: ["domain"] },
    main: { holds: ["src/main.ts", "src/cli.ts", "src/cli/"], may: "anything" },
    test: { holds: ["test/"], may: "anything" },
  },
  only: { "@prisma": "db", pg: "db", "@electric-sql/pglite": "db" },
  exceptions: {
    "src/domain/region.ts": { may: "reads files", because: "the regions are data, read when it is loaded" },
    "src/domain/lead-time.ts": { may: "reads files", because: "the lead-time rules are data, read when it is loaded" },
    "src/domain/office.ts": { may: "reads files", because: "the office hours are data, read when it is loaded" },
    "src/knowledge/alias.ts": { may: "reads files", because: "alias questions are data, read when it is loaded" },
    "src/knowledge/built-in.ts": { may: "reads files", because: "the short answers are data, read when it is loaded" },
    "src/knowledge/lexicon.ts": { may: "reads files", because: "the lexicon is data, read when it is loaded" },
    "src/language/train.ts": { may: "reads files", because: "a tool of its authors, imported by nobody" },
    "src/language/understand.ts": { may: "looks at the clock", because: "a line on stdin without `now` means now" },
  },
}

describe("arrows only point down", () => {
  const sources = everySource()
  it("in the house as it stands", () => {
    expect(Object.keys(sources).length).toBeGreaterThan(100)
    expect(faults(sources, HOUSE)).toEqual([])
  })
  it("and no exception is left of a file that needs none", () => {
    const without = faults(sources, { ...HOUSE, exceptions: {} })
    const idle = Object.keys(HOUSE.exceptions).filter((path) => !without.some((one) => one.startsWith(`${path} `)))
    expect(idle).toEqual([])
  })
})

describe("a wrong arrow is told in a sentence", () => {
  const wrong: [why: string, sources: Sources, sentence: string][] = [
    [
      "upwards",
      { "src/engine/step.ts": `import { flows } from "#flows/index.ts"`, "src/flows/index.ts": "" },
      "src/engine/step.ts imports #flows/index.ts: there is no arrow from engine to flows.",
    ],
    [
      "over several lines, types alike",
      { "src/flows/a.ts": `import type {\n  Database,\n} from "#db/open.ts"`, "src/db/open.ts": "" },
      "src/flows/a.ts imports #db/open.ts: there is no arrow from flows to db.",
    ],
    [
      "when needed only",
      { "src/app/a.ts": `const bots = await import("#bots/index.ts")`, "bots/index.ts": "" },
      "src/app/a.ts imports #bots/index.ts: there is no arrow from app to bots.",
    ],
    [
      "exported on",
      { "jobs/a.ts": `export { handle } from "#app/converse.ts"`, "src/app/converse.ts": "" },
      "jobs/a.ts imports #app/converse.ts: there is no arrow from jobs to app.",
    ],
    [
      "from the web past the application",
      { "src/web/a.tsx": `import { pool } from "#db/open.ts"`, "src/db/open.ts": "" },
      "src/web/a.tsx imports #db/open.ts: there is no arrow from web to db.",
    ],
    [
      "to the configuration",
      { "src/app/a.ts": `import { readConfig } from "#src/config.ts"`, "src/config.ts": "" },
      "src/app/a.ts imports #src/config.ts: there is no arrow from app to config.",
    ],
    [
      "out of the room by dots",
      { "src/app/commands/a.ts": `import { command } from "../command.ts"`, "src/app/command.ts": "" },
      "src/app/commands/a.ts imports ../command.ts: between rooms it is #room/…, inside a room ./…",
    ],
    [
      "round and back",
      {
        "src/domain/a.ts": `import "./b.ts"`,
        "src/domain/b.ts": `import "./c.ts"`,
        "src/domain/c.ts": `import { a } from "./a.ts"`,
      },
      "src/domain/a.ts → src/domain/b.ts → src/domain/c.ts → src/domain/a.ts is a circle.",
    ],
    ["into nowhere", { "src/somewhere/a.ts": "" }, "src/somewhere/a.ts stands in no room."],
    [
      "to the database's packages",
      { "src/app/a.ts": `import { PrismaClient } from "@prisma/client"` },
      "src/app/a.ts imports @prisma/client, which only db may.",
    ],
    [
      "to the generated client",
      { "src/app/a.ts": `import type { Prisma } from "#db/generated/client.ts"` },
      "src/app/a.ts imports #db/generated/client.ts, which only db may.",
    ],
    [
      "to the environment",
      { "bots/a.ts": "const id = process.env.WECHAT_APP_ID" },
      "bots/a.ts reads process.env, which bots may not.",
    ],
    [
      "to the clock",
      { "src/flows/a.ts": "const now = new Date()" },
      "src/flows/a.ts looks at the clock, which flows may not.",
    ],
    ["to chance", { "src/engine/a.ts": "Math.random()" }, "src/engine/a.ts rolls dice, which engine may not."],
    [
      "to the disk",
      { "src/reports/a.ts": `import { readFileSync } from "node:fs"` },
      "src/reports/a.ts reads files, which reports may not.",
    ],
    ["to a drawer for everything", { "src/app/utils.ts": "" }, "src/app/utils.ts has a name that says nothing."],
  ]
  for (const [why, sources, sentence] of wrong) it(why, () => expect(faults(sources, HOUSE)).toContain(sentence))

  it("and what is right is not", () => {
    const right: Sources = {
      "src/app/converse.ts": `import { step } from "#engine/step.ts"\nimport { z } from "zod"`,
      "src/engine/step.ts": `/** import { x } from "#db/open.ts" */\nimport { fill } from "./filling.ts"\nnew Date(at)`,
      "src/engine/filling.ts": `import { TOWNS } from "#domain/region.ts"`,
      "src/domain/region.ts": `import { readFileSync } from "node:fs"`,
      "src/main.ts": `import { bots } from "#bots/index.ts"`,
      "bots/index.ts": "",
    }
    expect(faults(right, HOUSE)).toEqual([])
  })
})

/** Every source of the project, but for what is generated. */
function everySource(): Sources {
  const top = new URL("..", import.meta.url)
  const sources: Sources = {}
  for (const folder of ["src", "bots", "jobs", "test"]) {
    const here = new URL(`${folder}/`, top)
    for (const name of namesIn(here)) {
      if (!/\.tsx?$/.test(name) || name.includes("generated/") || name.startsWith(".")) continue
      sources[`${folder}/${name}`] = readFileSync(new URL(name, here), "utf8")
    }
  }
  return sources
}

function namesIn(folder: URL): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
  } catch {
    return []
  }
}
