/** Checks sources against a table of rooms; every fault is a sentence. */

export type Room = {
  /** The paths that belong to it; the longest prefix wins. */
  holds: readonly string[]
  /** The rooms it may import besides itself. */
  may: readonly string[] | "anything"
  /** Whether it touches nothing but its arguments: no clock, no chance, no files, no network. */
  pure?: true
}

export type Rules = {
  rooms: Record<string, Room>
  /** Packages that only one room may import. */
  only: Record<string, string>
  /** Files that may do one thing their room may not, with the reason. */
  exceptions: Record<string, { may: string; because: string }>
}

/** Sources by path from the top of the project (src/engine/step.ts). */
export type Sources = Record<string, string>

const IMPURE: readonly [RegExp, string][] = [
  [/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, "looks at the clock"],
  [/\bsetTimeout\(|\bsetInterval\(|\bsetImmediate\(|node:timers/, "waits"],
  [/\bMath\.random\(|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/, "rolls dice"],
  [/"(?:node:)?fs(?:\/promises)?"/, "reads files"],
  [/"node:(?:net|http|https|dgram|tls|dns|child_process|worker_threads)"|\bfetch\(/, "reaches out of the process"],
  [/\bconsole\./, "prints"],
]
const NAMELESS = /(?:^|\/)(?:utils?|helpers?|types|constants|managers?|services?)\.tsx?$/

/** What is wrong, one sentence each. */
export function faults(sources: Sources, rules: Rules): string[] {
  const found: string[] = []
  const graph = new Map<string, string[]>()
  for (const [path, source] of Object.entries(sources)) {
    const room = roomOf(path, rules)
    if (!room) {
      found.push(`${path} stands in no room.`)
      continue
    }
    const say = (what: string) => {
      if (rules.exceptions[path]?.may !== what) found.push(`${path} ${what}, which ${room} may not.`)
    }
    if (NAMELESS.test(path)) found.push(`${path} has a name that says nothing.`)
    const code = source.replace(/\/\*.*?\*\//gs, "").replace(/^\s*\/\/.*$/gm, "")
    if (rules.rooms[room]!.pure) for (const [pattern, what] of IMPURE) if (pattern.test(code)) say(what)
    if (/\bprocess\.env\b|\benv\b.*"node:process"/.test(code) && !["config", "test"].includes(room))
      say("reads process.env")
    graph.set(path, [])
    for (const specifier of importsOf(code)) {
      if (specifier.startsWith("..")) {
        found.push(`${path} imports ${specifier}: between rooms it is #room/…, inside a room ./…`)
        continue
      }
      const target = resolve(path, specifier)
      if (target === undefined) {
        const owner = rules.only[packageOf(specifier)]
        if (owner !== undefined && owner !== room && room !== "test")
          found.push(`${path} imports ${specifier}, which only ${owner} may.`)
        continue
      }
      if (target.startsWith("src/db/generated/") && room !== "db")
        found.push(`${path} imports ${specifier}, which only db may.`)
      graph.get(path)!.push(target)
      const other = roomOf(target, rules)
      const may: Room["may"] = rules.rooms[room]!.may
      if (other === undefined) found.push(`${path} imports ${specifier}, which stands in no room.`)
      else if (other !== room && may !== "anything" && !may.includes(other))
        found.push(`${path} imports ${specifier}: there is no arrow from ${room} to ${other}.`)
      else if (other === room && specifier.startsWith(`#${room}/`) && INSIDE.has(room))
        found.push(`${path} imports ${specifier}: inside a room it is ./…`)
    }
  }
  const circle = circleIn(graph)
  if (circle) found.push(`${circle.join(" → ")} is a circle.`)
  return found
}

/** Rooms without folders below them, where a neighbour is always ./ */
const INSIDE = new Set(["engine", "flows", "language"])

function roomOf(path: string, { rooms }: Rules): string | undefined {
  const fitting = Object.entries(rooms).flatMap(([room, { holds }]) =>
    holds.filter((start) => path.startsWith(start)).map((start) => ({ room, length: start.length })),
  )
  return fitting.sort((a, b) => b.length - a.length)[0]?.room
}

function importsOf(code: string): string[] {
  const patterns = [
    /^(?:import|export)\s[^"'`;]*?\bfrom\s+"([^"]+)"/gm,
    /^import\s+"([^"]+)"/gm,
    /\bimport\(\s*"([^"]+)"/g,
  ]
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1]!))
}

/** The file that an import of the project's own means; undefined for packages. */
function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("./")) return `${from.slice(0, from.lastIndexOf("/") + 1)}${specifier.slice(2)}`
  const own = /^#(\w+)\/(.+)$/.exec(specifier)
  if (!own) return undefined
  const [, name, rest] = own
  if (name === "src") return `src/${rest}`
  return ["bots", "jobs", "test"].includes(name!) ? `${name}/${rest}` : `src/${name}/${rest}`
}

function packageOf(specifier: string): string {
  const [scope, name] = specifier.split("/")
  return scope!.startsWith("@") && scope === "@prisma" ? scope : scope!.startsWith("@") ? `${scope}/${name}` : scope!
}

/** A way that comes back to where it began. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const walk = (path: string, way: string[]): string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (done.has(path)) return undefined
    for (const next of graph.get(path) ?? []) {
      const circle = walk(next, [...way, path])
      if (circle) return circle
    }
    done.add(path)
    return undefined
  }
  for (const path of graph.keys()) {
    const circle = walk(path, [])
    if (circle) return circle
  }
  return undefined
}
