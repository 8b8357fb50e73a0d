import type { Finder } from "#knowledge/finder.ts"
import type { Steps } from "#knowledge/steps.ts"
import { inSlices, type Sliced } from "./in-slices.ts"

/**
 * The index that questions are answered from. The first one is built when it is needed; while another is built, the old one answers.
 */
export type IndexInUse = {
  /** Where none stands yet, the first is built at once; one that is out of date is replaced by and by. */
  finder(): Finder
  /** Resolves when there is one to answer from. */
  ready(): Promise<void>
  /** Resolves when the one in use, if any, is up to date. */
  forward(): Promise<void>
}

/** `wanted` names what an index should hold now, and `build` builds that; `failed` is told why one could not be built. */
export function openIndex(
  wanted: () => string,
  build: () => Steps<Finder>,
  failed: (error: unknown) => void,
): IndexInUse {
  let used: { finder: Finder; mark: string } | undefined
  let building: (Sliced<Finder> & { mark: string }) | undefined
  let going: Promise<boolean> | undefined

  const begun = () => {
    building ??= { mark: wanted(), ...inSlices(build()) }
    return building
  }

  /** Builds one; false when it cannot be built. */
  async function replace(): Promise<boolean> {
    try {
      const { done, mark } = begun()
      used = { finder: await done, mark }
      return true
    } catch (error) {
      failed(error)
      return false
    } finally {
      building = undefined
      going = undefined
    }
  }

  async function forward(): Promise<void> {
    while (used?.mark !== wanted()) {
      going ??= replace()
      if (!(await going)) return
    }
  }

  return {
    finder() {
      if (used === undefined) {
        const { finish, mark } = begun()
        try {
          used = { finder: finish(), mark }
        } finally {
          // What could not be built is begun anew by the next who asks.
          if (!going) building = undefined
        }
      }
      void forward()
      return used.finder
    },
    ready: async () => (used ? undefined : forward()),
    forward: async () => (used || building ? forward() : undefined),
  }
}
