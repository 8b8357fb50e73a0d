import type { Reporter, TestModule, TestRunEndReason } from "vitest/node"

/** Ends a run with one plain line, `N passed, N failed`. A file that cannot be run, or an error outside of any test, is a failure. */
export default class LastLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    let passed = 0
    let failed = errors.length
    for (const module of modules) {
      if (module.errors().length > 0) failed++
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === "passed") passed++
        else if (state !== "skipped") failed++
      }
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) failed++
    }
    if (reason === "interrupted" && failed === 0) failed++
    // After all that other reporters have to say.
    process.once("exit", () => console.log(`${passed} passed, ${failed} failed`))
  }
}
