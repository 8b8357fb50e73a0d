import type { JobWorld } from "#src/job.ts"

/**
 * Tells every official the digest of their region as of a day, each once for a period; those who want none (退订) get none. One digest is made
 * for a region and kept, so a second attempt tells the very same. `now` is what counts as known.
 */
export async function tellOfficials(
  { officials, digests, outbox }: JobWorld,
  { job, period, asOf, now }: { job: string; period: string; asOf: string; now: Date },
): Promise<string> {
  const readers = (await officials()).filter((one) => !one.optedOut)
  const regions = [...new Set(readers.map((one) => one.regionCode))]
  let told = 0
  for (const regionCode of regions) {
    const id = `${job}/${period}/${regionCode}`
    let text = await digests.kept(id)
    if (text === undefined) {
      const made = await digests.make(regionCode, asOf, now)
      if (!made) return "还没有载入方案，没有进展可报。"
      text = await digests.keep({ ...made, id, regionCode, asOf, knownAt: now })
    }
    const here = readers.filter((one) => one.regionCode === regionCode)
    told += await outbox.tell(
      here.map(({ personId }) => ({
        key: `${job}:${period}:${regionCode}:${personId}`,
        personId,
        kind: "digest",
        text,
        dueAt: now,
      })),
    )
  }
  return `${period}的进展，${regions.length}个地方，发给${told}位工作人员。`
}
