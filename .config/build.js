import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { basename } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { build } from "esbuild"

/**
 * Puts the service and the command line together as plain JavaScript in .build/, which `npm start` and `npm run jiangong` run: that takes
 * far less memory and time than compiling each file while it is loaded. Nothing is done where nothing changed. What reads a file beside it still
 * finds it: `import.meta.url` stays the address of the source.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url))
const OUT = `${ROOT}.build`
/** Parts of an earlier build are kept this long. */
const KEPT_MS = 30 * 86_400_000
const sources = ["src", "bots", "jobs"].flatMap((folder) =>
  readdirSync(ROOT + folder, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`)
    .sort(),
)
/** What runs by itself: the service, the command line, and what they start as threads. */
const entries = ["src/main.ts", "src/cli.ts", ...sources.filter((name) => name.endsWith("-worker.ts"))]

const state = stateOfSources()
if (!isMade())
  await make().catch((error) => {
    console.error(`The service could not be put together in ${OUT}: ${error.message}`)
    process.exitCode = 1
  })

async function make() {
  // Beside it and then in its place: two that start at once do not disturb each other.
  const making = `${OUT}-${process.pid}`
  mkdirSync(making, { recursive: true })
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: entries.map((name) => ({ in: name, out: basename(name, ".ts") })),
      outdir: making,
      bundle: true,
      splitting: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: true,
      jsx: "automatic",
      jsxImportSource: "hono/jsx",
      logLevel: "warning",
      plugins: [{ name: "where-the-source-is", setup: keepAddresses }],
    })
    writeFileSync(`${making}/state`, state)
    putInPlace(making)
  } catch (error) {
    if (!isMade()) throw error
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

/** File by file, the state last: what runs from there goes on finding the parts that it has not loaded yet. */
function putInPlace(making) {
  mkdirSync(OUT, { recursive: true })
  const made = readdirSync(making)
  for (const name of [...made.filter((one) => one !== "state"), "state"])
    renameSync(`${making}/${name}`, `${OUT}/${name}`)
  for (const name of readdirSync(OUT))
    if (!made.includes(name) && Date.now() - statSync(`${OUT}/${name}`).mtimeMs > KEPT_MS) rmSync(`${OUT}/${name}`)
}

function isMade() {
  return existsSync(`${OUT}/state`) && readFileSync(`${OUT}/state`, "utf8") === state
}

function keepAddresses(builder) {
  builder.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
    const text = readFileSync(path, "utf8")
    if (!text.includes("import.meta.url")) return undefined
    // But a worker runs what was made of its source.
    const contents = text
      .replace(/"\.\/([\w-]+)-worker\.ts", import\.meta\.url/g, '"./$1-worker.js", import.meta["url"]')
      .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
    return { contents, loader: path.endsWith("x") ? "tsx" : "ts" }
  })
}

/** Changes whenever a source, the packages, the place or this file changes. */
function stateOfSources() {
  const hash = createHash("sha256").update(`${ROOT}\n${process.version}\n`)
  for (const name of sources) {
    const { mtimeMs, size } = statSync(ROOT + name)
    hash.update(`${name} ${mtimeMs} ${size}\n`)
  }
  for (const name of ["package-lock.json", ".config/build.js"]) hash.update(readFileSync(ROOT + name))
  return hash.digest("hex")
}
