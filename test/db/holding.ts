import { hold } from "#db/hold.ts"

// A process of hold.test.ts: tries to hold a folder at a given moment, says how it went, and if it holds it, waits to be killed.
const [folder, at] = process.argv.slice(2)
while (Date.now() < Number(at)) {}
try {
  await hold(folder!, () => {})
  console.log("held")
} catch (error) {
  console.log((error as Error).message)
  process.exit(1)
}
