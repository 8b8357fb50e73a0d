import { expect, test, vi } from "vitest"
import { openIndex } from "#app/shelf/index-in-use.ts"
import type { Finder } from "#knowledge/finder.ts"
import type { Steps } from "#knowledge/steps.ts"

/** Which index answers while others are built, and what becomes of one that cannot be built. */

function indexes(steps: number) {
  const world = { wanted: "a", built: 0, broken: false, failed: [] as unknown[] }
  function* build(): Steps<Finder> {
    const name = world.wanted
    for (let at = 0; at < steps; at++) {
      if (world.broken) throw new Error("broken")
      yield
      const until = performance.now() + 3
      while (performance.now() < until);
    }
    world.built++
    return { name } as unknown as Finder
  }
  const index = openIndex(
    () => world.wanted,
    build,
    (error) => world.failed.push(error),
  )
  return { world, index, named: () => (index.finder() as unknown as { name: string }).name }
}

test("none is built before one is asked for", async () => {
  const { world, index } = indexes(2)
  await index.forward()
  expect(world.built).toBe(0)
  await index.ready()
  expect(world.built).toBe(1)
})

test("who asks while the first is being built gets it at once, and it is not built twice", async () => {
  const { world, index, named } = indexes(40)
  const ready = index.ready()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(world.built).toBe(0)
  expect(named()).toBe("a")
  await ready
  expect(world.built).toBe(1)
})

test("the old one answers until there is another, and what changed meanwhile is not missed", async () => {
  const { world, index, named } = indexes(20)
  await index.ready()
  world.wanted = "b"
  expect(named()).toBe("a")
  await new Promise((resolve) => setTimeout(resolve, 10))
  world.wanted = "c"
  await index.forward()
  expect(named()).toBe("c")
  expect(world.built).toBe(3)
})

test("one that cannot be built is told, and the old one goes on answering until it can", async () => {
  const { world, index, named } = indexes(4)
  await index.ready()
  Object.assign(world, { wanted: "b", broken: true })
  await index.forward()
  expect(world.failed).toEqual([new Error("broken")])
  world.broken = false
  expect(named()).toBe("a")
  await vi.waitFor(() => expect(named()).toBe("b"))
})

test("a first one that cannot be built fails whoever asked, and nobody else; the next who asks begins anew", async () => {
  const unheard = vi.fn()
  process.on("unhandledRejection", unheard)
  const { world, named } = indexes(2)
  world.broken = true
  expect(named).toThrow("broken")
  expect(named).toThrow("broken")
  await new Promise((resolve) => setTimeout(resolve, 20))
  process.off("unhandledRejection", unheard)
  expect(unheard).not.toHaveBeenCalled()
  world.broken = false
  expect(named()).toBe("a")
})
