import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** What `npm start` (or `npm run jiangong`) runs, put together first where something changed: the arguments of node. */
export function built(script: "start" | "jiangong"): string[] {
  execFileSync(process.execPath, [join(root, ".config/build.js")], { stdio: "inherit" })
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  const [, ...flags] = scripts[script].split(" ")
  return [...flags.slice(0, -1), join(root, flags.at(-1))]
}
